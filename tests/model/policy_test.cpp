#include "qed/model/policy.hpp"

#include <gtest/gtest.h>

#include "tests/model/small_classes.hpp"

namespace qed {
namespace {

using test::fair;
using test::law;
using test::message_of;

std::string compile_error(const PolicySpec& spec, std::size_t actions = 2) {
  return message_of<std::invalid_argument>([&] { compile(spec, actions); });
}

// The law after a history of actions (all with observation 0).
const Distribution& law_after(Policy& policy, const std::vector<ActionIndex>& actions) {
  StateIndex s = policy.start();
  for (const ActionIndex a : actions) s = policy.next(s, {a, 0});
  return policy.law(s);
}

// Every sequence of up to `length` actions.
std::vector<std::vector<ActionIndex>> action_sequences(std::size_t length, std::size_t actions) {
  std::vector<std::vector<ActionIndex>> all{{}};
  for (std::size_t i = 0; i < all.size() && all[i].size() < length; ++i)
    for (ActionIndex a = 0; a < actions; ++a) {
      all.push_back(all[i]);
      all.back().push_back(a);
    }
  return all;
}

TEST(CompiledPolicy, IidHasOneLawForEver) {
  const auto policy = compile(Iid{law(ratio(3, 4), ratio(1, 4))}, 2);
  for (const auto& h : action_sequences(3, 2))
    EXPECT_EQ(law_after(*policy, h), law(ratio(3, 4), ratio(1, 4)));
  EXPECT_EQ(policy->next(policy->start(), {1, 5}), policy->start());  // whatever is observed
}

TEST(CompiledPolicy, ScheduleHoldsItsLastLawOrRepeats) {
  const Schedule schedule{{law(1, 0), law(0, 1), fair()}, Schedule::Then::hold};
  const auto hold = compile(schedule, 2);
  const auto repeat = compile(Schedule{schedule.laws, Schedule::Then::repeat}, 2);
  std::vector<ActionIndex> h;
  for (std::size_t t = 0; t < 8; ++t, h.push_back(static_cast<ActionIndex>(t % 2))) {
    EXPECT_EQ(law_after(*hold, h), schedule.laws[std::min<std::size_t>(t, 2)]) << t;
    EXPECT_EQ(law_after(*repeat, h), schedule.laws[t % 3]) << t;
  }
}

// Against the definition: look up the last `order` actions, fewer at the start. Every law is different.
TEST(CompiledPolicy, MarkovLooksAtTheLastActions) {
  for (const unsigned actions : {1u, 2u, 3u})
    for (const unsigned order : {0u, 1u, 2u, 3u}) {
      Markov markov{order, {}};
      int number = 0;
      for (const auto& context : action_sequences(order, actions)) {
        std::vector<Rational> p(actions, Rational(0));
        p.front() = ratio(1, ++number + 1);
        p.back() += 1 - ratio(1, number + 1);
        markov.laws.emplace(context, Distribution(p));
      }
      const auto policy = compile(markov, actions);
      for (const auto& h : action_sequences(6, actions)) {
        const auto kept = static_cast<std::ptrdiff_t>(std::min<std::size_t>(order, h.size()));
        EXPECT_EQ(law_after(*policy, h), markov.laws.at({h.end() - kept, h.end()}));
      }
    }
}

TEST(CompiledPolicy, AutomatonReadsActionsAndObservations) {
  const Automaton automaton{1, {{"x", law(1, 0), {{0, 1}, {1, 0}}}, {"y", law(0, 1), {{1, 1}, {0, 0}}}}};
  const auto policy = compile(automaton, 2);
  ASSERT_EQ(policy->start(), 1u);
  for (StateIndex s : {0u, 1u}) {
    EXPECT_EQ(policy->law(s), automaton.states[s].law);
    for (ActionIndex a : {0u, 1u})
      for (ObservationIndex o : {0u, 1u}) EXPECT_EQ(policy->next(s, {a, o}), automaton.states[s].next[a][o]);
  }
}

TEST(CompiledPolicy, SpecsThatAreNoPolicyAreRefused) {
  EXPECT_EQ(compile_error(Iid{fair()}, 3), "the law has 2 outcomes, the class has 3 actions");
  EXPECT_EQ(compile_error(Iid{fair()}, 0), "a policy needs at least one action");
  EXPECT_EQ(compile_error(Schedule{}), "the schedule has no laws");
  EXPECT_EQ(compile_error(Schedule{{fair(), Distribution::uniform(3)}, {}}),
            "law 1 of the schedule has 3 outcomes, the class has 2 actions");
  EXPECT_EQ(compile_error(Markov{1, {{{}, fair()}, {{0}, fair()}}}),
            "2 laws are not one for every context of up to 1 of 2 actions");
  EXPECT_EQ(compile_error(Markov{4'000'000'000u, {{{}, fair()}}}),
            "1 laws are not one for every context of up to 4000000000 of 2 actions");
  EXPECT_EQ(compile_error(Markov{1, {{{}, fair()}, {{0}, fair()}, {{2}, fair()}}}),
            "(2) is not a context of up to 1 of 2 actions");
  EXPECT_EQ(compile_error(Markov{1, {{{}, fair()}, {{0}, fair()}, {{0, 0}, fair()}}}),
            "(0 0) is not a context of up to 1 of 2 actions");
  EXPECT_EQ(compile_error(Automaton{2, {{"x", fair(), {{0}, {0}}}}}),
            "the start state 2 is not one of 1 states");
  EXPECT_EQ(compile_error(Automaton{0, {{"x", fair(), {{0}}}}}),
            "state \"x\" reads 1 actions, the class has 2");
  EXPECT_EQ(compile_error(Automaton{0, {{"x", fair(), {{0}, {1}}}}}),
            "state \"x\" leads to state 1, which is not one of 1");
  EXPECT_EQ(compile_error(Custom{}), "the policy: found a function that makes none, expected a policy");
}

// A user's own policies, of either concept: the parity of heads, and the share of heads so far.
struct ParityOfHeads {
  StateIndex start() const { return 0; }
  Distribution law(StateIndex s) const { return s == 0 ? test::law(1, 0) : test::law(0, 1); }
  StateIndex next(StateIndex s, Percept x) const { return s ^ x.action; }
};
struct ShareOfHeads {
  Distribution law(std::span<const Percept> h) const {
    Rational heads = 1;
    for (const Percept& x : h) heads += x.action;
    const Rational share = heads / (h.size() + 2);
    return test::law(1 - share, share);
  }
};

TEST(CustomPolicy, AnAutomatonOfOnesOwn) {
  const Custom custom = custom_policy(ParityOfHeads{});
  const auto policy = compile(custom, 2);
  for (const auto& h : action_sequences(5, 2)) {
    const auto heads = std::count(h.begin(), h.end(), ActionIndex{1});
    EXPECT_EQ(law_after(*policy, h), heads % 2 == 0 ? law(1, 0) : law(0, 1));
  }
}

TEST(CustomPolicy, APolicyOfWholeHistories) {
  const auto policy = compile(custom_policy(ShareOfHeads{}), 2);
  const Distribution& at_start = policy->law(policy->start());
  for (const auto& h : action_sequences(5, 2)) {
    const Rational share = ratio(1 + std::count(h.begin(), h.end(), ActionIndex{1}), h.size() + 2);
    EXPECT_EQ(law_after(*policy, h), law(1 - share, share));
  }
  EXPECT_EQ(&policy->law(policy->start()), &at_start);  // laws, once given, stay
  EXPECT_EQ(at_start, fair());
}

// At state s, and after s steps, a law over s + 1 outcomes: over two actions too short at first, right once, then too
// long.
struct GrowingAutomaton {
  StateIndex start() const { return 0; }
  Distribution law(StateIndex s) const { return Distribution::uniform(s + 1); }
  StateIndex next(StateIndex s, Percept) const { return s + 1; }
};
struct GrowingByHistory {
  Distribution law(std::span<const Percept> h) const { return Distribution::uniform(h.size() + 1); }
};

TEST(CustomPolicy, ALawThatIsNotOverTheActionsIsRefusedWhereItIsGiven) {
  const auto refusals = [](const PolicySpec& spec) {
    const auto policy = compile(spec, 2, "model \"growing\"");
    const StateIndex one = policy->next(policy->start(), {1, 0}), two = policy->next(one, {0, 3});
    std::vector<std::string> messages;
    for (const StateIndex s : {policy->start(), one, two})
      messages.push_back(message_of<std::invalid_argument>([&] { policy->law(s); }));
    return messages;
  };
  EXPECT_EQ(refusals(custom_policy(GrowingAutomaton{})),
            (std::vector<std::string>{
                "model \"growing\": found a law over 1 outcome at state 0, expected 2, one for "
                "each action",
                "",
                "model \"growing\": found a law over 3 outcomes at state 2, expected 2, one for "
                "each action"}));
  EXPECT_EQ(refusals(custom_policy(GrowingByHistory{})),
            (std::vector<std::string>{
                "model \"growing\": found a law over 1 outcome at the start, expected 2, one for "
                "each action",
                "",
                "model \"growing\": found a law over 3 outcomes after (action, observation) = "
                "(1, 0) (0, 3), expected 2, one for each action"}));
}

TEST(CustomPolicy, EachEvaluationHasItsOwn) {
  const Custom custom = custom_policy(ShareOfHeads{});
  const auto one = compile(custom, 2), other = compile(custom, 2);
  const StateIndex after_heads = one->next(one->start(), {1, 0}),
                   after_tails = other->next(other->start(), {0, 0});
  EXPECT_EQ(one->law(after_heads), law(ratio(1, 3), ratio(2, 3)));
  EXPECT_EQ(other->law(after_tails), law(ratio(2, 3), ratio(1, 3)));
}

}  // namespace
}  // namespace qed
