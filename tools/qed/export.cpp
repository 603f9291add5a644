// qed export: the merged process for independent model checkers, Storm (drn) and PRISM (explicit files, and for a
// small class a program), each with the properties to check and the results to expect.
#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <limits>

#include <fmt/format.h>

#include "checked_file.hpp"
#include "options.hpp"
#include "qed/evaluate/chain.hpp"
#include "qed/version.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

struct ExportOptions {
  std::string file, to, out;
  std::optional<unsigned> horizon;
  std::uint64_t max_states = 1'000'000;
};

constexpr std::size_t small = 200;  // states of a chain that people may want to read

// What is exported, and what is said of it.
struct Exported {
  const ModelClass& model_class;
  const Quantities& quantities;
  const Chain& chain;
  bool whole;  // the chain is right for every horizon

  Rational lost() const { return 1 - *quantities.truth_retained; }
  std::string about() const {
    return fmt::format("{}, horizon {}, alpha {}; qed {} ({})", printable(model_class.name),
                       model_class.horizon, to_string(model_class.alpha), version(), commit());
  }
};

std::string cube(const Rational& theta) { return to_string(theta * theta * theta); }

// ---- Storm

// A state that is only met at the last step leads to one more state, which ends the process.
std::string drn(const Exported& e) {
  const auto& states = e.chain.states;
  const std::size_t count = states.size() + !e.chain.closed;
  std::string text = fmt::format(
      "// {}\n@type: DTMC\n@value_type: rational\n@parameters\n\n@reward_models\ntheta3 "
      "queries\n@nr_states\n{}\n"
      "@nr_choices\n{}\n@model\n",
      e.about(), count, count);
  for (std::size_t s = 0; s < states.size(); ++s) {
    const Chain::State& state = states[s];
    text += fmt::format("state {} [{},{}]{}{}{}\n\taction 0\n", s, cube(state.theta), to_string(state.theta),
                        s == 0 ? " init" : "", state.lost ? " lost" : "", state.done ? " done" : "");
    for (const Transition& t : state.to) text += fmt::format("\t\t{} : {}\n", t.to, to_string(t.probability));
    if (state.to.empty()) text += fmt::format("\t\t{} : 1\n", states.size());
  }
  if (!e.chain.closed)
    text += fmt::format("state {} [0,0] end\n\taction 0\n\t\t{} : 1\n", states.size(), states.size());
  return text;
}

std::string drn_properties(const Exported& e, const std::string& prefix) {
  const unsigned n = e.model_class.horizon;
  std::string text = fmt::format(
      "// {}\n// storm --explicit-drn {}.drn --exact --prop {}.drn.props\n"
      "{}\n// RESULT: {}\n\"S3\": R{{\"theta3\"}}=? [ C<={} ];\n// RESULT: {}\n\"queries\": "
      "R{{\"queries\"}}=? [ C<={} ];\n",
      e.about(), prefix, prefix,
      e.whole ? "// The chain is whole: its states and rows are right for every horizon."
              : "// The chain is cut at the horizon: right for no more steps than these.",
      to_string(e.quantities.S3), n, to_string(e.quantities.S1), n);
  // A label that no state has is an error to Storm.
  if (std::ranges::any_of(e.chain.states, &Chain::State::lost))
    text += fmt::format("// RESULT: {}\n\"lost\": P=? [ F<={} \"lost\" ];\n", to_string(e.lost()), n - 1);
  return text;
}

// ---- PRISM

// The chain unrolled: its states at each step before the horizon, and one end. PRISM's exact engine knows no
// bounded operators, so time is a variable.
struct Unrolled {
  std::string transitions, states, theta3, queries;
};

