// Mistakes in the uses of the imitator: quantilizers that are none, and products that leave calls out.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "qed/uses/distillation.hpp"
#include "qed/uses/quantilizer.hpp"

namespace qed::properties {

struct QuantilizerFault {
  std::string_view id;
  std::string_view mistake;
  QuantilizerRule rule;
};
std::span<const QuantilizerFault> quantilizer_faults();
// Throws  std::invalid_argument where there is no such fault.
const QuantilizerFault& quantilizer_fault(std::string_view id);

struct ProductFault {
  std::string_view id;
  std::string_view mistake;
  std::function<Rational(unsigned level, const Rational& theta)> factor;
};
std::span<const ProductFault> product_faults();

}  // namespace qed::properties
