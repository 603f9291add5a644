// The saved counterexamples, one per fault: under the fault the violation is still there, and the cautious
// imitator passes every claim on the same class. They are what `qed verify --faults` found and shrank.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "properties/faults.hpp"
#include "properties/oracle/enumerate.hpp"
#include "properties/twin.hpp"
#include "qed/model/class_file.hpp"
#include "tests/faults/killers.hpp"
#include "tests/shipped_class.hpp"

namespace qed::properties {
namespace {

const std::filesystem::path folder = test::tests_folder() / "faults";

class SavedCounterexample : public testing::TestWithParam<Killer> {
 protected:
  const ModelClass saved = read_class(folder / (std::string(GetParam().fault) + ".json"));
};

TEST_P(SavedCounterexample, SaysWhatItIs) {
  ASSERT_TRUE(saved.counterexample);
  EXPECT_EQ(saved.counterexample->imitator, GetParam().fault);
  EXPECT_EQ(saved.counterexample->claim, GetParam().claim);
}

TEST_P(SavedCounterexample, IsStillViolatedUnderTheFault) {
  const Fault& broken = fault(GetParam().fault);
  if (GetParam().claim == twin) {
    ASSERT_TRUE(twin_can_enumerate(saved));
    EXPECT_NE(twin_difference(saved, broken), "");
    return;
  }
  const std::string_view only[] = {GetParam().claim};
  const ClaimResult result = check_with_fault(saved, broken, {}, only).claims.at(0);
  EXPECT_EQ(result.worst.verdict, Verdict::violated);
  EXPECT_EQ(result.history, saved.counterexample->history);
}

TEST_P(SavedCounterexample, PassesUnderTheCautiousImitator) {
  EXPECT_EQ(check(saved).verdict(), Verdict::holds);
  if (twin_can_enumerate(saved)) {
    EXPECT_EQ(difference(evaluate(saved).quantities, oracle::enumerate(oracle::process_of(saved))), "");
  }
}

INSTANTIATE_TEST_SUITE_P(Faults, SavedCounterexample, testing::ValuesIn(killers), [](const auto& row) {
  std::string name(row.param.fault);
  std::ranges::replace(name, '-', '_');
  return name;
});

// No file without a row in the table.
TEST(SavedCounterexamples, AreAllNamed) {
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    files += entry.path().extension() == ".json";
  EXPECT_EQ(files, std::size(killers));
}

}  // namespace
}  // namespace qed::properties
