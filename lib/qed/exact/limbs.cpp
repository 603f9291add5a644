#include "qed/exact/limbs.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include "qed/exact/require.hpp"

namespace qed {

Integer gcd(const Integer& a, const Integer& b) {
  Integer result = boost::multiprecision::gcd(a, b);
  return result < 0 ? Integer(-result) : result;
}

Integer lcm(const Integer& a, const Integer& b) {
  if (a == 0 || b == 0) return 0;
  Integer result = a / gcd(a, b) * b;
  return result < 0 ? Integer(-result) : result;
}

std::size_t bit_length(const Integer& value) {
  if (value == 0) return 0;
#if QED_WITH_GMP
  return mpz_sizeinbase(value.backend().data(), 2);
#else
  return boost::multiprecision::msb(value < 0 ? Integer(-value) : value) + 1;
#endif
}

std::size_t trailing_zero_bits(const Integer& value) {
  QED_REQUIRE(value != 0, "0 has no last bit that is 1");
#if QED_WITH_GMP
  return mpz_scan1(value.backend().data(), 0);
#else
  return boost::multiprecision::lsb(value < 0 ? Integer(-value) : value);
#endif
}

std::vector<std::uint64_t> to_limbs(const Integer& value) {
  QED_REQUIRE(value >= 0, "limbs are those of a number that is not negative");
  std::vector<std::uint64_t> limbs((bit_length(value) + 63) / 64);
  if (limbs.empty()) return limbs;
#if QED_WITH_GMP
  mpz_export(limbs.data(), nullptr, -1, sizeof(std::uint64_t), 0, 0, value.backend().data());
#else
  boost::multiprecision::export_bits(value, limbs.begin(), 64, false);
#endif
  return limbs;
}

Integer from_limbs(std::span<const std::uint64_t> limbs) {
  Integer value = 0;
  if (limbs.empty()) return value;
#if QED_WITH_GMP
  mpz_import(value.backend().data(), limbs.size(), -1, sizeof(std::uint64_t), 0, 0, limbs.data());
#else
  boost::multiprecision::import_bits(value, limbs.data(), limbs.data() + limbs.size(), 64, false);
#endif
  return value;
}

}  // namespace qed
