#include "qed/evidence/html.hpp"

#include <gtest/gtest.h>

namespace qed::evidence {
namespace {

TEST(Html, NothingInATextCanActOrEndIt) {
  EXPECT_EQ(html("<script>alert('x')</script>"), "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;");
  EXPECT_EQ(html("\"a\" & b"), "&quot;a&quot; &amp; b");
  EXPECT_EQ(html("&lt;"), "&amp;lt;");  // a text that looks escaped is shown as it is
  EXPECT_EQ(html("θ ≤ 1"), "θ ≤ 1");
  EXPECT_EQ(html(std::string("a\x1b[31m")).find('\x1b'), std::string::npos);
}

TEST(Html, FormulasHaveTheirIndicesAndPowers) {
  EXPECT_EQ(formula_html("π_im(a | h) ≤ 2^N P"), "π<sub>im</sub>(a | h) ≤ 2<sup>N</sup> P");
  EXPECT_EQ(formula_html("Σ_{π≠μ} x_π(h)"), "Σ<sub>π≠μ</sub> x<sub>π</sub>(h)");
  EXPECT_EQ(formula_html("S₃^(1/3) N"), "S₃<sup>(1/3)</sup> N");
  EXPECT_EQ(formula_html("a_ b^"), "a_ b^");
  EXPECT_EQ(formula_html("x_<b>"), "x<sub>&lt;</sub>b&gt;");
}

TEST(Html, DataUrisAreBase64) {
  // RFC 4648, section 10.
  EXPECT_EQ(data_uri("a/b", ""), "data:a/b;base64,");
  EXPECT_EQ(data_uri("a/b", "f"), "data:a/b;base64,Zg==");
  EXPECT_EQ(data_uri("a/b", "fo"), "data:a/b;base64,Zm8=");
  EXPECT_EQ(data_uri("a/b", "foobar"), "data:a/b;base64,Zm9vYmFy");
  EXPECT_EQ(data_uri("a/b", "\xff\xfe\xfd"), "data:a/b;base64,//79");
}

TEST(Html, SlugsAreSafeFileNames) {
  EXPECT_EQ(slug("Two coins"), "two-coins");
  EXPECT_EQ(slug("../../etc/passwd"), "etc-passwd");
  EXPECT_EQ(slug("<θ>"), "x");
  EXPECT_LE(slug(std::string(500, 'a')).size(), 60u);
}

}  // namespace
}  // namespace qed::evidence
