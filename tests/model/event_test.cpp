// Events as automata, against what they mean: every sequence of up to seven actions is searched by hand.
#include <gtest/gtest.h>

#include <algorithm>

#include "qed/model/model_class.hpp"
#include "tests/model/small_classes.hpp"

namespace qed {
namespace {

using Sequence = std::vector<ActionIndex>;

// Every non-empty sequence of up to `length` of `actions` actions.
std::vector<Sequence> sequences(std::size_t length, std::size_t actions) {
  std::vector<Sequence> all{{}};
  for (std::size_t i = 0; i < all.size() && all[i].size() < length; ++i)
    for (ActionIndex a = 0; a < actions; ++a) {
      all.push_back(all[i]);
      all.back().push_back(a);
    }
  all.erase(all.begin());
  return all;
}

// Whether the event has happened once these actions were taken; observations alternate, and must not matter.
bool happened(const Event& event, const Sequence& actions) {
  StateIndex s = event.start;
  for (std::size_t t = 0; t < actions.size(); ++t) s = event.states[s].next[actions[t]][t % 2];
  return event.states[s].accepting;
}

TEST(Event, PrefixHappensOnlyAtTheStartAndStays) {
  for (const auto& sequence : sequences(3, 2)) {
    const Event event = Event::prefix("e", sequence, 2, 2);
    EXPECT_EQ(event.states.size(), sequence.size() + 2);
    for (const auto& h : sequences(7, 2))
      EXPECT_EQ(happened(event, h),
                h.size() >= sequence.size() && std::equal(sequence.begin(), sequence.end(), h.begin()));
  }
}

TEST(Event, ContainsHappensAnywhereAndStays) {
  for (const std::size_t actions : {2u, 3u})
    for (const auto& sequence : sequences(actions == 2 ? 5 : 3, actions)) {
      const Event event = Event::contains("e", sequence, actions, 2);
      EXPECT_EQ(event.states.size(), sequence.size() + 1);
      for (const auto& h : sequences(actions == 2 ? 8 : 6, actions))
        ASSERT_EQ(happened(event, h),
                  std::search(h.begin(), h.end(), sequence.begin(), sequence.end()) != h.end());
    }
}

// The classic: after a a b a a, an a keeps "a a" matched and not "a".
TEST(Event, ContainsFallsBackToTheLongestSuffix) {
  const Event event = Event::contains("e", {0, 0, 1, 0, 0, 1, 1}, 2, 1);
  EXPECT_EQ(event.states[5].next[0][0], 2u);
  EXPECT_EQ(event.states[6].next[0][0], 4u);
}

TEST(Event, SequencesThatNameNothingAreRefused) {
  using test::message_of;
  EXPECT_EQ(message_of<std::invalid_argument>([] { Event::prefix("e", {}, 2, 1); }),
            "an event needs a sequence of at least one action");
  EXPECT_EQ(message_of<std::invalid_argument>([] {
              Event::contains("e", {0, 2}, 2, 1);
            }),
            "an event spells out action 2, the class has 2");
  EXPECT_EQ(message_of<std::invalid_argument>([] { Event::contains("e", {0}, 2, 0); }),
            "an event needs at least one observation");
}

}  // namespace
}  // namespace qed
