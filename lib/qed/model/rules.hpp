// The rules that make a model class one: each has its one home here. `ModelClass::validate` applies all of
// them; the reader of class files applies each as soon as its part of the class is built.
//
// Throws  Defect, from every function here.
#pragma once

#include <span>
#include <string>

#include "qed/model/countable.hpp"
#include "qed/model/defect.hpp"
#include "qed/model/model_class.hpp"

namespace qed::rules {

// Not empty, no control characters.
void name(std::string_view text, const std::string& place);

// The class has a name; its note is UTF-8.
void title(const ModelClass&);

// At least one, none empty, no white space or control characters, all distinct.
void actions(const ModelClass&);
void observations(const ModelClass&);

// Total over actions and observations, laws over the observations; one state that says nothing only where
// there is one observation to make; blind to the query bit unless it says that it sees it.
void environment(const ModelClass&);

// One law per state or context, each over the actions; contexts complete, automata total. `place` is the
// model's.
void policy(const ModelClass&, const PolicySpec&, const std::string& place);

// At least one, unless there are families; names there and distinct, priors positive and at most 1 in sum.
enum class Models { some, perhaps_none };
void models(const ModelClass&, Models = Models::some);

// Names there and distinct, and "NAME: " the start of no listed model's; priors positive and, with those of the listed
// models, at most 1 in sum; kinds that fit the actions.
void families(const CountableClass&);

// An index of a model; or a policy outside the class, whose name, if any, is not that of a model.
void demonstrator(const ModelClass&);

// alpha in (0, 1), horizon at least 1.
void parameters(const ModelClass&);

// Names there and distinct, automata total; prefix and contains events have the automaton of their sequence.
void events(const ModelClass&);

// Claim and imitator are named, the history is of this class's actions and observations and within its horizon; eta is
// above 0, and 1 without a rule.
void counterexample(const ModelClass&);

// An automaton has at least one state. `place` is the automaton's.
void state_count(std::size_t states, const std::string& place);

// A sequence of at least one action of the class.
void sequence(const ModelClass&, const std::vector<ActionIndex>&, const std::string& place);

// What there is to say of a law with `found` probabilities where there are other than so many outcomes.
Defect wrong_law_size(std::size_t found, std::span<const std::string> outcomes, const std::string& place);

}  // namespace qed::rules
