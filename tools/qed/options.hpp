// What the commands' options have in common. Every value is read whole and exactly: what is not understood
// ends in a usage error naming the option, the value and what was expected; nothing is clamped or guessed.
//
// CLI11 itself is behind options.cpp: its header costs a file more to compile than all else that the file reads.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "qed/exact/rational.hpp"
#include "status.hpp"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace qed {
struct Claim;
}

namespace qed::tool {

enum class Format { text, json, junit, csv };

// A command of the tool: where its options are, and what to run once they are read.
struct Command {
  CLI::App* app;
  std::function<Status()> run;
};
Command add_check(CLI::App&);
Command add_verify(CLI::App&);
Command add_replay(CLI::App&);
Command add_claims(CLI::App&);
Command add_hunt(CLI::App&);
Command add_export(CLI::App&);
Command add_stress(CLI::App&);
Command add_scenario(CLI::App&);
Command add_imitate(CLI::App&);
Command add_evidence(CLI::App&);
Command add_ledger(CLI::App&);
Command add_completion(CLI::App&);

// The examples of a command's help: what each does, and its command line.
using Examples = std::initializer_list<std::pair<std::string_view, std::string_view>>;
std::string examples(Examples);

CLI::App& add_command(CLI::App& parent, const std::string& name, const std::string& description);
void set_examples(CLI::App&, Examples);
// Called when the whole command line is read, for what no single option can refuse.
void once_read(CLI::App&, std::function<void()>);
bool was_given(const CLI::App&, const std::string& option);

CLI::Option* require(CLI::Option*);
void exclude(CLI::Option*, std::initializer_list<CLI::Option*> others);
void need(CLI::Option*, CLI::Option* other);

// A usage error.
[[noreturn]] void refuse(const std::string& option, const std::string& why);

// Positional.
CLI::Option* add_argument(CLI::App&, const std::string& name, const std::string& description,
                          std::function<void(const std::string&)> set);
CLI::Option* add_arguments(CLI::App&, const std::string& name, const std::string& description,
                           std::vector<std::string>& target);

// Refuses an id that is no claim's, or that of one there is a reason against; what is proposed instead is taken.
void require_claim(const std::string& option, const std::string& id,
                   const std::function<std::string(const Claim&)>& why_not);

// Each adds an option that sets `target`, or calls `set`.
CLI::Option* add_flag(CLI::App&, const std::string& name, const std::string& description, bool& target);
void add_format(CLI::App&, Format& target,
                const std::vector<std::string>& formats = {"text", "json", "junit"});
// also: claims that are not decided on a class as they are, and are taken all the same.
void add_claim_ids(CLI::App&, std::vector<std::string>& target, const std::string& description,
                   std::vector<std::string_view> also = {});
CLI::Option* add_count(CLI::App&, const std::string& name, const std::string& description,
                       std::uint64_t least, std::uint64_t most, std::function<void(std::uint64_t)> set);
CLI::Option* add_text(CLI::App&, const std::string& name, const std::string& type,
                      const std::string& description, std::function<void(const std::string&)> set);
// May be repeated; `set` is called each time.
CLI::Option* add_each(CLI::App&, const std::string& name, const std::string& type,
                      const std::string& description, std::function<void(const std::string&)> set);
// A number in (0, 1).
CLI::Option* add_fraction(CLI::App&, const std::string& name, const std::string& type,
                          const std::string& description, std::function<void(Rational)> set);
// Vectors that scoring rules can use: `--feature NAME=X,X`, one number per `each`.
CLI::Option* add_features(CLI::App&, const std::string& each,
                          std::map<std::string, std::vector<Rational>>& target);
// The threads to use: `--jobs N`, 0 for one per processor.
void add_jobs(CLI::App&, unsigned& target);
// The seed of a run: `--seed S`, a number or "random".
CLI::Option* add_seed(CLI::App&, std::uint64_t& target, const std::string& description);

// "90", "90s", "2m", "1.5h": seconds where no unit is given.
std::chrono::duration<double> parse_duration(const std::string& option, const std::string& text);
// "800000", "500k", "200M", "2G": bytes, in powers of 1024.
std::uint64_t parse_size(const std::string& option, const std::string& text);

}  // namespace qed::tool
