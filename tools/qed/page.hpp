// The pages that `qed verify` and `qed evidence` end with.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "properties/verify.hpp"

namespace qed::evidence {
class Ledger;
}

namespace qed::tool {

class VerifyPage {
 public:
  // Whether this qed can write pages: it was built with Demonstrandum::evidence.
  static bool possible();
  static constexpr std::string_view impossible =
      "this qed was built without the evidence library, which writes pages";

  // examples: classes to work out, beside the two coins.
  // Throws  std::runtime_error where the folder cannot hold a page.   Requires  possible().
  VerifyPage(std::filesystem::path folder, std::vector<ModelClass> examples);
  ~VerifyPage();

  void add(std::uint64_t index, const ModelClass&, const CheckResult&);
  // The path of the page. What could not be drawn is a diagnostic.
  // Throws  std::runtime_error naming a file that cannot be written.
  std::string write(const properties::VerifyReport&, const std::string& repeat) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// The page of a ledger, with the two coins worked out, unless interrupted. As VerifyPage::write.
std::string write_ledger_page(const evidence::Ledger&, const std::filesystem::path& folder,
                              std::uint64_t seed, const std::string& repeat);

}  // namespace qed::tool
