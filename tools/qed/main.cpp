// qed: exact verification of the guarantees of safe imitation, from the command line. This file reads the
// command line and turns what comes of it into an exit status; each command is in a file of its own.
#include <algorithm>
#include <new>
#include <sstream>
#include <system_error>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "options.hpp"
#include "qed/exact/require.hpp"
#include "qed/exact/wording.hpp"
#include "qed/version.hpp"
#include "terminal.hpp"

namespace qed::tool {

namespace {

constexpr std::string_view exit_statuses =
    "Exit status: 0 every claim holds; 1 a claim is violated; 2 bad usage or bad input; 3 undecided, or a "
    "limit\n"
    "was reached. Over several files the worst counts, in the order 2, 1, 3, 0.\n";

// An option and what it takes, in two columns; what excludes what is said where it is refused.
class HelpFormatter : public CLI::Formatter {
 public:
  HelpFormatter() { column_width(28); }
  std::string make_option_opts(const CLI::Option* option) const override {
    return option->get_type_size() == 0 || option->get_type_name().empty() ? ""
                                                                           : " " + option->get_type_name();
  }
};

std::vector<std::string> names_of_commands(const CLI::App& root) {
  std::vector<std::string> names;
  for (const CLI::App* sub : root.get_subcommands({})) names.push_back(sub->get_name());
  return names;
}

Status refuse_command(const CLI::App& root, const std::string& name) {
  const std::vector<std::string> names = names_of_commands(root);
  std::string instead = suggestion(name, names);
  if (instead.empty()) instead = fmt::format("; the commands are {}", fmt::join(names, ", "));
  complain(fmt::format("there is no command {}{}", in_quotes(name), instead));
  return Status::bad_input;
}

// A usage error: one line that says what is wrong, and where help is.
Status refuse_usage(const CLI::App& root, const CLI::ParseError& error) {
  if (const auto extra = root.remaining();
      root.get_subcommands().empty() && !extra.empty() && !extra[0].starts_with('-')) {
    return refuse_command(root, extra[0]);
  }
  std::string command = "qed";
  for (const CLI::App* sub : root.get_subcommands()) command += " " + sub->get_name();
  complain(fmt::format("{} (see {} --help)", error.what(), command));
  return Status::bad_input;
}

Status run(int argc, char** argv) {
  CLI::App root("Exact verification of the guarantees of safe imitation.", "qed");
  root.set_version_flag("--version", fmt::format("qed {} ({})", version(), commit()));
  root.require_subcommand(1);
  root.formatter(std::make_shared<HelpFormatter>());
  root.footer(examples({{"every claim on random model classes, for two minutes", "qed verify --budget 2m"},
                        {"every claim on one class, exactly", "qed check tests/classes/two-coins.json"},
                        {"what a claim says, and where it is proved", "qed claims query-drift"}}) +
              "\n\n" + std::string(exit_statuses));
  const std::vector<Command> commands{add_verify(root),  add_check(root),  add_replay(root),
                                      add_claims(root),  add_hunt(root),   add_evidence(root),
                                      add_ledger(root),  add_stress(root), add_scenario(root),
                                      add_imitate(root), add_export(root), add_completion(root)};
  // "qed help COMMAND" is "qed COMMAND --help".
  std::vector<std::string> words(argv + 1, argv + argc);
  if (!words.empty() && words[0] == "help") {
    words.erase(words.begin());
    const std::vector<std::string> known = names_of_commands(root);
    if (!words.empty() && !words[0].starts_with('-') && std::ranges::find(known, words[0]) == known.end())
      return refuse_command(root, words[0]);
    words.emplace_back("--help");
  }
  std::ranges::reverse(words);  // as CLI11 wants them
  try {
    root.parse(words);
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != static_cast<int>(CLI::ExitCodes::Success)) return refuse_usage(root, error);
    std::ostringstream text;
    root.exit(error, text);  // the help or the version
    print(text.str());
    return Status::holds;
  }
  listen_for_interruption();
  for (const auto& command : commands)
    if (command.app->parsed()) return command.run();
  return Status::bad_input;
}

}  // namespace

}  // namespace qed::tool

int main(int argc, char** argv) {
  using qed::tool::Status;
  Status status = Status::undecided;
  try {
    status = qed::tool::run(argc, argv);
  } catch (const qed::BrokenInvariant& e) {
    qed::tool::complain(fmt::format("a defect of qed itself, nothing is decided: {}", e.what()));
  } catch (const std::bad_alloc&) {
    qed::tool::complain("out of memory");
  } catch (const std::exception& e) {
    qed::tool::complain(e.what());
    status = Status::bad_input;
  }
  return static_cast<int>(status);
}
