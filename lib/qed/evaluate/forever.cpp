#include "qed/evaluate/forever.hpp"

#include <algorithm>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>
#include <map>
#include <vector>

#include "qed/evaluate/node_graph.hpp"
#include "qed/exact/limbs.hpp"
#include "qed/exact/linear.hpp"
#include "qed/exact/require.hpp"

namespace qed {
namespace {

// The unsettled nodes that can be reached, with the probabilities between them; what leads elsewhere settles.
struct Unsettled {
  struct Step {
    std::size_t to;
    Rational probability;
  };
  std::vector<NodeFacts> facts;
  std::vector<std::vector<Step>> steps;
  std::vector<Rational> loses_truth;  // probability of a step to a settled node without the truth
  std::uint64_t bits = 0;             // of the rows' common denominators: about as long is an unknown
  bool root_settled = false;
  bool root_keeps_truth = false;

  std::size_t size() const { return facts.size(); }
};

// FLINT lifts n unknowns of B bits p-adically, B/64 steps on n rows of up to B/64 limbs; it cannot be interrupted. So
// much of that takes about a second. Small fractions stay far below: 379 nodes of coins like 1/3 have 1895 bits, a
// thousandth of it; with 12 digits they have 44343, and with 30 digits too many.
constexpr std::uint64_t most_lifting = std::uint64_t{1} << 28;

std::uint64_t lifting(const Unsettled& u) {
  const std::uint64_t limbs = u.bits / 64 + 1;
  return limbs > most_lifting ? UINT64_MAX : u.size() * limbs * limbs;
}

// The tables of the nodes, a dense system in two forms, and its solution.
std::uint64_t bytes_of(const NodeGraph& graph, const Unsettled& u) {
  constexpr std::uint64_t cell = 128;
  return graph.bytes() + u.size() * u.size() * cell + u.size() * u.bits;
}

bool was_interrupted(const ForeverOptions& options) {
  return options.interrupted && options.interrupted->load(std::memory_order_relaxed);
}

std::optional<Unsolved> reason_to_stop(const NodeGraph& graph, const Unsettled& u, std::size_t met,
                                       const ForeverOptions& options) {
  if (was_interrupted(options)) return Unsolved::interrupted;
  if (met > options.most_nodes) return Unsolved::too_many_nodes;
  if (lifting(u) > most_lifting) return Unsolved::long_numbers;
  if (graph.size() > options.limits.max_states) return Unsolved::state_limit;
  if (bytes_of(graph, u) > options.limits.max_bytes) return Unsolved::memory_limit;
  return std::nullopt;
}

// What a row is multiplied by, to be of whole numbers on both sides of every system.
Integer common_denominator(const Unsettled& u, std::size_t n) {
  const Rational& theta = u.facts[n].query_probability;
  Integer common = denominator_of(theta) * denominator_of(theta) * denominator_of(theta);
  common = lcm(common, denominator_of(u.loses_truth[n]));
  for (const auto& step : u.steps[n]) common = lcm(common, denominator_of(step.probability));
  return common;
}

std::optional<Unsettled> explore(const ModelClass& c, const Imitator& imitator, const ForeverOptions& options,
                                 Unsolved& why) try {
  const NodeVisitor nobody;
  NodeGraph graph(c, imitator, nobody);
  Unsettled found;
  std::map<NodeIndex, std::size_t> number;
  std::vector<NodeIndex> queue;
  const auto meet = [&](NodeIndex n) {
    const auto [entry, is_new] = number.try_emplace(n, queue.size());
    if (is_new) queue.push_back(n);
    return entry->second;
  };
  const auto stopped = [&] {
    const auto reason = reason_to_stop(graph, found, queue.size(), options);
    if (reason) why = *reason;
    return reason.has_value();
  };
  graph.stop_where(stopped, options.limits.max_bytes);
  const NodeIndex root = graph.root();
  found.root_settled = graph.facts(root).settled;
  found.root_keeps_truth = graph.facts(root).truth_collected;
  if (found.root_settled) return found;
  meet(root);
  for (std::size_t i = 0; i < queue.size(); ++i) {
    found.facts.push_back(graph.facts(queue[i]));
    std::map<std::size_t, Rational> merged;
    Rational lost = 0;
    for (const NodeEdge& edge : graph.edges(queue[i])) {
      const NodeFacts& child = graph.facts(edge.child);
      if (!child.settled)
        merged[meet(edge.child)] += edge.probability;
      else if (!child.truth_collected)
        lost += edge.probability;
    }
    std::vector<Unsettled::Step> steps;
    for (auto& [to, probability] : merged) steps.push_back({to, std::move(probability)});
    found.steps.push_back(std::move(steps));
    found.loses_truth.push_back(std::move(lost));
    found.bits += bit_length(common_denominator(found, i));
    if (stopped()) return std::nullopt;
  }
  return found;
} catch (const NodeGraph::Stopped&) {
  return std::nullopt;
}

// Those of `among` from which one of `targets` can be reached through `among`, targets included.
std::vector<bool> leads_to(const Unsettled& u, const std::vector<bool>& among, std::vector<bool> targets) {
  std::vector<std::vector<std::size_t>> before(u.size());
  std::vector<std::size_t> open;
  for (std::size_t n = 0; n < u.size(); ++n) {
    if (among[n])
      for (const auto& step : u.steps[n]) before[step.to].push_back(n);
    targets[n] = targets[n] && among[n];
    if (targets[n]) open.push_back(n);
  }
  while (!open.empty()) {
    const std::size_t n = open.back();
    open.pop_back();
    for (const std::size_t from : before[n])
      if (!targets[from]) targets[from] = true, open.push_back(from);
  }
  return targets;
}

// The expected total of `gain` over the visits of nodes in `where`, started at the root and stopped outside of it.
// None where it is infinite.
std::optional<Rational> expected_total(const Unsettled& u, const std::vector<bool>& where,
                                       const std::vector<Rational>& gain) {
  if (!where[0]) return Rational(0);
  std::vector<std::size_t> row(u.size(), 0);
  std::size_t rows = 0;
  for (std::size_t n = 0; n < u.size(); ++n)
    if (where[n]) row[n] = rows++;
  SquareMatrix system(rows);
  std::vector<Rational> right(rows);
  for (std::size_t n = 0; n < u.size(); ++n) {
    if (!where[n]) continue;
    right[row[n]] = gain[n];
    system.at(row[n], row[n]) += 1;
    for (const auto& step : u.steps[n])
      if (where[step.to]) system.at(row[n], row[step.to]) -= step.probability;
  }
  const auto total = solve(system, right);
  if (!total) return std::nullopt;
  return (*total)[row[0]];
}

std::optional<Rational> query_sum(const Unsettled& u) {
  std::vector<bool> asks(u.size());
  std::vector<Rational> cubes(u.size());
  for (std::size_t n = 0; n < u.size(); ++n) {
    const Rational& theta = u.facts[n].query_probability;
    asks[n] = theta != 0;
    cubes[n] = theta * theta * theta;
  }
  // Where nothing is ever asked again the sum is 0, though the process may stay there for good.
  return expected_total(u, leads_to(u, std::vector<bool>(u.size(), true), asks), cubes);
}

Rational probability_of_losing(const Unsettled& u) {
  std::vector<bool> kept(u.size()), at_risk(u.size());
  std::vector<Rational> loses = u.loses_truth;
  for (std::size_t n = 0; n < u.size(); ++n) {
    kept[n] = u.facts[n].truth_collected;
    for (const auto& step : u.steps[n])
      if (!u.facts[step.to].truth_collected) loses[n] += step.probability;
    at_risk[n] = loses[n] != 0;
  }
  if (!kept[0]) return 1;
  const auto lost = expected_total(u, leads_to(u, kept, at_risk), loses);
  QED_REQUIRE(lost, "the truth is lost from everywhere in the system with positive probability");
  return *lost;
}

// -----------------------------------------------------------------------------------------------------------
// The growth of the product: the spectral radius of W(s, s') = (1 + theta(s)) P(s, s').

// The rational of smallest denominator in [lower, upper], 0 < lower <= upper.
Rational simplest_between(const Rational& lower, const Rational& upper) {
  const Integer floor = numerator_of(lower) / denominator_of(lower);
  if (Rational(floor) == lower) return lower;
  if (Rational(floor + 1) <= upper) return Rational(floor + 1);
  return Rational(floor) + 1 / simplest_between(1 / (upper - Rational(floor)), 1 / (lower - Rational(floor)));
}

// One strongly connected part of W.
class Part {
 public:
  explicit Part(std::size_t size) : weights_(size) {}
  std::size_t size() const { return weights_.size(); }
  void add(std::size_t from, std::size_t to, const Rational& weight) {
    weights_[from].push_back({to, weight});
  }
  bool empty() const { return size() == 1 && weights_[0].empty(); }

