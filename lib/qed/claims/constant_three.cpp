#include "qed/claims/constant_three.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <utility>

#include <fmt/format.h>

#include "qed/exact/interval.hpp"
#include "qed/exact/require.hpp"

namespace qed {

namespace {

constexpr std::int64_t refuted = -1;
constexpr unsigned unit_bits = 40, log_bits = 128;
constexpr std::size_t most_members = 100'000;

Integer floor_of(const Rational& q) { return numerator_of(q) / denominator_of(q); }  // q >= 0

// floor(log(x) 2^40), x >= 1.
std::int64_t level_of(const Rational& x) {
  const Interval scaled = log(Interval(x, log_bits)) * Interval(Rational(Integer(1) << unit_bits), log_bits);
  const Integer level = floor_of(scaled.lower());
  QED_REQUIRE(level == floor_of(scaled.upper()), "a logarithm that is no whole number of units");
  return level.convert_to<std::int64_t>();
}

}  // namespace

BatchRule BatchRule::of(std::size_t members, const Rational& spread) {
  if (members < 2 || members > most_members)
    throw std::invalid_argument(fmt::format("a batch of {} is outside 2 … {}", members, most_members));
  if (spread < ratio(1, 1000) || spread > ratio(1, 2))
    throw std::invalid_argument(fmt::format("a spread of {} is outside [1/1000, 1/2]", to_string(spread)));
  BatchRule rule{members, spread, level_of(1 / (1 - spread)) + 1, {0, 0}, {0, 0}};
  for (std::size_t k = 2; k <= members; ++k) {
    rule.removed.push_back(level_of(ratio(k, k - 1)));
    rule.diffused.push_back(level_of(1 + spread / Rational(k - 1)));
  }
  return rule;
}

Integer BatchRule::most_diffused() const { return floor_of(2 * Rational(members) / (spread * spread)); }

Movers movers(const BatchRule& rule, const Batch& batch) {
  std::vector<std::size_t> low, high;
  for (std::size_t i = 0; i < batch.size(); ++i)
    if (batch[i] != refuted) (batch[i] < rule.loss ? low : high).push_back(i);
  QED_REQUIRE(!low.empty() || !high.empty(), "a batch in use has a survivor");
  if (low.size() >= 2 && low.size() >= high.size()) return {BatchMove::remove, std::move(low)};
  if (high.size() >= 2) return {BatchMove::diffuse, std::move(high)};
  const std::size_t first = low.empty()    ? high.front()
                            : high.empty() ? low.front()
                                           : std::min(low.front(), high.front());
  return {BatchMove::close, {first}};
}

Batch after_query(const BatchRule& rule, Batch batch, const Movers& m, std::size_t against) {
  const std::size_t k = m.members.size();
  const bool diffuse = m.move == BatchMove::diffuse;
  for (std::size_t i = 0; i < k; ++i) {
    std::int64_t& level = batch[m.members[i]];
    if (i != against)
      level += diffuse ? rule.diffused[k] : rule.removed[k];
    else
      level = diffuse ? level - rule.loss : refuted;
  }
  return batch;
}

// ---- the family

namespace {

// No member's odds ever grow by more than this.
Rational most_growth(const BatchRule& rule) {
  return Rational(boost::multiprecision::pow(Integer(5), static_cast<unsigned>(rule.members)));
}

}  // namespace

Rational ConstantThree::alpha() const {
  if (slack <= 0 || slack >= 1)
    throw std::invalid_argument(fmt::format("a slack of {} is outside (0, 1)", to_string(slack)));
  return slack / ((1 + slack) * rule.members * most_growth(rule));
}

Rational ConstantThree::demonstrator_prior(const Integer& batches) const {
  return 1 / (1 + Rational(batches) * slack / most_growth(rule));
}

namespace {

// The states of one batch in the order in which they are met, and how each goes on.
struct BatchStates {
  std::vector<Batch> states;
  std::vector<Movers> moves;
  std::vector<std::vector<std::size_t>>
      next;  // [state][mover that the answer tells against]; `over` at the end
  static constexpr std::size_t over = SIZE_MAX;

