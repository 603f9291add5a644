// Families come in buckets of models with one prior: a denominator's fractions, a code length's automata. A bucket's
// models are made one at a time; buckets are merged so that priors never rise.
#include "qed/model/families.hpp"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>

#include "qed/exact/require.hpp"

namespace qed {
namespace {

Integer power(const Integer& base, std::size_t exponent) {
  Integer result = 1;
  for (std::size_t i = 0; i < exponent; ++i) result *= base;
  return result;
}

Integer binomial(std::size_t n, std::size_t k) {
  Integer result = 1;
  for (std::size_t i = 1; i <= k; ++i) result = result * (n - k + i) / i;
  return k > n ? Integer(0) : result;
}

Rational half_to_the(std::size_t exponent) { return ratio(Integer(1), Integer(1) << exponent); }

// -----------------------------------------------------------------------------------------------------------
// Rows of positive numerators over one denominator, which is the least one of all rows together.

// The Moebius function.
int moebius(std::size_t n) {
  int sign = 1;
  for (std::size_t p = 2; p * p <= n; ++p) {
    if (n % p != 0) continue;
    n /= p;
    if (n % p == 0) return 0;
    sign = -sign;
  }
  return n > 1 ? -sign : sign;
}

// Those of `rows` compositions of d into `parts` positive parts whose numbers have, with d, no factor in common. Each
// choice of compositions is e times such a choice for d / e, for one e: Moebius inversion.
Integer primitive_choices(std::size_t d, std::size_t rows, std::size_t parts) {
  Integer count = 0;
  for (std::size_t e = 1; e <= d; ++e)
    if (d % e == 0 && moebius(e) != 0) count += moebius(e) * power(binomial(d / e - 1, parts - 1), rows);
  return count;
}

class GridBucket {
 public:
  GridBucket(std::size_t d, std::size_t rows, std::size_t parts)
      : d_(d), rows_(rows, std::vector<std::size_t>(parts, 1)) {
    for (auto& row : rows_) row[0] = d - (parts - 1);
    there_ = d >= parts;
    if (there_ && !primitive()) step();
  }
  bool there() const { return there_; }
  void step() {
    do there_ = advance();
    while (there_ && !primitive());
  }
  std::vector<Distribution> laws() const {
    std::vector<Distribution> laws;
    for (const auto& row : rows_) {
      std::vector<Rational> law;
      for (const std::size_t n : row) law.push_back(ratio(n, d_));
      laws.emplace_back(std::move(law));
    }
    return laws;
  }

 private:
  bool primitive() const {
    std::size_t common = d_;
    for (const auto& row : rows_)
      for (const std::size_t n : row) common = std::gcd(common, n);
    return common == 1;
  }
  // The last row moves first, and in it the last part; the first part takes what the others leave.
  bool advance() {
    for (auto row = rows_.rbegin(); row != rows_.rend(); ++row) {
      for (std::size_t i = row->size(); i-- > 1;) {
        if ((*row)[0] > 1) {
          ++(*row)[i];
          --(*row)[0];
          return true;
        }
        (*row)[0] += (*row)[i] - 1;
        (*row)[i] = 1;
      }
    }
    return false;
  }

  std::size_t d_;
  std::vector<std::vector<std::size_t>> rows_;
  bool there_;
};

// Bucket j: the denominator parts + j, with mass 2^-(j + 1).
class Grid {
 public:
  using Bucket = GridBucket;
  Grid(std::size_t rows, std::size_t parts) : rows_(rows), parts_(parts) {}

  Rational mass() const { return 1; }
  bool has(std::size_t) const { return true; }
  // Of each bucket from this one on, as each has a model.
  Rational prior_at_most(std::size_t j) const { return half_to_the(j + 1); }
  Rational prior(std::size_t j) const {
    return half_to_the(j + 1) / Rational(primitive_choices(parts_ + j, rows_, parts_));
  }
  Bucket bucket(std::size_t j) const { return {parts_ + j, rows_, parts_}; }

