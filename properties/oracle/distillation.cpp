#include "properties/oracle/distillation.hpp"

#include <algorithm>

#include "properties/oracle/top_set.hpp"

namespace qed::oracle {

namespace {

// One course of a call: its answer, how likely it is, and what it is held against.
struct Transcript {
  Answer answer;
  Rational probability;
  Rational
      bound;  // prod over the calls that asked of theta, times the organisation's probability of the answers
  Rational product;       // of 1 + theta over all calls
  Rational real_product;  // over those that really happened
};

using Posterior = std::vector<Rational>;

class Enumeration {
 public:
  explicit Enumeration(const DistillationTask& task) : task_(task), posteriors_(task.levels()) {
    found_.organisation = organisation(task.levels(), task.asked);
    found_.answer = Law(answers(), Rational(0));
    found_.products.resize(answers());
    found_.real_products.resize(answers());
  }

  Distilled all() {
    train(1, 1);
    return found_;
  }

 private:
  std::size_t answers() const { return task_.questions.answers; }
  const Question& question(QuestionIndex q) const { return task_.questions.list[q]; }
  const Human& truth() const { return task_.humans[task_.truth]; }

  Law organisation(unsigned levels, QuestionIndex q) const {
    if (levels == 0) return silent();
    return with_copies(truth(), q, [&](QuestionIndex part) { return organisation(levels - 1, part); });
  }
  Law silent() const {
    Law law(answers(), Rational(0));
    law.back() = 1;
    return law;
  }

  template <class Copy>
  Law with_copies(const Human& human, QuestionIndex q, Copy copy) const {
    const auto silence = static_cast<Answer>(answers() - 1);
    Law law(answers(), Rational(0));
    const auto add = [&](const Rational& p, Answer first, Answer second) {
      const Distribution given = human.answer(question(q), first, second);
      for (Answer a = 0; a < answers(); ++a) law[a] += p * given[a];
    };
    if (!question(q).parts) {
      add(1, silence, silence);
      return law;
    }
    const Law first = copy((*question(q).parts)[0]), second = copy((*question(q).parts)[1]);
    for (Answer b = 0; b < answers(); ++b)
      if (!human.asks_second(question(q), b))
        add(first[b], b, silence);
      else
        for (Answer c = 0; c < answers(); ++c) add(first[b] * second[c], b, c);
    return law;
  }

  // What IDA_level would answer as it is now trained.
  Law imitated(unsigned level, QuestionIndex q) const {
    if (level == 0) return silent();
    const auto [answered, theta] = plays(level, q);
    const Law demonstrated = demonstration(truth(), level, q);
    Law law;
    for (Answer a = 0; a < answers(); ++a) law.push_back(answered[a] + theta * demonstrated[a]);
    return law;
  }
  Law demonstration(const Human& human, unsigned level, QuestionIndex q) const {
    return with_copies(human, q, [&](QuestionIndex part) { return imitated(level - 1, part); });
  }
  std::pair<Law, Rational> plays(unsigned level, QuestionIndex q) const {
    return plays(posteriors_[level - 1], predictions(level, q));
  }
  std::vector<Law> predictions(unsigned level, QuestionIndex q) const {
    std::vector<Law> laws;
    for (const Human& human : task_.humans) laws.push_back(demonstration(human, level, q));
    return laws;
  }
  std::pair<Law, Rational> plays(const Posterior& posterior, const std::vector<Law>& laws) const {
    Law least(answers(), Rational(2));
    for (const ModelIndex m : top_set(posterior, task_.alpha, task_.threshold))
      for (Answer a = 0; a < answers(); ++a) least[a] = std::min(least[a], laws[m][a]);
    Rational theta = 1;
    for (const Rational& p : least) theta -= p;
    return {least, theta};
  }

  // Levels below are trained; this one goes through its questions, in every way that it may.
  void train(unsigned level, const Rational& probability) {
    if (level > task_.levels()) return ask(probability);
    Posterior prior = task_.priors;
    learn(level, 0, prior, probability);
  }
  void learn(unsigned level, std::size_t t, const Posterior& posterior, const Rational& probability) {
    if (t == task_.training[level - 1].size()) {
      posteriors_[level - 1] = posterior;
      train(level + 1, probability);
      return;
    }
    const std::vector<Law> laws = predictions(level, task_.training[level - 1][t]);
    const auto [answered, theta] = plays(posterior, laws);
    for (Answer a = 0; a < answers(); ++a) {
      if (answered[a] > 0) learn(level, t + 1, posterior, probability * answered[a]);
      const Rational asked = theta * laws[task_.truth][a];
      if (asked == 0) continue;
      Posterior after = posterior;
      for (std::size_t m = 0; m < after.size(); ++m) after[m] *= laws[m][a];
      learn(level, t + 1, after, probability * asked);
    }
  }

