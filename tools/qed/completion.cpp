// qed completion: completion scripts for shells, made from the options as they are declared, so that they
// cannot fall behind.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "options.hpp"
#include "properties/faults.hpp"
#include "properties/hunt.hpp"
#include "qed/claims/claim.hpp"
#include "qed/imitation/score_rule.hpp"
#include "qed/scenario/scenario.hpp"
#include "terminal.hpp"

namespace qed::tool {

namespace {

using Words = std::vector<std::string>;

// What may follow an option or stand as an argument.
struct Values {
  enum class Kind { none, words, files, directories, anything } kind;
  Words words;
};

Words split(const std::string& text, char separator) {
  Words words;
  std::stringstream stream(text);
  for (std::string word; std::getline(stream, word, separator);) words.push_back(word);
  return words;
}

Values values_of(const CLI::Option& option) {
  const std::string type = option.get_type_name(), name = option.get_name();
  if (option.get_expected_max() == 0) return {Values::Kind::none, {}};
  if (type.find('|') != std::string::npos) return {Values::Kind::words, split(type, '|')};
  if (name == "--claim" || name == "ID") {
    Words ids;
    for (const Claim& c : claims())
      if (name == "ID" || c.on_classes()) ids.emplace_back(c.id);
    return {Values::Kind::words, std::move(ids)};
  }
  if (name == "CLAIM") {
    Words ids;
    for (const Claim& c : claims())
      if (properties::why_not_hunted(c).empty()) ids.emplace_back(c.id);
    return {Values::Kind::words, std::move(ids)};
  }
  if (name == "--imitator") {
    Words ids{"cautious"};
    for (const auto& fault : properties::faults()) ids.emplace_back(fault.id);
    return {Values::Kind::words, std::move(ids)};
  }
  if (name == "--rule") return {Values::Kind::words, built_in_rules()};
  if (name == "NAME") {
    Words names;
    for (const Scenario& s : scenarios()) names.push_back(s.name);
    return {Values::Kind::words, std::move(names)};
  }
  if (name == "ACTION") return {Values::Kind::words, {"show", "dump", "class", "merge"}};
  if (name == "SHELL") return {Values::Kind::words, {"bash", "zsh", "fish"}};
  if (name == "--fold") return {Values::Kind::words, {type}};
  if (name == "FILE" || type == "FILE" || name == "DATA" || type == "CLASS") return {Values::Kind::files, {}};
  if (type == "DIR") return {Values::Kind::directories, {}};
  return {Values::Kind::anything, {}};
}

Words flags_of(const CLI::Option& option) {
  Words flags;
  for (const auto& name : option.get_snames()) flags.push_back("-" + name);
  for (const auto& name : option.get_lnames()) flags.push_back("--" + name);
  return flags;
}

std::vector<const CLI::Option*> options_of(const CLI::App& app) {
  return app.get_options(
      [](const CLI::Option* option) { return !option->get_positional() || option->nonpositional(); });
}

// The positional arguments of a command: none, one, or a word and what it is about.
std::vector<const CLI::Option*> arguments_of(const CLI::App& app) {
  return app.get_options(
      [](const CLI::Option* option) { return option->get_positional() && !option->nonpositional(); });
}

// ---- bash

std::string bash_reply(const Values& values) {
  switch (values.kind) {
    case Values::Kind::words:
      return fmt::format("COMPREPLY=($(compgen -W '{}' -- \"$word\"))", fmt::join(values.words, " "));
    case Values::Kind::files:
      return "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -f -- \"$word\")";
    case Values::Kind::directories:
      return "compopt -o filenames; mapfile -t COMPREPLY < <(compgen -d -- \"$word\")";
    case Values::Kind::none:
    case Values::Kind::anything: break;
  }
  return "return";
}

std::string bash_command(const CLI::App& app, const std::string& pattern) {
  std::string text = fmt::format("    {})\n", pattern);
  Words flags;
  std::string values;
  for (const CLI::Option* option : options_of(app)) {
    const Words names = flags_of(*option);
    flags.insert(flags.end(), names.begin(), names.end());
    const Values v = values_of(*option);
    if (v.kind != Values::Kind::none)
      values += fmt::format("        {}) {}; return ;;\n", fmt::join(names, " | "), bash_reply(v));
  }
  if (!values.empty()) text += "      case $previous in\n" + values + "      esac\n";
  text += fmt::format(
      "      if [[ $word == -* ]]; then COMPREPLY=($(compgen -W '{}' -- \"$word\")); return; fi\n",
      fmt::join(flags, " "));
  Values positional{Values::Kind::none, {}};
  const auto arguments = arguments_of(app);
  if (!arguments.empty()) positional = values_of(*arguments.front());
  if (arguments.size() > 1)
    text += fmt::format("      if [[ $previous != {} ]]; then {}; return; fi\n", app.get_name(),
                        bash_reply(values_of(*arguments.back())));
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
    positional.kind = Values::Kind::words;
    positional.words.push_back(command->get_name());
  }
  return text + "      " + bash_reply(positional) + " ;;\n";
}

std::string bash(const CLI::App& root, const std::vector<const CLI::App*>& commands) {
  std::string text =
      "# Completion of qed for bash: qed completion bash >/usr/share/bash-completion/completions/qed\n"
      "_qed() {\n"
      "  local word=$2 previous=$3 command= i\n"
      "  COMPREPLY=()\n"
      "  [[ $previous == = ]] && previous=${COMP_WORDS[COMP_CWORD-2]}\n"
      "  [[ $word == = ]] && word=\n"
      "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
      "    [[ ${COMP_WORDS[i]} != -* ]] && command=${COMP_WORDS[i]} && break\n"
      "  done\n"
      "  case $command in\n";
  text += bash_command(root, "''");
  for (const CLI::App* command : commands) text += bash_command(*command, command->get_name());
  return text + "  esac\n}\ncomplete -F _qed qed\n";
}

// ---- zsh and fish

std::string quoted(std::string text, const std::string& special) {
  std::string result;
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
      continue;
    }
    if (special.find(c) != std::string::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string zsh_action(const Values& values) {
  switch (values.kind) {
    case Values::Kind::words: return fmt::format("({})", fmt::join(values.words, " "));
    case Values::Kind::files: return "_files";
    case Values::Kind::directories: return "_files -/";
    case Values::Kind::none:
    case Values::Kind::anything: break;
  }
  return " ";
}

std::string zsh_arguments(const CLI::App& app, const std::string& indent) {
  std::string text = indent + "_arguments";
  for (const CLI::Option* option : options_of(app)) {
    const Values v = values_of(*option);
    const bool repeatable = option->get_items_expected_max() > 1;
    for (const auto& flag : flags_of(*option))
      text += fmt::format(" \\\n{}  '{}{}[{}]{}'", indent, repeatable ? "*" : "", flag,
                          quoted(option->get_description(), "[]:\\"),
                          v.kind == Values::Kind::none
                              ? ""
                              : fmt::format(":{}:{}", quoted(option->get_type_name(), ":\\"), zsh_action(v)));
  }
  for (const CLI::Option* argument : arguments_of(app))
    text += fmt::format(" \\\n{}  '{}:{}:{}'", indent, argument->get_items_expected_max() > 1 ? "*" : "1",
                        argument->get_name(), zsh_action(values_of(*argument)));
  return text;
}

std::string zsh(const CLI::App& root, const std::vector<const CLI::App*>& commands) {
  std::string text =
      "#compdef qed\n# Completion of qed for zsh: a file named _qed in a folder of $fpath.\n_qed() {\n  "
      "local context state line\n  local -a commands=(\n";
  for (const CLI::App* command : commands)
    text += fmt::format("    '{}:{}'\n", command->get_name(), quoted(command->get_description(), ":\\"));
  text += "  )\n" + zsh_arguments(root, "  ") +
          " \\\n    '1: :->command' '*:: :->rest'\n  case $state in\n    command) _describe command commands "
          ";;\n    rest)\n      case $line[1] in\n";
  for (const CLI::App* command : commands)
    text += fmt::format("        {})\n{} ;;\n", command->get_name(), zsh_arguments(*command, "          "));
  return text + "      esac ;;\n  esac\n}\n_qed \"$@\"\n";
}

std::string fish_options(const CLI::App& app, const std::string& condition) {
  std::string text;
  const auto values_text = [](const Values& v) -> std::string {
    switch (v.kind) {
      case Values::Kind::none: return "";
      case Values::Kind::words: return fmt::format(" -x -a '{}'", fmt::join(v.words, " "));
      case Values::Kind::files: return " -r -F";
      case Values::Kind::directories: return " -x -a '(__fish_complete_directories)'";
      case Values::Kind::anything: break;
    }
    return " -x";
  };
  for (const CLI::Option* option : options_of(app)) {
    std::string names;
    for (const auto& name : option->get_snames()) names += " -s " + name;
    for (const auto& name : option->get_lnames()) names += " -l " + name;
    text += fmt::format("complete -c qed -n '{}'{} -d '{}'{}\n", condition, names,
                        quoted(option->get_description(), "\\"), values_text(values_of(*option)));
  }
  for (const CLI::Option* argument : arguments_of(app)) {
    const Values v = values_of(*argument);
    text += fmt::format("complete -c qed -n '{}'{}\n", condition,
                        v.kind == Values::Kind::files ? " -F" : values_text(v));
  }
  return text;
}

std::string fish(const CLI::App& root, const std::vector<const CLI::App*>& commands) {
  std::string text =
      "# Completion of qed for fish: ~/.config/fish/completions/qed.fish\ncomplete -c qed -f\n";
  text += fish_options(root, "__fish_use_subcommand");
  for (const CLI::App* command : commands) {
    text += fmt::format("complete -c qed -n __fish_use_subcommand -a {} -d '{}'\n", command->get_name(),
                        quoted(command->get_description(), "\\"));
    text += fish_options(*command, "__fish_seen_subcommand_from " + command->get_name());
  }
  return text;
}

Status run_completion(const CLI::App& root, const std::string& shell) {
  const auto commands = root.get_subcommands([](const CLI::App*) { return true; });
  print(shell == "bash" ? bash(root, commands) : shell == "zsh" ? zsh(root, commands) : fish(root, commands));
  return Status::holds;
}

}  // namespace

Command add_completion(CLI::App& parent) {
  auto shell = std::make_shared<std::string>();
  CLI::App& app = *parent.add_subcommand("completion", "Prints a completion script for a shell");
  app.add_option("SHELL", *shell, "bash, zsh or fish")
      ->required()
      ->type_name("")
      ->check([](const std::string& name) {
        return name == "bash" || name == "zsh" || name == "fish"
                   ? std::string()
                   : fmt::format("found \"{}\", expected bash, zsh or fish", name);
      });
  app.footer(examples({{"in this shell", "source <(qed completion bash)"},
                       {"for good", "qed completion fish >~/.config/fish/completions/qed.fish"}}));
  return {&app, [&parent, shell] { return run_completion(parent, *shell); }};
}

}  // namespace qed::tool
