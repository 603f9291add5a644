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

// ---- What CLI11 finds amiss, in our words: what was found, and what was expected. Its exceptions have texts of their own
// and nothing else, so who is at fault is looked up among the words and the options, in the order in which it looks.

std::vector<std::string> names_of_options(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

// The first word that is left over, and is an option or not; empty where there is none.
std::string left_over(const CLI::App& app, bool option) {
  for (const std::string& word : app.remaining())
    if (word != "--" && word.starts_with('-') == option) return word;
  return {};
}

std::string unknown_option(const CLI::App& app, const std::string& word) {
  const std::string name = word.substr(0, word.find('='));
  const std::vector<std::string> known = names_of_options(app);
  const std::string meant = suggestion(name, known);
  return fmt::format("found the unknown option {}{}", in_quotes(name),
                     meant.empty() ? ", expected one of " + listed(known) : meant);
}

std::string missing(const CLI::Option& required) {
  return fmt::format("found no {}, expected this {}, which is required", required.get_name(),
                     required.get_positional() ? "argument" : "option");
}

std::string not_as_they_go_together(const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_required() && option->count() == 0) return missing(*option);
    if (option->count() == 0) continue;
    for (const CLI::Option* needed : option->get_needs())
      if (needed->count() == 0)
        return fmt::format("found {0} without {1}, expected {1} too", option->get_name(), needed->get_name());
    for (const CLI::Option* other : option->get_excludes())
      if (other->count() > 0)
        return fmt::format("found {} and {}, expected one of them", option->get_name(), other->get_name());
  }
  return {};
}

std::string wrong_number_of_values(const CLI::App& app, const std::vector<std::string>& words) {
  for (const std::string& word : words) {
    const auto equals = word.find('=');
    const CLI::Option* const option = app.get_option_no_throw(word.substr(0, equals));
    if (option == nullptr || option->get_positional()) continue;
    const bool flag = option->get_items_expected_max() == 0;
    if (flag && equals != std::string::npos)
      return fmt::format("{}: found {}, expected no value", option->get_name(),
                         in_quotes(word.substr(equals + 1)));
    if (!flag && equals == std::string::npos && &word == &words.back())
      return fmt::format("{}: found no value, expected {}", option->get_name(), option->get_type_name());
  }
  for (const CLI::Option* option : app.get_options())
    if (const int most = option->get_items_expected_max();
        most > 0 && option->count() > static_cast<std::size_t>(most))
      return fmt::format("{}: found {} values, expected {}", option->get_name(), option->count(), most);
  return {};
}

std::string in_our_words(const CLI::App& root, const CLI::ParseError& error,
                         const std::vector<std::string>& words) {
  const auto commands = root.get_subcommands();
  const CLI::App& app = commands.empty() ? root : *commands.front();
  // An option that is not known comes first: its value may have been taken for an argument, and be at fault only so.
  for (const CLI::App* each : {&root, &app})
    if (const std::string word = left_over(*each, true); !word.empty()) return unknown_option(*each, word);
  if (dynamic_cast<const CLI::ValidationError*>(&error) != nullptr) return error.what();
  for (const CLI::App* each : {&root, &app})
    if (const std::string word = left_over(*each, false); !word.empty())
      return fmt::format("found {}, expected no more arguments", in_quotes(word));
  if (commands.empty())
    return fmt::format("found no command, expected one of {}", fmt::join(names_of_commands(root), ", "));
  std::string fault = wrong_number_of_values(app, words);
  if (fault.empty()) fault = not_as_they_go_together(app);
  return fault.empty() ? error.what() : fault;
}

// A usage error: one line that says what is wrong, and where help is.
Status refuse_usage(const CLI::App& root, const CLI::ParseError& error,
                    const std::vector<std::string>& words) {
  if (const auto extra = root.remaining(); !extra.empty() && !extra[0].starts_with('-'))
    return refuse_command(root, extra[0]);
  std::string command = "qed";
  for (const CLI::App* sub : root.get_subcommands()) command += " " + sub->get_name();
  complain(fmt::format("{} (see {} --help)", in_our_words(root, error, words), command));
  return Status::bad_input;
}

Status run(int argc, char** argv) {
  CLI::App root("Exact verification of the guarantees of safe imitation.", "qed");
  root.set_version_flag("--version", fmt::format("qed {} ({})", version(), commit()));
  root.require_subcommand(1);
  root.formatter(std::make_shared<HelpFormatter>());
  root.footer(
      examples({{"the claims about model classes, on random ones for two minutes", "qed verify --budget 2m"},
                {"the same on one class, exactly", "qed check tests/classes/two-coins.json"},
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
  try {
    root.parse(std::vector<std::string>(words.rbegin(), words.rend()));  // as CLI11 wants them
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() != static_cast<int>(CLI::ExitCodes::Success))
      return refuse_usage(root, error, words);
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
