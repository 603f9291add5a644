#include "options.hpp"

#include <charconv>
#include <limits>
#include <random>
#include <thread>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "qed/claims/claim.hpp"
#include "qed/exact/number.hpp"

namespace qed::tool {

namespace {

[[noreturn]] void refuse_value(const std::string& option, const std::string& found,
                               std::string_view expected) {
  refuse(option, fmt::format("found \"{}\", expected {}", found, expected));
}

// The first of "--long" or "-s,--long" that is long.
std::string long_name(const std::string& name) { return name.substr(name.find("--")); }

// What the commas separate, the empty ones too, which CLI11's own delimiter would drop without a word.
std::vector<std::string> ids_in(const std::vector<std::string>& lists) {
  std::vector<std::string> ids;
  for (const auto& list : lists)
    for (std::size_t at = 0, comma = 0; comma != std::string::npos; at = comma + 1) {
      comma = list.find(',', at);
      ids.push_back(list.substr(at, comma - at));  // npos - at is past any end
    }
  return ids;
}

}  // namespace

CLI::App& add_command(CLI::App& parent, const std::string& name, const std::string& description) {
  return *parent.add_subcommand(name, description);
}

void set_examples(CLI::App& app, Examples list) { app.footer(examples(list)); }

void once_read(CLI::App& app, std::function<void()> check) { app.parse_complete_callback(std::move(check)); }

bool was_given(const CLI::App& app, const std::string& option) { return app.count(option) > 0; }

CLI::Option* require(CLI::Option* option) { return option->required(); }

void exclude(CLI::Option* option, std::initializer_list<CLI::Option*> others) {
  for (CLI::Option* other : others) option->excludes(other);
}

void need(CLI::Option* option, CLI::Option* other) { option->needs(other); }

void refuse(const std::string& option, const std::string& why) { throw CLI::ValidationError(option, why); }

void require_claim(const std::string& option, const std::string& id,
                   const std::function<std::string(const Claim&)>& why_not) {
  std::vector<std::string> taken;
  for (const Claim& c : claims()) {
    const std::string why = why_not(c);
    if (why.empty()) taken.emplace_back(c.id);
    if (c.id != id) continue;
    if (!why.empty()) refuse(option, why);
    return;
  }
  refuse(option, no_such_claim(id, taken));
}

CLI::Option* add_argument(CLI::App& app, const std::string& name, const std::string& description,
                          std::function<void(const std::string&)> set) {
  return add_text(app, name, "", description, std::move(set));
}

CLI::Option* add_arguments(CLI::App& app, const std::string& name, const std::string& description,
                           std::vector<std::string>& target) {
  return app.add_option(name, target, description)->type_name("");
}

CLI::Option* add_flag(CLI::App& app, const std::string& name, const std::string& description, bool& target) {
  return app.add_flag(name, target, description);
}

CLI::Option* add_each(CLI::App& app, const std::string& name, const std::string& type,
                      const std::string& description, std::function<void(const std::string&)> set) {
  return add_text(app, name, type, description, std::move(set))->trigger_on_parse();
}

CLI::Option* add_fraction(CLI::App& app, const std::string& name, const std::string& type,
                          const std::string& description, std::function<void(Rational)> set) {
  return add_text(app, name, type, description, [name, set = std::move(set)](const std::string& text) {
    Rational value;
    try {
      value = parse_rational(text);
    } catch (const std::invalid_argument& e) {
      refuse(name, e.what());
    }
    if (value <= 0 || value >= 1) refuse(name, fmt::format("{} is outside (0, 1)", text));
    set(std::move(value));
  });
}

CLI::Option* add_text(CLI::App& app, const std::string& name, const std::string& type,
                      const std::string& description, std::function<void(const std::string&)> set) {
  return app
      .add_option_function<std::string>(
          name, [set = std::move(set)](const std::string& text) { set(text); }, description)
      ->type_name(type);
}

CLI::Option* add_count(CLI::App& app, const std::string& name, const std::string& description,
                       std::uint64_t least, std::uint64_t most, std::function<void(std::uint64_t)> set) {
  return add_text(app, name, "N", description,
                  [option = long_name(name), least, most, set = std::move(set)](const std::string& text) {
                    std::uint64_t n = 0;
                    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), n);
                    if (error != std::errc{} || end != text.data() + text.size() || n < least || n > most)
                      refuse_value(option, text,
                                   error != std::errc::result_out_of_range &&
                                           most == std::numeric_limits<std::uint64_t>::max()
                                       ? fmt::format("a whole number of at least {}", least)
                                       : fmt::format("a whole number from {} to {}", least, most));
                    set(n);
                  });
}

