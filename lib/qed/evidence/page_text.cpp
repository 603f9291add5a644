#include "qed/evidence/page_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "qed/claims/formal.hpp"
#include "qed/evidence/html.hpp"
#include "qed/evidence/page_parts.hpp"
#include "qed/exact/number.hpp"

namespace qed::evidence {

namespace {

// What the paper and proofs-notes promise, as MathML.
constexpr std::string_view theorem =
    R"html(<div class="theorem"><math display="block"><mtable columnalign="left" displaystyle="true">
<mtr><mtd><msub><mi>π</mi><mi mathvariant="normal">im</mi></msub><mo stretchy="false">(</mo><mi>a</mi><mo stretchy="false">|</mo><mi>h</mi><mo stretchy="false">)</mo><mo>≤</mo><mo stretchy="false">(</mo><mn>1</mn><mo>+</mo><mi>θ</mi><mo stretchy="false">(</mo><mi>h</mi><mo stretchy="false">)</mo><mo stretchy="false">)</mo><mspace width="0.2em"/><mi>μ</mi><mo stretchy="false">(</mo><mi>a</mi><mo stretchy="false">|</mo><mi>h</mi><mo stretchy="false">)</mo></mtd></mtr>
<mtr><mtd><mi>E</mi><munder><mo>∑</mo><mi>t</mi></munder><msubsup><mi>θ</mi><mi>t</mi><mn>3</mn></msubsup><mo>≤</mo><mfrac><mn>3</mn><mi>α</mi></mfrac><mrow><mo>(</mo><mfrac><mn>1</mn><mrow><mi>w</mi><mo stretchy="false">(</mo><mi>μ</mi><mo stretchy="false">)</mo></mrow></mfrac><mo>−</mo><mn>1</mn><mo>)</mo></mrow></mtd></mtr>
<mtr><mtd><mi>P</mi><mo stretchy="false">(</mo><mtext>the truth stays</mtext><mo stretchy="false">)</mo><mo>≥</mo><mn>1</mn><mo>−</mo><mi>α</mi><mrow><mo>(</mo><mfrac><mn>1</mn><mrow><mi>w</mi><mo stretchy="false">(</mo><mi>μ</mi><mo stretchy="false">)</mo></mrow></mfrac><mo>−</mo><mn>1</mn><mo>)</mo></mrow></mtd></mtr>
</mtable></math></div>
)html";

constexpr std::string_view how_to_read = R"html(<section id="reading"><h2>How to read this page</h2>
<div class="scroll"><table class="facts">
<tr><th>holds</th><td>value ≤ bound (or ≥, for a probability from below) on every case, decided</td></tr>
<tr><th>violated</th><td>a counterexample was found; its class is on this page</td></tr>
<tr><th>undecided</th><td>enclosures overlap at the highest precision, or a limit was reached; never counted as a pass</td></tr>
<tr><th>refuted</th><td>the literature’s statement is false; its counterexample is kept</td></tr>
<tr><th>exact</th><td>rational arithmetic, without rounding anywhere</td></tr>
<tr><th>certified</th><td>what is not rational lies between two numbers that are; the verdict holds for all in between</td></tr>
<tr><th>sampled</th><td>estimated, with a confidence interval; never mixed with the other two</td></tr>
<tr><th>ratio</th><td>how much of the bound is used: value / bound, or of the risks 1 − value and 1 − bound where a probability is
bounded from below. 1 is tight, above 1 is violated. Bounds that say nothing do not count</td></tr>
<tr><th>interesting</th><td>the case really exercises the claim; each claim says when</td></tr>
</table></div></section>
)html";

std::string link_to(std::string_view id) { return fmt::format("<a href=\"#{0}\">{0}</a>", html(id)); }

std::string share(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? "–" : to_decimal(ratio(Integer(100) * part, Integer(whole)), 3) + "&#8239;%";
}

std::string count(std::uint64_t n) {
  std::string digits = std::to_string(n);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, "&#8239;");
  return digits;
}

std::string ratio_cell(const std::optional<Record>& tightest) {
  if (!tightest) return "–";
  const Enclosed& r = *tightest->ratio;
  const Rational full = r.upper > 1 ? Rational(1) : r.upper;
  // Never "1" for what is not exactly 1.
  std::string decimal = to_decimal_up(r.upper, 6);
  if (r.upper < 1 && decimal == "1.00000") decimal = to_decimal_down(r.upper, 12);
  return fmt::format("{}<span class=\"bar\" aria-hidden=\"true\"><i style=\"width:{}%\"></i></span>", decimal,
                     full < ratio(1, 1000) ? "0" : to_decimal(full * 100, 4));
}

// --- verdicts in words

std::string verdict_word(const ClaimPart& p) {
  if (p.claim->status == ClaimStatus::refuted) return word("refuted");
  const Counts& c = p.digest.counts;
  if (c.violated > 0) return word("violated");
  if (c.undecided > 0) return word("undecided");
  if (c.holds > 0) return word("holds");
  return fmt::format("<span class=\"word none\">{}</span>",
                     !p.claim->on_classes() ? "proved, shown" : "no case");
}

