#include "qed/scoring/made_rules.hpp"

#include <algorithm>
#include <memory>
#include <optional>

#include <fmt/format.h>

#include "qed/exact/number.hpp"
#include "qed/exact/wording.hpp"
#include "qed/scoring/algebra.hpp"
#include "qed/scoring/rule_text.hpp"
#include "qed/scoring/savage.hpp"

namespace qed {
namespace {

constexpr std::size_t longest_name = 2000;  // as a formula's text: what is made of what is made ends

// A part of a name, and where it begins in the whole.
struct Piece {
  std::string text;
  std::size_t at = 0;
};

// What f throws about the piece, told with its place in the whole name.
template <class F>
auto placed(const std::string& whole, const Piece& piece, F f) {
  try {
    return f();
  } catch (const FormulaError& e) {
    throw e.within(whole, piece.at);
  } catch (const std::invalid_argument& e) {
    throw FormulaError(whole, piece.at, e.what());
  }
}

// One rule inside another's name. Its own places are counted in the piece. Shared, since both functions that a rule
// is hold it: copies would double at each depth.
class InnerRule {
 public:
  InnerRule(std::shared_ptr<const std::string> whole, Piece piece, const Features& features)
      : whole_(std::move(whole)), piece_(std::move(piece)), rule_(placed(*whole_, piece_, [&] {
          if (piece_.text.empty()) throw std::invalid_argument("expected a rule, by name or as a formula");
          return rule_from_text(piece_.text, features);
        })) {}

  const Rule& rule() const { return rule_; }
  Scores scores(std::size_t outcomes) const {
    return placed(*whole_, piece_, [&] { return rule_.scores(outcomes); });
  }
  ExaminedRule examined(std::size_t outcomes, const PropernessOptions& options) const {
    return {scores(outcomes), properness(rule_, outcomes, options)};
  }

 private:
  std::shared_ptr<const std::string> whole_;
  Piece piece_;
  Rule rule_;
};

using Inner = std::shared_ptr<const InnerRule>;

struct ListedRule {
  std::shared_ptr<const std::string> name;
  std::vector<Piece> list;
  Piece rest;