  BatchStates(const BatchRule& rule, std::size_t most) : states{Batch(rule.members, 0)} {
    std::map<Batch, std::size_t> index{{states[0], 0}};
    for (std::size_t s = 0; s < states.size(); ++s) {
      moves.push_back(movers(rule, states[s]));
      std::vector<std::size_t> row;
      for (std::size_t against = 0; against < moves[s].members.size(); ++against) {
        const Batch after = after_query(rule, states[s], moves[s], against);
        if (std::ranges::max(after) == refuted) {
          row.push_back(over);
          continue;
        }
        const auto [found, fresh] = index.emplace(after, states.size());
        if (fresh) states.push_back(after);
        row.push_back(found->second);
      }
      next.push_back(std::move(row));
      if (states.size() > most)
        throw std::invalid_argument(fmt::format("a batch of {} at spread {} has more than {} states",
                                                rule.members, to_string(rule.spread), most));
    }
  }
};

// What a member does, and the demonstrator where `member` is none of the movers.
Distribution law_of(const BatchRule& rule, const Movers& m, std::size_t member, std::size_t actions) {
  const std::size_t k = m.members.size();
  const auto found = std::ranges::find(m.members, member);
  const auto own = static_cast<std::size_t>(found - m.members.begin());
  if (m.move == BatchMove::close) return Distribution::certain(own == k ? 1 : 0, actions);
  std::vector<Rational> law(actions, Rational(0));
  const Rational less = m.move == BatchMove::remove ? Rational(1) : rule.spread;  // of action `own`
  for (std::size_t a = 0; a < k; ++a)
    law[a] = (own == k ? Rational(1) : a == own ? Rational(1 - less) : 1 + less / Rational(k - 1)) / k;
  return Distribution(std::move(law));
}

constexpr ObservationIndex asked = 1;

// The automaton of one model: the demonstrator where `batch` is out of range.
Automaton automaton_of(const BatchRule& rule, const BatchStates& book, std::size_t batches, std::size_t batch,
                       std::size_t member) {
  const std::size_t size = book.states.size();
  const auto end = static_cast<StateIndex>(batches * size);
  Automaton automaton{0, {}};
  for (std::size_t b = 0; b < batches; ++b)
    for (std::size_t s = 0; s < size; ++s) {
      const auto here = static_cast<StateIndex>(b * size + s);
      const Movers& m = book.moves[s];
      const std::size_t nobody = rule.members;
      AutomatonState state{std::to_string(here), law_of(rule, m, b == batch ? member : nobody, rule.members),
                           std::vector(rule.members, std::vector<StateIndex>(2, here))};
      for (std::size_t i = 0; i < m.members.size(); ++i) {
        const std::size_t to = book.next[s][i];
        state.next[m.move == BatchMove::close ? 1 : i][asked] =
            static_cast<StateIndex>(to == BatchStates::over ? (b + 1) * size : b * size + to);
      }
      automaton.states.push_back(std::move(state));
    }
  automaton.states.push_back({std::to_string(end), Distribution::certain(0, rule.members),
                              std::vector(rule.members, std::vector<StateIndex>(2, end))});
  return automaton;
}

Environment shows_queries(std::size_t actions) {
  const std::vector<Distribution> no(actions, Distribution::certain(0, 2)),
      yes(actions, Distribution::certain(1, 2));
  return {true, 0, {{"-", {no, yes}, std::vector(actions, std::vector<StateIndex>(2, 0))}}};
}

}  // namespace

ModelClass ConstantThree::model_class(std::size_t batches, unsigned horizon, std::size_t most_states) const {
  if (batches == 0) throw std::invalid_argument("a class of 0 batches, expected at least 1");
  const BatchStates book(rule, most_states);
  const Rational w = demonstrator_prior(batches);
  ModelClass c;
  c.name = fmt::format("batches of {} at spread {}", rule.members, to_string(rule.spread));
  for (std::size_t a = 1; a <= rule.members; ++a) c.actions.push_back(std::to_string(a));
  c.observations = {"answered", "asked"};
  c.environment = shows_queries(rule.members);
  c.models.push_back({"truth", w, automaton_of(rule, book, batches, batches, 0)});
  for (std::size_t b = 0; b < batches; ++b)
    for (std::size_t i = 0; i < rule.members; ++i)
      c.models.push_back({fmt::format("{} of batch {}", i + 1, b + 1),
                          (1 - w) / Rational(batches * rule.members),
                          automaton_of(rule, book, batches, b, i)});
  c.demonstrator = ModelIndex{0};
  c.alpha = alpha();
  c.horizon = horizon;
  c.validate();
  return c;
}

// ---- one batch, exactly

namespace {

Batch without_order(Batch batch) {
  std::erase(batch, refuted);
  std::ranges::sort(batch);
  return batch;
}

}  // namespace

std::optional<BatchSum> expected_batch_sum(const BatchRule& rule, std::optional<unsigned> steps,
                                           std::uint64_t most_states) {
  // Over all time a step to diffuse is asked sooner or later, after 1/s steps on average: s^3/s. Up to a step, it is
  // asked with probability s, and otherwise nothing moves.
  const Rational chance = steps ? rule.spread : Rational(1);
  BatchSum sum;
  std::map<Batch, Rational> level{{Batch(rule.members, 0), 1}};
  for (unsigned t = 0; !level.empty() && (!steps || t < *steps); ++t) {
    std::map<Batch, Rational> next;
    sum.states += level.size();
    if (sum.states > most_states) return std::nullopt;
    for (const auto& [batch, mass] : level) {
      const Movers m = movers(rule, batch);
      const bool diffuse = m.move == BatchMove::diffuse;
      const Rational asks = diffuse ? chance : Rational(1);
      sum.expected += mass * (diffuse ? chance * rule.spread * rule.spread : Rational(1));
      const Rational part = mass * asks / Rational(m.members.size());
      for (std::size_t i = 0; i < m.members.size(); ++i) {
        Batch after = without_order(after_query(rule, batch, m, i));
        if (!after.empty()) next[std::move(after)] += part;
      }
      if (asks != 1) next[batch] += mass * (1 - asks);
    }
    level = std::move(next);
  }
  return sum;
}

// ---- one batch, drawn

namespace {

// The same rule for thousands of members: those that diffuse share an offset, so that a query costs O(1).
class DrawnBatch {
 public:
  DrawnBatch(const BatchRule& rule, RandomStream& random)
      : rule_(rule), random_(random), low_(rule.members, 0) {}