std::string method_words(const Counts& c) {
  std::string words;
  for (const auto& [n, name] :
       {std::pair{c.exact, "exact"}, {c.certified, "certified"}, {c.sampled, "sampled"}})
    if (n > 0) words += (words.empty() ? "" : ", ") + std::string(name);
  return words.empty() ? "–" : words;
}

// How the figures of a claim about families are reached.
// Of what is not about one class: a rule, a system or a recording is decided by whatever it takes, which `qed stress`,
// `qed scenario` or `qed imitate` says.
std::string shown_method(const Claim& c) {
  if (c.kind != ClaimKind::family) return "exact, certified";
  return c.id == "cubic-is-needed" ? "certified" : "exact";
}

std::string_view source_word(const Claim& c) { return c.source.substr(0, c.source.find(':')); }

std::string case_html(const ShownCase& s) {
  const Record& r = s.record;
  std::string text = fmt::format("<p class=\"note\">{}.{}{}</p>\n", html(s.origin),
                                 s.detail.empty() ? "" : " " + html(s.detail) + ".",
                                 s.history.empty() ? "" : " After the history " + html(s.history) + ".");
  text += "<div class=\"scroll\"><table class=\"facts\">";
  const auto line = [&](std::string_view name, const std::optional<Enclosed>& e) {
    if (e) text += fmt::format("<tr><th>{}</th><td>{}</td></tr>\n", name, number_html(*e));
  };
  line("value", r.value);
  line("bound", r.bound);
  line("ratio", r.ratio);
  text += fmt::format("<tr><th>verdict</th><td>{}, {}</td></tr></table></div>\n", word(to_string(r.verdict)),
                      to_string(r.method));
  if (s.model_class) text += class_html(*s.model_class) + download_html(*s.model_class, s.file);
  return text;
}

// --- the page's parts

std::string summary_table(const Page& page) {
  std::string text =
      "<div class=\"scroll\"><table id=\"claims-table\"><thead><tr><th>claim</th><th>verdict</th>"
      "<th class=\"n\">cases</th><th class=\"n\">interesting</th><th class=\"n\">violated</th>"
      "<th class=\"n\">undecided</th><th class=\"n\">tightest "
      "ratio</th><th>method</th><th>source</th></tr></thead>"
      "<tbody>\n";
  for (const auto& p : page.claims) {
    const Counts& c = p.digest.counts;
    const bool shown = !p.claim->on_classes();
    text += fmt::format("<tr><td>{}</td><td>{}</td>", link_to(p.claim->id), verdict_word(p));
    if (shown)
      text += fmt::format("<td class=\"soft\" colspan=\"5\">about {}</td>", subject_of(p.claim->kind));
    else
      text += fmt::format(
          "<td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td>"
          "<td class=\"n\">{}</td>",
          count(c.applicable()), share(c.interesting, c.applicable()), count(c.violated), count(c.undecided),
          ratio_cell(p.digest.tightest));
    text += fmt::format("<td>{}</td><td>{}</td></tr>\n", shown ? shown_method(*p.claim) : method_words(c),
                        source_word(*p.claim));
  }
  return text + "</tbody></table></div>\n";
}

std::string counts_html(const ClaimPart& p) {
  const Counts& c = p.digest.counts;
  std::string text = fmt::format("<p>{} cases: {} hold, {} violated, {} undecided", count(c.applicable()),
                                 count(c.holds), count(c.violated), count(c.undecided));
  if (c.not_applicable > 0)
    text += fmt::format("; the claim does not speak of {} more", count(c.not_applicable));
  text += fmt::format(". Method: {} exact, {} certified, {} sampled. Interesting ({}): {}.", count(c.exact),
                      count(c.certified), count(c.sampled), formula_html(p.claim->interesting),
                      share(c.interesting, c.applicable()));
  if (c.vacuous > 0) text += fmt::format(" On {} the bound says nothing.", count(c.vacuous));
  return text + "</p>\n";
}

std::string claim_html(const ClaimPart& p, const Drawings& drawings) {
  const Claim& c = *p.claim;
  std::string text = fmt::format(
      "<section class=\"claim\" id=\"{}\"><header><h3>{}</h3>{}<span class=\"source\">{}</span></header>\n"
      "<p class=\"statement\">{}</p>\n",
      html(c.id), html(c.id), verdict_word(p), html(c.source), formula_html(c.statement));
  std::string given;
  for (const auto h : c.hypotheses) given += (given.empty() ? "" : "; ") + formula_html(h);
  const std::string_view part = formal_part(c.id);
  std::string checked;
  for (const auto name : formal_theorems(c.id))
    checked +=
        checked.empty()
            ? fmt::format(", machine-checked {}as <code>{}</code>",
                          part.empty() ? "" : fmt::format("in part: {}, ", formula_html(part)), html(name))
            : fmt::format(", <code>{}</code>", html(name));
  text +=
      fmt::format("<p class=\"note\">Given: {}. Proof: <code>{}</code>{}; decided by <code>{}</code>.</p>\n",
                  given, html(c.note), checked, html(c.code));
  if (c.on_classes()) text += counts_html(p);
  for (const auto& v : p.violations) text += "<h4>A violation</h4>\n" + case_html(v);
  if (p.tightest) text += "<h4>The tightest case</h4>\n" + case_html(*p.tightest);
  if (c.on_classes() && p.figures.empty())
    text += "<p class=\"note\">No figures: no case has a positive bound with a positive value.</p>\n";
  return text + figures_html(p.figures, drawings) + "</section>\n";
}

