#include "qed/evidence/page_parts.hpp"

#include <fmt/format.h>

#include "qed/evidence/html.hpp"
#include "qed/evidence/page_style.hpp"
#include "qed/exact/number.hpp"
#include "qed/model/class_file.hpp"
#include "qed/version.hpp"

namespace qed::evidence {

std::string folded(const std::string& summary, const std::string& content) {
  return fmt::format("<details><summary>{}</summary>{}</details>", summary, content);
}

std::string number_html(const Enclosed& e) {
  if (!e.exact())
    return fmt::format("{} … {} <span class=\"word none\">certified</span>", to_decimal_down(e.lower, 6),
                       to_decimal_up(e.upper, 6)) +
           folded("more digits", fmt::format("<span class=\"exact\">{} … {}</span>",
                                             to_decimal_down(e.lower, 40), to_decimal_up(e.upper, 40)));
  const std::string fraction = to_string(e.lower), decimal = to_decimal(e.lower, 6);
  if (fraction == decimal) return fraction;
  if (fraction.size() <= 24) return fmt::format("{} ({})", fraction, decimal);
  return decimal + " " + folded("exactly", fmt::format("<span class=\"exact\">{}</span>", fraction));
}

std::string number_html(const Value& v) {
  if (v.method() == Method::sampled)
    return fmt::format("{} … {} <span class=\"word none\">sampled</span>", to_decimal_down(v.lower(), 6),
                       to_decimal_up(v.upper(), 6));
  return number_html(Enclosed{v.lower(), v.upper()});
}

std::string word(std::string_view w) { return fmt::format("<span class=\"word {0}\">{0}</span>", w); }

namespace {

std::string figure_html(const Figure& f, const Drawings& drawings) {
  const auto found = drawings.find(f.id());
  const Drawn none{{}, {}, "it was not drawn", true, 0};
  const Drawn& d = found == drawings.end() ? none : found->second;
  const std::string file = f.id() + ".dat";
  std::string caption = html(f.caption);
  if (d.left_out > 0 && !d.svg.empty())
    caption += fmt::format(" {} {} not shown: 0 on a logarithmic axis, or no finite value.", d.left_out,
                           d.left_out == 1 ? "point is" : "points are");
  caption +=
      fmt::format(" <span class=\"download\"><a href=\"plots/{0}\" download>Data</a>{1}</span>", file,
                  d.svg.empty() ? "" : fmt::format(", <a href=\"plots/{0}.svg\" download>SVG</a>", f.id()));
  return fmt::format(
      "<figure id=\"{}\" class=\"plot\">{}<figcaption>{}</figcaption></figure>\n", "fig-" + f.id(),
      d.svg.empty() ? fmt::format("<p class=\"missing\"><strong>{}</strong> Not drawn: {}. The data are in "
                                  "<a href=\"plots/{}\">plots/{}</a>.</p>",
                                  html(f.title()), html(d.why_not), file, file)
                    : d.svg,
      caption);
}

}  // namespace

std::string figures_html(const std::vector<Figure>& figures, const Drawings& drawings) {
  if (figures.empty()) return {};
  std::string text = "<div class=\"figures\">\n";
  for (const auto& f : figures) text += figure_html(f, drawings);
  return text + "</div>\n";
}

namespace {

std::string law_html(const Distribution& law) {
  std::string text = "(";
  for (std::size_t a = 0; a < law.size(); ++a) text += (a == 0 ? "" : ", ") + to_string(law[a]);
  return text + ")";
}

struct PolicyHtml {
  std::string operator()(const Iid& p) const { return law_html(p.law); }
  std::string operator()(const Schedule& p) const {
    std::string text;
    for (std::size_t t = 0; t < p.laws.size() && t < 6; ++t)
      text += (t == 0 ? "" : ", then ") + law_html(p.laws[t]);
    return text + (p.laws.size() > 6 ? ", …" : "") +
           (p.then == Schedule::Then::repeat ? "; repeated" : "; the last one stays");
  }
  std::string operator()(const Markov& p) const {
    if (p.order == 0) return law_html(p.laws.begin()->second);
    return fmt::format("Markov of order {}, {} contexts", p.order, p.laws.size());
  }
  std::string operator()(const Automaton& p) const {
    return fmt::format("automaton of {} {}", p.states.size(), p.states.size() == 1 ? "state" : "states");
  }
  std::string operator()(const Custom&) const { return "a policy in C++"; }
};

constexpr std::size_t most_models = 12;

}  // namespace

std::string short_number(const Rational& q) {
  const std::string exact = to_string(q);
  return exact.size() <= 24 ? exact : to_decimal(q, 6);
}

std::string class_html(const ModelClass& c) {
  std::string actions;
  for (const auto& a : c.actions) actions += (actions.empty() ? "" : ", ") + html(a);
  std::string text = fmt::format(
      "<p class=\"note\">α = {}, horizon {}{}; {} threshold; actions {}{}.</p>\n", short_number(c.alpha),
      c.horizon, c.forced_queries > 0 ? fmt::format(", of which {} forced", c.forced_queries) : "",
      c.threshold == Threshold::strict ? "strict" : "non-strict", actions,
      c.observations.size() > 1
          ? fmt::format("; {} observations{}", c.observations.size(),
                        c.environment.sees_query ? ", which may depend on the query" : "")
          : "");
  text += "<div class=\"scroll\"><table><tr><th>model</th><th class=\"n\">prior</th><th>law</th></tr>\n";
  const auto row = [&](const Model& m, bool truth, bool inside) {
    return fmt::format("<tr><td>{}{}</td><td class=\"n\">{}</td><td>{}</td></tr>\n", html(m.name),
                       truth ? " <span class=\"soft\">μ, the demonstrator</span>" : "",
                       inside ? short_number(m.prior) : "outside the class",
                       std::visit(PolicyHtml{}, m.policy));
  };
  for (std::size_t m = 0; m < c.models.size() && m < most_models; ++m) {
    const auto* truth = std::get_if<ModelIndex>(&c.demonstrator);
    text += row(c.models[m], truth && *truth == m, true);
  }
  if (c.models.size() > most_models)
    text += fmt::format("<tr><td class=\"soft\" colspan=\"3\">and {} more</td></tr>\n",
                        c.models.size() - most_models);
  if (!c.demonstrator_inside()) text += row(std::get<Model>(c.demonstrator), true, false);
  return text + "</table></div>\n";
}

std::string download_html(const ModelClass& c, const std::string& file, const std::string& command) {
  return fmt::format(
      "<p class=\"download\"><a class=\"class-file\" download=\"{0}\" href=\"{1}\">Download the class</a> "
      "<span class=\"soft\">(also <a href=\"classes/{0}\">classes/{0}</a>; <code>{2} "
      "{0}</code>)</span></p>\n",
      html(file), data_uri("application/json", write_class(c)), html(command));
}

std::string page_head(std::string_view title) {
  return fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta name=\"generator\" content=\"{}\">\n<title>{}</title>\n<link rel=\"icon\" href=\"data:,\">\n"
      "<style>{}</style>\n</head>\n<body>\n<header>\n<h1>{}</h1>\n",
      page_generator, html(title), page_style, html(title));
}

std::string page_foot() { return "</main>\n</body>\n</html>\n"; }

std::string made_by_rows(const std::vector<std::pair<std::string, std::string>>& made_by) {
  std::string rows =
      fmt::format("<tr><th>program</th><td>qed {} ({})</td></tr>\n", html(version()), html(commit()));
  for (const auto& [name, what] : made_by)
    rows += fmt::format("<tr><th>{}</th><td><code>{}</code></td></tr>\n", html(name), html(what));
  return rows;
}

}  // namespace qed::evidence
