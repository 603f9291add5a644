// Training by retrodiction: the score is the logarithm of an estimate, and so it also scores how the estimate is made.
#include <stdexcept>

#include <fmt/format.h>

#include "qed/claims/comparison.hpp"
#include "qed/exact/number.hpp"
#include "qed/scenario/catalogue.hpp"
#include "qed/training/latent_training.hpp"
#include "qed/training/retrodiction.hpp"

namespace qed {

namespace {

using namespace evidence;

constexpr unsigned bits = 128;

struct Setting {
  Distribution human;
  LatentModel imitator;
  std::uint64_t most_draws;
};

Distribution law_of(std::string_view parameter, std::vector<Rational> masses) {
  return of_parameter(parameter, [&] { return Distribution(std::move(masses)); });
}

Setting read(const Settings& settings) {
  const std::uint64_t most_draws = settings.count("draws", 1, 8);
  Setting s{law_of("human", settings.numbers("human")),
            LatentModel{law_of("prior", settings.numbers("prior")), {}}, most_draws};
  for (std::string_view rest = settings.text("answers");;) {
    const auto semicolon = rest.find(';');
    std::vector<Rational> row =
        of_parameter("answers", [&] { return parse_rationals(rest.substr(0, semicolon)); });
    if (row.size() != s.human.size())
      throw std::invalid_argument(fmt::format(
          "parameter answers: found a law over {}, expected {} as for human", row.size(), s.human.size()));
    s.imitator.answers.push_back(law_of("answers", std::move(row)));
    if (semicolon == std::string_view::npos) break;
    rest.remove_prefix(semicolon + 1);
  }
  if (s.imitator.answers.size() != s.imitator.prior.size())
    throw std::invalid_argument(fmt::format("parameter answers: found {} laws, expected {} as for prior",
                                            s.imitator.answers.size(), s.imitator.prior.size()));
  return s;
}

// Half the prior and half the posterior: what a proposal that has learnt something looks like.
Distribution half_way(const HiddenCause& cause) {
  const Rational p = cause.probability();
  std::vector<Rational> masses;
  for (std::size_t z = 0; z < cause.prior.size(); ++z)
    masses.push_back(cause.prior[z] * (1 + (p > 0 ? Rational(cause.likelihood[z] / p) : Rational(1))) / 2);
  return Distribution(std::move(masses));
}

Value number(const std::optional<LogSum>& sum) {
  return sum->is_rational() ? Value(sum->constant()) : Value(sum->enclosure(bits));
}

TableCell score_cell(const std::optional<LogSum>& sum) {
  if (!sum) return std::string("minus infinity");
  return number(sum);
}

// The human's mean of ln p̂, over answers and draws; none where it is minus infinity.
std::optional<LogSum> mean_score(const Setting& s, bool learnt, unsigned draws) {
  LogSum score;
  for (std::size_t y = 0; y < s.human.size(); ++y) {
    if (s.human[y] == 0) continue;
    const HiddenCause cause = s.imitator.cause_of(y);
    const EstimateLaw law = importance_estimate(cause, learnt ? half_way(cause) : s.imitator.prior, draws);
    for (const auto& [value, p] : law.probability) {
      if (value == 0) return std::nullopt;
      score.add_log(s.human[y] * p, value);
    }
  }
  return score;
}

std::optional<LogSum> true_score(const Setting& s) {
  LogSum score;
  for (std::size_t y = 0; y < s.human.size(); ++y) {
    if (s.human[y] == 0) continue;
    const Rational p = s.imitator.cause_of(y).probability();
    if (p == 0) return std::nullopt;
    score.add_log(s.human[y], p);
  }
  return score;
}

Document run(const Settings& settings) {
  const Setting s = read(settings);
  Document document{"Retrodiction with estimates", {}};
  document.blocks.push_back(
      "The imitator draws something hidden and then its answer, so its probability of the human's answer is "
      "a sum that may "
      "be too long. Its score is the logarithm of an estimate by importance sampling. Here every possible "
      "draw is counted, so "
      "the expected score is known: never above the true one, and closer with every draw.");
  Plot plot{.id = "retrodiction-scores",
            .title = "Expected score, by the number of draws",
            .x = {"draws"},
            .y = {"expected score"},
            .series = {{"proposal: the prior", Series::Kind::line, 1, {}},
                       {"proposal: half-way to the posterior", Series::Kind::line, 2, {}},
                       {"the true score", Series::Kind::bound, 0, {}}}};
  DataTable scores{"Expected score of the human's answers",
                   {"draws", "proposal: the prior", "half-way to the posterior", "true score"},
                   {}};
  const auto exact = true_score(s);
  const auto add_point = [&](std::size_t series, unsigned k, const std::optional<LogSum>& sum) {
    if (!sum) return;
    const Value v = number(sum);
    plot.series[series].points.push_back({Rational(Integer(k)), {v.lower(), v.upper()}});
  };
  for (unsigned k = 1; k <= s.most_draws; ++k) {
    const auto plain = mean_score(s, false, k), learnt = mean_score(s, true, k);
    scores.rows.push_back({std::to_string(k), score_cell(plain), score_cell(learnt), score_cell(exact)});
    add_point(0, k, plain), add_point(1, k, learnt), add_point(2, k, exact);
  }
  document.blocks.push_back(std::move(scores));

  DataTable answers{"One draw, answer by answer",
                    {"answer", "human", "imitator", "worth, from the prior", "worth, half-way"},
                    {}};
  for (std::size_t y = 0; y < s.human.size(); ++y) {
    const HiddenCause cause = s.imitator.cause_of(y);
    const Rational p = cause.probability();
    const auto worth = [&](const Distribution& proposal) -> TableCell {
      if (p == 0) return std::string("–");
      return Value(effective_sample_size(cause, proposal, 1));
    };
    answers.rows.push_back(
        {std::to_string(y), s.human[y], p, worth(s.imitator.prior), worth(half_way(cause))});
  }
  document.blocks.push_back(std::move(answers));

  for (const bool learnt : {false, true})
    for (std::size_t y = 0; y < s.human.size(); ++y) {
      const HiddenCause cause = s.imitator.cause_of(y);
      document.blocks.push_back(
          Check{"retrodiction",
                fmt::format("answer {}, {}", y, learnt ? "half-way to the posterior" : "from the prior"),
                decide_retrodiction(cause, learnt ? half_way(cause) : s.imitator.prior, 2)});
    }
  document.blocks.push_back(
      Figure{std::move(plot),
             "Two imitators with one law can have different scores: what is scored is the proposal too."});
  return document;
}

}  // namespace

Scenario retrodiction_scenario() {
  return {
      .name = "retrodiction",
      .summary =
          "Scores by importance sampling: fair estimates, low logarithms, better with every draw; exactly",
      .source = "seed material: training by retrodiction, where a probability can only be estimated",
      .parameters = {{"human", "1/2,1/3,1/6", "how often she gives each answer"},
                     {"prior", "1/2,1/4,1/4", "of the imitator's hidden causes"},
                     {"answers", "3/4,1/8,1/8;1/8,3/4,1/8;1/8,1/8,3/4",
                      "the law of the answer under each cause, separated by semicolons"},
                     {"draws", "6", "the most draws, 1 to 8"}},
      .run = run};
}

}  // namespace qed
