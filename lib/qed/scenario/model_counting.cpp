// Retrodiction by model counting: how often a circuit gives an answer, estimated by a SAT solver under random parity
// constraints, and counted by a decision diagram; and the imitators that either score picks.
#include <algorithm>
#include <optional>
#include <stdexcept>

#include <fmt/format.h>

#include "qed/exact/log_sum.hpp"
#include "qed/exact/number.hpp"
#include "qed/scenario/catalogue.hpp"
#include "qed/training/counting_libraries.hpp"
#include "qed/training/decision_diagram.hpp"
#include "qed/training/distinguisher.hpp"
#include "qed/training/long_multiplication.hpp"
#include "qed/training/model_counting.hpp"

namespace qed {

namespace {

using namespace evidence;

constexpr unsigned log_bits = 128;

struct Answered {
  Multiplication question;
  std::uint64_t answer;
  unsigned times;
};

struct Lesson {
  Pupil human;
  std::vector<Multiplication> questions;
  std::vector<Answered> answers;  // that were recorded
  CountingOptions counting;

  Pupil imitator(unsigned forgets) const { return {human.digits, human.coin_bits, forgets}; }
  unsigned rates() const { return (1u << human.coin_bits) + 1; }
};

std::vector<Multiplication> read_questions(const std::string& text, unsigned digits) {
  const auto refuse = [&](std::string_view part) {
    throw std::invalid_argument(
        fmt::format("parameter questions: found \"{}\", expected AxB with whole numbers from 0 to {}, "
                    "separated by commas",
                    part, (1u << digits) - 1));
  };
  std::vector<Multiplication> questions;
  for (std::string_view rest = text;;) {
    const std::string_view part = rest.substr(0, rest.find(','));
    const auto times = part.find('x');
    if (times == std::string_view::npos) refuse(part);
    const auto factor = [&](std::string_view number) {
      if (number.empty() || number.size() > 3 || number.find_first_not_of("0123456789") != number.npos)
        refuse(part);
      const auto value = static_cast<unsigned>(std::stoul(std::string(number)));
      if (value >= 1u << digits) refuse(part);
      return value;
    };
    questions.push_back({factor(part.substr(0, times)), factor(part.substr(times + 1))});
    if (part.size() == rest.size()) return questions;
    rest.remove_prefix(part.size() + 1);
  }
}

std::string question_text(const Multiplication& m) { return fmt::format("{} x {}", m.first, m.second); }

PupilCircuit circuit_of(const Pupil& pupil, const Multiplication& question) {
  try {
    return pupil_circuit(pupil, question);
  } catch (const std::invalid_argument& e) {
    throw std::invalid_argument(fmt::format("parameter questions: {}: {}; expected fewer digits or coin-bits",
                                            question_text(question), e.what()));
  }
}

// Recorded answers are drawn: coins are tossed and the human's circuit is run.
void record(Lesson& lesson, std::uint64_t each, std::uint64_t seed) {
  RandomStream random(seed, 1'000'000);
  for (const Multiplication& question : lesson.questions) {
    const PupilCircuit human = circuit_of(lesson.human, question);
    std::map<std::uint64_t, unsigned> times;
    for (std::uint64_t i = 0; i < each; ++i)
      ++times[human.answer(random.bits() & all_bits(human.circuit.coins()))];
    for (const auto& [answer, n] : times) lesson.answers.push_back({question, answer, n});
  }
}

Lesson read(const Settings& settings) {
  const auto coin_bits = static_cast<unsigned>(settings.count("coin-bits", 1, 4));
  Lesson lesson{.human = {.digits = static_cast<unsigned>(settings.count("digits", 1, 6)),
                          .coin_bits = coin_bits,
                          .forgets = static_cast<unsigned>(settings.count("human", 0, 1u << coin_bits))},
                .questions = {},
                .answers = {},
                .counting = {}};
  lesson.questions = read_questions(settings.text("questions"), lesson.human.digits);
  lesson.counting.pivot = settings.count("pivot", 1, 1000);
  lesson.counting.rounds = static_cast<unsigned>(settings.count("rounds", 1, 99));
  if (lesson.counting.rounds % 2 == 0)
    throw std::invalid_argument(
        fmt::format("parameter rounds: found \"{}\", expected an odd number", lesson.counting.rounds));
  lesson.counting.q = settings.between("miss", ratio(1, 1000), ratio(1, 2));
  lesson.counting.seed = settings.count("seed", 0, ~std::uint64_t{0});
  record(lesson, settings.count("answers", 1, 100), lesson.counting.seed);
  return lesson;
}

Integer exact_count(const PupilCircuit& pupil, Circuit::Wire wire) {
  const auto counted = count_by_diagram(pupil.circuit, wire);
  if (!counted)
    throw std::invalid_argument("the decision diagram of an answer is too large: expected fewer digits");
  return counted->count;
}

Rational share(const Integer& count, unsigned coins) { return ratio(count, Integer(1) << coins); }

// ---- One answer, counted in every way.

void one_answer(Document& document, const Lesson& lesson) {
  // The rarest of those recorded.
  std::optional<Answered> rarest;
  Rational least = 1;
  for (const Answered& a : lesson.answers)
    if (const Rational p = pupil_law(lesson.human, a.question).at(a.answer); p < least || !rarest)
      least = p, rarest = a;
  PupilCircuit pupil = pupil_circuit(lesson.human, rarest->question);
  const Circuit::Wire wire = pupil.answers(rarest->answer);
  const unsigned coins = pupil.circuit.coins();
  document.blocks.push_back(Heading{"One answer, counted"});
  document.blocks.push_back(fmt::format(
      "{} = {} is the rarest answer that was recorded. The circuit has {} gates and {} coins; each way says "
      "how many of the 2^{} outcomes of the coins give that answer.",
      question_text(rarest->question), rarest->answer, pupil.circuit.gates().size(), coins, coins));
  DataTable table{"", {"counted by", "number", "probability", "remarks"}, {}};
  const auto add = [&](std::string how, const Integer& n, std::string remarks) {
    table.rows.push_back({std::move(how), Value(Rational(n)), Value(share(n, coins)), std::move(remarks)});
  };
  const auto diagram = count_by_diagram(pupil.circuit, wire);
  if (diagram) add("a decision diagram", diagram->count, fmt::format("{} nodes", diagram->nodes));
  if (coins <= 20) add("trying every outcome", count_by_trying(pupil.circuit, wire), "");
  add("the law of what is written down", numerator_of(least * Rational(Integer(1) << coins)),
      "digit by digit, without the circuit");
  const CountEstimate e = approximate_count(pupil.circuit, wire, lesson.counting);
  std::string survivors;
  for (const std::uint64_t z : e.survivors)
    survivors += fmt::format("{}{}", survivors.empty() ? "" : ", ", z);
  add(e.constraints == 0 ? "the SAT solver, one by one" : "the middle estimate", e.estimate,
      fmt::format("{} constraints leave {}", e.constraints, survivors));
  if (e.constraints > 0) {
    const ConfidenceInterval range{Rational(e.range.least), Rational(e.range.most)};
    const Rational all = Rational(Integer(1) << coins);
    table.rows.push_back({"its range", Value(range),
                          Value(ConfidenceInterval{range.lower / all, range.upper / all}),
                          fmt::format("misses with probability {} at most", to_decimal(e.error, 3))});
  }
  document.blocks.push_back(std::move(table));
  document.blocks.push_back(
      fmt::format("What the solver finds is checked by running the circuit. That it found all was confirmed "
                  "in {} of {} rounds by "
                  "trying every outcome that meets the constraints; of a round that is not confirmed it is "
                  "the solver's word.",
                  e.confirmed, e.survivors.size()));
}

// ---- The scores of each imitator.

// Probabilities of all recorded answers together; the score is the logarithm.
struct Likelihood {
  Rational exact = 1, estimate = 1, least = 1, most = 1;
  Rational error = 0;                                             // that a range misses
  std::size_t ranges = 0, missed = 0, rounds = 0, confirmed = 0;  // of all answers
};

Rational power(const Rational& p, unsigned times) {
  Rational product = 1;
  for (unsigned i = 0; i < times; ++i) product *= p;
  return product;
}

Likelihood likelihood_of(const Lesson& lesson, unsigned forgets) {
  Likelihood l;
  for (const Answered& a : lesson.answers) {
    PupilCircuit pupil = pupil_circuit(lesson.imitator(forgets), a.question);
    const Circuit::Wire wire = pupil.answers(a.answer);
    const Integer exact = exact_count(pupil, wire);
    const CountEstimate e = approximate_count(pupil.circuit, wire, lesson.counting);
    const auto multiply = [&](Rational& product, const Integer& count) {
      product *= power(share(count, pupil.circuit.coins()), a.times);
    };
    multiply(l.exact, exact), multiply(l.estimate, e.estimate);
    multiply(l.least, e.range.least), multiply(l.most, e.range.most);
    l.error += e.error;
    ++l.ranges, l.missed += !e.range.contains(exact);
    l.rounds += e.survivors.size(), l.confirmed += e.confirmed;
  }
  return l;
}

std::optional<Interval> log_of(const Rational& likelihood) {
  if (likelihood == 0) return std::nullopt;
  return log(Interval(likelihood, log_bits));
}

TableCell score_cell(const Rational& likelihood) {
  const auto score = log_of(likelihood);
  if (!score) return std::string("minus infinity");
  return likelihood == 1 ? Value(Rational(0)) : Value(*score);
}

TableCell sampled_cell(const Rational& least, const Rational& most) {
  const auto lower = log_of(least), upper = log_of(most);
  if (lower && upper) return Value(ConfidenceInterval{lower->lower(), upper->upper()});
  return upper ? fmt::format("{} at most", to_decimal_up(upper->upper())) : std::string("minus infinity");
}

struct Picked {
  unsigned by_exact = 0, by_estimate = 0;
};

Picked all_scores(Document& document, const Lesson& lesson) {
  document.blocks.push_back(Heading{"The score of each imitator"});
  DataTable table{"The log score of the recorded answers",
                  {"forgets", "exactly", "estimated", "range", "misses with at most", "ranges that missed",
                   "rounds confirmed"},
                  {}};
  Plot plot{.id = "model-counting-scores",
            .title = "Log score by how often carries are forgotten",
            .x = {"probability that a carry is forgotten"},
            .y = {"log score of the recorded answers"},
            .series = {{"exactly, by decision diagrams", Series::Kind::line, 0, {}},
                       {"range by parity constraints", Series::Kind::points, 1, {}}}};
  Picked picked;
  Rational best_exact = 0;
  std::vector<Likelihood> all;
  for (unsigned forgets = 0; forgets < lesson.rates(); ++forgets) {
    const Likelihood l = likelihood_of(lesson, forgets);
    const Rational rate = lesson.imitator(forgets).rate();
    table.rows.push_back({to_string(rate), score_cell(l.exact), score_cell(l.estimate),
                          sampled_cell(l.least, l.most), Value(l.error),
                          fmt::format("{} of {}", l.missed, l.ranges),
                          fmt::format("{} of {}", l.confirmed, l.rounds)});
    if (l.exact > best_exact) best_exact = l.exact, picked.by_exact = forgets;
    if (all.empty() || l.estimate > all[picked.by_estimate].estimate) picked.by_estimate = forgets;
    const auto add_point = [&](std::size_t series, const Rational& least, const Rational& most) {
      const auto lower = log_of(least), upper = log_of(most);
      if (lower && upper) plot.series[series].points.push_back({rate, {lower->lower(), upper->upper()}});
    };
    add_point(0, l.exact, l.exact), add_point(1, l.least, l.most);
    all.push_back(l);
  }
  const auto ruled_out =
      std::ranges::count_if(all, [&](const Likelihood& l) { return l.most < all[picked.by_estimate].least; });
  document.blocks.push_back(std::move(table));
  document.blocks.push_back(fmt::format(
      "Model counting picks {}. Its ranges rule out {} of the {} others, but for the errors stated.",
      to_string(lesson.imitator(picked.by_estimate).rate()), ruled_out, all.size() - 1));
  document.blocks.push_back(
      Figure{std::move(plot), "Ranges are sampled: they miss with the stated probability at most."});
  return picked;
}

void trained(Document& document, const Lesson& lesson, const Picked& picked) {
  document.blocks.push_back(Heading{"The imitators that are picked"});
  DataTable table{"Exactly, over all answers to the questions, each asked equally often",
                  {"trained by", "forgets", "the human's mean log score", "total variation"},
                  {}};
  const auto add = [&](const char* name, unsigned forgets) {
    const Pupil imitator = lesson.imitator(forgets);
    const Rational each = ratio(std::size_t{1}, lesson.questions.size());
    std::optional<LogSum> score{LogSum()};
    Rational distance = 0;
    for (const Multiplication& question : lesson.questions) {
      auto law = pupil_law(imitator, question);
      for (const auto& [answer, h] : pupil_law(lesson.human, question)) {
        const Rational p = law[answer];
        if (p == 0)
          score.reset();
        else if (score)
          score->add_log(each * h, p);
        if (h > p) distance += each * (h - p);
      }
    }
    table.rows.push_back({name, to_string(imitator.rate()),
                          !score                 ? TableCell(std::string("minus infinity"))
                          : score->is_rational() ? TableCell(Value(score->constant()))
                                                 : TableCell(Value(score->enclosure(log_bits))),
                          Value(distance)});
  };
  add("the exact score", picked.by_exact);
  add("model counting", picked.by_estimate);
  add("(the human)", lesson.human.forgets);
  document.blocks.push_back(std::move(table));
}

// ---- The claim, over all hashes, on the inputs of a smaller pupil.

void all_hashes(Document& document, const Lesson& lesson) {
  document.blocks.push_back(Heading{"What parity constraints do, over all of them"});
  document.blocks.push_back(
      "A pupil with two digits and coins of two bits multiplies 3 by 3. For each answer the inputs that give "
      "it are listed, and every choice of constraints is counted.");
  const Pupil small{2, 2, 1};
  const Multiplication question{3, 3};
  for (const auto& [answer, p] : pupil_law(small, question)) {
    PupilCircuit pupil = pupil_circuit(small, question);
    const Circuit::Wire wire = pupil.answers(answer);
    std::vector<std::uint64_t> inputs;
    for (std::uint64_t x = 0; x <= all_bits(pupil.circuit.coins()); ++x)
      if (pupil.circuit.value(wire, x)) inputs.push_back(x);
    for (unsigned m = 1; m <= 3; ++m)
      document.blocks.push_back(Check{
          "model-counting",
          fmt::format("answer {}: {} inputs, {} constraint{}", answer, inputs.size(), m, m == 1 ? "" : "s"),
          decide_model_counting(inputs, pupil.circuit.coins(), m, lesson.counting.q,
                                lesson.counting.rounds)});
  }
}

Document run(const Settings& settings) {
  const Lesson lesson = read(settings);
  if (!has_model_counting()) throw NoModelCounting();
  Document document{"Retrodiction by model counting", {}};
  document.blocks.push_back(
      fmt::format("A pupil multiplies on paper and forgets each carry with probability {}. An imitator is "
                  "such a pupil with a "
                  "rate of its own: a circuit with coins as inputs. Its probability of an answer is a number "
                  "of inputs; its "
                  "score the logarithm of that. Random parity constraints leave a few of these inputs, which "
                  "a SAT solver finds.",
                  to_string(lesson.human.rate())));
  DataTable recorded{"The human's answers", {"question", "product", "answer", "times"}, {}};
  for (const Answered& a : lesson.answers)
    recorded.rows.push_back({question_text(a.question), std::to_string(a.question.first * a.question.second),
                             std::to_string(a.answer), std::to_string(a.times)});
  document.blocks.push_back(std::move(recorded));
  one_answer(document, lesson);
  const Picked picked = all_scores(document, lesson);
  trained(document, lesson, picked);
  all_hashes(document, lesson);
  return document;
}

}  // namespace

Scenario model_counting_scenario() {
  return {
      .name = "model-counting",
      .summary =
          "Probabilities as numbers of inputs: parity constraints under a SAT solver, against exact counts",
      .source =
          "seed material: training by retrodiction, where a probability is estimated by approximate model "
          "counting",
      .parameters = {{"digits", "4", "binary digits of a factor, 1 to 6"},
                     {"questions", "13x11,15x15,7x14", "what is multiplied"},
                     {"coin-bits", "3", "rates are multiples of 2^-this: 1 to 4"},
                     {"human", "2", "how often she forgets a carry: in those multiples"},
                     {"answers", "8", "recorded for each question, 1 to 100"},
                     {"pivot", "32", "so many survivors at most are wanted of a hash, 1 to 1000"},
                     {"rounds", "7", "hashes for an estimate, an odd number up to 99"},
                     {"miss", "1/8", "how often one round's range may miss, 1/1000 to 1/2"},
                     {"seed", "1", "of the answers and the constraints"}},
      .run = run};
}

}  // namespace qed
