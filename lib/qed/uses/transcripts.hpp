// What is said of a call's transcripts, from what is said of the calls below it. Part of distillation.cpp.
#pragma once

#include <map>

#include "qed/uses/distillation.hpp"

namespace qed {

// A level in one state, by question.
using FrozenLevel = std::map<QuestionIndex, Call>;

// Level `level`'s call on a question: what it does (step), the level below (null: a rock), and what the human does with
// it. transcripts: whether every truth is kept, this level's included.
Call frozen_call(const DistillationTask&, Organisation&, unsigned level, QuestionIndex,
                 const FrozenLevel* below, StepLaw, bool transcripts, const DistilOptions&);

// The law of the answer that the level below gives; a rock is silent.
Consulted consulted(const FrozenLevel* below, const Distribution& silence);

}  // namespace qed
