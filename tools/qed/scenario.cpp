// qed scenario: the worked systems of the sources, and the ways each can go wrong.
#include <map>
#include <memory>

#include <fmt/format.h>

#include "document_report.hpp"
#include "options.hpp"
#include "qed/scenario/scenario.hpp"
#include "table.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

struct ScenarioOptions {
  std::string name;
  std::map<std::string, std::string, std::less<>> given;
  std::string out;
  Format format = Format::text;
  bool list = false;
};

std::string scenarios_text() {
  Table table({{"scenario"}, {"what it shows"}});
  for (const Scenario& s : scenarios()) table.row({s.name, s.summary});
  return table.text(Style::of_stdout(), 0) + "\nIts parameters: qed scenario NAME --list\n";
}

std::string parameters_text(const Scenario& s) {
  Table table({{"parameter"}, {"value"}, {"what it is"}});
  for (const Parameter& p : s.parameters) table.row({p.name, p.value, p.meaning});
  return fmt::format("{}: {}\n{}\n\n", s.name, s.summary, s.source) + table.text(Style::of_stdout()) +
         fmt::format("\nAnother value: qed scenario {} --set {}=VALUE\n", s.name,
                     s.parameters.empty() ? "NAME" : s.parameters.front().name);
}

Json about(const Scenario& s) {
  Json parameters = Json::array();
  for (const Parameter& p : s.parameters)
    parameters.push_back({{"name", p.name}, {"value", p.value}, {"meaning", p.meaning}});
  return {
      {"name", s.name}, {"summary", s.summary}, {"source", s.source}, {"parameters", std::move(parameters)}};
}

// All of them, or the one that is named.
void print_list(const ScenarioOptions& o) {
  if (o.format == Format::junit) refuse("--list", "expected --format text or json");
  if (o.format == Format::text) {
    print(o.name.empty() ? scenarios_text() : parameters_text(scenario(o.name)));
    return;
  }
  Json listed = Json::array();
  for (const Scenario& s : scenarios())
    if (o.name.empty() || s.name == o.name) listed.push_back(about(s));
  print(dump({{"format", "demonstrandum-scenarios/1"}, {"scenarios", std::move(listed)}}));
}

void add_setting(ScenarioOptions& o, const std::string& text) {
  const auto equals = text.find('=');
  if (equals == std::string::npos || equals == 0)
    refuse("--set", fmt::format("\"{}\" is not NAME=VALUE", text));
  if (!o.given.emplace(text.substr(0, equals), text.substr(equals + 1)).second)
    refuse("--set", fmt::format("{} is set twice", text.substr(0, equals)));
}

// The command line that gives the same.
std::string repeat_of(const ScenarioOptions& o) {
  std::string line = "qed scenario " + o.name;
  for (const auto& [name, value] : o.given) line += " --set " + shell_word(name + "=" + value);
  return line;
}

Json scenario_json(const Scenario& s, const Settings& settings, const evidence::Document& document) {
  Json parameters = Json::object();
  for (const Parameter& p : s.parameters) parameters[p.name] = settings.text(p.name);
  Json json = {{"format", "demonstrandum-scenario/1"}, {"scenario", s.name}, {"source", s.source}};
  json["parameters"] = std::move(parameters);
  json.update(document_json(document));
  return json;
}

Status run_scenario(const ScenarioOptions& o) {
  if (o.name.empty() && !o.list) refuse("NAME", "expected a scenario; qed scenario --list names them");
  const Scenario* const named = o.name.empty() ? nullptr : &scenario(o.name);
  if (o.list) {
    print_list(o);
    return Status::holds;
  }
  const Scenario& chosen = *named;
  const Settings settings(chosen.parameters, o.given);
  if (!o.out.empty()) require_document_folder(o.out);
  const evidence::Document document = chosen.run(settings);
  switch (o.format) {
    case Format::json: print(dump(scenario_json(chosen, settings, document))); break;
    case Format::junit: print(document_junit(document, chosen.name)); break;
    default: print(document_text(document, Style::of_stdout()));
  }
  if (!o.out.empty()) {
    const std::string page = write_document_page(document, o.out, repeat_of(o));
    if (o.format == Format::text) print(fmt::format("\nThe page: {}\n", page));
  }
  return document_status(document);
}

}  // namespace

Command add_scenario(CLI::App& parent) {
  auto o = std::make_shared<ScenarioOptions>();
  CLI::App& app =
      add_command(parent, "scenario", "The worked systems of the sources, and how each can go wrong");
  add_argument(app, "NAME", "Which; --list names them", [o](const std::string& name) { o->name = name; });
  CLI::Option* const list =
      add_flag(app, "--list", "Lists the scenarios, or the parameters of the one that is named", o->list);
  CLI::Option* const set = add_each(app, "--set", "NAME=VALUE", "Gives a parameter another value",
                                    [o](const std::string& text) { add_setting(*o, text); });
  CLI::Option* const out = add_text(app, "--out", "DIR", "Also writes a page there, with figures",
                                    [o](const std::string& folder) { o->out = folder; });
  exclude(list, {set, out});
  add_format(app, o->format);
  set_examples(app, {{"what there is", "qed scenario --list"},
                     {"an imitator that sees moments alone", "qed scenario moment-matching"},
                     {"with data of one's own, and a page",
                      "qed scenario moment-matching --set data=0,0,1,5 --out matching"},
                     {"with features of one's own",
                      "qed scenario moment-matching --set 'features=x,max(x, 2),[0,1,0,0,1]'"}});
  return {&app, [o] { return run_scenario(*o); }};
}

}  // namespace qed::tool
