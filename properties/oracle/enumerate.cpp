#include "properties/oracle/enumerate.hpp"

#include <algorithm>
#include <map>

namespace qed::oracle {
namespace {

Rational sum_of(const std::vector<Rational>& numbers) {
  Rational sum = 0;
  for (const Rational& n : numbers) sum += n;
  return sum;
}

std::vector<Rational> normalised(std::vector<Rational> weights) {
  const Rational total = sum_of(weights);
  if (total != 0)
    for (Rational& w : weights) w /= total;
  return weights;
}

// Walks the tree of histories under the imitator, depth first.
class ImitatorTree {
 public:
  ImitatorTree(const Process& process, const Visitor& visitor, Quantities& q)
      : process_(process), visitor_(visitor), q_(q) {}

  void walk() {
    History root;
    at(root, 1, normalised(process_.priors), true, 1);
    for (const auto& entry : occupancy_) q_.occupancy.push_back(entry);
  }

 private:
  // probability  P_im(h);   retained  the truth collected at every step before;   product  of 1 + theta
  void at(History& h, const Rational& probability, const std::vector<Rational>& posterior, bool retained,
          const Rational& product) {
    if (h.size() == process_.horizon) return leaf(h, probability, retained, product);

    std::vector<Law> predictions;
    for (const auto& model : process_.models) predictions.push_back(model(h));
    const Law demonstrator = process_.demonstrator(h);
    const std::vector<ModelIndex> top = process_.rule.top_set(posterior, process_.alpha, process_.threshold);
    const bool forced = h.size() < process_.forced_queries;

    const Law answered =
        forced || top.empty() ? Law(process_.actions, Rational(0)) : process_.rule.answered(top, predictions);
    const Rational theta = 1 - sum_of(answered);
    Law asked;
    for (const Rational& p : demonstrator) asked.push_back(theta * p);

    std::optional<bool> collected;
    if (process_.truth) collected = std::find(top.begin(), top.end(), *process_.truth) != top.end();
    const bool still = retained && collected.value_or(false);

    if (visitor_)
      visitor_({h, probability, posterior, predictions, demonstrator, top, theta, answered, asked, forced,
                collected, still});
    count(probability, theta, sum_of(asked), top.size(), forced, collected);

    for (const bool q : {false, true})
      for (ActionIndex a = 0; a < process_.actions; ++a) {
        const Rational& step = (q ? asked : answered)[a];
        if (step == 0) continue;
        const std::vector<Rational> after = normalised(process_.rule.update(posterior, predictions, q, a));
        const Law observed = process_.environment(h, q, a);
        for (ObservationIndex o = 0; o < process_.observations; ++o) {
          if (observed[o] == 0) continue;
          h.push_back({q, a, o});
          at(h, probability * step * observed[o], after, still, product * (1 + theta));
          h.pop_back();
        }
      }
  }

  void count(const Rational& probability, const Rational& theta, const Rational& asked, std::size_t top_size,
             bool forced, std::optional<bool> collected) {
    const Rational cube = theta * theta * theta;
    q_.S1 += probability * theta;
    q_.S2 += probability * theta * theta;
    q_.S3 += probability * cube;
    q_.expected_queries += probability * asked;
    if (collected && *collected) *q_.S3_collected += probability * cube;
    if (collected && !*collected && !forced) *q_.S3_lost += probability * cube;
    q_.max_query_probability = std::max(q_.max_query_probability, theta);
    q_.max_top_size = std::max(q_.max_top_size, top_size);
    occupancy_[theta] += probability;
  }

  void leaf(const History& h, const Rational& probability, bool retained, const Rational& product) {
    q_.expected_product += probability * product;
    if (process_.truth && retained) *q_.truth_retained += probability;
    for (std::size_t e = 0; e < process_.events.size(); ++e) {
      if (!process_.events[e].reached(h)) continue;
      q_.events[e].imitator += probability;
      if (process_.truth && retained) *q_.events[e].imitator_and_retained += probability;
    }
  }

  const Process& process_;
  const Visitor& visitor_;
  Quantities& q_;
  std::map<Rational, Rational> occupancy_;
};

// Walks the tree of histories of the demonstrator acting alone: no step is a query.
void walk_demonstrator(const Process& process, History& h, const Rational& probability, Quantities& q) {
  if (h.size() == process.horizon) {
    for (std::size_t e = 0; e < process.events.size(); ++e)
      if (process.events[e].reached(h)) q.events[e].demonstrator += probability;
    return;
  }
  const Law law = process.demonstrator(h);
  for (ActionIndex a = 0; a < process.actions; ++a) {
    if (law[a] == 0) continue;
    const Law observed = process.environment(h, false, a);
    for (ObservationIndex o = 0; o < process.observations; ++o) {
      if (observed[o] == 0) continue;
      h.push_back({false, a, o});
      walk_demonstrator(process, h, probability * law[a] * observed[o], q);
      h.pop_back();
    }
  }
}

}  // namespace

Quantities enumerate(const Process& process, const Visitor& visitor) {
  Quantities q;
  q.horizon = process.horizon;
  q.forced_steps = std::min(process.forced_queries, process.horizon);
  const auto about_the_truth = [&process] {
    return process.truth ? std::optional<Rational>(0) : std::nullopt;
  };
  q.S3_collected = about_the_truth();
  q.S3_lost = about_the_truth();
  q.truth_retained = about_the_truth();
  for (const NamedEvent& event : process.events) q.events.push_back({event.name, 0, about_the_truth(), 0});

  ImitatorTree(process, visitor, q).walk();
  if (!process.events.empty()) {
    History root;
    walk_demonstrator(process, root, 1, q);
  }
  return q;
}

}  // namespace qed::oracle
