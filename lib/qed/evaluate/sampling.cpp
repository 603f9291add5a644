#include "qed/evaluate/sampling.hpp"

#include <algorithm>
#include <bit>
#include <chrono>
#include <exception>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "qed/evaluate/demonstrator.hpp"

namespace qed {
namespace {

Rational from_units(const Rational& units) { return units / Rational(Integer(1) << PathSums::unit_bits); }

// Whether the demonstrator's automaton is finite, and the integers of the exact pass stay short.
bool demonstrator_is_cheap(const ModelClass& c) {
  constexpr unsigned most_steps = 10'000;
  return c.horizon <= most_steps && !std::holds_alternative<Custom>(c.demonstrator_policy());
}

PathMeasures measures_for(const ModelClass& c) {
  return {c.horizon <= Sampled::most_product_steps, !c.events.empty() && !demonstrator_is_cheap(c)};
}

// What the blocks add up to, in their order.
class Summary {
 public:
  Summary(const ModelClass& c, const SamplingOptions& options)
      : class_(c),
        options_(options),
        inside_(c.demonstrator_inside()),
        measures_(measures_for(c)),
        intervals_(4 + 3 * inside_ + measures_.product +
                   c.events.size() * (1 + inside_ + measures_.demonstrator_events)),
        share_(options.error / intervals_) {
    const Integer largest = Integer(c.horizon) << PathSums::unit_bits;
    for (auto member : sums_of_steps()) sequences_.push_back({member, {largest, share_, options.samples}});
    if (measures_.product)
      sequences_.push_back(
          {&PathSums::product,
           {((Integer(1) << c.horizon) - 1) << PathSums::unit_bits, share_, options.samples}});
    if (!c.events.empty() && !measures_.demonstrator_events)
      demonstrator_ = demonstrator_event_probabilities(c, c.horizon);
  }

  void add(const PathSums& block) {
    for (auto& [member, sequence] : sequences_) sequence.add(block.*member);
    total_ += block;
  }
  std::uint64_t paths() const { return total_.paths(); }

  Sampled state(Sampled::Ended ended) const {
    Sampled s;
    s.ended = ended;
    s.samples = paths();
    s.wanted = options_.samples;
    s.intervals = intervals_;
    s.error = options_.error;
    s.steps = total_.steps;
    s.visits = total_.visits;
    s.demonstrator_exact = !measures_.demonstrator_events;
    for (Quantities* q : {&s.lower, &s.upper, &s.mean}) {
      q->horizon = class_.horizon;
      q->forced_steps = forced();
      q->max_query_probability = total_.largest_theta;
      q->max_top_size = total_.largest_top_set;
    }
    s.upper.max_query_probability = 1;
    s.upper.max_top_size = class_.models.size();
    report_sums(s);
    report_product(s);
    report_probabilities(s);
    return s;
  }

 private:
  using Sum = Moments PathSums::*;
  std::vector<Sum> sums_of_steps() const {
    std::vector<Sum> sums{&PathSums::S1, &PathSums::S2, &PathSums::S3, &PathSums::queries};
    if (inside_) sums.insert(sums.end(), {&PathSums::S3_collected, &PathSums::S3_lost});
    return sums;
  }
  unsigned forced() const { return std::min(class_.horizon, class_.forced_queries); }

  struct Found {
    Rational lower, upper, mean;
  };
  template <class Member>
  static void set(Sampled& s, Member member, const Found& found) {
    s.lower.*member = found.lower;
    s.upper.*member = found.upper;
    s.mean.*member = found.mean;
  }

  Found mean_of(Sum member) const {
    const auto found = std::ranges::find(sequences_, member, &Named::member);
    const ConfidenceInterval interval = found->sequence.interval();
    const Moments& total = found->sequence.total();
    const Rational mean = total.count == 0 ? Rational(0) : ratio(total.sum, Integer(total.count));
    return {from_units(interval.lower), from_units(interval.upper), from_units(mean)};
  }

  // Each step was rounded down by less than a unit. Forced steps have theta = 1, and no step more.
  Found sum_of(Sum member, unsigned least) const {
    Found found = mean_of(member);
    found.lower = std::max<Rational>(found.lower, least);
    found.upper = std::min<Rational>(found.upper + from_units(class_.horizon), class_.horizon);
    return found;
  }

  void report_sums(Sampled& s) const {
    set(s, &Quantities::S1, sum_of(&PathSums::S1, forced()));
    set(s, &Quantities::S2, sum_of(&PathSums::S2, forced()));
    set(s, &Quantities::S3, sum_of(&PathSums::S3, forced()));
    set(s, &Quantities::expected_queries, sum_of(&PathSums::queries, forced()));
    if (!inside_) return;
    set(s, &Quantities::S3_collected, sum_of(&PathSums::S3_collected, 0));
    set(s, &Quantities::S3_lost, sum_of(&PathSums::S3_lost, 0));
  }

  void report_product(Sampled& s) const {
    const Rational most(Integer(1) << class_.horizon);
    Found found{1, most, 0};
    if (measures_.product) {
      found = mean_of(&PathSums::product);
      // Too low by less than N 2^-32 of itself, and N <= 60; 1 - x is more than 1 / (1 + 2x).
      found.upper = std::min<Rational>((1 + found.upper) * (1 + 2 * from_units(class_.horizon)), most);
      found.lower += 1;
      found.mean += 1;
    }
    set(s, &Quantities::expected_product, found);
  }

