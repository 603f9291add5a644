#include "qed/evidence/ranks.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <thread>

#include <boost/mpi.hpp>
#include <boost/serialization/string.hpp>
#include <boost/serialization/vector.hpp>
#include <boost/serialization/version.hpp>

#include "qed/exact/number.hpp"
#include "qed/exact/require.hpp"

namespace mpi = boost::mpi;

namespace qed::evidence {

namespace {

// What travels: plain integers and text.
template <class Archive, class T>
void optional_text(Archive& archive, std::optional<T>& value, auto to, auto from) {
  bool there = value.has_value();
  std::string text = there ? to(*value) : std::string();
  archive& there& text;
  if constexpr (Archive::is_loading::value) value = there ? std::optional<T>(from(text)) : std::nullopt;
}

template <class Archive>
void number(Archive& archive, std::optional<Number>& value) {
  optional_text(
      archive, value, [](const Number& n) { return n.text; }, [](const std::string& t) { return Number{t}; });
}

template <class Archive>
void rational(Archive& archive, std::optional<Rational>& value) {
  optional_text(
      archive, value, [](const Rational& q) { return to_string(q); },
      [](const std::string& t) { return Number{t}.lower(); });
}

template <class Archive, class Word>
void word(Archive& archive, Word& value) {
  int code = static_cast<int>(value);
  archive& code;
  value = static_cast<Word>(code);
}

}  // namespace

template <class Archive>
void serialize(Archive& archive, Result& r, unsigned) {
  archive& r.claim;
  word(archive, r.method);
  word(archive, r.verdict);
  for (auto* n : {&r.value, &r.bound, &r.ratio}) number(archive, *n);
  archive& r.unbounded_ratio& r.vacuous& r.interesting& r.exercised& r.note;
}

template <class Archive>
void serialize(Archive& archive, FinishedCase& f, unsigned) {
  Case& c = f.of;
  Parameters& p = c.parameters;
  std::optional<Rational> alpha = p.alpha;
  rational(archive, alpha);
  p.alpha = *alpha;
  rational(archive, p.prior);
  std::int64_t took = c.took.count();
  archive& c.index& p.kind& p.actions& p.models& p.observations& p.horizon& c.class_hash& c.steps& took;
  c.took = std::chrono::nanoseconds(took);
  archive& f.class_text& f.results;
}

template <class Archive>
void serialize(Archive& archive, Run& r, unsigned) {
  archive& r.sweep& r.spec& r.seed& r.max_states& r.version& r.cases;
}

bool started_as_rank() {
  constexpr std::array names{"OMPI_COMM_WORLD_SIZE", "PMI_SIZE", "PMIX_RANK"};
  return std::any_of(names.begin(), names.end(),
                     [](const char* name) { return std::getenv(name) != nullptr; });
}

namespace {

enum Tag { request_tag, cases_tag };

// What a rank hands back with its request for more; at first nothing.
using Finished = std::vector<FinishedCase>;
using Indices = std::vector<std::uint64_t>;

constexpr std::uint64_t most_at_a_time = 16;

}  // namespace

struct Ranks::Session {
  mpi::environment environment{mpi::threading::funneled};
  mpi::communicator world;
};

Ranks::Ranks() : session_(std::make_unique<Session>()) {}
Ranks::~Ranks() = default;
int Ranks::rank() const { return session_->world.rank(); }
int Ranks::size() const { return session_->world.size(); }
void Ranks::abort(int status) const {
  session_->environment.abort(status);
  std::abort();  // it does not return
}

std::optional<Run> Ranks::agree(std::optional<Run> run) const {
  bool go = run.has_value();
  mpi::broadcast(session_->world, go, 0);
  if (!go) return std::nullopt;
  if (rank() != 0) run.emplace();
  mpi::broadcast(session_->world, *run, 0);
  return run;
}

namespace {

// Room for one: Boost.MPI refers to the first element even of an empty vector, which must not be at no address.
Indices sendable() {
  Indices indices;
  indices.reserve(1);
  return indices;
}

}  // namespace

std::uint64_t Ranks::hand_out(const Sweep& sweep, const Run& run, const Indices& indices,
                              const RunOptions& options,
                              const std::function<void(FinishedCase)>& finished) const {
  if (size() == 1) return compute_all(sweep, run, indices, options, finished);
  std::uint64_t handed = 0, done = 0;
  const auto next = [&] {
    Indices some = sendable();
    if (options.interrupted && *options.interrupted) return some;
    const std::uint64_t left = indices.size() - handed;
    // Fewer towards the end, so that all ranks end together.
    const std::uint64_t fair = left / (4 * static_cast<std::uint64_t>(size() - 1)) + 1;
    const std::uint64_t n = std::min({left, fair, most_at_a_time * options.jobs});
    some.assign(indices.begin() + static_cast<std::ptrdiff_t>(handed),
                indices.begin() + static_cast<std::ptrdiff_t>(handed + n));
    handed += n;
    return some;
  };
  for (int serving = size() - 1; serving > 0;) {
    // MPI waits by asking again and again; this leaves the processor to those who compute.
    const auto message = session_->world.iprobe(mpi::any_source, request_tag);
    if (!message) {
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
      continue;
    }
    Finished back;
    session_->world.recv(message->source(), request_tag, back);
    const Indices more = next();
    session_->world.send(message->source(), cases_tag, more);
    if (more.empty()) --serving;
    for (auto& one : back) {
      finished(std::move(one));
      ++done;
    }
    if (options.progress) options.progress(done);
  }
  return done;
}

void Ranks::serve(const Sweep& sweep, const Run& run, const RunOptions& options) const {
  Finished back;
  for (;;) {
    session_->world.send(0, request_tag, back);
    Indices indices = sendable();
    session_->world.recv(0, cases_tag, indices);
    if (indices.empty()) return;
    back.clear();
    compute_all(sweep, run, indices, options, [&](FinishedCase one) { back.push_back(std::move(one)); });
  }
}

}  // namespace qed::evidence
