#include "certificate.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>

#include <fmt/format.h>

#include "qed/evaluate/certificate.hpp"

namespace qed::tool {

namespace {

namespace fs = std::filesystem;

// Those about the class as a whole whose two sides are rational; tools/recheck.py knows them too.
constexpr std::string_view certified[] = {"truth-retention", "truth-retention-sharp", "cubic-query-sum",
                                          "cubic-query-sum-sharp"};

std::vector<CertifiedClaim> certified_claims(const ClassFacts& facts) {
  std::vector<CertifiedClaim> result;
  for (const std::string_view id : certified) {
    const Comparison c = claim(id).on_class(facts);
    if (c.verdict != Verdict::not_applicable)
      result.push_back({id, c.value->exact(), c.bound->exact(), c.verdict});
  }
  return result;
}

std::string_view why(Ended ended) {
  switch (ended) {
    case Ended::state_limit:
      return "the limit on states was reached; without sweeping, a certificate keeps all";
    case Ended::memory_limit:
      return "the limit on memory was reached; without sweeping, a certificate keeps all";
    case Ended::interrupted: return "interrupted";
    case Ended::undecided:
    case Ended::horizon: break;
  }
  return "";
}

// A device or a pipe is written to as it is; a file is replaced when the new one is complete.
bool replaceable(const fs::path& path) {
  std::error_code error;
  const auto type = fs::status(path, error).type();
  return type == fs::file_type::regular || type == fs::file_type::not_found;
}

// Removes a half-written file, whatever ends the writing.
struct Unfinished {
  fs::path path;
  ~Unfinished() {
    std::error_code ignored;
    if (!path.empty()) fs::remove(path, ignored);
  }
};

}  // namespace

void save_certificate(CheckedFile& checked, const std::string& path, std::string_view text,
                      const EvaluateOptions& how) {
  const auto fail = [&](Status status, std::string_view reason) {
    checked.certificate_failure =
        Failure{status, fmt::format("{}: no certificate: {}", path, reason), {}, {}, {}};
  };
  const auto fail_to_write = [&](const std::error_code& error) {
    fail(Status::bad_input, fmt::format("it cannot be written ({})", error.message()));
  };
  const auto last_error = [] { return std::error_code(errno, std::generic_category()); };
  if (const std::string limit = checked.limit(); !limit.empty()) return fail(Status::undecided, limit);
  if (checked.expansion && !checked.expansion->complete)
    return fail(Status::undecided,
                "more models than --max-models may be collected, and enclosures have none");

  const bool replaces = replaceable(path);
  const fs::path written = replaces ? fs::path(path + ".part") : fs::path(path);
  std::ofstream stream(written, std::ios::binary);
  if (!stream) return fail_to_write(last_error());
  Unfinished unfinished{replaces ? written : fs::path()};
  const ModelClass& mc = *checked.model_class;
  const Quantities& quantities = checked.result->evaluation.quantities;
  const Ended ended =
      write_certificate(stream, text, mc, quantities, certified_claims({mc, quantities}), how);
  if (ended != Ended::horizon) return fail(Status::undecided, why(ended));
  stream.close();
  if (!stream) return fail_to_write(last_error());
  std::error_code error;
  if (replaces) fs::rename(written, path, error);
  if (error) return fail_to_write(error);
  unfinished.path.clear();
  checked.certificate = path;
}

}  // namespace qed::tool