std::optional<Unrolled> unroll(const Exported& e, std::uint64_t max_states) {
  const unsigned n = e.model_class.horizon;
  Unrolled u;
  std::string rows, theta3, queries;
  std::size_t row_count = 0, asking = 0, first = 0;  // first: the number of this level's first state
  std::vector<std::size_t> level{0};                 // chain states, ascending
  u.states = "(t,s,lost)\n";
  for (unsigned t = 0; t < n; ++t) {
    std::vector<std::size_t> next;
    if (t + 1 < n) {
      std::vector<bool> met(e.chain.states.size());
      for (const std::size_t s : level)
        for (const Transition& way : e.chain.states[s].to) met[way.to] = true;
      for (std::size_t s = 0; s < met.size(); ++s)
        if (met[s]) next.push_back(s);
    }
    const std::size_t next_first = first + level.size();
    if (next_first + next.size() >= max_states || interruption()) return std::nullopt;
    for (std::size_t i = 0; i < level.size(); ++i) {
      const Chain::State& state = e.chain.states[level[i]];
      u.states += fmt::format("{}:({},{},{})\n", first + i, t, level[i], state.lost);
      if (state.theta != 0) {
        theta3 += fmt::format("{} {}\n", first + i, cube(state.theta));
        queries += fmt::format("{} {}\n", first + i, to_string(state.theta));
        ++asking;
      }
      if (t + 1 == n) {
        rows += fmt::format("{} {} 1\n", first + i, next_first);
        ++row_count;
        continue;
      }
      for (const Transition& way : state.to) {
        const auto at = std::lower_bound(next.begin(), next.end(), way.to) - next.begin();
        rows += fmt::format("{} {} {}\n", first + i, next_first + static_cast<std::size_t>(at),
                            to_string(way.probability));
        ++row_count;
      }
    }
    first = next_first;
    level = std::move(next);
  }
  u.states += fmt::format("{}:({},0,false)\n", first, n);
  rows += fmt::format("{} {} 1\n", first, first);
  u.transitions = fmt::format("{} {}\n{}", first + 1, row_count + 1, rows);
  u.theta3 = fmt::format("{} {}\n{}", first + 1, asking, theta3);
  u.queries = fmt::format("{} {}\n{}", first + 1, asking, queries);
  return u;
}

std::string prism_program(const Exported& e) {
  const auto& states = e.chain.states;
  const unsigned n = e.model_class.horizon;
  std::string text = fmt::format(
      "// {}\ndtmc\n\nmodule imitation\n  t : [0..{}] init 0;  // the step\n"
      "  s : [0..{}] init 0;\n\n",
      e.about(), n, std::max<std::size_t>(states.size() - 1, 1));
  for (std::size_t s = 0; s < states.size(); ++s) {
    std::string ways;
    for (const Transition& way : states[s].to)
      ways += fmt::format("{}{} : (s'={}) & (t'=t+1)", ways.empty() ? "" : " + ", to_string(way.probability),
                          way.to);
    text += fmt::format("  [] t<{} & s={} -> {};\n", n, s, ways.empty() ? "(t'=t+1)" : ways);
  }
  text += fmt::format("  [] t={} -> true;\nendmodule\n", n);
  for (const bool cubed : {true, false}) {
    text += fmt::format("\nrewards \"{}\"\n", cubed ? "theta3" : "queries");
    for (std::size_t s = 0; s < states.size(); ++s)
      if (const Rational& theta = states[s].theta; theta != 0)
        text += fmt::format("  t<{} & s={} : {};\n", n, s, cubed ? cube(theta) : to_string(theta));
    text += "endrewards\n";
  }
  std::string lost;
  for (std::size_t s = 0; s < states.size(); ++s)
    if (states[s].lost) lost += fmt::format("{}s={}", lost.empty() ? "" : " | ", s);
  return text + fmt::format(
                    "\n// The truth was left out of the top set by some step before the horizon.\n"
                    "formula lost = t<{} & ({});\n",
                    n, lost.empty() ? "false" : lost);
}

std::string prism_properties(const Exported& e, const std::string& prefix, bool program) {
  const unsigned n = e.model_class.horizon;
  std::string text = fmt::format(
      "// {}\n// prism -exact -importtrans {}.tra -importstates {}.sta -importstaterewards "
      "{}.theta3.srew -importstaterewards {}.queries.srew -dtmc {}.props\n",
      e.about(), prefix, prefix, prefix, prefix, prefix);
  if (program) text += fmt::format("// prism -exact {}.pm {}.props\n", prefix, prefix);
  text += fmt::format(
      "\n// RESULT: {}\n\"S3\": R{{1}}=? [ F t={} ];\n// RESULT: {}\n\"queries\": R{{2}}=? [ F t={} ];\n",
      to_string(e.quantities.S3), n, to_string(e.quantities.S1), n);
  if (e.model_class.demonstrator_inside())
    text += fmt::format("// RESULT: {}\n\"lost\": P=? [ F lost ];\n", to_string(e.lost()));
  return text;
}