  // Collatz and Wielandt: min (Wx)_i/x_i <= radius <= max (Wx)_i/x_i for every positive x. The x is found by powers of
  // W + 1, which is primitive where W is irreducible, in whole numbers: rounding x loses tightness, never truth.
  // None where it was interrupted.
  std::optional<Enclosed> radius(const ForeverOptions& options) const {
    constexpr unsigned most_rounds = 3000, bits = 80, digits_that_agree = 40;
    std::vector<Integer> x(size(), Integer(1) << bits);
    Enclosed best{0, 0};
    const std::uint64_t rounds = std::min<std::uint64_t>(most_rounds, most_work / round_work(bits) + 1);
    for (std::uint64_t round = 0; round < rounds; ++round) {
      if (was_interrupted(options)) return std::nullopt;
      std::vector<Rational> image(size());
      Enclosed here;
      for (std::size_t i = 0; i < size(); ++i) {
        for (const auto& [to, weight] : weights_[i]) image[i] += weight * Rational(x[to]);
        const Rational quotient = image[i] / Rational(x[i]);
        if (i == 0 || quotient < here.lower) here.lower = quotient;
        if (i == 0 || quotient > here.upper) here.upper = quotient;
      }
      if (round == 0) best = here;
      best.lower = std::max(best.lower, here.lower);
      best.upper = std::min(best.upper, here.upper);
      if (best.width() * Rational(Integer(1) << digits_that_agree) <= best.upper) break;
      Rational largest = 0;
      for (std::size_t i = 0; i < size(); ++i) {
        image[i] += Rational(x[i]);
        largest = std::max(largest, image[i]);
      }
      for (std::size_t i = 0; i < size(); ++i) {
        const Rational scaled = image[i] / largest * Rational(Integer(1) << bits);
        x[i] = std::max(Integer(1), Integer(numerator_of(scaled) / denominator_of(scaled)));
      }
    }
    // A positive eigenvector proves an eigenvalue to be the radius (Perron and Frobenius).
    // Every enclosure this narrow holds some fraction of digits_that_agree / 2 bits: only a shorter one says anything.
    const Rational guess = simplest_between(best.lower, best.upper);
    const bool short_enough = bit_length(denominator_of(guess)) <= digits_that_agree / 2 - 3;
    if (short_enough && has_positive_eigenvector(guess)) return Enclosed{guess, guess};
    return best;
  }

