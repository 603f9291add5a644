// Tests of what counts models with a SAT solver or decision diagrams. A build without them refuses it, in words, and that is
// what they assert there.
#pragma once

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "qed/training/counting_libraries.hpp"

#define NEEDS_COUNTING(call)                   \
  if (!has_model_counting()) {                 \
    EXPECT_THROW((void)call, NoModelCounting); \
    return;                                    \
  }
// In a property.
#define NEEDS_COUNTING_HERE(call)                     \
  if (!has_model_counting()) {                        \
    RC_ASSERT_THROWS_AS((void)call, NoModelCounting); \
    return;                                           \
  }