// ----

Status out_of_room(const std::string& what, const ExportOptions& o) {
  complain(interruption()
               ? std::string("interrupted: nothing is exported")
               : fmt::format("{}: {} more than {} states, the limit: nothing is exported (see --max-states)",
                             o.file, what, o.max_states));
  return Status::undecided;
}

void write(const std::string& path, const std::string& text) {
  std::ofstream stream(path, std::ios::binary);
  if (stream) stream << text << std::flush;
  if (!stream)
    throw std::runtime_error(
        fmt::format("{}: cannot be written ({})", path, std::generic_category().message(errno)));
  print(printable(path) + "\n");
}

Status run_export(const ExportOptions& o) {
  CountableClass c = read_countable_or_stdin(o.file);
  if (o.horizon) set_horizon(c.listed, *o.horizon);
  const std::string prefix = !o.out.empty()  ? o.out
                             : o.file == "-" ? "class"
                                             : std::filesystem::path(o.file).stem().string();
  const Expansion expansion =
      expand(c, {.limits = {.max_states = o.max_states}, .interrupted = &interruption()});
  if (expansion.ended != Ended::horizon) return out_of_room("the process has", o);
  if (!expansion.complete) {
    complain(fmt::format("{}: more than {} models of its families may be collected: nothing is exported",
                         o.file, ExpandOptions().max_models));
    return Status::undecided;
  }
  ModelClass mc = expansion.found;
  if (o.to == "class") {
    write(prefix + ".models.json", write_class(mc));
    return Status::holds;
  }
  const auto chain = chain_of(mc, o.max_states, interruption());
  if (!chain) return out_of_room("the process has", o);
  mc.events.clear();
  const Quantities quantities = evaluate(mc).quantities;
  const Exported exported{mc, quantities, *chain, chain->closed && expansion.whole()};
  if (o.to == "drn") {
    write(prefix + ".drn", drn(exported));
    write(prefix + ".drn.props", drn_properties(exported, prefix));
    return Status::holds;
  }
  const auto unrolled = unroll(exported, o.max_states);
  if (!unrolled) return out_of_room("over the horizon the process has", o);
  const bool program = chain->states.size() <= small;
  write(prefix + ".tra", unrolled->transitions);
  write(prefix + ".sta", unrolled->states);
  write(prefix + ".theta3.srew", unrolled->theta3);
  write(prefix + ".queries.srew", unrolled->queries);
  if (program) write(prefix + ".pm", prism_program(exported));
  write(prefix + ".props", prism_properties(exported, prefix, program));
  return Status::holds;
}

}  // namespace

Command add_export(CLI::App& parent) {
  auto options = std::make_shared<ExportOptions>();
  CLI::App& app =
      add_command(parent, "export", "Writes the process of a class for an independent model checker");
  require(add_argument(app, "FILE", "A class file (demonstrandum-class/1); - is standard input",
                       [options](const std::string& file) { options->file = file; }));
  require(add_text(
      app, "--to", "drn|prism|class",
      "For Storm, as one chain; for PRISM, unrolled over the horizon; or as a class file that lists all "
      "models that matter",
      [options](const std::string& to) {
        if (to != "drn" && to != "prism" && to != "class")
          refuse("--to", fmt::format("found \"{}\", expected drn, prism or class", to));
        options->to = to;
      }));
  add_text(app, "--out", "PREFIX", "Where the files go: PREFIX.drn, …; by default the class file's name here",
           [options](const std::string& prefix) { options->out = prefix; });
  add_count(app, "--horizon", "Steps, in place of the file's", 1, std::numeric_limits<unsigned>::max(),
            [options](std::uint64_t n) { options->horizon = static_cast<unsigned>(n); });
  add_count(app, "--max-states", "Write nothing where more states are needed (a million by default)", 1,
            std::numeric_limits<std::uint64_t>::max(),
            [options](std::uint64_t n) { options->max_states = n; });
  set_examples(app, {{"for Storm", "qed export --to drn tests/classes/two-coins.json"},
                     {"for PRISM, in another folder",
                      "qed export --to prism --out build/dice tests/classes/loaded-dice.json"},
                     {"of a class with families, the models that can be collected",
                      "qed export --to class tests/classes/bernoulli-grid.json"}});
  return {&app, [options] { return run_export(*options); }};
}

}  // namespace qed::tool
