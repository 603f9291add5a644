// The page: DIR/index.html, which a browser shows without a network, without scripts, and on paper; beside it
// DIR/plots (data, scripts, vector graphics) and DIR/classes (class files). What the page offers for download is also
// inside it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "qed/claims/claim.hpp"
#include "qed/evidence/document_page.hpp"
#include "qed/evidence/figures.hpp"
#include "qed/evidence/records.hpp"
#include "qed/evidence/worked_example.hpp"

namespace qed::evidence {

// A case worth a reader's time: the tightest of a claim, or one that violates it.
struct ShownCase {
  Record record;
  std::string origin;  // "case 37 of seed 1"
  std::string file;    // its class file's name, without folder
  std::optional<ModelClass> model_class;
  std::string detail;   // which action, event … the numbers belong to; may be empty
  std::string history;  // the node that they belong to; empty where they belong to the class
};

struct ClaimPart {
  const Claim* claim;
  ClaimDigest digest;
  std::optional<ShownCase> tightest;
  std::vector<ShownCase> violations;
  std::vector<Figure> figures;
};

// What a page says. Texts are plain: they are escaped when they are written.
struct Page {
  std::string title;
  std::vector<std::string> lead;  // paragraphs
  MadeBy made_by;
  std::vector<std::string> warnings;  // interrupted, a limit was reached …
  std::uint64_t cases = 0;
  std::vector<ClaimPart> claims;
  std::vector<Figure> side_by_side;  // of seed and sharp bounds
  std::vector<WorkedExample> examples;
};

// The claims' parts, in the order of claims(): those that a digest has records of, and the families. Figures are the
// digest's, and what the engine computes about the families.
std::vector<ClaimPart> claim_parts(const Digest&);
std::vector<Figure> side_by_side_figures(const Digest&);

// The tightest case with its class: decided again, for its detail and history, if `found` has a class for it.
ShownCase shown_case(const Claim&, const Record&, ModelClass, std::string origin, std::string file);

// Replaces a page that is there. Parts and files that it does not name stay.
// gnuplot: the command that draws.
// Throws  as make_page_folder; std::runtime_error naming a file that cannot be written.
Written write_page(const std::filesystem::path& folder, const Page&, const std::string& gnuplot = "gnuplot");

}  // namespace qed::evidence
