// Tests of what solves linear programmes. A build without a solver refuses it, in words, and that is what they assert there.
#pragma once

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "qed/exact/linear_program.hpp"

#define NEEDS_A_SOLVER(call)                       \
  if (!has_linear_programming()) {                 \
    EXPECT_THROW((void)call, NoLinearProgramming); \
    return;                                        \
  }
// In a property.
#define NEEDS_A_SOLVER_HERE(call)                         \
  if (!has_linear_programming()) {                        \
    RC_ASSERT_THROWS_AS((void)call, NoLinearProgramming); \
    return;                                               \
  }
