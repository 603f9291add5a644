// Each rule of validate(), with the fault that it catches.
#include "qed/model/model_class.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "qed/model/defect.hpp"
#include "tests/model/small_classes.hpp"

namespace qed {
namespace {

using test::every_kind;
using test::fair;
using test::two_coins;

// What validate() says once `break_it` has been at the class of every kind.
std::string fault(const std::function<void(ModelClass&)>& break_it) {
  ModelClass c = every_kind();
  break_it(c);
  return test::message_of<Defect>([&] { c.validate(); });
}

template <class Kind>
Kind& policy(ModelClass& c, std::size_t model) {
  return std::get<Kind>(c.models[model].policy);
}

TEST(ModelClass, SoundClassesAreAccepted) {
  EXPECT_NO_THROW(two_coins().validate());
  EXPECT_NO_THROW(every_kind().validate());
  EXPECT_EQ(fault([](ModelClass& c) { c.models[0].policy = Custom{[] { return nullptr; }}; }), "");
  EXPECT_EQ(fault([](ModelClass& c) { c.demonstrator = Model{"", 0, Iid{fair()}}; }), "");
  EXPECT_EQ(fault([](ModelClass& c) { c.models[0].prior = ratio(1, 2); }), "");  // priors sum to 1 exactly
}

TEST(ModelClass, Names) {
  EXPECT_EQ(fault([](ModelClass& c) { c.name = ""; }),
            "/name: found an empty name, expected a name: not empty, no control characters");
  EXPECT_EQ(fault([](ModelClass& c) { c.note = "caf\xc3"; }), "/note: found \"\\xc3\", expected UTF-8 text");
  EXPECT_EQ(fault([](ModelClass& c) { c.actions.clear(); }),
            "/actions: found an empty list, expected at least one action");
  EXPECT_EQ(
      fault([](ModelClass& c) { c.actions[1] = "heads up"; }),
      "/actions/1: found white space in \"heads up\", expected a name: not empty, no white space, no control "
      "characters");
  EXPECT_EQ(fault([](ModelClass& c) { c.actions[1] = "\xff"; }),
            "/actions/1: found bytes that are not UTF-8 in \"\\xff\", expected a name: not empty, no white "
            "space, no control characters");
  EXPECT_EQ(fault([](ModelClass& c) { c.actions[1] = "tails"; }),
            "/actions/1: found the name \"tails\" again, expected distinct names");
  EXPECT_EQ(fault([](ModelClass& c) { c.observations[1] = "dry"; }),
            "/observations/1: found the name \"dry\" again, expected distinct names");
  EXPECT_EQ(fault([](ModelClass& c) { c.models[3].name = "low"; }),
            "/models/3/name: found the name \"low\" again, expected distinct names");
  EXPECT_EQ(fault([](ModelClass& c) { policy<Automaton>(c, 4).states[1].name = "0"; }),
            "/models/4/states/0: found the name \"0\" again, expected distinct names");
  EXPECT_EQ(fault([](ModelClass& c) { c.events[1].name = c.events[0].name; }),
            "/events/1/name: found the name \"starts with heads\" again, expected distinct names");
}

TEST(ModelClass, Environments) {
  EXPECT_EQ(fault([](ModelClass& c) { c.environment = Environment::silent(2); }),
            "/environment/states/silent/emits/tails: found 1 probability, expected 2, one for each of "
            "\"dry\", \"wet\"");
  EXPECT_EQ(fault([](ModelClass& c) { c.environment.states.clear(); }),
            "/environment/states: found no states, expected at least one state");
  EXPECT_EQ(fault([](ModelClass& c) { c.environment.start = 1; }),
            "/environment/start: found state number 1, expected a number below 1, the number of states");
  EXPECT_EQ(fault([](ModelClass& c) { c.environment.states[0].laws.pop_back(); }),
            "/environment/states/sky/emits: found laws for 1 values of the query bit, expected 2");
  EXPECT_EQ(fault([](ModelClass& c) { c.environment.states[0].laws[1].pop_back(); }),
            "/environment/states/sky/emits: found laws for 1 actions, expected 2");
  EXPECT_EQ(fault([](ModelClass& c) { c.environment.states[0].laws[1][0] = Distribution::certain(0, 2); }),
            "/environment/states/sky/emits: found laws that depend on the query bit, expected equal laws, or "
            "sees_query");
  EXPECT_EQ(fault([](ModelClass& c) { c.environment.states[0].next.pop_back(); }),
            "/environment/states/sky/next: found transitions for 1 actions, expected 2");
  EXPECT_EQ(fault([](ModelClass& c) { c.environment.states[0].next[1].pop_back(); }),
            "/environment/states/sky/next/heads: found transitions for 1 observations, expected 2");
  EXPECT_EQ(fault([](ModelClass& c) { c.environment.states[0].next[1][0] = 7; }),
            "/environment/states/sky/next/heads: found state number 7, expected a number below 1, the number "
            "of states");
  EXPECT_EQ(fault([](ModelClass& c) {
              c.environment.sees_query = true;
              c.environment.states[0].laws[1][0] = Distribution::certain(0, 2);
            }),
            "");
}

TEST(ModelClass, Policies) {
  EXPECT_EQ(
      fault([](ModelClass& c) { c.models[0].policy = Iid{Distribution::uniform(3)}; }),
      "/models/0/probabilities: found 3 probabilities, expected 2, one for each of \"tails\", \"heads\"");
  EXPECT_EQ(fault([](ModelClass& c) { policy<Schedule>(c, 2).laws.clear(); }),
            "/models/2/probabilities: found an empty list, expected at least one law");
  EXPECT_EQ(
      fault([](ModelClass& c) { policy<Schedule>(c, 2).laws[1] = Distribution::uniform(1); }),
      "/models/2/probabilities/1: found 1 probability, expected 2, one for each of \"tails\", \"heads\"");
  EXPECT_EQ(
      fault([](ModelClass& c) { policy<Markov>(c, 3).laws.erase({1}); }),
      "/models/3/probabilities: found no law for the context \"heads\", expected one for every context up to "
      "length 1, the order");
  EXPECT_EQ(
      fault([](ModelClass& c) { policy<Markov>(c, 3).laws.emplace(std::vector<ActionIndex>{2}, fair()); }),
      "/models/3/probabilities: found action number 2, expected a number below 2, the number of actions");
  EXPECT_EQ(fault([](ModelClass& c) { policy<Markov>(c, 3).order = 0; }),
            "/models/3/probabilities/tails: found a context of 1 actions, expected contexts up to length 0, "
            "the order");
  EXPECT_EQ(
      fault([](ModelClass& c) { policy<Automaton>(c, 4).states[1].next[0][1] = 2; }),
      "/models/4/states/1/next/tails: found state number 2, expected a number below 2, the number of states");
  EXPECT_EQ(fault([](ModelClass& c) { c.models[0].policy = Custom{}; }),
            "/models/0: found a custom policy without a function, expected a function that makes the policy");
}

TEST(ModelClass, PriorsAndDemonstrator) {
  EXPECT_EQ(fault([](ModelClass& c) { c.models.clear(); }),
            "/models: found an empty list, expected at least one model");
  EXPECT_EQ(fault([](ModelClass& c) { c.models[2].prior = 0; }),
            "/models/2/prior: found 0, expected a positive number");
  EXPECT_EQ(fault([](ModelClass& c) { c.models[2].prior = ratio(3, 4); }),
            "/models: found priors that sum to 5/4, expected at most 1");
  EXPECT_EQ(fault([](ModelClass& c) { c.demonstrator = ModelIndex{5}; }),
            "/demonstrator: found model number 5, expected a number below 5, the number of models");
  EXPECT_EQ(fault([](ModelClass& c) {
              c.demonstrator = Model{"low", 0, Iid{fair()}};
            }),
            "/demonstrator/name: found \"low\", the name of a model, expected a name of its own for a "
            "demonstrator outside "
            "the class");
  EXPECT_EQ(
      fault([](ModelClass& c) {
        c.demonstrator = Model{"other", 0, Iid{Distribution::uniform(3)}};
      }),
      "/demonstrator/probabilities: found 3 probabilities, expected 2, one for each of \"tails\", \"heads\"");
}

TEST(ModelClass, AlphaAndHorizon) {
  for (const Rational& alpha : {ratio(0, 1), ratio(-1, 2), ratio(1, 1), ratio(7, 6)})
    EXPECT_EQ(fault([&](ModelClass& c) { c.alpha = alpha; }),
              "/alpha: found " + to_string(alpha) + ", expected a number above 0 and below 1");
  EXPECT_EQ(fault([](ModelClass& c) { c.horizon = 0; }), "/horizon: found 0, expected at least 1");
}

TEST(ModelClass, Events) {
  EXPECT_EQ(
      fault([](ModelClass& c) { c.events[0].actions[0] = 0; }),
      "/events/0: found an automaton that is not that of its sequence, expected the one that Event makes");
  EXPECT_EQ(fault([](ModelClass& c) { c.events[1].actions.clear(); }),
            "/events/1/actions: found an empty list, expected at least one action");
  EXPECT_EQ(fault([](ModelClass& c) { c.events[1].actions[1] = 2; }),
            "/events/1/actions: found action number 2, expected a number below 2, the number of actions");
  EXPECT_EQ(fault([](ModelClass& c) { c.events[2].states[0].next[1][0] = 2; }),
            "/events/2/states/not yet/heads: found state number 2, expected a number below 2, the number of "
            "states");
  EXPECT_EQ(fault([](ModelClass& c) { c.events[2].start = 2; }),
            "/events/2/start: found state number 2, expected a number below 2, the number of states");
}

TEST(ModelClass, Counterexamples) {
  EXPECT_EQ(fault([](ModelClass& c) {
              c.counterexample = Provenance{"", "i", 0, {}};
            }),
            "/counterexample/claim: found an empty name, expected a name: not empty, no control characters");
  EXPECT_EQ(fault([](ModelClass& c) {
              c.counterexample = Provenance{"c", "i", 0, {{true, 2, 0}}};
            }),
            "/counterexample/history/0/action: found action number 2, expected a number below 2, the number "
            "of actions");
  EXPECT_EQ(fault([](ModelClass& c) {
              c.counterexample = Provenance{"c", "i", 0, {{true, 1, 2}}};
            }),
            "/counterexample/history/0/observation: found observation number 2, expected a number below 2, "
            "the number of observations");
  EXPECT_EQ(fault([](ModelClass& c) {
              c.horizon = 2;
              c.counterexample = Provenance{"c", "i", 0, History(3, {true, 1, 0})};
            }),
            "/counterexample/history: found 3 steps, expected at most 2, the horizon");
  EXPECT_EQ(fault([](ModelClass& c) { c.counterexample = Provenance{"c", "i", 0, {}, "brier", 0}; }),
            "/counterexample/eta: found 0, expected a number above 0");
  EXPECT_EQ(fault([](ModelClass& c) { c.counterexample = Provenance{"c", "i", 0, {}, "", 2}; }),
            "/counterexample: found eta = 2 without a rule, expected the rule that it is of");
}

TEST(ModelClass, TheDemonstratorsPolicyIsItsModelsOrItsOwn) {
  ModelClass c = two_coins();
  c.demonstrator = ModelIndex{1};
  EXPECT_EQ(&c.demonstrator_policy(), &c.models[1].policy);
  c.demonstrator = Model{"", 0, Schedule{{fair()}, {}}};
  EXPECT_EQ(std::get<Schedule>(c.demonstrator_policy()).laws, std::vector{fair()});
}

TEST(Environment, SilentHasOneObservationAndIsBlind) {
  const Environment e = Environment::silent(3);
  ASSERT_EQ(e.states.size(), 1u);
  EXPECT_FALSE(e.sees_query);
  EXPECT_EQ(e.states[0].laws, std::vector(2, std::vector(3, Distribution::certain(0, 1))));
  EXPECT_EQ(e.states[0].next, (std::vector<std::vector<StateIndex>>(3, {0})));
}

}  // namespace
}  // namespace qed
