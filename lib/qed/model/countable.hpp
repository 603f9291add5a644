// Countable classes: models that are listed, and families whose models are enumerated, most likely first.
//
// An enumeration by non-increasing prior is all that exact evaluation needs: a model whose prior is small enough
// cannot be collected within the horizon, whatever happens (proofs-notes/countable.md; evaluate/expand.hpp).
// The families of class files are here; a user's own is any type that meets the concept ModelEnumerator.
//
// Order  of declaration, which breaks ties: the listed models, then family after family, each as enumerated.
#pragma once

#include <concepts>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "qed/exact/rational.hpp"
#include "qed/model/model_class.hpp"

namespace qed {

// One model after another. `next()` gives them by non-increasing prior, with names that are distinct, and none once all
// were given; `remaining()` is the prior mass of those that were not given yet, or more.
template <class E>
concept ModelEnumerator = std::copy_constructible<E> && requires(E e, const E& given) {
  { e.next() } -> std::same_as<std::optional<Model>>;
  { given.remaining() } -> std::convertible_to<Rational>;
};

// "bernoulli-grid", for two actions: iid models that take the second action with probability n/d, 0 < n/d < 1 in lowest
// terms. The denominators d = 2, 3, … share the mass as 1/2, 1/4, …, each evenly over its fractions.
// Names  "1/3".
struct BernoulliGrid {
  friend bool operator==(const BernoulliGrid&, const BernoulliGrid&) = default;
};

// "markov-grid", for k >= 2 actions: Markov models of order 1 with positive probabilities n/d; d is the least common
// denominator of the whole model. The first action is uniform. d = k, k + 1, … share the mass as 1/2, 1/4, …,
// each evenly over its models.
// Names  the row after each action, in the order of the actions: "2/3,1/3 1/2,1/2".
struct MarkovGrid {
  friend bool operator==(const MarkovGrid&, const MarkovGrid&) = default;
};

// "automata", for k actions: automata of up to `states` states that look at actions only; each state takes one certain
// action, or any with the same probability. States are numbered as a breadth-first search from the start meets them, so
// no two are the same but for the names of states. The prior is 2^-length (times the family's), for the code: s in
// unary (s bits); then, per state, ceil(log2(k + 1)) bits for the law and k times ceil(log2 s) bits for the next states.
// Codes are prefix-free, so the mass is at most 1.
// Names  per state, the action (nothing where any is as likely) and the next state after each: "heads(0,1) (0,0)".
struct SmallAutomata {
  static constexpr unsigned most_states = 6;
  unsigned states;
  friend bool operator==(const SmallAutomata&, const SmallAutomata&) = default;
};

class Enumerator {
 public:
  virtual ~Enumerator() = default;
  virtual std::optional<Model> next() = 0;
  virtual Rational remaining() const = 0;
};

// A user's own family. Functions cannot be compared, so it equals only itself.
struct CustomFamily {
  std::function<std::unique_ptr<Enumerator>()> enumerate;
  friend bool operator==(const CustomFamily& a, const CustomFamily& b) { return &a == &b; }
};

// Every enumeration starts with a copy of `enumerator` as it is now. Priors are absolute: in sum at most those of the
// family that it is the kind of.
template <ModelEnumerator E>
CustomFamily custom_family(E enumerator);

using FamilyKind = std::variant<BernoulliGrid, MarkovGrid, SmallAutomata, CustomFamily>;

struct Family {
  std::string name;
  Rational prior;  // of all its models together, or more
  FamilyKind kind;
  friend bool operator==(const Family&, const Family&) = default;
};

struct CountableClass {
  ModelClass listed;  // everything but the families; without any model where there is a family
  std::vector<Family> families;
  // The demonstrator, where it is a model of a family: "FAMILY: MODEL". `listed.demonstrator` is not read then.
  std::string demonstrator;

  // As ModelClass::validate, with the families: names are there and distinct, and none starts another model's name;
  // priors are positive and, with those of the listed models, at most 1 in sum; there are actions enough for the kind.
  // Throws  Defect.
  void validate() const;

  friend bool operator==(const CountableClass&, const CountableClass&) = default;
};

// What is wrong with a kind of family in a class with these actions; its place is the family's.   Throws  Defect.
void require_family_kind(const FamilyKind&, std::size_t actions, const std::string& place);

// The models of one family in order, each "FAMILY: MODEL", and checked as they come.
//
// Throws  Defect at the family's place, naming the model and the values: a prior that is not positive, or above the one
//         before it; priors that sum to more than the family's, or to more than was said to remain; no mass that is
//         negative is left.
class Enumeration {
 public:
  // index: of the family in the class.   `c` must outlive the enumeration.
  Enumeration(const CountableClass& c, std::size_t index);

  const std::optional<Model>& peek();  // the next model; none where all were taken
  Model take();                        // Requires  peek()
  std::size_t taken() const { return taken_; }
  Rational remaining();  // the prior mass of the models that were not taken, at most

 private:
  [[noreturn]] void fail(const std::string& found, const std::string& expected) const;
  void fetch();
  void check(const Model&);

  const Family& family_;
  std::string place_;
  std::unique_ptr<Enumerator> models_;
  std::optional<Model> next_;
  bool ended_ = false;
  std::size_t taken_ = 0, given_ = 0;
  Rational sum_ = 0, ceiling_,
           left_ = 0;  // of the priors given; above what it may never come; said to remain
  std::optional<Rational> previous_;
};

// A model of a family, by its name "FAMILY: MODEL".
struct Member {
  std::size_t family;
  Model model;
};
// How far a family is searched for a name.
inline constexpr std::size_t member_search = 20'000;
// Throws  Defect at "/demonstrator" where there is no such family, or none such among its first models.
Member member(const CountableClass&, std::string_view name);

// ---------------------------------------------------------------------------------------------------------

namespace detail {

template <ModelEnumerator E>
class EnumeratorAdapter final : public Enumerator {
 public:
  explicit EnumeratorAdapter(E enumerator) : enumerator_(std::move(enumerator)) {}
  std::optional<Model> next() override { return enumerator_.next(); }
  Rational remaining() const override { return enumerator_.remaining(); }

 private:
  E enumerator_;
};

}  // namespace detail

template <ModelEnumerator E>
CustomFamily custom_family(E enumerator) {
  return {[enumerator = std::move(enumerator)] {
    return std::make_unique<detail::EnumeratorAdapter<E>>(enumerator);
  }};
}

}  // namespace qed
