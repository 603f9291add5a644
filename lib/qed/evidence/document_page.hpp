// A document as a page: DIR/index.html, which a browser shows without a network, without scripts, and on paper; beside it
// DIR/plots (data, scripts, vector graphics) and DIR/classes (class files).
#pragma once

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "qed/evidence/document.hpp"
#include "qed/evidence/page_parts.hpp"

namespace qed::evidence {

// How it was made: "seed", "1"; "repeat", a command line.
using MadeBy = std::vector<std::pair<std::string, std::string>>;

// A function of its arguments alone.
std::string document_html(const Document&, const MadeBy&, const Drawings&);

struct Written {
  std::filesystem::path index;
  std::size_t figures = 0;
  std::size_t not_drawn = 0;  // of them; the page says so in their places
  std::string why_not;        // of the first of these
};

// A folder that a page can be written to.
// Throws  std::runtime_error naming it where it is none, or where it holds an index.html that is not such a page.
void require_page_folder(const std::filesystem::path&);
// DIR, DIR/plots and DIR/classes.   Throws  as require_page_folder; std::runtime_error naming what cannot be made.
void make_page_folder(const std::filesystem::path&);
// Draws them to DIR/plots, and counts.
void draw_figures(const std::vector<Figure>&, const std::filesystem::path& folder, const std::string& gnuplot,
                  Drawings&, Written&);

// Replaces a page that is there. Files that it does not name stay.
// gnuplot: the command that draws.
// Throws  as make_page_folder; std::runtime_error naming a file that cannot be written.
Written write_document(const std::filesystem::path& folder, const Document&, const MadeBy&,
                       const std::string& gnuplot = "gnuplot");

}  // namespace qed::evidence
