// qed imitate: the imitator on recorded human decisions.
#include <algorithm>
#include <chrono>
#include <limits>
#include <memory>

#include <fmt/format.h>

#include "document_report.hpp"
#include "imitate_report.hpp"
#include "options.hpp"
#include "qed/exact/number.hpp"
#include "qed/recorded/run.hpp"
#include "terminal.hpp"
#include "text.hpp"

namespace qed::tool {

namespace {

struct ImitateOptions {
  std::string data;
  std::optional<std::string> answer;
  std::optional<std::vector<std::string>> features;
  std::optional<Symbols> symbols;
  Folding folding = Folding::none;
  std::vector<Rational> alphas{ratio(1, 2), ratio(1, 5), ratio(1, 10), ratio(1, 50), ratio(1, 200)};
  std::vector<std::string> classes;
  std::optional<RecordedArithmetic> arithmetic;
  Before before = Before::answers_given;
  std::optional<std::uint64_t> forced;
  std::uint64_t first = std::numeric_limits<std::uint64_t>::max();
  std::uint64_t seed = 1;
  bool without_rivals = false;
  std::string out;
  Format format = Format::text;
  std::string alphas_text, features_text;  // as given, for the line that repeats the run
};

// Beyond so many decisions exact arithmetic is a matter of minutes, and has to be asked for.
constexpr std::size_t exact_unasked = 5'000;
// Unasked, one in so many questions is asked in any case, and the first: counting models that were never told anything
// agree, and would never ask.
constexpr std::uint64_t one_in_forced = 10;
constexpr unsigned tries_for_confidence = 12;

std::vector<std::string> names_in(const std::string& list) {
  std::vector<std::string> names;
  for (std::size_t at = 0, comma = 0; comma != std::string::npos; at = comma + 1) {
    comma = list.find(',', at);
    names.push_back(list.substr(at, comma - at));
  }
  return names;
}

std::vector<Rational> alphas_in(const std::string& list) {
  std::vector<Rational> alphas;
  try {
    alphas = parse_rationals(list);
  } catch (const std::invalid_argument& e) {
    refuse("--alpha", e.what());
  }
  for (std::size_t i = 0; i < alphas.size(); ++i) {
    if (alphas[i] <= 0 || alphas[i] >= 1) refuse("--alpha", to_string(alphas[i]) + " is outside (0, 1)");
    if (std::find(alphas.begin(), alphas.begin() + static_cast<std::ptrdiff_t>(i), alphas[i]) !=
        alphas.begin() + static_cast<std::ptrdiff_t>(i))
      refuse("--alpha", to_string(alphas[i]) + " is given twice");
  }
  return alphas;
}

// One of some words, each with what it stands for.
template <class T>
T meaning_of(const std::string& option, const std::string& text,
             std::initializer_list<std::pair<std::string_view, T>> words) {
  std::string expected;
  for (const auto& [word, value] : words) {
    if (text == word) return value;
    expected += (expected.empty() ? "" : " or ") + std::string(word);
  }
  refuse(option, fmt::format("found \"{}\", expected {}", text, expected));
}

void require_sources(const ImitateOptions& o) {
  if (o.data.empty()) refuse("DATA", "expected a file of recorded decisions");
  if (o.answer.has_value() == o.symbols.has_value())
    refuse("DATA", "expected either --answer COLUMN, for a table, or --symbols bytes|characters, for a text");
  if (o.features && !o.answer) refuse("--features", "a text has none");
  if (o.folding != Folding::none && !o.symbols) refuse("--fold", "folds a text, and needs --symbols");
}

Recording recording_of(const ImitateOptions& o) {
  Recording r =
      o.answer ? read_table(o.data, *o.answer, o.features) : read_text(o.data, *o.symbols, o.folding);
  r.keep_first(o.first < r.size() ? static_cast<std::size_t>(o.first) : r.size());
  return r;
}

RecordedArithmetic chosen_arithmetic(const ImitateOptions& o, std::size_t decisions) {
  if (o.arithmetic) return *o.arithmetic;
  if (decisions > exact_unasked)
    refuse(
        "--arithmetic",
        fmt::format("{} decisions are many for exact arithmetic, which is taken unasked up to {}: say exact, "
                    "or floating, or --first N",
                    decisions, exact_unasked));
  return RecordedArithmetic::exact;
}

std::string repeat_of(const ImitateOptions& o, const Imitation& i) {
  std::string line = "qed imitate " + shell_word(o.data);
  if (o.answer) line += " --answer " + shell_word(*o.answer);
  if (!o.features_text.empty()) line += " --features " + shell_word(o.features_text);
  if (o.symbols) line += std::string(" --symbols ") + (*o.symbols == Symbols::bytes ? "bytes" : "characters");
  if (o.folding == Folding::letters) line += " --fold letters";
  if (!o.alphas_text.empty()) line += " --alpha " + shell_word(o.alphas_text);
  for (const std::string& c : i.classes) line += " --class " + shell_word(c);
  if (o.first != std::numeric_limits<std::uint64_t>::max()) line += fmt::format(" --first {}", o.first);
  line += fmt::format(" --forced {}", i.forced);
  if (o.before == Before::recording) line += " --before recording";
  if (o.without_rivals) line += " --without-rivals";
  return line + fmt::format(" --arithmetic {} --seed {}", to_string(i.arithmetic), o.seed);
}

// Runs, with a line of progress; no run starts once there was an interruption.
class Runner {
 public:
  explicit Runner(Imitation& imitation) : imitation_(imitation) {}

