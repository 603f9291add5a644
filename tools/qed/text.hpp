// Words and numbers as people read them in a terminal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "qed/claims/claim.hpp"
#include "qed/exact/value.hpp"
#include "qed/model/history.hpp"
#include "qed/model/model_class.hpp"

namespace qed::tool {

// Control characters, which a class file's names may hold, as \xNN, and so what is no UTF-8: nothing that is
// read may steer a terminal. New lines stay where `keep_lines`.
std::string printable(std::string_view text, bool keep_lines = false);

// Columns that UTF-8 text takes, one for each code point; and the longest prefix that takes no more than
// `columns`.
std::size_t width_of(std::string_view text);
std::string prefix(std::string_view text, std::size_t columns);

// Text in lines of at most `columns`, each after `indent` spaces.
std::string wrapped(std::string_view text, std::size_t indent, std::size_t columns = 100);

// "12345…67890" as "12345...67890" with the number of digits left out, where the text is longer than
// `columns`.
std::string shortened(const std::string& digits, std::size_t columns);

// "3/4", "30"; a long fraction is shortened in the middle to about `columns`.
std::string fraction_text(const Rational&, std::size_t columns = 72);
// "3/4 (0.75)", "30"; shortened like fraction_text.
std::string exact_and_decimal(const Rational&, std::size_t columns = 72);
// The decimals alone where the fraction is long; "0.12 .. 0.13" for an enclosure.
std::string brief(const Value&);
std::string brief(const Rational&);

// A ratio of value to bound in decimals that say on which side of 1 it is: "1" is exactly 1, whatever the
// number of digits. An enclosure is shown by its upper end, what was sampled by both. "infinite" for something over 0,
// "-" for 0/0.
std::string ratio_text(const Comparison&, unsigned digits = 6);
std::string ratio_decimal(const Value&, unsigned digits = 6);
// "3/4 (0.75)": the fraction where it is exact and short.
std::string tightest_text(const Value& ratio);

// "ask heads, heads, ask tails/wet": the query bit, the action, and the observation where there is a choice.
// Long histories are shortened in the middle.
std::string history_text(const History&, const ModelClass&);

// A class in a few lines: for counterexamples, which are small.
std::string class_text(const ModelClass&, std::size_t indent);
// "imitator cautious, which learns by brier at eta = 3".
std::string imitator_text(const Provenance&);

std::string_view kind_text(ClaimKind);      // "per node", "per class", "family" …
std::string_view status_text(ClaimStatus);  // as in proofs-notes/claims.yaml

// A word of a command line: in single quotes where a shell would read it otherwise.
std::string shell_word(const std::string&);

// "1.5 s", "2 min 3 s"; "33.4 MB".
std::string duration_text(double seconds);
std::string bytes_text(std::uint64_t bytes);
// "1 file", "2 files".
std::string count_text(std::uint64_t n, std::string_view singular, std::string_view plural);

}  // namespace qed::tool
