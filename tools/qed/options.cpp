#include "options.hpp"

#include <charconv>
#include <limits>
#include <random>
#include <thread>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "qed/claims/claim.hpp"
#include "qed/exact/number.hpp"

namespace qed::tool {

namespace {

[[noreturn]] void refuse(const std::string& option, const std::string& found, std::string_view expected) {
  throw CLI::ValidationError(option, fmt::format("found \"{}\", expected {}", found, expected));
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
                      refuse(option, text,
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
               refuse("--format", text, fmt::format("one of {}", fmt::join(formats, ", ")));
             target = text == "json"    ? Format::json
                      : text == "junit" ? Format::junit
                      : text == "csv"   ? Format::csv
                                        : Format::text;
           });
}

void add_claim_ids(CLI::App& app, std::vector<std::string>& target, const std::string& description) {
  app.add_option_function<std::vector<std::string>>(
         "--claim",
         [&target](const std::vector<std::string>& lists) {
           for (const auto& id : ids_in(lists)) {
             if (id.empty()) refuse("--claim", id, "the id of a claim (qed claims lists them)");
             try {
               if (claim(id).kind == ClaimKind::family)
                 refuse("--claim", id, "a claim that is decided on a class (see qed claims " + id + ")");
             } catch (const std::invalid_argument& unknown) {
               throw CLI::ValidationError("--claim", unknown.what());
             }
             target.push_back(id);
           }
         },
         description)
      ->type_name("ID")
      ->allow_extra_args(false);
}

void add_jobs(CLI::App& app, unsigned& target) {
  add_count(app, "-j,--jobs", "Threads to use; 0 is one for each processor. Results do not depend on it", 0,
            1024, [&target](std::uint64_t n) {
              target = n > 0 ? static_cast<unsigned>(n) : std::max(1u, std::thread::hardware_concurrency());
            });
}

void add_seed(CLI::App& app, std::uint64_t& target, const std::string& description) {
  add_text(app, "--seed", "S", description, [&target](const std::string& text) {
    if (text == "random") {
      target = (std::uint64_t{std::random_device{}()} << 32) | std::random_device{}();
      return;
    }
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), target);
    if (error != std::errc{} || end != text.data() + text.size())
      refuse("--seed", text, "a whole number below 2^64, or random");
  });
}

std::chrono::duration<double> parse_duration(const std::string& option, const std::string& text) {
  constexpr std::string_view expected = "a positive time such as 90, 90s, 2m or 1.5h";
  const auto unit_at = text.find_first_not_of("0123456789.");
  const std::string unit = unit_at == std::string::npos ? "s" : text.substr(unit_at);
  const long seconds = unit == "s" ? 1 : unit == "m" ? 60 : unit == "h" ? 3600 : 0;
  if (seconds == 0) refuse(option, text, expected);
  try {
    // Exactly until the clock needs it; a day-long run in nanoseconds fits a double.
    const Rational time = parse_rational(text.substr(0, unit_at)) * Rational(seconds);
    if (time > 0 && time <= Rational(3600L * 24 * 365))
      return std::chrono::duration<double>(time.convert_to<double>());
  } catch (const std::invalid_argument&) {
  }
  refuse(option, text, expected);
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
    refuse(option, text, expected);
  return n << shift;
}

std::string examples(std::initializer_list<std::pair<std::string_view, std::string_view>> list) {
  std::string text = "Examples:";
  for (const auto& [what, command] : list) text += fmt::format("\n  # {}\n  {}", what, command);
  return text;
}

}  // namespace qed::tool