void add_format(CLI::App& app, Format& target, const std::vector<std::string>& formats) {
  add_text(app, "--format", fmt::format("{}", fmt::join(formats, "|")),
           "How results are printed: text for people (the default), the others for programs",
           [&target, formats](const std::string& text) {
             if (std::find(formats.begin(), formats.end(), text) == formats.end())
               refuse_value("--format", text, fmt::format("one of {}", fmt::join(formats, ", ")));
             target = text == "json"    ? Format::json
                      : text == "junit" ? Format::junit
                      : text == "csv"   ? Format::csv
                                        : Format::text;
           });
}

void add_claim_ids(CLI::App& app, std::vector<std::string>& target, const std::string& description,
                   std::vector<std::string_view> also) {
  app.add_option_function<std::vector<std::string>>(
         "--claim",
         [&target, also = std::move(also)](const std::vector<std::string>& lists) {
           for (const auto& id : ids_in(lists)) {
             if (id.empty()) refuse_value("--claim", id, "the id of a claim (qed claims lists them)");
             require_claim("--claim", id, [&also](const Claim& c) {
               return std::ranges::find(also, c.id) == also.end() ? decided_elsewhere(c) : std::string();
             });
             target.push_back(id);
           }
         },
         description)
      ->type_name("ID")
      ->allow_extra_args(false);
}

CLI::Option* add_features(CLI::App& app, const std::string& each,
                          std::map<std::string, std::vector<Rational>>& target) {
  return add_each(app, "--feature", "NAME=X,X",
                  fmt::format("A vector that formulas, moments and kernels can use, one number per {}", each),
                  [&target](const std::string& text) {
                    const auto equals = text.find('=');
                    if (equals == std::string::npos || equals == 0)
                      refuse("--feature", fmt::format("\"{}\" is not NAME=NUMBER,NUMBER,…", text));
                    try {
                      target[text.substr(0, equals)] =
                          parse_rationals(std::string_view(text).substr(equals + 1));
                    } catch (const std::invalid_argument& e) {
                      refuse("--feature", fmt::format("\"{}\": {}", text, e.what()));
                    }
                  });
}

void add_jobs(CLI::App& app, unsigned& target) {
  add_count(app, "-j,--jobs", "Threads to use; 0 is one for each processor. Results do not depend on it", 0,
            1024, [&target](std::uint64_t n) {
              target = n > 0 ? static_cast<unsigned>(n) : std::max(1u, std::thread::hardware_concurrency());
            });
}

CLI::Option* add_seed(CLI::App& app, std::uint64_t& target, const std::string& description) {
  return add_text(app, "--seed", "S", description, [&target](const std::string& text) {
    if (text == "random") {
      target = (std::uint64_t{std::random_device{}()} << 32) | std::random_device{}();
      return;
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), target);
    if (error != std::errc{} || end != text.data() + text.size())
      refuse_value("--seed", text, "a whole number below 2^64, or random");
  });
}

std::chrono::duration<double> parse_duration(const std::string& option, const std::string& text) {
  constexpr std::string_view expected = "a positive time such as 90, 90s, 2m or 1.5h";
  const auto unit_at = text.find_first_not_of("0123456789.");
  const std::string unit = unit_at == std::string::npos ? "s" : text.substr(unit_at);
  const long seconds = unit == "s" ? 1 : unit == "m" ? 60 : unit == "h" ? 3600 : 0;
  if (seconds == 0) refuse_value(option, text, expected);
  try {
    // Exactly until the clock needs it; a day-long run in nanoseconds fits a double.
    const Rational time = parse_rational(text.substr(0, unit_at)) * Rational(seconds);
    if (time > 0 && time <= Rational(3600L * 24 * 365))
      return std::chrono::duration<double>(time.convert_to<double>());
  } catch (const std::invalid_argument&) {
  }
  refuse_value(option, text, expected);
}

std::uint64_t parse_size(const std::string& option, const std::string& text) {
  constexpr std::string_view expected = "a positive size such as 800000, 500k, 200M or 2G";
  std::uint64_t n = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data(), last, n);
  const std::string_view unit(end, static_cast<std::size_t>(last - end));
  const int shift = unit.empty()                 ? 0
                    : unit == "k" || unit == "K" ? 10
                    : unit == "M"                ? 20
                    : unit == "G"                ? 30
                                                 : -1;
  if (error != std::errc{} || shift < 0 || n == 0 || n > (std::numeric_limits<std::uint64_t>::max() >> shift))
    refuse_value(option, text, expected);
  return n << shift;
}

std::string examples(Examples list) {
  std::string text = "Examples:";
  for (const auto& [what, command] : list) text += fmt::format("\n  # {}\n  {}", what, command);
  return text;
}

}  // namespace qed::tool
