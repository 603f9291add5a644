#include "qed/model/class_file/number_text.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "qed/exact/number.hpp"

namespace qed {
namespace {

std::string rewritten(const std::string& text) { return number_text(parse_rational(text)); }

TEST(NumberText, IsTheFractionWhereThatCanBeRead) {
  EXPECT_EQ(rewritten("0"), "0");
  EXPECT_EQ(rewritten("-0.5e1"), "-5");
  EXPECT_EQ(rewritten("2/6"), "1/3");
  EXPECT_EQ(rewritten("1e-3"), "1/1000");
  EXPECT_EQ(rewritten("1e-9998"), "1/1" + std::string(9'998, '0'));  // 10,000 digits
}

TEST(NumberText, IsADecimalWhereTheFractionWouldBeTooLong) {
  EXPECT_EQ(rewritten("1e-9999"), "1e-9999");
  EXPECT_EQ(rewritten("-1e-10000"), "-1e-10000");
  EXPECT_EQ(rewritten("1e10000"), "1e10000");
  EXPECT_EQ(rewritten("5e-10000"), "5e-10000");  // 1 / (2 · 10^9999)
  EXPECT_EQ(rewritten("1234500e-9999"), "1.2345e-9993");
  EXPECT_EQ(rewritten("0." + std::string(9'999, '3')), "3." + std::string(9'998, '3') + "e-1");
  EXPECT_EQ(rewritten("-1200e10000"), "-1200e10000");  // 12e10002 has too large an exponent
}

// Beyond the largest exponent, zeros do the rest.
TEST(NumberText, ReadsBackAtTheEdges) {
  const std::string zeros(9'980, '0');
  for (const std::string& text :
       {fmt::format("0.{}123e-10000", zeros), fmt::format("-0.{}1e-10000", zeros),
        fmt::format("123{}e10000", zeros), fmt::format("5{}e-10000", zeros),
        fmt::format("{:9<9995}e-10000", ""), fmt::format("{:9<9995}e10000", ""),
        fmt::format("0.0{:7<9994}e3", ""), fmt::format("0.{:3<9994}e-10000", ""),
        fmt::format("0.{:3<9999}", ""), fmt::format("1/{:7<9999}", ""), fmt::format("{:1<10000}", ""),
        std::string("-12.5e-10000"), std::string("1.25e-9999"), std::string("0.5e10000")})
    EXPECT_EQ(parse_rational(rewritten(text)), parse_rational(text)) << text.substr(0, 20);
}

}  // namespace
}  // namespace qed
