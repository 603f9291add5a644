#include "qed/claims/system_claims.hpp"

#include "qed/claims/applicability.hpp"

namespace qed {

Claim about_systems(std::string_view id, std::string_view statement, std::string_view source,
                    std::vector<std::string_view> hypotheses, std::string_view interesting,
                    std::string_view note, std::string_view code, std::string_view scenario) {
  return {.id = id,
          .statement = statement,
          .source = source,
          .kind = ClaimKind::system,
          .status = ClaimStatus::proved_and_checked,
          .hypotheses = std::move(hypotheses),
          .interesting = interesting,
          .note = note,
          .code = code,
          .scenario = scenario,
          .applicable = always_applies};
}

}  // namespace qed
