#include "qed/uses/consultation.hpp"

#include <stdexcept>

namespace qed {

namespace {

// The courses in which a copy gives these answers, or is not consulted.
void add_course(std::vector<Course>& to, const Question& question, const Human& human, Answer first,
                Answer second, bool asked_second, Rational probability) {
  if (probability == 0) return;
  to.push_back({first, second, asked_second, std::move(probability), human.answer(question, first, second)});
}

}  // namespace

std::vector<Course> courses(const Questions& questions, QuestionIndex index, const Human& human,
                            const Consulted& consulted) {
  const Question& question = questions.list[index];
  const Answer silence = questions.silence();
  std::vector<Course> all;
  if (!question.parts) {
    add_course(all, question, human, silence, silence, false, 1);
    return all;
  }
  const Distribution& first = consulted((*question.parts)[0]);
  const Distribution& second = consulted((*question.parts)[1]);
  for (Answer b = 0; b < questions.answers; ++b) {
    if (first[b] == 0) continue;
    if (!human.asks_second(question, b)) {
      add_course(all, question, human, b, silence, false, first[b]);
      continue;
    }
    for (Answer c = 0; c < questions.answers; ++c)
      add_course(all, question, human, b, c, true, first[b] * second[c]);
  }
  return all;
}

Distribution amplified(const Questions& questions, QuestionIndex index, const Human& human,
                       const Consulted& consulted) {
  std::vector<Rational> law(questions.answers, Rational(0));
  for (const Course& course : courses(questions, index, human, consulted)) {
    if (course.answer.size() != questions.answers)
      throw std::invalid_argument("human " + human.name + " has a law over " +
                                  std::to_string(course.answer.size()) + " answers, expected " +
                                  std::to_string(questions.answers));
    for (Answer a = 0; a < questions.answers; ++a)
      if (course.answer[a] != 0) law[a] += course.probability * course.answer[a];
  }
  return Distribution(std::move(law));
}

Consulted Organisation::below(unsigned levels) {
  return [this, levels](QuestionIndex q) -> const Distribution& { return answer(levels - 1, q); };
}

const Distribution& Organisation::answer(unsigned levels, QuestionIndex q) {
  if (laws_.size() <= levels) laws_.resize(levels + 1);
  if (laws_[levels].size() <= q) laws_[levels].resize(questions_.list.size());
  if (!laws_[levels][q]) {
    Distribution law = levels == 0 ? Distribution::certain(questions_.silence(), questions_.answers)
                                   : amplified(questions_, q, human_, below(levels));
    laws_[levels][q] = std::move(law);
  }
  return *laws_[levels][q];
}

Rational Organisation::asks_second(unsigned levels, QuestionIndex q) {
  Rational probability = 0;
  const Question& question = questions_.list[q];
  if (levels == 0 || !question.parts) return probability;
  const Distribution& first = answer(levels - 1, (*question.parts)[0]);
  for (Answer b = 0; b < questions_.answers; ++b)
    if (human_.asks_second(question, b)) probability += first[b];
  return probability;
}

Rational Organisation::expected_humans(unsigned levels, QuestionIndex q) {
  if (levels == 0) return 0;
  const auto& parts = questions_.list[q].parts;
  if (!parts) return 1;
  return 1 + expected_humans(levels - 1, (*parts)[0]) +
         asks_second(levels, q) * expected_humans(levels - 1, (*parts)[1]);
}

}  // namespace qed
