#include "qed/evidence/page.hpp"

#include <fmt/format.h>

#include <stdexcept>

#include "qed/claims/check.hpp"
#include "qed/evidence/page_text.hpp"
#include "qed/model/class_file.hpp"

namespace qed::evidence {

namespace {

std::string history_text(const History& history, const ModelClass& c) {
  constexpr std::size_t most_steps = 12;
  std::string text;
  for (std::size_t t = 0; t < history.size() && t < most_steps; ++t) {
    const HistoryStep& s = history[t];
    text += (t == 0 ? "" : ", ") + std::string(s.asked ? "ask " : "") + c.actions[s.action] +
            (c.observations.size() > 1 ? "/" + c.observations[s.observation] : "");
  }
  return history.size() > most_steps ? fmt::format("{}, … ({} steps)", text, history.size()) : text;
}

void write_class_files(const std::filesystem::path& folder, const Page& page) {
  const auto write = [&](const std::string& file, const ModelClass& c) {
    write_whole(folder / file, write_class(c));
  };
  for (const auto& part : page.claims) {
    if (part.tightest && part.tightest->model_class) write(part.tightest->file, *part.tightest->model_class);
    for (const auto& v : part.violations)
      if (v.model_class) write(v.file, *v.model_class);
  }
  for (const auto& e : page.examples) write(e.id + ".json", e.model_class);
}

}  // namespace

std::vector<ClaimPart> claim_parts(const Digest& digest) {
  std::vector<ClaimPart> parts;
  for (const Claim& c : claims()) {
    ClaimPart part{&c, digest.of(std::string(c.id)), {}, {}, {}};
    const Counts& n = part.digest.counts;
    if (c.on_classes() && n.applicable() + n.not_applicable == 0) continue;
    if (c.id == "cubic-query-sum-lower") part.figures.push_back(lower_bound_figure());
    if (c.id == "cubic-is-needed") part.figures.push_back(cubic_is_needed_figure());
    if (c.id == "product-growth") part.figures.push_back(product_growth_figure());
    if (c.on_classes()) part.figures = case_figures(c, part.digest);
    parts.push_back(std::move(part));
  }
  return parts;
}

std::vector<Figure> side_by_side_figures(const Digest& digest) {
  std::vector<Figure> figures;
  for (const auto& [seed, sharp] :
       {std::pair{"truth-retention", "truth-retention-sharp"}, {"cubic-query-sum", "cubic-query-sum-sharp"}})
    for (auto& f : side_by_side(claim(seed), digest.of(seed), claim(sharp), digest.of(sharp)))
      figures.push_back(std::move(f));
  return figures;
}

ShownCase shown_case(const Claim& c, const Record& record, ModelClass model_class, std::string origin,
                     std::string file) {
  const std::string_view only[] = {c.id};
  const ClaimResult result = check(model_class, {}, {}, only).claims.front();
  std::string detail = result.worst.detail;
  if (result.worst.action)
    detail = "Action " + model_class.actions[*result.worst.action] + (detail.empty() ? "" : "; ") + detail;
  std::string history = history_text(result.history, model_class);
  return {record,
          std::move(origin),
          std::move(file),
          std::move(model_class),
          std::move(detail),
          std::move(history)};
}

Written write_page(const std::filesystem::path& folder, const Page& page, const std::string& gnuplot) {
  make_page_folder(folder);
  Written written{folder / "index.html", 0, 0, {}};
  Drawings drawings;
  const auto draw_all = [&](const std::vector<Figure>& figures) {
    draw_figures(figures, folder, gnuplot, drawings, written);
  };
  draw_all(page.side_by_side);
  for (const auto& e : page.examples) draw_all(e.figures);
  for (const auto& p : page.claims) draw_all(p.figures);
  write_class_files(folder / "classes", page);
  write_whole(written.index, page_html(page, drawings));
  return written;
}

}  // namespace qed::evidence
