// The small parts that a class file is made of, read from a document whose structure is right: numbers,
// names, laws, transitions. Also the account of what the file has asked for so far, so that nothing huge is
// ever built.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "qed/exact/distribution.hpp"
#include "qed/model/class_file/json.hpp"
#include "qed/model/policy.hpp"

namespace qed {

// Names and what they stand for: their numbers in the order of declaration. Refers to the list that it is
// made from.
class Names {
 public:
  Names(std::string_view what, const std::vector<std::string>& names);
  std::optional<std::uint32_t> find(std::string_view name) const;
  std::string_view what() const { return what_; }  // "action", "state", …, as messages say it
  const std::vector<std::string>& all() const { return *names_; }
  std::size_t size() const { return names_->size(); }

 private:
  std::string_view what_;
  const std::vector<std::string>* names_;
  std::map<std::string_view, std::uint32_t> index_;
};

class Parts {
 public:
  explicit Parts(const JsonValue& root) : root_(&root) {}

  std::string pointer(const JsonValue& value) const { return pointer_of(*root_, value); }
  [[noreturn]] void fail(const JsonValue& at, std::string found, std::string expected) const;

  Rational number(const JsonValue&);
  // A whole number from 0 to `most`.
  std::uint64_t count(const JsonValue&, std::uint64_t most);
  std::uint32_t resolve(const JsonValue& name, const Names&) const;

  // Visits (index, value) for each key of an object that has exactly one for each name, in the document's
  // order.
  template <class Visit>
  void for_each_name(const JsonValue& object, const Names& names, Visit visit) const {
    for (std::size_t i = 0; i < object.keys.size(); ++i)
      visit(resolve_text(object.keys[i], object.items[i], names), object.items[i]);
    if (object.keys.size() != names.size()) fail_missing(object, names);  // keys are distinct
  }

  Distribution law(const JsonValue&, const Names& outcomes);
  // [action][observation], from any of the three forms: a state; per action a state; per action per
  // observation.
  std::vector<std::vector<StateIndex>> next(const JsonValue&, const Names& actions, const Names& observations,
                                            const Names& states) const;

  // --- limits (ClassFileLimits)
  void limit(const JsonValue& at, std::size_t count, std::size_t most, std::string_view what) const;
  // Takes account of an automaton before its table is built.
  void spend_states(const JsonValue& at, std::size_t states, std::size_t actions, std::size_t observations);
  void limit_common_denominator(const JsonValue& at, Integer& common, const Rational& next) const;

 private:
  std::uint32_t resolve_text(std::string_view name, const JsonValue& at, const Names&) const;
  [[noreturn]] void fail_missing(const JsonValue& object, const Names&) const;

  const JsonValue* root_;
  std::size_t states_ = 0, transitions_ = 0, bits_ = 0;
};

}  // namespace qed
