#include "qed/scoring/central.hpp"

#include <algorithm>
#include <array>
#include <stdexcept>

#include <fmt/format.h>

#include "qed/scoring/boundary.hpp"
#include "qed/scoring/central/boxes.hpp"
#include "qed/scoring/central/brier.hpp"
#include "qed/scoring/central/left_side.hpp"
#include "qed/scoring/central/lemmas.hpp"
#include "qed/scoring/central/refuter.hpp"
#include "qed/scoring/program.hpp"

namespace qed {

using namespace central_condition;

namespace {

Central proved(std::string proof, Method method = Method::exact) {
  Central result;
  result.finding = Finding::proved;
  result.method = method;
  result.proof = std::move(proof);
  return result;
}

// Proved by what needs no box, or undecided.
Central by_lemma(std::span<const Expression> scores, const Rational& eta, const Rational& c, unsigned bits) {
  if (c == 0)
    for (const Rational& from : {eta, Rational(1), ratio(1, 2), Rational(2)})
      if (from >= eta && is_one(scores, from))
        return proved(from == eta
                          ? "F = 1 as an identity"
                          : fmt::format("F = 1 as an identity at eta = {}, and Jensen below", from.str()));
  if (c > 0 && log_at_one_half(scores, eta, c))
    return proved("1 - F is the squared Hellinger distance, at least a quarter of the squared distance");
  if (by_hoeffding(scores, eta, c, bits))
    return proved("Hoeffding's lemma; the quadratic forms are semidefinite",
                  c == 0 ? Method::exact : Method::certified);
  if (c == 0 && spherical_by_hoeffding(scores, eta))
    return proved("Hoeffding's lemma, for the spherical score");
  return {};
}

Central by_boxes(std::span<const Expression> scores, const Rational& eta, const Rational& c,
                 const CentralOptions& options) {
  Central result;
  if (scores.size() == 2)
    decide_by_boxes(scores, eta, c, options, result);
  else if (const auto factor = brier_factor(scores))
    decide_brier(*factor, eta, c, options, result);
  else
    result.proof = "boxes are for two outcomes, and for Brier's rule";
  return result;
}

// Proved, or undecided.
Central certify(std::span<const Expression> scores, const Rational& eta, const Rational& c,
                const CentralOptions& options, bool boxes) {
  Central result;
  if (const std::string open_end = why_not_continuous(scores, scores.size()); !open_end.empty()) {
    // Normal forms and boxes speak of the inside of the simplex, and of its boundary by continuity.
    result.proof = "not shown at the boundary of the simplex: " + open_end;
    return result;
  }
  if (Central found = by_lemma(scores, eta, c, options.bits); found.finding == Finding::proved) return found;
  if (const auto parts = log_and_rest(scores)) {
    // Hölder's inequality. Boxes would not do: at a corner ln p is steeper than any series.
    const std::string beside =
        (parts->weight == 1 ? "" : to_string(parts->weight) + " times ") + "the log score";
    const Rational left = 1 - parts->weight * eta;
    if (left > 0) {
      const Rational at = eta / left;
      result = certify(parts->rest, at, Rational(c / left), options, boxes);
      result.proof = fmt::format("Hölder's inequality, beside {}; the rest at eta = {}: {}", beside,
                                 to_string(at), result.proof);
      return result;
    }
    result.proof = fmt::format("Hölder's inequality needs an eta below {} beside {}",
                               to_string(Rational(1 / parts->weight)), beside);
  } else if (boxes) {
    result = by_boxes(scores, eta, c, options);
  } else {
    result.proof = "not looked at by boxes";
  }
  if (result.finding != Finding::proved && options.stop()) result.proof = "interrupted: " + result.proof;
  return result;
}

Central decide(std::span<const Expression> scores, const Rational& eta, const Rational& c,
               const CentralOptions& options, const Refuter& refuter, bool boxes) {
  if (auto witness = refuter.witness(eta, c)) {
    Central result;
    result.witness = std::move(witness);
    result.finding = Finding::refuted;
    result.method = Method::certified;
    result.proof = "F > 1 at a pair of reports";
    return result;
  }
  return certify(scores, eta, c, options, boxes);
}

// Down to a multiple of the step, up to one.
Rational multiple_below(const Rational& value, const Rational& step) {
  const Rational times = value / step;
  Integer whole = numerator_of(times) / denominator_of(times);
  if (Rational(whole) > times) whole -= 1;
  return step * whole;
}
Rational multiple_above(const Rational& value, const Rational& step) {
  return multiple_below(value, step) + step;
}

// The step that was asked for; finer for a small limit and coarser for a large one, since in another unit of the score every
// eta is another.
Rational step_for(const Rational& limit, Rational step) {
  while (limit < 100 * step) step /= 10;
  while (limit > 100000 * step) step *= 10;
  return step;
}

// Boxes need room below the limit. They are tried at so many percent of it: from most, for a sharp value, to little, for
// any at all; what they cannot prove at a tenth of it is not for them.
constexpr std::array<long, 7> percents_for_boxes{99, 95, 90, 75, 50, 25, 10};

// From a bound that cannot be passed down to what is certified; 0 with the last attempt where nothing is.
template <class DecideAt>
std::pair<Rational, Central> largest_certified(const Rational& limit, const Rational& step,
                                               const CentralOptions& options, const DecideAt& at) {
  // What needs no boxes may reach the limit itself; boxes need room that shrinks with the margin.
  if (const Rational top = multiple_below(limit, step); top > 0)
    if (Central found = at(top, false); found.finding == Finding::proved) return {top, found};
  // First as near as what is asked for: closer than a step, in tenths of it, and with some room still.
  std::vector<Rational> tries{multiple_below(limit - 3 * step / 5, step / 10)};
  for (const long percent : percents_for_boxes)
    tries.push_back(multiple_below(limit * ratio(percent, 100L), step));
  Central last;
  last.proof = "nothing above 0 is left to try, a step below what is refuted";
  for (Rational low : tries) {
    if (low <= 0) continue;
    Central best = at(low, true);
    last = best;
    if (options.stop() && best.finding != Finding::proved) break;
    if (best.finding != Finding::proved) continue;
    // What needs no boxes may go on from here.
    for (Rational high = limit; high - low > step && !options.stop();) {
      const Rational middle = multiple_below((low + high) / 2, step / 10);
      Central found = at(middle, false);
      if (found.finding == Finding::proved)
        low = middle, best = std::move(found);
      else
        high = middle;
    }
    return {low, best};
  }
  return {Rational(0), last};
}

}  // namespace

Interval central_left_side(std::span<const Expression> scores, const Rational& eta,
                           std::span<const Rational> report, std::span<const Rational> truth, unsigned bits) {
  std::vector<Rational> both(report.begin(), report.end());
  both.insert(both.end(), truth.begin(), truth.end());
  const std::array<Expression, 1> f{left_side(scores, eta)};
  return Program(f).at(both, bits)[0].enclosure(bits);
}

Central central(std::span<const Expression> scores, const Rational& eta, const Rational& c,
                const CentralOptions& options) {
  if (eta <= 0) throw std::invalid_argument("eta = " + eta.str() + " is not above 0");
  if (c < 0) throw std::invalid_argument("c = " + c.str() + " is below 0");
  if (scores.size() < 2) throw std::invalid_argument("a scoring rule needs two outcomes or more");
  return decide(scores, eta, c, options, Refuter(scores, options), true);
}

namespace {

// Where F bends above 1 nowhere: eta are tried up to twice as much. The rules of the literature are central up to 2 at the
// most; a rule in units a tenth of theirs is so up to 20.
constexpr long largest_eta_without_bend = 16;
// From the bend on, steps of a 64th reach its double in 64 of them, and miss little of what comes between.
constexpr int steps_to_the_double = 64;
// A pair refutes below the bend only where one far apart is worse; then it does so 1 percent below it too.
constexpr long percent_clearly_below_the_bend = 99;

// Sets what is refuted.   Returns  what no certified eta is above; 0 where every one that was tried is refuted.
Rational refute(std::span<const Expression> scores, const Rational& step, const CentralOptions& options,
                const Refuter& refuter, CentralRange& range) {
  // Where F bends above 1; or, where a pair far apart is worse, what bisection finds on the grid.
  const auto bend = refuter.least_eta();
  Rational limit = bend ? std::max(bend->upper(), step) : Rational(largest_eta_without_bend);
  const auto refuted_at = [&](const Rational& eta) {
    Central found = decide(scores, eta, 0, options, refuter, false);
    if (found.finding != Finding::refuted) return false;
    range.refuted = eta;
    range.at_refuted = std::move(found);
    return true;
  };
  for (Rational eta = multiple_above(limit, step / 2); eta <= 2 * limit + 4 * step && !options.stop();
       eta = multiple_above(eta + limit / steps_to_the_double, step / 2))
    if (refuted_at(eta)) break;
  const Rational below = multiple_below(limit * ratio(percent_clearly_below_the_bend, 100L), step);
  if (range.refuted && refuted_at(std::max(below, step))) {
    Rational low = 0;
    while (*range.refuted - low > step && !options.stop()) {
      const Rational middle = (*range.refuted + low) / 2;
      if (!refuted_at(middle)) low = middle;
    }
    limit = low;
  }
  return limit;
}

// One tiny box that stays undecided is enough for there to be no proof; which others do matters to nobody here. At corners
// where F touches 1 to a higher order there always is one, and the search for the others would take minutes.
CentralOptions until_one_is_left(CentralOptions options) {
  options.max_left = 0;
  return options;
}

}  // namespace

CentralRange central_refutation(std::span<const Expression> scores, const Rational& step,
                                const CentralOptions& options) {
  const Refuter refuter(scores, options);
  CentralRange range;
  range.at_certified.proof = "not looked for, since the rule is not proved to be proper";
  range.at_refuted = decide(scores, step, 0, options, refuter, false);
  if (range.at_refuted.finding == Finding::refuted)
    range.refuted = step;
  else
    refute(scores, step, options, refuter, range);
  return range;
}

CentralRange central_range(std::span<const Expression> scores, const Rational& asked,
                           const CentralOptions& options) {
  const Refuter refuter(scores, options);
  CentralRange range;
  const auto bend = refuter.least_eta();
  const Rational step = bend && bend->lower() > 0 ? step_for(bend->upper(), asked) : asked;
  const Rational limit = refute(scores, step, options, refuter, range);
  if (limit == 0) {
    range.at_certified.proof = "each that was tried is refuted";
    return range;
  }
  const CentralOptions quick = until_one_is_left(options);
  std::tie(range.certified, range.at_certified) = largest_certified(
      limit, step, options,
      [&](const Rational& eta, bool boxes) { return decide(scores, eta, 0, quick, refuter, boxes); });
  return range;
}

StrongRange strong_range(std::span<const Expression> scores, const Rational& eta, const Rational& step,
                         const CentralOptions& options) {
  const Refuter refuter(scores, options);
  StrongRange range;
  range.eta = eta;
  const auto limit = refuter.largest_c(eta);
  if (!limit || limit->upper() <= 0) {
    range.at_certified.proof =
        limit ? "the pairs that were tried leave none above 0" : "no pair was looked at";
    return range;
  }
  const CentralOptions quick = until_one_is_left(options);
  const auto at = [&](const Rational& c, bool boxes) {
    return decide(scores, eta, c, quick, refuter, boxes);
  };
  for (Rational c = multiple_above(limit->upper(), step / 10);
       c <= 2 * limit->upper() + step && !options.stop(); c += step / 2) {
    range.at_refuted = at(c, false);
    if (range.at_refuted.finding == Finding::refuted) {
      range.refuted = c;
      break;
    }
  }
  std::tie(range.certified, range.at_certified) = largest_certified(limit->upper(), step / 10, options, at);
  return range;
}

std::vector<Margin> margins(std::span<const Expression> scores, std::span<const Rational> etas,
                            const CentralOptions& options) {
  const Refuter refuter(scores, options);
  std::vector<Margin> found;
  for (const Rational& eta : etas) {
    const auto limit = refuter.largest_c(eta);
    if (options.stop()) break;  // a point that is half looked at says less than it could
    if (!limit) continue;
    Margin margin{eta, std::nullopt, limit->upper()};
    // From the top down; boxes, which take time, only for a coarse value.
    const auto certified = [&](const Rational& c, bool boxes) {
      return certify(scores, eta, c, options, boxes).finding == Finding::proved;
    };
    for (const long part : {64L, 62L, 60L, 56L, 48L})
      if (!margin.certified && margin.above > 0 && certified(margin.above * ratio(part, 64L), false))
        margin.certified = margin.above * ratio(part, 64L);
    for (const long part : {7L, 4L, 2L, 1L})
      if (!margin.certified && margin.above > 0 && certified(margin.above * ratio(part, 8L), true))
        margin.certified = margin.above * ratio(part, 8L);
    if (!margin.certified && margin.above >= 0 && certified(0, true)) margin.certified = 0;
    found.push_back(std::move(margin));
  }
  return found;
}

}  // namespace qed