  void require_outcomes(std::size_t outcomes) const {
    if (list.size() != outcomes)
      throw FormulaError(*name, list.front().at,
                         fmt::format("a list for {} outcomes; there are {}", list.size(), outcomes));
  }
};

// NAME:X,X,…:REST.
ListedRule listed_rule(const std::string& name, const std::string& parameter, const char* expected) {
  if (name.size() > longest_name)
    throw FormulaError(
        "", 0, fmt::format("a rule's name of {} characters; at most {} are read", name.size(), longest_name));
  ListedRule made{std::make_shared<const std::string>(name), {}, {}};
  std::size_t at = name.size() - parameter.size();
  const std::size_t end = name.find(':', at);
  if (parameter.empty() || end == std::string::npos) throw FormulaError(name, name.size(), expected);
  made.rest = {name.substr(end + 1), end + 1};
  for (;;) {
    const std::size_t comma = std::min(name.find(',', at), end);
    made.list.push_back({name.substr(at, comma - at), at});
    if (comma == end) return made;
    at = comma + 1;
  }
}

Inner inner_rule(const ListedRule& made, Piece piece, const Features& features) {
  return std::make_shared<const InnerRule>(made.name, std::move(piece), features);
}

std::vector<Rational> weights_in(const ListedRule& made) {
  std::vector<Rational> weights;
  for (const Piece& piece : made.list) {
    weights.push_back(placed(*made.name, piece, [&] { return parse_rational(piece.text); }));
    if (weights.back() <= 0) throw FormulaError(*made.name, piece.at, "expected a weight above 0");
  }
  return weights;
}

struct Classes {
  std::vector<std::size_t> of, sizes;
};

Classes classes_in(const ListedRule& made) {
  Classes classes;
  for (const Piece& piece : made.list) {
    const bool digit = piece.text.size() == 1 && piece.text[0] >= '0' && piece.text[0] <= '9';
    if (!digit)
      throw FormulaError(
          *made.name, piece.at,
          fmt::format("expected a class, 0 to 9, for each outcome, found {}", in_quotes(piece.text)));
    classes.of.push_back(static_cast<std::size_t>(piece.text[0] - '0'));
  }
  classes.sizes.assign(std::ranges::max(classes.of) + 1, 0);
  for (const std::size_t c : classes.of) ++classes.sizes[c];
  const std::size_t list = made.list.front().at;
  for (std::size_t c = 0; c < classes.sizes.size(); ++c)
    if (classes.sizes[c] == 0)
      throw FormulaError(*made.name, list, fmt::format("class {} has no outcome", c));
  if (classes.sizes.size() < 2) throw FormulaError(*made.name, list, "expected two classes or more");
  return classes;
}

// The formulas of a made rule, none of which is too large to be written.
Scores writable(Scores scores, const std::string& name) {
  require_writable(scores, name, 0);
  return scores;
}

// What the rule elicits, of something else; a distribution that is elicited has no name here, nor has its part.
std::string elicited_of(const Rule& rule, std::string_view whose) {
  return rule.functional().empty() ? "" : rule.functional() + std::string(whose);
}

}  // namespace

Rule savage_rule(std::string name, const std::string& parameter, const Features& features) {
  const Piece piece{parameter, name.size() - parameter.size()};
  if (parameter.empty())
    throw FormulaError(name, name.size(), "expected a convex function of p, as in savage:sum(p^2)");
  const Formula g = placed(name, piece, [&] { return Formula::parse(parameter, features); });
  return Rule::from_formulas(name, [name, piece, g](std::size_t outcomes) {
    const Expression function = placed(name, piece, [&] { return g.function(outcomes); });
    return writable(scores_from(function, outcomes), name);
  });
}

Rule outcome_weighted_rule(std::string name, const std::string& parameter, const Features& features) {
  const ListedRule made =
      listed_rule(name, parameter, "expected weights and a rule, as in outcome-weighted:1,2,1:log");
  const auto weights = weights_in(made);
  const Inner inner = inner_rule(made, made.rest, features);
  return Rule::from_formulas(
             std::move(name),
             [made, weights, inner](std::size_t outcomes) {
               made.require_outcomes(outcomes);
               return writable(outcome_weighted(inner->scores(outcomes), weights), *made.name);
             },
             elicited_of(inner->rule(), ", of the law with these weights"), inner->rule().unit())
      .by_theorem([weights, inner](std::size_t outcomes, const PropernessOptions& options) {
        return outcome_weighted(inner->examined(outcomes, options), weights, options).found;
      });
}

Rule coarse_rule(std::string name, const std::string& parameter, const Features& features) {
  const ListedRule made =
      listed_rule(name, parameter,
                  "expected the class of each outcome, and a rule for the classes, as in coarse:0,1,1:brier");
  const Classes classes = classes_in(made);
  const Inner inner = inner_rule(made, made.rest, features);
  return Rule::from_formulas(
             std::move(name),
             [made, classes, inner](std::size_t outcomes) {
               made.require_outcomes(outcomes);
               return writable(coarsened(inner->scores(classes.sizes.size()), classes.of), *made.name);
             },
             elicited_of(inner->rule(), " of the classes"), inner->rule().unit())
      .by_theorem([classes, inner](std::size_t, const PropernessOptions& options) {
        return coarsened(inner->examined(classes.sizes.size(), options), classes.of, options).found;
      });
}

Rule chain_rule(std::string name, const std::string& parameter, const Features& features) {
  constexpr std::string_view then = " then ";
  const char* const expected =
      "expected the class of each outcome and two rules, as in 'chain:0,1,1:brier then log'";
  const ListedRule made = listed_rule(name, parameter, expected);
  const Classes classes = classes_in(made);
  const std::size_t end = made.rest.text.find(then);
  if (end == std::string::npos) throw FormulaError(name, name.size(), expected);
  const std::size_t next = end + then.size();
  const Inner coarse = inner_rule(made, {made.rest.text.substr(0, end), made.rest.at}, features);
  const Inner within = inner_rule(made, {made.rest.text.substr(next), made.rest.at + next}, features);
  const auto scores = [made, classes, coarse, within](std::size_t outcomes) {
    made.require_outcomes(outcomes);
    std::vector<Scores> parts;
    for (const std::size_t size : classes.sizes) parts.push_back(size > 1 ? within->scores(size) : Scores{});
    return writable(chained(coarse->scores(classes.sizes.size()), parts, classes.of), *made.name);
  };
  const std::string &first = coarse->rule().functional(), &second = within->rule().functional();
  std::string whole = first;
  if (first != second)
    whole =
        first.empty() || second.empty() ? "" : fmt::format("{} of the classes, {} in each", first, second);
  const std::string unit = coarse->rule().unit() == within->rule().unit() ? coarse->rule().unit() : "";
  return Rule::from_formulas(std::move(name), scores, whole, unit)
      .by_theorem([classes, coarse, within](std::size_t, const PropernessOptions& options) {
        std::vector<ExaminedRule> parts;
        for (const std::size_t size : classes.sizes)
          parts.push_back(size > 1 ? within->examined(size, options) : ExaminedRule{});
        return chained(coarse->examined(classes.sizes.size(), options), parts, classes.of, options).found;
      });
}

}  // namespace qed