  // With a number of samples that was fixed beforehand, half the error is for the case that it is not reached.
  Found probability(std::uint64_t count) const {
    const std::uint64_t n = paths();
    const Rational half = share_ / 2;
    const ConfidenceInterval interval = options_.enough        ? probability_sequence(count, n, share_)
                                        : n < options_.samples ? probability_sequence(count, n, half)
                                                               : clopper_pearson(count, n, half);
    return {interval.lower, interval.upper, n == 0 ? Rational(0) : ratio(Integer(count), Integer(n))};
  }

  void report_probabilities(Sampled& s) const {
    if (inside_) set(s, &Quantities::truth_retained, probability(total_.retained));
    for (std::size_t e = 0; e < class_.events.size(); ++e) {
      const PathSums::EventCounts counts =
          e < total_.events.size() ? total_.events[e] : PathSums::EventCounts{};
      const Found imitator = probability(counts.imitator);
      const Found both = inside_ ? probability(counts.imitator_and_retained) : Found{};
      const Found demonstrator = measures_.demonstrator_events
                                     ? probability(counts.demonstrator)
                                     : Found{demonstrator_[e], demonstrator_[e], demonstrator_[e]};
      for (const auto& [q, end] : {std::pair{&s.lower, &Found::lower}, std::pair{&s.upper, &Found::upper},
                                   std::pair{&s.mean, &Found::mean}}) {
        EventProbabilities event{class_.events[e].name, imitator.*end, std::nullopt, demonstrator.*end};
        if (inside_) event.imitator_and_retained = both.*end;
        q->events.push_back(std::move(event));
      }
    }
  }

  struct Named {
    Sum member;
    MeanSequence sequence;
  };

  const ModelClass& class_;
  const SamplingOptions& options_;
  bool inside_;
  PathMeasures measures_;
  std::uint64_t intervals_;
  Rational share_;
  std::vector<Named> sequences_;
  std::vector<Rational> demonstrator_;
  PathSums total_;
};

// Threads draw blocks of paths; a block is added once all before it are.
class Run {
 public:
  Run(const ModelClass& c, const Imitator& imitator, const SamplingOptions& options,
      const PathVisitor& visitor)
      : class_(c),
        imitator_(imitator),
        options_(options),
        visitor_(visitor),
        blocks_((options.samples - 1) / paths_per_block + 1),
        summary_(c, options) {}

  Sampled run() {
    const auto begun = std::chrono::steady_clock::now();
    {
      std::vector<std::jthread> threads;
      for (std::uint64_t k = 1; k < std::min<std::uint64_t>(options_.jobs, blocks_); ++k)
        threads.emplace_back([this] { work(); });
      work();
    }
    if (broken_) std::rethrow_exception(broken_);
    Sampled result = summary_.state(enough_                               ? Sampled::Ended::enough
                                    : summary_.paths() < options_.samples ? Sampled::Ended::interrupted
                                                                          : Sampled::Ended::samples);
    result.nanoseconds = static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now() - begun)
            .count());
    return result;
  }

 private:
  bool stopped() const {
    return stop_.load(std::memory_order_relaxed) ||
           (options_.interrupted && options_.interrupted->load(std::memory_order_relaxed));
  }

  void work() {
    try {
      PathSampler sampler(class_, imitator_, options_.seed, measures_for(class_), visitor_);
      for (std::uint64_t b = next_++; b < blocks_; b = next_++) {
        const std::uint64_t end = std::min(options_.samples, (b + 1) * paths_per_block);
        PathSums sums;
        for (std::uint64_t i = b * paths_per_block; i < end; ++i) {
          if (stopped()) return;
          sampler.walk(i, sums);
        }
        done(b, std::move(sums));
      }
    } catch (...) {
      const std::lock_guard lock(mutex_);
      if (!broken_) broken_ = std::current_exception();
      stop_ = true;
    }
  }

  void done(std::uint64_t block, PathSums sums) {
    const std::lock_guard lock(mutex_);
    waiting_.emplace(block, std::move(sums));
    while (!enough_ && !waiting_.empty() && waiting_.begin()->first == added_) {
      summary_.add(waiting_.begin()->second);
      waiting_.erase(waiting_.begin());
      ++added_;
      if (options_.progress) options_.progress({summary_.paths(), options_.samples});
      if (options_.enough && std::has_single_bit(added_) && added_ < blocks_ &&
          options_.enough(summary_.state(Sampled::Ended::samples)))
        stop_ = enough_ = true;
    }
  }

  const ModelClass& class_;
  const Imitator& imitator_;
  const SamplingOptions& options_;
  const PathVisitor& visitor_;
  const std::uint64_t blocks_;
  std::atomic<std::uint64_t> next_ = 0;
  std::atomic<bool> stop_ = false;
  std::mutex mutex_;  // of all below
  Summary summary_;
  std::map<std::uint64_t, PathSums> waiting_;
  std::uint64_t added_ = 0;
  bool enough_ = false;
  std::exception_ptr broken_;
};

}  // namespace

Sampled sample(const ModelClass& c, const Imitator& imitator, const SamplingOptions& options,
               const PathVisitor& visitor) {
  if (options.samples == 0) throw std::invalid_argument("0 samples, expected at least 1");
  if (options.error <= 0 || options.error >= 1)
    throw std::invalid_argument(
        fmt::format("an error probability of {} is outside (0, 1)", to_string(options.error)));
  c.validate();  // before it is read for what to measure, and before threads begin
  return Run(c, imitator, options, visitor).run();
}

}  // namespace qed