  RecordedRun run(const AnsweringRule& rule, const std::string& who) {
    return imitate_recorded(imitation_.arithmetic, imitation_.recording, imitation_.model_class,
                            options(rule, who));
  }
  // Who asks the first questions and no others.
  RecordedRun majority(std::uint64_t asked, const std::string& who) {
    RunOptions o = options(MajorityAnswers{}, who);
    o.forced = asked;
    return imitate_recorded(imitation_.arithmetic, imitation_.recording, imitation_.model_class, o);
  }
  RunOptions options(const AnsweringRule& rule, const std::string& who) {
    RunOptions o;
    o.rule = rule;
    o.seed = imitation_.seed;
    o.forced = imitation_.forced;
    o.before = imitation_.before;
    o.go_on = [this, who](std::uint64_t done) {
      if (progress_.shown() && (imitation_.arithmetic == RecordedArithmetic::exact || done % 4096 == 0))
        progress_.show(fmt::format("{}: {} of {} decisions", who, done, imitation_.recording.size()));
      return !interruption();
    };
    return o;
  }

 private:
  Imitation& imitation_;
  ProgressLine progress_;
};

std::optional<ImitatedAt::Rivals> rivals_of(Runner& runner, const Imitation& i, const RecordedRun& cautious,
                                            const std::string& at) {
  const std::uint64_t asked = cautious.total.asked;
  const std::string who = at + ", mixture";
  ImitatedAt::Rivals rivals;
  rivals.rule = mixture_that_asks(asked, i.recording, i.model_class, runner.options(ConfidentMixture{}, who),
                                  tries_for_confidence);
  rivals.mixture = runner.run(rivals.rule, who);
  rivals.majority = runner.majority(asked, at + ", majority");
  if (interruption()) return std::nullopt;
  return rivals;
}

void imitate_all(Imitation& i, const ImitateOptions& o) {
  Runner runner(i);
  for (const Rational& alpha : o.alphas) {
    if (interruption()) break;
    const std::string at = "alpha " + to_string(alpha);
    const auto start = std::chrono::steady_clock::now();
    ImitatedAt result{alpha, runner.run(CautiousAnswers{alpha}, at)};
    result.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    if (!o.without_rivals && !interruption()) result.rivals = rivals_of(runner, i, result.cautious, at);
    i.at.push_back(std::move(result));
  }
  i.stopped = interruption();
}

Status run_imitate(const ImitateOptions& o) {
  require_sources(o);
  if (!o.out.empty()) require_document_folder(o.out);
  Imitation i{recording_of(o), o.classes, {}, {}, o.seed, 0, o.before, {}};
  i.forced = o.forced ? *o.forced : std::max<std::uint64_t>(1, i.recording.size() / one_in_forced);
  if (i.classes.empty()) i.classes = default_classes(i.recording);
  i.arithmetic = chosen_arithmetic(o, i.recording.size());
  i.model_class = recorded_class(i.classes, i.recording);
  imitate_all(i, o);
  const std::string repeat = repeat_of(o, i);
  const evidence::Document document = imitation_document(i);
  if (o.format == Format::json)
    print(dump(imitation_json(i, repeat)));
  else
    print(document_text(document, Style::of_stdout()) + fmt::format("\n  Again: {}\n", repeat));
  if (!o.out.empty()) {
    const std::string page = write_document_page(document, o.out, repeat);
    if (o.format == Format::text) print(fmt::format("\nThe page: {}\n", page));
  }
  return imitation_status(i);
}

void add_data_options(CLI::App& app, const std::shared_ptr<ImitateOptions>& o) {
  add_argument(app, "DATA", "A table (CSV, a first row of names) or a text",
               [o](const std::string& file) { o->data = file; });
  add_text(app, "--answer", "COLUMN", "DATA is a table: the column of her answers",
           [o](const std::string& name) { o->answer = name; });
  add_text(app, "--features", "LIST",
           "The columns of the question, in the order in which models look; all others if not given",
           [o](const std::string& list) {
             o->features = names_in(list);
             o->features_text = list;
           });
  add_text(app, "--symbols", "bytes|characters",
           "DATA is a text: each of these is the answer to what comes next", [o](const std::string& text) {
             o->symbols = meaning_of<Symbols>(
                 "--symbols", text, {{"bytes", Symbols::bytes}, {"characters", Symbols::characters}});
           });
  add_text(app, "--fold", "letters", "Folds a text first: letters: A-Z to a-z, all else to single spaces",
           [o](const std::string& text) {
             o->folding = meaning_of<Folding>("--fold", text, {{"letters", Folding::letters}});
           });
  add_text(
      app, "--before", "answers|recording",
      "What stands before a question: the answers given by whoever answered (the default), or the recording",
      [o](const std::string& text) {
        o->before = meaning_of<Before>(
            "--before", text, {{"answers", Before::answers_given}, {"recording", Before::recording}});
      });
  add_count(app, "--first", "Takes the first so many decisions alone", 1,
            std::numeric_limits<std::uint64_t>::max(), [o](std::uint64_t n) { o->first = n; });
}

}  // namespace

Command add_imitate(CLI::App& parent) {
  auto o = std::make_shared<ImitateOptions>();
  CLI::App& app =
      add_command(parent, "imitate", "The imitator on recorded human decisions: a table or a text");
  add_data_options(app, o);
  add_text(app, "--alpha", "LIST",
           "Thresholds, each in (0, 1), separated by commas (1/2,1/5,1/10,1/50,1/200)",
           [o](const std::string& list) {
             o->alphas = alphas_in(list);
             o->alphas_text = list;
           });
  add_each(app, "--class", "CLASS",
           "Models: kt:DEPTH, ngram:N, features, lists:LENGTH, leaning:P, trees:DEPTH or a class file "
           "NAME.json; may be "
           "repeated",
           [o](const std::string& name) { o->classes.push_back(name); });
  add_count(app, "--forced", "Asks the first so many questions in any case (a tenth of them, at least one)", 0,
            std::numeric_limits<std::uint64_t>::max(), [o](std::uint64_t n) { o->forced = n; });
  add_text(app, "--arithmetic", "exact|floating",
           "exact (the default, up to 5000 decisions), or floating, for a million; rounded, and labelled so",
           [o](const std::string& text) {
             o->arithmetic = meaning_of<RecordedArithmetic>(
                 "--arithmetic", text,
                 {{"exact", RecordedArithmetic::exact}, {"floating", RecordedArithmetic::floating}});
           });
  add_seed(app, o->seed, "Of the answers that are drawn (1)");
  add_flag(app, "--without-rivals", "Leaves out the mixture and the majority", o->without_rivals);
  add_text(app, "--out", "DIR", "Also writes a page there, with figures",
           [o](const std::string& folder) { o->out = folder; });
  add_format(app, o->format, {"text", "json"});
  set_examples(
      app,
      {{"a member's last vote, from party and the votes before",
        "qed imitate tools/data/house-votes-84.csv --answer V16"},
       {"another vote, by decision lists on some columns",
        "qed imitate tools/data/house-votes-84.csv --answer V4 --features Class,V1,V2,V3 --class lists:2"},
       {"a text, letter by letter, with a page",
        "qed imitate README.md --symbols bytes --fold letters --arithmetic floating --out imitated"}});
  return {&app, [o] { return run_imitate(*o); }};
}

}  // namespace qed::tool