  bool keeps_truth(unsigned level) const {
    const auto top = top_set(posteriors_[level - 1], task_.alpha, task_.threshold);
    return std::ranges::find(top, task_.truth) != top.end();
  }

  void ask(const Rational& probability) {
    const Law law = imitated(task_.levels(), task_.asked);
    for (Answer a = 0; a < answers(); ++a) found_.answer[a] += probability * law[a];
    found_.expected_humans += probability * humans(task_.levels(), task_.asked);
    for (unsigned level = 1; level <= task_.levels(); ++level)
      if (!keeps_truth(level)) return;
    found_.retained += probability;
    for (const Transcript& t : transcripts(task_.levels(), task_.asked)) {
      found_.products[t.answer][t.product] += probability * t.probability;
      found_.real_products[t.answer][t.real_product] += probability * t.probability;
      found_.worst = std::max(found_.worst, Rational(t.probability / t.bound));
    }
  }

  Rational humans(unsigned level, QuestionIndex q) const {
    if (level == 0) return 0;
    const auto [answered, theta] = plays(level, q);
    if (!question(q).parts) return theta;
    const auto [left, right] = *question(q).parts;
    const Law first = imitated(level - 1, left);
    Rational second = 0;
    for (Answer b = 0; b < answers(); ++b)
      if (truth().asks_second(question(q), b)) second += first[b];
    return theta * (1 + humans(level - 1, left) + second * humans(level - 1, right));
  }

  std::vector<Transcript> transcripts(unsigned level, QuestionIndex q) const {
    const auto silence = static_cast<Answer>(answers() - 1);
    if (level == 0) return {{silence, 1, 1, 1, 1}};
    std::vector<Transcript> courses;  // of the human with two copies of the level below
    const auto add = [&](const Transcript& copies, Answer first, Answer second) {
      const Distribution given = truth().answer(question(q), first, second);
      for (Answer a = 0; a < answers(); ++a) {
        if (given[a] == 0) continue;
        Transcript t = copies;
        t.answer = a;
        t.probability *= given[a];
        t.bound *= given[a];
        courses.push_back(t);
      }
    };
    const Transcript nobody{silence, 1, 1, 1, 1};
    if (!question(q).parts) {
      add(nobody, silence, silence);
    } else {
      const auto [left, right] = *question(q).parts;
      const auto second = transcripts(level - 1, right);
      for (const Transcript& l : transcripts(level - 1, left)) {
        if (!truth().asks_second(question(q), l.answer)) {
          add(l, l.answer, silence);
          continue;
        }
        for (const Transcript& r : second)
          add({silence, l.probability * r.probability, l.bound * r.bound, l.product * r.product,
               l.real_product * r.real_product},
              l.answer, r.answer);
      }
    }
    Law demonstrated(answers(), Rational(0));
    for (const Transcript& t : courses) demonstrated[t.answer] += t.probability;
    const auto [answered, theta] = plays(level, q);
    std::vector<Transcript> all;
    for (const Transcript& t : courses) {
      if (t.probability == 0) continue;
      if (answered[t.answer] != 0) {  // what the human would have seen, given that she had answered so
        Transcript by_itself = t;
        by_itself.probability *= answered[t.answer] / demonstrated[t.answer];
        by_itself.product *= 1 + theta;
        by_itself.real_product = 1 + theta;
        all.push_back(by_itself);
      }
      if (theta != 0) {
        Transcript asked = t;
        asked.probability *= theta;
        asked.bound *= theta;
        asked.product *= 1 + theta;
        asked.real_product *= 1 + theta;
        all.push_back(asked);
      }
    }
    return all;
  }

  const DistillationTask& task_;
  std::vector<Posterior> posteriors_;
  Distilled found_;
};

}  // namespace

Distilled distil(const DistillationTask& task) { return Enumeration(task).all(); }

}  // namespace qed::oracle
