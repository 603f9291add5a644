// Sweep files: TOML, read whole and exactly. What is not understood is refused with its line.
#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <toml++/toml.h>

#include "qed/evidence/sweep.hpp"
#include "qed/exact/number.hpp"
#include "qed/model/class_file.hpp"

namespace qed::evidence {

namespace {

namespace fs = std::filesystem;

class SweepReader {
 public:
  explicit SweepReader(fs::path file) : file_(std::move(file)) {}

  Sweep read() {
    const toml::table document = parsed();
    known_keys(document, "the document", {"name", "grid", "class"});
    Sweep sweep;
    sweep.name = file_.stem().string();
    if (const auto* name = document.get("name")) sweep.name = text(*name, "a name");
    if (const auto* classes = document.get("class")) {
      if (!classes->is_array_of_tables()) refuse(*classes, shown(*classes), "tables, each under [[class]]");
      for (const auto& one : *classes->as_array()) add_classes(sweep, *one.as_table());
    }
    if (const auto* grid = document.get("grid")) {
      if (!grid->is_table()) refuse(*grid, shown(*grid), "a table, [grid]");
      sweep.grid = read_grid(*grid->as_table());
    }
    if (sweep.cases() == 0) refuse(document, "no case", "a table [grid], or class files under [[class]]");
    return sweep;
  }

 private:
  [[noreturn]] void refuse(const toml::source_position& at, const std::string& found,
                           const std::string& expected) const {
    throw SweepError(fmt::format("{}: line {}, column {}: found {}, expected {}", file_.string(), at.line,
                                 at.column, found, expected));
  }
  [[noreturn]] void refuse(const toml::node& node, const std::string& found,
                           const std::string& expected) const {
    refuse(node.source().begin, found, expected);
  }

  toml::table parsed() const {
    if (!fs::is_regular_file(file_))
      throw SweepError(
          fmt::format("{}: there is no such file, expected a sweep file (TOML)", file_.string()));
    try {
      return toml::parse_file(file_.string());
    } catch (const toml::parse_error& e) {
      refuse(e.source().begin, fmt::format("what is no TOML ({})", e.description()), "a sweep file");
    }
  }

  static std::string shown(const toml::node& node) {
    std::ostringstream text;
    node.visit([&](const auto& n) { text << n; });
    std::string one_line = text.str();
    std::replace(one_line.begin(), one_line.end(), '\n', ' ');
    return one_line.size() > 60 ? one_line.substr(0, 57) + "..." : one_line;
  }

  void known_keys(const toml::table& table, const std::string& where,
                  const std::vector<std::string>& keys) const {
    for (const auto& [key, node] : table)
      if (std::find(keys.begin(), keys.end(), key.str()) == keys.end())
        refuse(key.source().begin, fmt::format("the key \"{}\" in {}", key.str(), where),
               fmt::format("one of {}", fmt::join(keys, ", ")));
  }

  std::string text(const toml::node& node, const std::string& expected) const {
    const auto* found = node.as_string();
    if (!found || found->get().empty()) refuse(node, shown(node), expected);
    return found->get();
  }

  // A number strictly between 0 and 1, as text: TOML's own fractions are binary floating point.
  Rational probability(const toml::node& node) const {
    const std::string expected = "a number in (0, 1) as text, such as \"1/10\"";
    if (!node.is_string())
      refuse(node, shown(node),
             expected + (node.is_floating_point() ? " (a TOML fraction is not exact)" : ""));
    try {
      Rational q = parse_rational(node.as_string()->get());
      if (q > 0 && q < 1) return q;
    } catch (const std::invalid_argument&) {
    }
    refuse(node, shown(node), expected);
  }

  std::uint64_t count(const toml::node& node, std::uint64_t least, std::uint64_t most) const {
    const auto* found = node.as_integer();
    if (!found || found->get() < static_cast<std::int64_t>(least) ||
        static_cast<std::uint64_t>(found->get()) > most)
      refuse(node, shown(node), fmt::format("a whole number from {} to {}", least, most));
    return static_cast<std::uint64_t>(found->get());
  }

