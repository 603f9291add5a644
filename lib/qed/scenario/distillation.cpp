// Iterated distillation on arithmetic: a human who can do one operation, helped by copies of an imitator of herself.
#include <algorithm>
#include <stdexcept>

#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/exact/number.hpp"
#include "qed/scenario/catalogue.hpp"
#include "qed/uses/arithmetic.hpp"
#include "qed/uses/distillation.hpp"

namespace qed {

namespace {

using namespace evidence;

Slips slips(const Settings& settings, std::string_view name) {
  const std::vector<Rational> numbers = settings.numbers(name);
  if (numbers.size() != 3)
    throw std::invalid_argument(
        fmt::format("parameter {}: found {} numbers, expected three: reading, adding, multiplying", name,
                    numbers.size()));
  for (const Rational& slip : numbers)
    if (slip < 0 || slip > 1)
      throw std::invalid_argument(
          fmt::format("parameter {}: found {}, expected probabilities", name, to_string(slip)));
  return {numbers[0], numbers[1], numbers[2]};
}

struct Setting {
  Arithmetic arithmetic;
  std::vector<QuestionIndex> asked;  // of n = 1, 2, …: the question's first parts, the shortest first
  DistillationTask task;             // of all levels, with the question

  // The first n levels, and what they are asked.
  DistillationTask up_to(unsigned n) const {
    DistillationTask part = task;
    part.training.resize(n);
    part.asked = asked[n - 1];
    return part;
  }
};

Setting read(const Settings& settings) {
  const auto levels = static_cast<unsigned>(settings.count("levels", 1, 6));
  const std::uint64_t seed = settings.count("seed", 0, ~std::uint64_t{0});
  Setting s{Arithmetic(settings.count("modulus", 2, 16)), {}, {}};
  RandomStream of_question(seed, 0);
  QuestionIndex question = 0;
  if (settings.text("question") == "drawn") {
    question = s.arithmetic.drawn(levels - 1, settings.between("multiplications", 0, 1), of_question);
  } else {
    question = of_parameter("question", [&] { return s.arithmetic.read(settings.text("question")); });
    if (s.arithmetic.height(question) >= levels)
      throw std::invalid_argument(fmt::format(
          "parameter question: found {} operations above one another, expected fewer than the {} levels",
          s.arithmetic.height(question), levels));
  }
  DistillationTask& task = s.task;
  const std::uint64_t training = settings.count("training", 0, 16);
  const auto height = static_cast<unsigned>(settings.count("training-height", 0, 5));
  for (unsigned level = 1; level <= levels; ++level) {
    auto& list = task.training.emplace_back();
    for (std::uint64_t t = 0; t < training; ++t) {
      RandomStream random(seed, 1 + 16 * level + t);
      list.push_back(s.arithmetic.drawn(std::min(level - 1, height), ratio(1, 2), random));
    }
  }
  task.humans = {s.arithmetic.human("as she is", slips(settings, "slips")),
                 s.arithmetic.human("as she may be", slips(settings, "suspected"))};
  const Rational prior = settings.inside("prior", 0, 1);
  task.priors = {prior, 1 - prior};
  task.alpha = settings.inside("alpha", 0, 1);
  task.questions = s.arithmetic.questions();
  task.asked = question;
  s.asked = {question};
  while (s.asked.size() < levels) {
    const auto& parts = task.questions.list[s.asked.back()].parts;
    s.asked.push_back(parts ? (*parts)[0] : s.asked.back());
  }
  std::ranges::reverse(s.asked);
  return s;
}

// One line for each operation; what is low enough stays on one.
void draw_tree(const Arithmetic& arithmetic, QuestionIndex q, const std::string& indent,
               std::vector<std::string>& lines) {
  constexpr unsigned on_one_line = 2;
  const auto& list = arithmetic.questions().list;
  if (arithmetic.height(q) <= on_one_line) {
    lines.push_back(indent + list[q].text);
    return;
  }
  const auto& [first, second] = *list[q].parts;
  lines.push_back(indent + list[q].text[1 + list[first].text.size()]);
  draw_tree(arithmetic, first, indent + "  ", lines);
  draw_tree(arithmetic, second, indent + "  ", lines);
}

void levels_part(Document& document, const Setting& s, const std::vector<Distillation>& found) {
  DataTable humans{
      "Humans at work for one answer, on average", {"n", "2^n - 1", "organisation", "IDA_n"}, {}};
  DataTable answers{
      "How often the answer is right",
      {"n", "organisation", "IDA_n", "IDA_n, every truth kept", "every truth kept", "outcomes of training"},
      {}};
  Plot plot{.id = "distillation-humans",
            .title = "Humans at work for one answer",
            .x = {"n"},
            .y = {"expected number", true},
            .series = {{"2^n - 1", Series::Kind::bound, 1, {}},
                       {"organisation", Series::Kind::line, 1, {}},
                       {"IDA_n", Series::Kind::line, 0, {}}}};
  for (unsigned n = 1; n <= found.size(); ++n) {
    const Distillation& d = found[n - 1];
    const Answer right = s.arithmetic.value(s.asked[n - 1]);
    const Rational all((1u << n) - 1);
    humans.rows.push_back({std::to_string(n), all, d.organisation_humans, d.expected_humans()});
    answers.rows.push_back({std::to_string(n), d.organisation[right], d.answer()[right],
                            d.answer_and_retained()[right], d.retained_through.back(),
                            std::to_string(d.states.size())});
    plot.series[0].points.push_back({n, exactly(all)});
    plot.series[1].points.push_back({n, exactly(d.organisation_humans)});
    plot.series[2].points.push_back({n, exactly(d.expected_humans())});
  }
  document.blocks.push_back(std::move(humans));
  document.blocks.push_back(std::move(answers));
  document.blocks.push_back(Figure{std::move(plot), "What was learnt is not asked again."});
}

// Only so far are the calls that really happen told apart: it is enough to show what they leave out.
constexpr unsigned most_real = 3;

void checks_part(Document& document, const std::vector<Distillation>& found) {
  for (unsigned n = 1; n <= found.size(); ++n) {
    const IdaDecision decision = decide_ida(found[n - 1]);
    if (n < found.size()) {
      document.blocks.push_back(
          Check{"ida", fmt::format("n = {}: the worst of the four parts", n), decision.worst()});
      continue;
    }
    const std::string here = fmt::format("n = {}: ", n);
    document.blocks.push_back(Check{
        "ida",
        here + "every transcript against prod theta, over the calls that asked, times the organisation's",
        decision.transcripts});
    document.blocks.push_back(
        Check{"ida", here + "P(answer, prod (1 + theta) <= K) against K times the organisation's, every K",
              decision.answers});
    document.blocks.push_back(
        Check{"ida", here + "the distance to the organisation against the sum of 2 theta (1 - theta)",
              decision.bounded});
    document.blocks.push_back(Check{"ida", here + "P(every level keeps its truth)", decision.retention});
  }
  const unsigned n = std::min<unsigned>(most_real, static_cast<unsigned>(found.size()));
  document.blocks.push_back(
      Check{"ida", fmt::format("n = {}: the product taken over the calls that really happen", n),
            decide_real_calls(found[n - 1]), false});
}

// P(every truth kept, prod (1 + theta) <= K, the answer is one of these), or any answer; none where the products were not
// counted.
std::optional<Rational> within(const Distillation& found, const Rational& K,
                               const std::vector<Answer>& answers) {
  Rational sum = 0;
  for (const DistilledState& state : found.states) {
    if (!state.retained) continue;
    if (!state.call.transcripts->counted) return std::nullopt;
    for (const Answer a : answers)
      for (const auto& [value, mass] : state.call.transcripts->products[a])
        if (value <= K) sum += state.probability * mass;
  }
  return sum;
}

void wrong_answers_part(Document& document, const Setting& s, const Distillation& last) {
  std::vector<Answer> wrong, any;
  Rational organisation = 0;
  for (Answer a = 0; a < last.organisation.size(); ++a) {
    any.push_back(a);
    if (a == s.arithmetic.value(s.task.asked)) continue;
    wrong.push_back(a);
    organisation += last.organisation[a];
  }
  DataTable table{
      fmt::format("A cost of R, however large, for a wrong answer, n = {}: in units of R", last.levels),
      {"K", "P(prod <= K, truths kept)", "expected cost on that event", "K times the organisation's"},
      {}};
  Comparison worst = not_applicable();
  for (const Rational& K :
       {Rational(1), ratio(11, 10), Rational(2), Rational(10), Rational(100), Rational(1000)}) {
    const auto probability = within(last, K, any), cost = within(last, K, wrong);
    if (!cost) return;
    table.rows.push_back({K, *probability, *cost, K * organisation});
    Comparison here = at_most(*cost, Rational(K * organisation));
    if (worse(here, worst)) worst = std::move(here);
  }
  document.blocks.push_back(std::move(table));
  document.blocks.push_back(
      Check{"ida", "the expected cost against K times the organisation's, worst of these K", worst});
}

void costs_part(Document& document, const Setting& s, const Settings& settings,
                const std::vector<Distillation>& found) {
  const Rational distance = settings.between("distance", 0, 2);
  const Answer silence = s.task.questions.silence();
  document.blocks.push_back(Heading{"Costs, bounded and not"});
  wrong_answers_part(document, s, found.back());
  document.blocks.push_back(
      "Beside the cautious levels stand levels of which only the distance to their demonstrators is known: "
      "each is silent by "
      "mistake half that often. Silence is passed on, so that one of all the humans is enough. A cost "
      "between -C and C "
      "changes by at most C times (2^n - 1) distance; but silence, which the organisation never gives, may "
      "cost anything.");
  DataTable table{"How often the answer is silence",
                  {"n", "organisation", "cautious levels, truths kept", "close levels", "(2^n - 1) distance"},
                  {}};
  for (unsigned n = 1; n <= found.size(); ++n) {
    const Distribution close = distilled_in_distance(s.task.questions, s.asked[n - 1],
                                                     s.task.humans[s.task.truth], n, distance, silence);
    table.rows.push_back({std::to_string(n), found[n - 1].organisation[silence],
                          found[n - 1].answer_and_retained()[silence], close[silence],
                          Rational((1u << n) - 1) * distance});
  }
  document.blocks.push_back(std::move(table));
}

Document run(const Settings& settings) {
  const Setting s = read(settings);
  const unsigned levels = s.task.levels();
  std::vector<Distillation> found;
  for (unsigned n = 1; n <= levels; ++n) {
    DistilOptions options;
    options.max_products = settings.count("products", 1, 100'000);
    options.real_calls = n <= most_real;
    found.push_back(distil(s.up_to(n), {}, options));
  }

  Document document{"Iterated distillation", {}};
  document.blocks.push_back(
      fmt::format("A human reads a number, or does one operation modulo {} on what two copies of an "
                  "assistant say, and slips now and "
                  "then. Who multiplies and hears 0 from the first copy does not consult the second. IDA_0 "
                  "is a rock; IDA_n imitates "
                  "the human with two copies of IDA_(n-1), and stands for 2^n - 1 humans. Each level "
                  "is a cautious imitator, which considers that she slips as she does or otherwise, is "
                  "trained on {} questions, and "
                  "then frozen.",
                  s.task.questions.answers - 1, s.task.training[0].size()));
  Picture tree{fmt::format("The question; the right answer is {}", s.arithmetic.value(s.task.asked)), {}};
  draw_tree(s.arithmetic, s.task.asked, "", tree.lines);
  document.blocks.push_back(std::move(tree));
  levels_part(document, s, found);
  checks_part(document, found);
  costs_part(document, s, settings, found);
  return document;
}

}  // namespace

Scenario distillation_scenario() {
  return {
      .name = "ida",
      .summary =
          "IDA on arithmetic: cautious imitators of a human helped by imitators, against 2^n - 1 humans",
      .source =
          "seed material: iterated distillation of a human with two copies; the claim is proved in "
          "proofs-notes/uses.md",
      .parameters = {{"levels", "6", "n, 1 to 6"},
                     {"question", "drawn", "\"drawn\", or as (1+(2*0)): no deeper than the levels reach"},
                     {"modulus", "3", "of the arithmetic, 2 to 16"},
                     {"multiplications", "1/8", "the share of multiplications in what is drawn, 0 to 1"},
                     {"slips", "1/500,1/200,1/200", "how often the human reads, adds, multiplies wrongly"},
                     {"suspected", "2/3,2/3,2/3", "how often she does so in the other model"},
                     {"prior", "1/2", "of the human as she is, in (0, 1); the other model has the rest"},
                     {"alpha", "1/10", "each level's threshold, in (0, 1)"},
                     {"training", "8", "questions that each level is trained on, 0 to 16"},
                     {"training-height", "1", "operations above one another in these, at most, 0 to 5"},
                     {"products", "100",
                      "values of the product that are told apart, at most; else undecided"},
                     {"distance", "1/50", "of levels that are only close to their demonstrators, in [0, 2]"},
                     {"seed", "1", "of the questions that are drawn"}},
      .run = run};
}

}  // namespace qed
