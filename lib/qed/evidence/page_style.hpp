// How the page looks: one style sheet for screens of every width, light and dark, and for paper. No fonts are loaded.
#pragma once

#include <string_view>

namespace qed::evidence {

inline constexpr std::string_view page_style = R"css(
:root {
  color-scheme: light dark;
  --paper: #fdfdfb; --ink: #1b1b1b; --soft: #5b5b58; --line: #dcdcd6; --wash: #f3f3ee; --link: #0b5394;
  --good: #12663f; --bad: #a3200d; --doubtful: #8a5a00;
  --grid: #dedede; --series-0: #0072b2; --series-1: #d55e00; --series-2: #009e73; --series-3: #b5548f;
  --series-4: #3f9bd1; --series-5: #c98a00; --series-6: #7a5195; --series-7: #6b6b6b;
  --serif: Charter, "Bitstream Charter", "Sitka Text", Cambria, "Noto Serif", "DejaVu Serif", Georgia, serif;
  --sans: system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif;
  --mono: ui-monospace, "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #16181a; --ink: #e4e4e0; --soft: #a3a39d; --line: #36393c; --wash: #1f2224; --link: #8ab8e6;
    --good: #74c69d; --bad: #f28b76; --doubtful: #e0b050;
    --grid: #3a3d40; --series-0: #56a8e0; --series-1: #f0813a; --series-2: #3fc296; --series-3: #de93bf;
    --series-4: #8ccaf0; --series-5: #e8b54a; --series-6: #b592d6; --series-7: #a8a8a8;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: smooth; }
body { margin: 0 auto; padding: 2.5rem 1.25rem 4rem; max-width: 66rem; background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.6 var(--serif); overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.25; text-wrap: balance; margin: 0; }
h1 { font-size: 2.1rem; font-weight: 600; letter-spacing: -0.01em; }
h2 { font-size: 1.5rem; font-weight: 600; margin-top: 3.2rem; padding-top: 1.2rem; border-top: 1px solid var(--line); }
h3 { font-size: 1.2rem; font-weight: 600; margin-top: 3rem; }
h4 { font: 600 0.82rem/1.4 var(--sans); color: var(--soft); margin: 1.6rem 0 0.4rem; }
p, ul, .statement { max-width: 44rem; }
p { margin: 0.7rem 0; }
a { color: var(--link); text-decoration-thickness: 1px; text-underline-offset: 2px; }
:target { scroll-margin-top: 1rem; }
code, pre, .exact { font-family: var(--mono); font-size: 0.86em; }
code, .exact { overflow-wrap: anywhere; }
pre { margin: 0.5rem 0; padding: 0.8rem 1rem; background: var(--wash); overflow-x: auto; line-height: 1.45; }
.soft, figcaption, .note { color: var(--soft); }
.lead { font-size: 1.15rem; margin-top: 0.9rem; }
.theorem { margin: 1.4rem 0; overflow-x: auto; }
.theorem math { font-size: 1.15rem; width: max-content; }
.theorem mtd { padding: 0.35em 0; text-align: left; }
nav { font: 0.9rem/1.5 var(--sans); margin: 1.4rem 0 -1rem; display: flex; flex-wrap: wrap; gap: 0.2rem 1.3rem; }
main > :first-child:not(section, h2) { margin-top: 2.2rem; }
.scroll { overflow-x: auto; max-width: 100%; margin: 0.9rem 0; }
table { border-collapse: collapse; font: 0.86rem/1.45 var(--sans); font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; color: var(--soft); vertical-align: bottom; }
th, td { padding: 0.34rem 0.9rem 0.34rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }
th:last-child, td:last-child { padding-right: 0; }
th.n, td.n { text-align: right; }
#claims-table { width: 100%; }
#claims-table th, #claims-table td { white-space: nowrap; }
.facts th { padding-right: 1.6rem; white-space: nowrap; vertical-align: top; font-weight: 400; }
.word { font: 600 0.86em var(--sans); white-space: nowrap; }
.word.holds { color: var(--good); } .word.violated, .word.refuted { color: var(--bad); }
.word.undecided { color: var(--doubtful); } .word.none { color: var(--soft); font-weight: 400; font-size: 1em; }
.bar { display: inline-block; width: 3.5rem; height: 0.5rem; margin-left: 0.6rem; background: var(--wash);
  border: 1px solid var(--line); vertical-align: baseline; }
.bar i { display: block; height: 100%; background: var(--series-0); }
.claim > header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0.2rem 1rem; margin-top: 3.4rem; }
.claim > header h3 { margin: 0; }
.claim > header .source { font: 0.86rem var(--sans); color: var(--soft); }
.statement { font-size: 1.13rem; line-height: 1.65; margin: 0.7rem 0; padding-left: 1rem; border-left: 3px solid var(--line); }
sub, sup { line-height: 0; font-size: 0.72em; }
.note { font-size: 0.95rem; }
details { margin: 0.5rem 0; max-width: 100%; }
summary { cursor: pointer; font: 0.86rem var(--sans); color: var(--link); }
td details { margin: 0; }
.exact { display: block; max-width: 44rem; max-height: 16rem; overflow-y: auto; margin: 0.3rem 0; }
.download { font: 0.9rem/1.6 var(--sans); }
.figures { display: grid; gap: 1.6rem 2rem; margin: 1.2rem 0;
  grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); }
figure { margin: 0; min-width: 0; }
.figures > figure:only-child { max-width: 34rem; }
figure svg { display: block; width: 100%; height: auto; font-family: var(--sans); }
figure text { fill: var(--ink); }
figcaption { font: 0.82rem/1.45 var(--sans); margin-top: 0.2rem; }
.missing { border: 1px dashed var(--line); padding: 1.2rem; font: 0.9rem/1.5 var(--sans); }
.warning { border-left: 3px solid var(--doubtful); padding-left: 1rem; }
footer { margin-top: 4rem; padding-top: 1.2rem; border-top: 1px solid var(--line); font-size: 0.95rem; }
@media (max-width: 34rem) {
  body { font-size: 1rem; padding-top: 1.5rem; }
  h1 { font-size: 1.65rem; } h2 { font-size: 1.3rem; margin-top: 3rem; }
  .theorem math { font-size: 0.95rem; }
}
@media print {
  @page { margin: 18mm 16mm; }
  :root { color-scheme: light; --paper: #fff; --ink: #000; --soft: #444; --line: #bbb; --wash: #f6f6f6; --link: #000;
    --good: #0d4d2f; --bad: #8c1a0a; --doubtful: #6b4600; --grid: #ddd; --series-0: #0072b2; --series-1: #d55e00;
    --series-2: #009e73; --series-3: #b5548f; --series-4: #3f9bd1; --series-5: #c98a00; --series-6: #7a5195;
    --series-7: #6b6b6b; }
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .download { display: none; }
  a { text-decoration: none; }
  h2, h3, h4 { break-after: avoid; }
  figure, tr, .statement { break-inside: avoid; }
  .figures { grid-template-columns: 1fr 1fr; }
  .scroll, pre, .exact { overflow: visible; max-height: none; }
  pre { white-space: pre-wrap; }
  table { font-size: 7.5pt; } .bar { display: none; }
  th, td { padding-right: 0.5rem; } #claims-table th, #claims-table td { white-space: normal; }
  figcaption { font-size: 7.5pt; }
}
)css";

}  // namespace qed::evidence
