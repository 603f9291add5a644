#include "qed/recorded/recorded_class.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <fmt/format.h>

#include "qed/exact/number.hpp"
#include "qed/exact/wording.hpp"
#include "qed/model/class_file.hpp"

namespace qed {

namespace {

[[noreturn]] void refuse_class(const std::string& name, const std::string& why) {
  throw std::invalid_argument(fmt::format("class {}: {}", in_quotes(name), why));
}

void limit_models(const std::string& name, std::size_t models) {
  if (models > most_recorded_models)
    refuse_class(name, fmt::format("more models than {}", most_recorded_models));
}

Rational half_to(unsigned power) { return ratio(Integer(1), Integer(1) << power); }

ContextOf context_of(const Recording& r, std::size_t depth) {
  if (r.features.empty()) return {ContextOf::Kind::before};
  ContextOf context{ContextOf::Kind::features};
  for (std::size_t i = 0; i < depth; ++i) context.features.push_back(i);
  return context;
}

// Counting models at each depth up to a greatest: "kt:3", "ngram:2".
void add_depths(RecordedClass& c, const ContextOf& context, const std::string& name, unsigned first_name,
                unsigned depth, std::uint32_t twice_start, std::size_t answers) {
  std::vector<CountingModel> models;
  for (unsigned d = 0; d <= depth; ++d) {
    models.push_back({d, twice_start});
    c.models.push_back({fmt::format("{} {}", name, first_name + d), half_to(d + 1)});
  }
  c.parts.push_back({models.size(), [=] { return std::make_unique<ContextTree>(answers, context, models); }});
}

void add_features(RecordedClass& c, const Recording& r, const std::string& name) {
  if (r.features.empty()) refuse_class(name, "a text has no features");
  const std::size_t answers = r.actions();
  const auto add = [&](std::string model, Rational prior, ContextOf context) {
    const auto depth = static_cast<unsigned>(context.features.size());
    c.models.push_back({std::move(model), std::move(prior)});
    c.parts.push_back(
        {1, [=] {
           return std::make_unique<ContextTree>(answers, context, std::vector<CountingModel>{{depth, 1}});
         }});
  };
  add("constant", ratio(1, 2), {ContextOf::Kind::features});
  for (std::size_t f = 0; f < r.features.size(); ++f)
    add("by " + r.features[f].name, ratio(std::size_t{1}, 2 * r.features.size()),
        {ContextOf::Kind::features, {f}});
}

std::string list_name(const Recording& r, const std::vector<FeatureTest>& tests) {
  if (tests.empty()) return "constant";
  std::string name;
  for (const FeatureTest& t : tests)
    name += fmt::format("{}if {} is {}", name.empty() ? "" : ", else ", r.features[t.feature].name,
                        r.features[t.feature].values[t.value]);
  return name;
}

void add_lists(RecordedClass& c, const Recording& r, const std::string& name, unsigned length) {
  if (r.features.empty()) refuse_class(name, "a text has no features");
  std::vector<FeatureTest> all;
  for (std::size_t f = 0; f < r.features.size(); ++f)
    for (std::uint32_t v = 0; v < r.features[f].values.size(); ++v) all.push_back({f, v});
  std::size_t count = 1;
  std::vector<std::vector<FeatureTest>> lists{{}};  // of the length that was made last
  Rational prior = ratio(1, 2);
  for (unsigned l = 0;; ++l) {
    for (auto& tests : lists) {
      c.models.push_back({list_name(r, tests), prior});
      c.parts.push_back(
          {1, [answers = r.actions(), tests] { return std::make_unique<DecisionList>(answers, tests); }});
    }
    if (l == length || l == all.size()) return;
    count += lists.size() * (all.size() - l);
    limit_models(name, count);
    std::vector<std::vector<FeatureTest>> longer;
    for (const auto& tests : lists)
      for (const FeatureTest& t : all) {
        if (std::ranges::any_of(
                tests, [&](const FeatureTest& u) { return u.feature == t.feature && u.value == t.value; }))
          continue;
        longer.push_back(tests);
        longer.back().push_back(t);
      }
    prior /= Rational(2 * (all.size() - l));
    lists = std::move(longer);
  }
}

std::string leaning_name(const Recording& r, std::optional<std::size_t> feature, std::size_t values,
                         std::size_t k) {
  std::string name = feature ? "by " + r.features[*feature].name + ":" : "constant:";
  for (std::size_t v = 0; v < values; ++v, k /= r.actions() + 1) {
    const std::size_t leaning = k % (r.actions() + 1);
    name += fmt::format("{} {}{}", v > 0 ? "," : "", feature ? r.features[*feature].values[v] + " " : "",
                        leaning == 0 ? "even" : r.answer.values[leaning - 1]);
  }
  return name;
}

void add_leaning(RecordedClass& c, const Recording& r, const std::string& name, const std::string& share) {
  if (r.features.empty()) refuse_class(name, "a text has no features");
  const std::size_t m = r.actions();
  Rational leaning;
  try {
    leaning = parse_rational(share);
  } catch (const std::invalid_argument& e) {
    refuse_class(name, e.what());
  }
  if (leaning <= ratio(std::size_t{1}, m) || leaning > 1)
    refuse_class(name, fmt::format("found {} after the colon, expected a number above 1/{} and at most 1",
                                   in_quotes(share), m));
  std::vector<LawInCounts> laws;
  const auto add_law = [&](const Distribution& law) {
    auto counts = in_counts(law);
    if (!counts)
      refuse_class(name, "found a fraction of too many digits after the colon, expected a shorter one");
    laws.push_back(*std::move(counts));
  };
  add_law(Distribution::uniform(m));
  for (std::size_t a = 0; a < m; ++a) {
    std::vector<Rational> law(m, (1 - leaning) / Rational(m - 1));
    law[a] = leaning;
    add_law(Distribution(std::move(law)));
  }
  const auto add = [&](std::optional<std::size_t> feature, std::size_t values, Rational prior) {
    std::size_t models = 1;
    for (std::size_t v = 0; v < values; ++v) {
      models *= laws.size();
      limit_models(name, models + c.models.size());
      prior /= Rational(laws.size());
    }
    for (std::size_t k = 0; k < models; ++k) c.models.push_back({leaning_name(r, feature, values, k), prior});
    c.parts.push_back({models, [=] { return std::make_unique<DefiniteLaws>(laws, feature, values); }});
  };
  add(std::nullopt, 1, ratio(1, 2));
  for (std::size_t f = 0; f < r.features.size(); ++f)
    add(f, r.features[f].values.size(), ratio(std::size_t{1}, 2 * r.features.size()));
}

// Every shape of a tree over entries with so many values each.
std::vector<PrunedTrees::Shape> shapes(const std::string& name, std::span<const std::size_t> values) {
  if (values.empty()) return {{}};
  const auto below = shapes(name, values.subspan(1));
  std::vector<PrunedTrees::Shape> split{{true}};
  for (std::size_t v = 0; v < values[0]; ++v) {
    std::vector<PrunedTrees::Shape> longer;
    limit_models(name, split.size() * below.size());
    for (const auto& start : split)
      for (const auto& child : below) {
        longer.push_back(start);
        longer.back().insert(longer.back().end(), child.begin(), child.end());
      }
    split = std::move(longer);
  }
  split.insert(split.begin(), {false});
  return split;
}

void add_trees(RecordedClass& c, const Recording& r, const std::string& name, unsigned depth) {
  std::vector<std::size_t> values;
  for (unsigned d = 0; d < depth; ++d)
    values.push_back(r.features.empty() ? r.actions() : r.features[d].values.size());
  const auto all = shapes(name, values);
  for (const auto& shape : all) {
    std::string bits;
    for (const bool split : shape) bits += split ? '1' : '0';
    c.models.push_back({"tree " + bits, half_to(static_cast<unsigned>(shape.size()))});
  }
  c.parts.push_back({all.size(), [answers = r.actions(), context = context_of(r, depth), values, all] {
                       return std::make_unique<PrunedTrees>(answers, context, values, all);
                     }});
}

void add_file(RecordedClass& c, const Recording& r, const std::string& file) {
  const ModelClass read = read_class(file);
  if (read.observations.size() != 1)
    refuse_class(file, fmt::format("{} observations, expected one: recorded answers are all that its models "
                                   "may look at",
                                   read.observations.size()));
  std::vector<ActionIndex> action_of(r.actions());  // of an answer
  for (std::size_t a = 0; a < r.actions(); ++a) {
    const auto found = std::ranges::find(read.actions, r.answer.values[a]);
    if (found == read.actions.end() || read.actions.size() != r.actions())
      refuse_class(file, fmt::format("the actions {}, expected the answers {}, in any order",
                                     listed(read.actions), listed(r.answer.values)));
    action_of[a] = static_cast<ActionIndex>(found - read.actions.begin());
  }
  for (const Model& m : read.models) {
    c.models.push_back({m.name, m.prior});
    c.parts.push_back(
        {1, [policy = m.policy, action_of] { return std::make_unique<PolicySource>(policy, action_of); }});
  }
}

unsigned number_of(const std::string& name, std::string_view text, unsigned least, unsigned most) {
  unsigned n = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
  if (error != std::errc{} || end != text.data() + text.size() || n < least || n > most)
    refuse_class(name, fmt::format("found {} after the colon, expected a whole number from {} to {}",
                                   in_quotes(text), least, most));
  return n;
}

unsigned context_depth(const Recording& r, const std::string& name, std::string_view text) {
  const auto most = r.features.empty() ? most_context_depth : static_cast<unsigned>(r.features.size());
  return number_of(name, text, 0, std::min(most, most_context_depth));
}

RecordedClass one_class(const std::string& name, const Recording& r) {
  RecordedClass c;
  const auto colon = name.find(':');
  const std::string kind = name.substr(0, colon);
  const std::string_view after = colon == std::string::npos ? "" : std::string_view(name).substr(colon + 1);
  if (kind == "kt") {
    const unsigned depth = context_depth(r, name, after);
    add_depths(c, context_of(r, depth), "kt", 0, depth, 1, r.actions());
  } else if (kind == "ngram") {
    add_depths(c, {ContextOf::Kind::before}, "ngram", 1,
               number_of(name, after, 1, most_context_depth + 1) - 1, 2, r.actions());
  } else if (name == "features") {
    add_features(c, r, name);
  } else if (kind == "lists") {
    add_lists(c, r, name, number_of(name, after, 0, 8));
  } else if (kind == "leaning") {
    add_leaning(c, r, name, std::string(after));
  } else if (kind == "trees") {
    add_trees(c, r, name, context_depth(r, name, after));
  } else if (name.ends_with(".json")) {
    add_file(c, r, name);
  } else {
    refuse_class(
        name,
        "expected kt:DEPTH, ngram:N, features, lists:LENGTH, leaning:P, trees:DEPTH, or a class file "
        "(NAME.json)");
  }
  return c;
}

}  // namespace

std::vector<std::string> default_classes(const Recording& r) {
  return {r.features.empty() ? "kt:3" : "features"};
}

RecordedClass recorded_class(const std::vector<std::string>& names, const Recording& r) {
  RecordedClass result;
  for (const std::string& name : names) {
    if (std::ranges::count(names, name) > 1) refuse_class(name, "named twice");
    RecordedClass part = one_class(name, r);
    for (RecordedModel& m : part.models) {
      m.prior /= Rational(names.size());
      result.models.push_back(std::move(m));
    }
    std::ranges::move(part.parts, std::back_inserter(result.parts));
  }
  if (result.models.empty()) throw std::invalid_argument("no class of models, expected at least one");
  limit_models(names.front(), result.models.size());
  return result;
}

}  // namespace qed