  std::uint64_t run() {
    for (;;) {
      if (low_.size() >= 2 && low_.size() >= high_.size())
        remove();
      else if (high_.size() >= 2)
        diffuse();
      else
        return diffused_;
    }
  }

 private:
  void remove() {
    const std::int64_t gain = rule_.removed[low_.size()];
    take(low_, random_.below(low_.size()));
    for (std::int64_t& level : low_)
      if ((level += gain) >= rule_.loss) high_.push_back(level - offset_);
    std::erase_if(low_, [&](std::int64_t level) { return level >= rule_.loss; });
  }

  void diffuse() {
    const std::size_t k = high_.size();
    const std::size_t hit = random_.below(k);
    offset_ += rule_.diffused[k];
    high_[hit] -= rule_.diffused[k] + rule_.loss;
    if (const std::int64_t level = high_[hit] + offset_; level < rule_.loss) {
      take(high_, hit);
      low_.push_back(level);
    }
    ++diffused_;
  }

  static void take(std::vector<std::int64_t>& from, std::size_t i) {
    from[i] = from.back();
    from.pop_back();
  }

  const BatchRule& rule_;
  RandomStream& random_;
  std::vector<std::int64_t> low_, high_;  // levels; those of high_ less the offset
  std::int64_t offset_ = 0;
  std::uint64_t diffused_ = 0;
};

}  // namespace

std::uint64_t draw_diffused(const BatchRule& rule, RandomStream& random) {
  return DrawnBatch(rule, random).run();
}

namespace {
constexpr std::uint64_t batches_in_a_block = 16;
}

BatchEstimate::BatchEstimate(const BatchRule& rule, const Rational& error, std::uint64_t planned)
    : members_(rule.members),
      weight_(rule.spread * rule.spread),
      sequence_(rule.most_diffused(), error, planned) {}

void BatchEstimate::add(std::uint64_t diffused) {
  block_.add(Integer(diffused));
  if (block_.count < batches_in_a_block) return;
  sequence_.add(block_);
  block_ = {};
}

ConfidenceInterval BatchEstimate::batch_sum() const {
  MeanSequence all = sequence_;
  all.add(block_);
  const ConfidenceInterval diffused = all.interval();
  return {members_ + weight_ * diffused.lower, members_ + weight_ * diffused.upper};
}

}  // namespace qed