 protected:
  std::size_t rows_, parts_;
};

class Bernoulli : public Grid {
 public:
  Bernoulli() : Grid(1, 2) {}
  Model model(const Bucket& at) const {
    Distribution law = at.laws().front();
    std::string name = to_string(law[1]);
    return {std::move(name), 0, Iid{std::move(law)}};
  }
};

class MarkovRows : public Grid {
 public:
  explicit MarkovRows(std::size_t actions) : Grid(actions, actions) {}
  Model model(const Bucket& at) const {
    std::string name;
    Markov markov{1, {}};
    markov.laws.emplace(std::vector<ActionIndex>{}, Distribution::uniform(parts_));
    ActionIndex last = 0;
    for (const Distribution& law : at.laws()) {
      std::string row;
      for (const Rational& p : law) row += (row.empty() ? "" : ",") + to_string(p);
      name += (last == 0 ? "" : " ") + row;
      markov.laws.emplace(std::vector{last++}, law);
    }
    return {std::move(name), 0, std::move(markov)};
  }
};

// -----------------------------------------------------------------------------------------------------------
// Automata of s states, of which a breadth-first search from state 0 meets all, in their order: entries of the table
// name new states in turn, and each state is named before its own row begins.

class AutomataBucket {
 public:
  AutomataBucket(std::size_t states, std::size_t actions) : states_(states), actions_(actions) {
    next_.assign(states * actions, 0);
    fill(0);
    laws_.assign(states, 0);
  }
  bool there() const { return there_; }
  // The laws move first; law `actions` is any action with the same probability.
  void step() {
    for (std::size_t s = states_; s-- > 0;) {
      if (++laws_[s] <= actions_) return;
      laws_[s] = 0;
    }
    there_ = advance_table();
  }
  std::size_t law(std::size_t state) const { return laws_[state]; }
  std::size_t next(std::size_t state, std::size_t action) const { return next_[state * actions_ + action]; }
  std::size_t states() const { return states_; }

 private:
  std::size_t named_before(std::size_t position) const {
    std::size_t most = 0;
    for (std::size_t p = 0; p < position; ++p) most = std::max(most, next_[p]);
    return most;
  }
  // The least entries from `position` on: 0, but for a state that must be named before its row.
  void fill(std::size_t position) {
    std::size_t most = named_before(position);
    for (std::size_t p = position; p < next_.size(); ++p) {
      const std::size_t row_to_come = (p + 1) / actions_;
      const bool must = (p + 1) % actions_ == 0 && row_to_come < states_ && most < row_to_come;
      next_[p] = must ? row_to_come : 0;
      most = std::max(most, next_[p]);
    }
  }
  bool advance_table() {
    for (std::size_t p = next_.size(); p-- > 0;) {
      if (next_[p] + 1 > std::min(named_before(p) + 1, states_ - 1)) continue;
      ++next_[p];
      fill(p + 1);
      return true;
    }
    return false;
  }

  std::size_t states_, actions_;
  std::vector<std::size_t> next_, laws_;
  bool there_ = true;
};

// Bucket j: j + 1 states.
class Automata {
 public:
  using Bucket = AutomataBucket;
  Automata(std::size_t states, const ModelClass& c)
      : states_(states), actions_(c.actions), observations_(c.observations.size()) {}

  Rational mass() const {
    Rational mass = 0;
    for (std::size_t j = 0; has(j); ++j) mass += prior(j) * Rational(automata(j + 1));
    return mass;
  }
  bool has(std::size_t j) const { return j < states_; }
  Rational prior_at_most(std::size_t j) const { return prior(j); }  // more states, longer codes
  Rational prior(std::size_t j) const {
    const std::size_t s = j + 1;
    return half_to_the(s + s * (bits(actions_.size() + 1) + actions_.size() * bits(s)));
  }
  Bucket bucket(std::size_t j) const { return {j + 1, actions_.size()}; }

