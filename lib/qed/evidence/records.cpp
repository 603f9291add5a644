#include "qed/evidence/records.hpp"

#include <algorithm>

#include "qed/exact/require.hpp"

namespace qed::evidence {

namespace {

std::optional<Enclosed> ends(const std::optional<Value>& v) {
  if (!v) return std::nullopt;
  return Enclosed{v->lower(), v->upper()};
}

void count(Counts& c, const Record& r) {
  switch (r.verdict) {
    case Verdict::holds: ++c.holds; break;
    case Verdict::violated: ++c.violated; break;
    case Verdict::undecided: ++c.undecided; break;
    case Verdict::not_applicable: ++c.not_applicable; return;
    case Verdict::held_where_visited: QED_REQUIRE(false, "a record of a sampled check"); break;
  }
  c.interesting += r.interesting;
  c.vacuous += r.vacuous;
  if (r.verdict == Verdict::undecided) return;
  switch (r.method) {
    case Method::exact: ++c.exact; break;
    case Method::certified: ++c.certified; break;
    case Method::sampled: ++c.sampled; break;
  }
}

bool tighter(const Record& offered, const std::optional<Record>& held) {
  if (!held) return true;
  if (offered.ratio->upper != held->ratio->upper) return offered.ratio->upper > held->ratio->upper;
  return offered.index < held->index;
}

}  // namespace

Record record_of(const ModelClass& c, const ClaimResult& result, std::uint64_t index) {
  const Comparison& w = result.worst;
  const auto enclosed = [](const std::optional<Value>& v) { return v && !v->is_exact(); };
  return {.claim = std::string(result.claim->id),
          .index = index,
          .alpha = c.alpha,
          .prior = c.demonstrator_inside() ? std::optional(c.demonstrator_prior()) : std::nullopt,
          .horizon = c.horizon,
          .verdict = w.verdict,
          .method = enclosed(w.value) || enclosed(w.bound) ? Method::certified : Method::exact,
          .vacuous = w.vacuous,
          .interesting = result.interesting > 0,
          .value = ends(w.value),
          .bound = ends(w.bound),
          .ratio = ends(w.ratio)};
}

void Digest::add(const Record& r) {
  ClaimDigest& d = claims_[r.claim];
  count(d.counts, r);
  if (r.verdict == Verdict::not_applicable) return;
  if (r.verdict != Verdict::undecided && r.ratio && !r.vacuous && tighter(r, d.tightest)) d.tightest = r;
  const auto by_index = [](const Record& a, const Record& b) { return a.index < b.index; };
  if (d.drawn.size() == most_drawn_ && !(r.index < d.drawn.back().index)) return;
  d.drawn.insert(std::upper_bound(d.drawn.begin(), d.drawn.end(), r, by_index), r);
  if (d.drawn.size() > most_drawn_) d.drawn.pop_back();
}

const ClaimDigest& Digest::of(const std::string& claim) const {
  static const ClaimDigest none;
  const auto found = claims_.find(claim);
  return found == claims_.end() ? none : found->second;
}

}  // namespace qed::evidence
