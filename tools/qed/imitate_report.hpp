// What qed imitate found: for people and as a page (a document), and for programs (demonstrandum-imitate/1).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "json_report.hpp"
#include "qed/evidence/document.hpp"
#include "qed/recorded/run.hpp"
#include "status.hpp"

namespace qed::tool {

// A threshold, the cautious imitator at it, and its rivals, who ask as many questions as it did.
struct ImitatedAt {
  Rational alpha;
  RecordedRun cautious;
  double seconds = 0;  // of the cautious run
  struct Rivals {
    ConfidentMixture rule;
    RecordedRun mixture;
    RecordedRun majority;
  };
  std::optional<Rivals> rivals = {};
};

struct Imitation {
  Recording recording;
  std::vector<std::string> classes;
  RecordedClass model_class;
  RecordedArithmetic arithmetic;
  std::uint64_t seed;
  std::uint64_t forced;
  Before before;
  std::vector<ImitatedAt> at;
  bool stopped = false;  // by the user; the last run may be shorter than the recording
};

// 1 where a claim is violated along a run, 3 where one is undecided or the user stopped it.
Status imitation_status(const Imitation&);
evidence::Document imitation_document(const Imitation&);
Json imitation_json(const Imitation&, const std::string& repeat);

}  // namespace qed::tool