  Model model(const Bucket& at) const {
    std::string name;
    Automaton automaton{0, {}};
    for (std::size_t s = 0; s < at.states(); ++s) {
      const bool any = at.law(s) == actions_.size();
      AutomatonState state{
          std::to_string(s),
          any ? Distribution::uniform(actions_.size()) : Distribution::certain(at.law(s), actions_.size()),
          {}};
      std::string targets;
      for (std::size_t a = 0; a < actions_.size(); ++a) {
        state.next.emplace_back(observations_, static_cast<StateIndex>(at.next(s, a)));
        targets += (a == 0 ? "" : ",") + std::to_string(at.next(s, a));
      }
      name += fmt::format("{}{}({})", s == 0 ? "" : " ", any ? "" : actions_[at.law(s)], targets);
      automaton.states.push_back(std::move(state));
    }
    return {std::move(name), 0, std::move(automaton)};
  }

 private:
  static std::size_t bits(std::size_t choices) {  // ceil(log2)
    std::size_t bits = 0;
    while ((std::size_t{1} << bits) < choices) ++bits;
    return bits;
  }
  // (Laws) x (tables in which all s states are met from the first, up to numbering). Of all s^(ks) tables, those that
  // meet j states choose the others' names, a connected table of the j, and anything for the rest.
  Integer automata(std::size_t s) const {
    const std::size_t k = actions_.size();
    std::vector<Integer> connected;  // with any numbering that starts at the start
    Integer numberings = 1;
    for (std::size_t n = 1; n <= s; ++n) {
      Integer tables = power(n, k * n);
      for (std::size_t j = 1; j < n; ++j)
        tables -= binomial(n - 1, j - 1) * connected[j - 1] * power(n, k * (n - j));
      connected.push_back(tables);
      if (n > 1) numberings *= n - 1;
    }
    return power(k + 1, s) * connected.back() / numberings;
  }

  std::size_t states_;
  std::vector<std::string> actions_;
  std::size_t observations_;
};

// -----------------------------------------------------------------------------------------------------------

// Merges the buckets of a source: larger priors first, equal ones by bucket.
template <class Source>
class ByPrior final : public Enumerator {
 public:
  ByPrior(Source source, Rational prior)
      : source_(std::move(source)), prior_(std::move(prior)), remaining_(source_.mass()) {}

  std::optional<Model> next() override {
    while (source_.has(opened_) && (open_.empty() || source_.prior_at_most(opened_) > open_.front().prior))
      open_next_bucket();
    if (open_.empty()) return std::nullopt;
    Open& first = open_.front();
    Model model = source_.model(first.bucket);
    model.prior = prior_ * first.prior;
    remaining_ -= first.prior;
    first.bucket.step();
    if (!first.bucket.there()) open_.erase(open_.begin());
    return model;
  }
  Rational remaining() const override { return prior_ * remaining_; }

 private:
  struct Open {
    Rational prior;
    typename Source::Bucket bucket;
  };
  void open_next_bucket() {
    Open opened{source_.prior(opened_), source_.bucket(opened_)};
    QED_REQUIRE(opened.bucket.there(), "a bucket without models has no prior");
    const auto place = std::ranges::find_if(open_, [&](const Open& o) { return o.prior < opened.prior; });
    open_.insert(place, std::move(opened));
    ++opened_;
  }

  Source source_;
  Rational prior_, remaining_;
  std::size_t opened_ = 0;
  std::vector<Open> open_;  // by prior, descending
};

template <class Source>
std::unique_ptr<Enumerator> by_prior(Source source, const Rational& prior) {
  return std::make_unique<ByPrior<Source>>(std::move(source), prior);
}

}  // namespace

std::unique_ptr<Enumerator> enumerate(const Family& family, const ModelClass& listed) {
  struct Make {
    const Family& family;
    const ModelClass& listed;
    std::unique_ptr<Enumerator> operator()(const BernoulliGrid&) const {
      return by_prior(Bernoulli(), family.prior);
    }
    std::unique_ptr<Enumerator> operator()(const MarkovGrid&) const {
      return by_prior(MarkovRows(listed.actions.size()), family.prior);
    }
    std::unique_ptr<Enumerator> operator()(const SmallAutomata& small) const {
      return by_prior(Automata(small.states, listed), family.prior);
    }
    std::unique_ptr<Enumerator> operator()(const CustomFamily& custom) const { return custom.enumerate(); }
  };
  return std::visit(Make{family, listed}, family.kind);
}

}  // namespace qed
