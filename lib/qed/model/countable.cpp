#include "qed/model/countable.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "qed/exact/require.hpp"
#include "qed/exact/wording.hpp"
#include "qed/model/families.hpp"
#include "qed/model/rules.hpp"

namespace qed {
namespace {

std::string family_place(std::size_t index) { return pointer_to("/families", index); }
std::string prefix_of(const Family& family) { return family.name + ": "; }
std::string shown_number(const Rational& q) { return shortened(to_string(q)); }

}  // namespace

void require_family_kind(const FamilyKind& kind, std::size_t actions, const std::string& place) {
  const auto refuse_actions = [&](std::string_view name, std::string_view expected) {
    throw Defect(pointer_to(place, "kind"),
                 fmt::format("\"{}\" in a class of {} action{}", name, actions, actions == 1 ? "" : "s"),
                 std::string(expected));
  };
  if (std::holds_alternative<BernoulliGrid>(kind) && actions != 2)
    refuse_actions("bernoulli-grid", "a class of two actions");
  if (std::holds_alternative<MarkovGrid>(kind) && actions < 2)
    refuse_actions("markov-grid", "a class of two actions or more");
  if (const auto* small = std::get_if<SmallAutomata>(&kind))
    if (small->states < 1 || small->states > SmallAutomata::most_states)
      throw Defect(pointer_to(place, "states"), std::to_string(small->states),
                   fmt::format("a whole number from 1 to {}", SmallAutomata::most_states));
  if (const auto* custom = std::get_if<CustomFamily>(&kind); custom && !custom->enumerate)
    throw Defect(place, "a custom family without a function", "a function that enumerates it");
}

void CountableClass::validate() const {
  rules::title(listed);
  rules::actions(listed);
  rules::observations(listed);
  rules::environment(listed);
  for (std::size_t i = 0; i < listed.models.size(); ++i)
    rules::policy(listed, listed.models[i].policy, pointer_to("/models", i));
  rules::models(listed, families.empty() ? rules::Models::some : rules::Models::perhaps_none);
  rules::families(*this);
  if (demonstrator.empty()) {
    rules::demonstrator(listed);
    if (!listed.demonstrator_inside()) rules::policy(listed, listed.demonstrator_policy(), "/demonstrator");
  } else {
    member(*this, demonstrator);
  }
  rules::parameters(listed);
  rules::events(listed);
  rules::counterexample(listed);
}

Enumeration::Enumeration(const CountableClass& c, std::size_t index)
    : family_(c.families.at(index)),
      place_(family_place(index)),
      models_(enumerate(family_, c.listed)),
      ceiling_(family_.prior) {
  if (!models_) throw Defect(place_, "a custom family that makes no enumerator", "an enumerator");
}

void Enumeration::fail(const std::string& found, const std::string& expected) const {
  throw Defect(place_, found, expected);
}

void Enumeration::check(const Model& model) {
  const std::string which = fmt::format("model {} ({})", given_, in_quotes(model.name));
  if (model.prior <= 0)
    fail(fmt::format("{} with prior {}", which, shown_number(model.prior)), "a positive prior");
  if (previous_ && model.prior > *previous_)
    fail(fmt::format("{} with prior {}, after one of {}", which, shown_number(model.prior),
                     shown_number(*previous_)),
         "priors that never rise");
  if (left_ < 0)
    fail(fmt::format("{} said to remain after {}", shown_number(left_), which),
         "a mass that is not negative");
  if (sum_ > ceiling_)
    fail(fmt::format("priors up to {} that sum to {}", which, shown_number(sum_)),
         fmt::format("at most {}: the family's prior, or what was said to remain", shown_number(ceiling_)));
  if (sum_ + left_ > family_.prior)
    fail(fmt::format("priors up to {} that sum to {}, and {} said to remain", which, shown_number(sum_),
                     shown_number(left_)),
         fmt::format("at most {} in all, the family's prior", shown_number(family_.prior)));
}

void Enumeration::fetch() {
  if (next_ || ended_) return;
  next_ = models_->next();
  if (!next_) {
    ended_ = true;
    left_ = 0;
    return;
  }
  ++given_;
  sum_ += next_->prior;
  left_ = models_->remaining();
  check(*next_);
  ceiling_ = std::min<Rational>(ceiling_, sum_ + left_);
  previous_ = next_->prior;
  next_->name = prefix_of(family_) + next_->name;
}

const std::optional<Model>& Enumeration::peek() {
  fetch();
  return next_;
}

Model Enumeration::take() {
  fetch();
  QED_REQUIRE(next_, "every model of the family was taken");
  ++taken_;
  Model model = std::move(*next_);
  next_.reset();
  return model;
}

Rational Enumeration::remaining() {
  fetch();
  return next_ ? Rational(next_->prior + left_) : left_;
}

Member member(const CountableClass& c, std::string_view name) {
  const auto family =
      std::ranges::find_if(c.families, [&](const Family& f) { return name.starts_with(prefix_of(f)); });
  std::vector<std::string> names;
  for (const Family& f : c.families) names.push_back(f.name);
  if (family == c.families.end())
    throw Defect(
        "/demonstrator", fmt::format("the unknown model {}", in_quotes(name)),
        fmt::format("a model that is listed, or \"FAMILY: MODEL\" with FAMILY one of {}", listed(names)));
  const auto index = static_cast<std::size_t>(family - c.families.begin());
  Enumeration models(c, index);
  std::string first;
  while (models.peek() && models.taken() < member_search) {
    Model model = models.take();
    if (model.name == name) return {index, std::move(model)};
    if (models.taken() <= 3) first += (first.empty() ? "" : ", ") + in_quotes(model.name);
  }
  throw Defect("/demonstrator", in_quotes(name),
               fmt::format("one of the first {} models of the family, named like {}", models.taken(), first));
}

}  // namespace qed
