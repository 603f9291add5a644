// A class as people read it: a few lines, for counterexamples.
#include <fmt/format.h>

#include "text.hpp"

namespace qed::tool {

namespace {

std::string law_text(const Distribution& law) {
  std::string text = "(";
  for (std::size_t i = 0; i < law.size(); ++i) text += (i == 0 ? "" : ", ") + fraction_text(law[i]);
  return text + ")";
}

// "wet -> home", or "-> home" where every percept leads there.
std::string next_text(const std::vector<std::vector<StateIndex>>& next, const ModelClass& mc,
                      const std::function<std::string(StateIndex)>& name) {
  bool same = true;
  for (const auto& row : next)
    for (const StateIndex s : row) same = same && s == next[0][0];
  if (same) return "-> " + name(next[0][0]);
  std::string text;
  for (std::size_t a = 0; a < next.size(); ++a)
    for (std::size_t o = 0; o < next[a].size(); ++o)
      text += fmt::format("{}{}{} -> {}", text.empty() ? "" : ", ", printable(mc.actions[a]),
                          mc.observations.size() > 1 ? "/" + printable(mc.observations[o]) : "",
                          name(next[a][o]));
  return text;
}

struct PolicyText {
  const ModelClass& mc;
  std::string operator()(const Iid& p) const { return law_text(p.law); }
  std::string operator()(const Schedule& p) const {
    std::string text;
    for (const auto& law : p.laws) text += (text.empty() ? "" : ", then ") + law_text(law);
    return text + (p.then == Schedule::Then::repeat ? ", repeated" : ", held");
  }
  std::string operator()(const Markov& p) const {
    std::string text;
    for (const auto& [context, law] : p.laws) {
      std::string after;
      for (const ActionIndex a : context) after += (after.empty() ? "" : " ") + printable(mc.actions[a]);
      text += fmt::format("{}{}: {}", text.empty() ? "" : "; ",
                          after.empty() ? "at the start" : "after " + after, law_text(law));
    }
    return text;
  }
  std::string operator()(const Automaton& p) const {
    const auto name = [&](StateIndex s) { return printable(p.states[s].name); };
    std::string text = "from " + name(p.start);
    for (StateIndex s = 0; s < p.states.size(); ++s)
      text += fmt::format("; {}: {}, {}", name(s), law_text(p.states[s].law),
                          next_text(p.states[s].next, mc, name));
    return text;
  }
  std::string operator()(const Custom&) const { return "a policy in C++"; }
};

std::string environment_text(const ModelClass& mc, const std::string& margin) {
  const Environment& e = mc.environment;
  const auto name = [&](StateIndex s) { return printable(e.states[s].name); };
  std::string text =
      fmt::format("{}environment from {}{}", margin, name(e.start), e.sees_query ? ", sees the query" : "");
  for (StateIndex s = 0; s < e.states.size(); ++s) {
    text += fmt::format("; {}:", name(s));
    for (std::size_t a = 0; a < mc.actions.size(); ++a) {
      text += fmt::format(" {} {}", printable(mc.actions[a]), law_text(e.states[s].laws[0][a]));
      if (e.sees_query) text += fmt::format(" asked {}", law_text(e.states[s].laws[1][a]));
    }
    text += ", " + next_text(e.states[s].next, mc, name);
  }
  return text + "\n";
}

std::string names_text(const std::vector<std::string>& names) {
  std::string text;
  for (const auto& name : names) text += (text.empty() ? "" : " ") + printable(name);
  return text;
}

}  // namespace

std::string imitator_text(const Provenance& from) {
  std::string text = "imitator " + from.imitator;
  if (!from.rule.empty())
    text += fmt::format(", which learns by {} at eta = {}", from.rule, to_string(from.eta));
  return text;
}

std::string class_text(const ModelClass& mc, std::size_t indent) {
  const std::string margin(indent, ' ');
  std::string text = fmt::format(
      "{}actions {}{}; alpha {}{}; {}{}\n", margin, names_text(mc.actions),
      mc.observations.size() > 1 ? "; observations " + names_text(mc.observations) : "",
      fraction_text(mc.alpha), mc.threshold == Threshold::non_strict ? " (non-strict)" : "",
      count_text(mc.horizon, "step", "steps"),
      mc.forced_queries > 0
          ? fmt::format("; the first {} forced", count_text(mc.forced_queries, "query", "queries"))
          : "");
  for (ModelIndex m = 0; m < mc.models.size(); ++m)
    text += fmt::format("{}{}{}, prior {}: {}\n", margin, printable(mc.models[m].name),
                        mc.demonstrator == std::variant<ModelIndex, Model>(m) ? " (the demonstrator)" : "",
                        fraction_text(mc.models[m].prior), std::visit(PolicyText{mc}, mc.models[m].policy));
  if (!mc.demonstrator_inside())
    text += fmt::format("{}the demonstrator, outside the class: {}\n", margin,
                        std::visit(PolicyText{mc}, mc.demonstrator_policy()));
  if (mc.observations.size() > 1) text += environment_text(mc, margin);
  for (const auto& event : mc.events) text += fmt::format("{}event {}\n", margin, printable(event.name));
  return text;
}

}  // namespace qed::tool
