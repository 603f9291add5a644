#include "properties/one_step.hpp"

#include <ostream>

#include "qed/model/class_file.hpp"

namespace qed::properties {

Step::Step(ModelClass c) : class_(std::move(c)), weights_(prior_weights(class_)) {
  for (const Model& model : class_.models) predictions_.push_back(&std::get<Iid>(model.policy).law);
  demonstrator_ = &std::get<Iid>(class_.demonstrator_policy()).law;
}

std::optional<ModelIndex> Step::truth() const {
  if (!class_.demonstrator_inside()) return std::nullopt;
  return std::get<ModelIndex>(class_.demonstrator);
}

bool Step::has_tie_at_alpha() const {
  Integer before = 0;
  for (const ModelIndex m : posterior_order(weights_)) {
    if (before != 0 && weights_[m] == class_.alpha * before) return true;
    before += weights_[m];
  }
  return false;
}

void showValue(const Step& s, std::ostream& out) { out << write_class(s.model_class()); }

rc::Gen<Step> steps(gen::Truth truth) {
  return rc::gen::map(gen::one_step_classes(truth), [](ModelClass c) { return Step(std::move(c)); });
}

// f_alpha(x) = alpha g(x/alpha), g(y) = y up to 1 and 1 + (2/3) ln y from there on.
Interval potential(std::span<const Integer> weights, ModelIndex truth, const Rational& alpha, unsigned bits) {
  Interval sum(Rational(0), bits);
  for (ModelIndex m = 0; m < weights.size(); ++m) {
    if (m == truth || weights[m] == 0) continue;
    const Rational y = ratio(weights[m], weights[truth]) / alpha;
    const Interval g =
        y <= 1 ? Interval(y, bits)
               : Interval(Rational(1), bits) + Interval(ratio(2, 3), bits) * log(Interval(y, bits));
    sum += Interval(alpha, bits) * g;
  }
  return sum;
}

}  // namespace qed::properties