 private:
  // Of the rounds; some seconds. An operation on two rationals costs about as much as twenty products of limbs, and
  // with length as gcds do.
  static constexpr std::uint64_t most_work = 300'000'000;
  std::uint64_t round_work(std::size_t bits_of_x) const {
    std::uint64_t work = 0;
    for (const auto& row : weights_)
      for (const auto& [to, weight] : row) {
        const std::uint64_t limbs = (bit_length(denominator_of(weight)) + bits_of_x) / 64 + 1;
        work += 20 + limbs * limbs;
      }
    return work;
  }

  bool has_positive_eigenvector(const Rational& value) const {
    SquareMatrix shifted(size());
    for (std::size_t i = 0; i < size(); ++i) {
      shifted.at(i, i) -= value;
      for (const auto& [to, weight] : weights_[i]) shifted.at(i, to) += weight;
    }
    const auto vector = kernel_line(shifted);
    return vector && std::ranges::all_of(*vector, [](const Rational& entry) { return entry > 0; });
  }

  std::vector<std::vector<std::pair<std::size_t, Rational>>> weights_;
};

std::vector<Part> strong_parts(const Unsettled& u) {
  using Graph = boost::compressed_sparse_row_graph<boost::directedS>;
  std::vector<std::pair<std::size_t, std::size_t>> arrows;
  for (std::size_t n = 0; n < u.size(); ++n)
    for (const auto& step : u.steps[n]) arrows.emplace_back(n, step.to);
  const Graph graph(boost::edges_are_unsorted_multi_pass, arrows.begin(), arrows.end(), u.size());
  std::vector<std::size_t> part_of(u.size());
  const std::size_t count = boost::strong_components(
      graph, boost::make_iterator_property_map(part_of.begin(), get(boost::vertex_index, graph)));

  std::vector<std::size_t> place(u.size()), sizes(count, 0);
  for (std::size_t n = 0; n < u.size(); ++n) place[n] = sizes[part_of[n]]++;
  std::vector<Part> parts(sizes.begin(), sizes.end());
  for (std::size_t n = 0; n < u.size(); ++n)
    for (const auto& step : u.steps[n])
      if (part_of[step.to] == part_of[n])
        parts[part_of[n]].add(place[n], place[step.to],
                              (1 + u.facts[n].query_probability) * step.probability);
  return parts;
}

// The product never falls, and every part can be reached from the root: the largest radius decides, 1 at the least.
// None where it was interrupted.
std::optional<Enclosed> product_growth(const Unsettled& u, const ForeverOptions& options) {
  Enclosed growth{1, 1};
  for (const Part& part : strong_parts(u)) {
    if (part.empty()) continue;
    const std::optional<Enclosed> radius = part.radius(options);
    if (!radius) return std::nullopt;
    growth.lower = std::max(growth.lower, radius->lower);
    growth.upper = std::max(growth.upper, radius->upper);
  }
  return growth;
}

std::optional<Forever> solve_systems(const ModelClass& c, const Imitator& imitator,
                                     const ForeverOptions& options, Unsolved& why) {
  why = Unsolved::without_flint;
  if (!has_linear_algebra()) return std::nullopt;
  const auto unsettled = explore(c, imitator, options, why);
  if (!unsettled) return std::nullopt;
  Forever forever;
  forever.unsettled_nodes = unsettled->size();
  if (unsettled->root_settled) {
    forever.S3 = Enclosed{0, 0};
    forever.product_growth = Enclosed{1, 1};
    if (c.demonstrator_inside()) {
      const Rational kept = unsettled->root_keeps_truth ? 1 : 0;
      forever.truth_retained = Enclosed{kept, kept};
    }
    return forever;
  }
  why = Unsolved::interrupted;
  if (const auto sum = query_sum(*unsettled)) forever.S3 = Enclosed{*sum, *sum};
  if (was_interrupted(options)) return std::nullopt;
  if (c.demonstrator_inside()) {
    const Rational kept = 1 - probability_of_losing(*unsettled);
    forever.truth_retained = Enclosed{kept, kept};
  }
  forever.product_growth = product_growth(*unsettled, options);
  if (!forever.product_growth) return std::nullopt;
  return forever;
}

}  // namespace

std::optional<Forever> solve_forever(const ModelClass& c, const Imitator& imitator,
                                     const ForeverOptions& options, Unsolved* why) {
  Unsolved reason{};
  auto solved = solve_systems(c, imitator, options, reason);
  if (!solved && why) *why = reason;
  return solved;
}

Forever enclose_forever(const ModelClass& c, const Evaluation& evaluation, const Rational& odds_left_out) {
  QED_REQUIRE(evaluation.unspent, "the pass was not asked for what is unspent");
  const Quantities& q = evaluation.quantities;
  const Unspent& unspent = *evaluation.unspent;
  Forever forever;
  const unsigned forced_to_come = c.forced_queries - std::min(c.forced_queries, q.horizon - 1);
  forever.S3 =
      Enclosed{q.S3, std::max<Rational>(q.S3, unspent.S3_before + forced_to_come +
                                                  3 / c.alpha * (unspent.potential + odds_left_out))};
  forever.truth_retained = Enclosed{
      std::max<Rational>(0, *q.truth_retained - c.alpha * (unspent.odds + odds_left_out)), *q.truth_retained};
  return forever;
}

}  // namespace qed