const ClaimPart* part_of(const Page& page, std::string_view id) {
  const auto found =
      std::find_if(page.claims.begin(), page.claims.end(), [&](const auto& p) { return p.claim->id == id; });
  return found == page.claims.end() ? nullptr : &*found;
}

std::string side_by_side_html(const Page& page, const Drawings& drawings) {
  std::string rows;
  for (const auto& [seed, sharp] : {std::pair{"truth-retention", "truth-retention-sharp"},
                                    {"cubic-query-sum", "cubic-query-sum-sharp"}}) {
    const ClaimPart *a = part_of(page, seed), *b = part_of(page, sharp);
    if (!a || !b) continue;
    for (const auto& [p, name] : {std::pair{a, "seed"}, {b, "sharp"}})
      rows += fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td class=\"n\">{}</td></tr>\n", name,
                          link_to(p->claim->id), formula_html(p->claim->statement),
                          ratio_cell(p->digest.tightest));
  }
  if (rows.empty()) return {};
  return "<section id=\"seed-and-sharp\"><h2>Seed and sharp, side by side</h2>\n"
         "<p>A <em>seed</em> bound is the paper’s; a <em>sharp</em> one is proved in "
         "<code>proofs-notes/</code>. The ratio says "
         "how much of each is used by the tightest case.</p>\n"
         "<div class=\"scroll\"><table><tr><th>bound</th><th>claim</th><th>statement</th><th "
         "class=\"n\">tightest ratio</th>"
         "</tr>\n" +
         rows + "</table></div>\n" + figures_html(page.side_by_side, drawings) + "</section>\n";
}

std::string example_html(const WorkedExample& e, const Drawings& drawings) {
  const ModelClass& c = e.model_class;
  std::string text = fmt::format("<section id=\"{}\"><h3>{}</h3>\n", e.id, html(c.name));
  if (!c.note.empty()) text += fmt::format("<p>{}</p>\n", html(c.note));
  text += class_html(c) + download_html(c, e.id + ".json");
  if (!e.cut_short.empty()) text += fmt::format("<p class=\"warning\">{}</p>\n", html(e.cut_short));
  return text + figures_html(e.figures, drawings) + "</section>\n";
}

std::string head_html(const Page& page) {
  std::string text = page_head(page.title);
  for (const auto& paragraph : page.lead) text += fmt::format("<p class=\"lead\">{}</p>\n", html(paragraph));
  text += theorem;
  text += "<nav><a href=\"#glance\">At a glance</a>";
  if (part_of(page, "truth-retention") || part_of(page, "cubic-query-sum"))
    text += "<a href=\"#seed-and-sharp\">Seed and sharp</a>";
  if (!page.examples.empty()) text += "<a href=\"#examples\">Worked examples</a>";
  text +=
      "<a href=\"#claims\">Claims</a><a href=\"#reading\">How to read</a><a href=\"#made\">How it was "
      "made</a></nav>\n";
  return text + "</header>\n<main>\n";
}

std::string made_html(const Page& page) {
  return "<section id=\"made\"><h2>How it was made</h2>\n<div class=\"scroll\"><table class=\"facts\">" +
         made_by_rows(page.made_by) +
         "</table></div>\n<p class=\"note\">M. K. Cohen, M. Hutter, N. Nanda, <cite>Fully General Online "
         "Imitation Learning</cite>, JMLR 23 (2022), arXiv 2102.08686. The page holds everything it shows; "
         "beside it, "
         "<code>plots/</code> has each figure’s data (exact numbers with their decimals), script and vector "
         "graphics, and <code>classes/</code> the class files.</p></section>\n";
}

}  // namespace

std::string page_html(const Page& page, const Drawings& drawings) {
  std::string text = head_html(page);
  for (const auto& w : page.warnings) text += fmt::format("<p class=\"warning\">{}</p>\n", html(w));
  text += "<section id=\"glance\"><h2>At a glance</h2>\n" + summary_table(page) + "</section>\n" +
          side_by_side_html(page, drawings);
  if (!page.examples.empty()) {
    text += "<section id=\"examples\"><h2>Worked examples</h2>\n";
    for (const auto& e : page.examples) text += example_html(e, drawings);
    text += "</section>\n";
  }
  text += "<section id=\"claims\"><h2>The claims</h2>\n";
  for (const auto& p : page.claims) text += claim_html(p, drawings);
  return text + "</section>\n" + std::string(how_to_read) + made_html(page) + page_foot();
}

}  // namespace qed::evidence
