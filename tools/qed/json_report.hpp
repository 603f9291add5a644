// Results for programs: demonstrandum-check/1 and its siblings. Fractions in lowest terms as strings; a value
// is {"exact", "decimal"} or, certified or sampled, {"lower", "upper"}; a sampled quantity has an "estimate" too.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "checked_file.hpp"
#include "properties/faults.hpp"
#include "properties/hunt.hpp"
#include "properties/verify.hpp"

namespace qed::tool {

using Json = nlohmann::ordered_json;

// What made a report: qed, with its version and commit.
std::string program();

Json to_json(const Rational&);
Json to_json(const Value&);
Json to_json(const History&, const ModelClass&);
// One entry of "claims": id, verdict, value, bound, ratio, and what explains them.
Json to_json(const ClaimResult&, const ModelClass&);
// One entry of "results".
Json to_json(const CheckedFile&);
Json to_json(const Claim&);

Json check_json(const std::vector<CheckedFile>&);
Json verify_json(const properties::VerifyReport&, const std::vector<std::string>& saved,
                 const std::string& repeat);
Json faults_json(const properties::KillMatrix&, const std::vector<std::string>& saved,
                 const std::string& repeat);

// demonstrandum-hunt/1. `saved` is empty where the class was not saved.
Json hunt_json(const properties::HuntReport&, const std::string& saved, const std::string& repeat);

// Two-space indent and a new line; bytes that are no UTF-8 are replaced.
std::string dump(const Json&);

}  // namespace qed::tool