  std::string kind(const toml::node& node) const {
    const std::string expected = fmt::format("one of {}", fmt::join(kinds_of_models, ", "));
    std::string found = text(node, expected);
    if (std::find(kinds_of_models.begin(), kinds_of_models.end(), found) == kinds_of_models.end())
      refuse(node, shown(node), expected);
    return found;
  }

  // A list without repetitions; `otherwise` where the key is not there.
  template <class Read>
  auto list(const toml::table& table, std::string_view key,
            std::vector<std::invoke_result_t<Read, const toml::node&>> otherwise, const Read& read) const {
    const toml::node* node = table.get(key);
    if (!node) return otherwise;
    const auto* array = node->as_array();
    if (!array || array->empty())
      refuse(*node, fmt::format("{} = {}", key, shown(*node)), "a list of at least one value");
    decltype(otherwise) values;
    for (const auto& element : *array) {
      auto value = read(element);
      if (std::find(values.begin(), values.end(), value) != values.end())
        refuse(element, fmt::format("{} again", shown(element)), fmt::format("each value of {} once", key));
      values.push_back(std::move(value));
    }
    return values;
  }

  auto counter(std::uint64_t least, std::uint64_t most) const {
    return [this, least, most](const toml::node& n) { return count(n, least, most); };
  }

  Grid read_grid(const toml::table& t) const {
    known_keys(t, "[grid]",
               {"kinds", "alphas", "priors", "actions", "models", "observations", "horizons", "replicates"});
    const Grid usual = Sweep::standard().grid;
    const auto fraction = [this](const toml::node& n) { return probability(n); };
    Grid g;
    g.kinds = list(t, "kinds", usual.kinds, [this](const toml::node& n) { return kind(n); });
    g.alphas = list(t, "alphas", usual.alphas, fraction);
    g.priors = list(t, "priors", usual.priors, fraction);
    g.actions = list(t, "actions", usual.actions, counter(1, GridLimits::actions));
    g.models = list(t, "models", usual.models, counter(2, GridLimits::models));
    g.observations = list(t, "observations", usual.observations, counter(1, GridLimits::observations));
    g.horizons = list(t, "horizons", usual.horizons, counter(1, GridLimits::horizon));
    g.replicates = 1;
    if (const auto* n = t.get("replicates")) g.replicates = count(*n, 1, GridLimits::points);
    if (g.points() > GridLimits::points / g.replicates)
      refuse(t, fmt::format("{} points, {} times each", g.points(), g.replicates),
             fmt::format("at most {} cases", GridLimits::points));
    return g;
  }

  // A class file at each of the thresholds and horizons that are given, or at its own.
  void add_classes(Sweep& sweep, const toml::table& t) const {
    known_keys(t, "[[class]]", {"file", "alphas", "horizons"});
    if (!t.contains("file")) refuse(t, "no file", "file = \"the name of a class file\"");
    const fs::path named = text(*t.get("file"), "the name of a class file");
    const ModelClass mc = read_class(named.is_absolute() ? named : file_.parent_path() / named);
    const auto alphas = list(t, "alphas", {mc.alpha}, [this](const toml::node& n) { return probability(n); });
    const auto horizons = list(t, "horizons", {mc.horizon}, counter(1, GridLimits::horizon));
    for (const auto& alpha : alphas)
      for (const auto horizon : horizons) {
        ModelClass one = mc;
        one.alpha = alpha;
        set_horizon(one, static_cast<unsigned>(horizon));
        try {
          one.validate();
        } catch (const std::invalid_argument& e) {
          refuse(t, fmt::format("alpha {} and horizon {} ({})", to_string(alpha), horizon, e.what()),
                 "a class that these suit");
        }
        sweep.classes.push_back(std::move(one));
      }
  }

  fs::path file_;
};

}  // namespace

Sweep Sweep::read(const fs::path& file) { return SweepReader(file).read(); }

}  // namespace qed::evidence
