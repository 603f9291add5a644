#include "properties/generators/uses.hpp"

#include <memory>
#include <numeric>
#include <ostream>
#include <tuple>

#include "properties/generators/numbers.hpp"
#include "qed/uses/quantilizer.hpp"

namespace qed::gen {

namespace {

QuantilizerCase case_of(const std::vector<unsigned>& counts, const std::vector<int>& utility, unsigned rest,
                        unsigned numerator, unsigned denominator) {
  const unsigned sum = std::accumulate(counts.begin(), counts.end(), rest);
  QuantilizerCase c;
  for (const unsigned n : counts) c.base.push_back(sum == 0 ? Rational(0) : ratio(n, sum));
  for (const int u : utility) c.utility.push_back(ratio(u, 2));
  c.q = ratio(1 + numerator % denominator, denominator);
  return c;
}

}  // namespace

bool QuantilizerCase::is_law() const { return std::accumulate(base.begin(), base.end(), Rational(0)) == 1; }

bool QuantilizerCase::has_tie_at_threshold() const {
  const Quantilized found = quantilize(base, utility, q);
  std::size_t tied = 0;
  for (std::size_t a = 0; a < base.size(); ++a)
    if (base[a] != 0 && found.threshold == utility[a]) ++tied;
  return tied > 1 && found.share < 1;
}

void showValue(const QuantilizerCase& c, std::ostream& out) {
  for (std::size_t a = 0; a < c.base.size(); ++a)
    out << "mass " << to_string(c.base[a]) << ", utility " << to_string(c.utility[a]) << "\n";
  out << "q = " << to_string(c.q) << "\n";
}

rc::Gen<QuantilizerCase> quantilizer_cases() {
  return rc::gen::mapcat(rc::gen::resize(100, rc::gen::inRange<std::size_t>(1, 7)), [](std::size_t actions) {
    return rc::gen::apply(
        case_of,
        rc::gen::container<std::vector<unsigned>>(actions, rc::gen::resize(100, rc::gen::inRange(0u, 9u))),
        rc::gen::container<std::vector<int>>(actions, rc::gen::resize(100, rc::gen::inRange(-1, 2))),
        rc::gen::resize(100, rc::gen::inRange(0u, 3u)), rc::gen::resize(100, rc::gen::inRange(1u, 13u)),
        rc::gen::resize(100, rc::gen::inRange(1u, 13u)));
  });
}

namespace {

// A human's habits, drawn once.
struct Habits {
  std::vector<std::vector<std::vector<Distribution>>> answer;  // [kind][first][second]
  std::vector<std::vector<bool>> asks_second;                  // [kind][first]
};

Habits habits(Draw& draw, std::size_t kinds, std::size_t answers) {
  Habits drawn;
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    auto& of_kind = drawn.answer.emplace_back();
    auto& asks = drawn.asks_second.emplace_back();
    for (std::size_t first = 0; first < answers; ++first) {
      asks.push_back(draw.chance(70));
      auto& of_first = of_kind.emplace_back();
      for (std::size_t second = 0; second < answers; ++second) of_first.push_back(law(draw, answers));
    }
  }
  return drawn;
}

Human human_with(std::string name, Habits drawn) {
  const auto shared = std::make_shared<const Habits>(std::move(drawn));
  return {
      .name = std::move(name),
      .asks_second = [shared](const Question& q, Answer first) { return shared->asks_second[q.kind][first]; },
      .answer = [shared](const Question& q, Answer first,
                         Answer second) { return shared->answer[q.kind][first][second]; }};
}

}  // namespace

DistillationTask distillation_task(Draw& draw, bool enumerable) {
  constexpr std::uint32_t kinds = 4;
  const std::size_t levels = enumerable ? draw.between(1, 2) : draw.between(1, 3);
  DistillationTask task;
  task.questions.answers = draw.between(2, 3);
  std::vector<QuestionIndex> last;  // of the height below
  for (std::size_t height = 0; height < levels; ++height) {
    std::vector<QuestionIndex> here;
    for (std::size_t i = 0; i < 2; ++i) {
      here.push_back(static_cast<QuestionIndex>(task.questions.list.size()));
      Question question{"", static_cast<std::uint32_t>(draw.below(kinds)), std::nullopt};
      if (height > 0) question.parts = {draw.pick(last), draw.pick(last)};
      task.questions.list.push_back(std::move(question));
    }
    last = std::move(here);
  }
  task.asked = draw.pick(last);
  const std::size_t humans = draw.weighted({10, 60, 30}) + 1;
  task.priors = priors(draw, humans);
  task.truth = static_cast<ModelIndex>(draw.below(humans));
  for (std::size_t i = 0; i < humans; ++i) {
    Habits drawn = habits(draw, kinds, task.questions.answers);
    task.humans.push_back(human_with("human " + std::to_string(i), std::move(drawn)));
  }
  std::size_t left = enumerable ? 3 : 5;
  for (std::size_t level = 1; level <= levels; ++level) {
    auto& list = task.training.emplace_back();
    for (std::size_t n = draw.below(3); n > 0 && left > 0; --n, --left)
      list.push_back(static_cast<QuestionIndex>(2 * (level - 1) + draw.below(2)));
  }
  task.alpha = alpha(draw);
  task.threshold = draw.chance(50) ? Threshold::strict : Threshold::non_strict;
  return task;
}

rc::Gen<DistillationTask> distillation_tasks(bool enumerable) {
  return rc::gen::noShrink(
      rc::gen::map(rc::gen::arbitrary<std::uint64_t>(), [enumerable](std::uint64_t seed) {
        Draw draw{rc::Random(seed)};
        return distillation_task(draw, enumerable);
      }));
}

}  // namespace qed::gen

namespace qed {

namespace {

void show(const Distribution& law, std::ostream& out) {
  for (const Rational& p : law) out << " " << to_string(p);
}

}  // namespace

void showValue(const DistillationTask& task, std::ostream& out) {
  const Questions& questions = task.questions;
  for (QuestionIndex q = 0; q < questions.list.size(); ++q) {
    out << "question " << q << " of kind " << questions.list[q].kind;
    if (const auto& parts = questions.list[q].parts)
      out << " with parts " << (*parts)[0] << ", " << (*parts)[1];
    out << (q == task.asked ? " (asked)\n" : "\n");
  }
  for (std::size_t i = 0; i < task.humans.size(); ++i) {
    out << "human " << i << (i == task.truth ? " (the truth)" : "") << ", prior " << to_string(task.priors[i])
        << "\n";
    for (const Question& question : questions.list)
      for (Answer first = 0; first < questions.answers; ++first) {
        out << "  kind " << question.kind << ", first says " << first
            << (task.humans[i].asks_second(question, first) ? "" : ", second not asked") << ":";
        for (Answer second = 0; second < questions.answers; ++second) {
          out << " |";
          show(task.humans[i].answer(question, first, second), out);
        }
        out << "\n";
      }
  }
  for (std::size_t level = 0; level < task.training.size(); ++level) {
    out << "training of level " << level + 1 << ":";
    for (const QuestionIndex q : task.training[level]) out << " " << q;
    out << "\n";
  }
  out << "alpha = " << to_string(task.alpha)
      << (task.threshold == Threshold::strict ? ", strict\n" : ", not strict\n");
}

}  // namespace qed
