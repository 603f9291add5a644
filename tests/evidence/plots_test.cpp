#include "qed/evidence/plots.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include <unistd.h>

namespace qed::evidence {
namespace {

class Plots : public ::testing::Test {
 protected:
  void SetUp() override {
    folder_ = std::filesystem::temp_directory_path() /
              ("qed-plots-" + std::to_string(getpid()) + "-" +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_;
};

Plot small_plot(const std::string& name = "value") {
  return {.id = "small",
          .title = name,
          .x = {name},
          .y = {"y of " + name},
          .series = {{name, Series::Kind::line, 0, {{0, exactly(ratio(1, 3))}, {1, exactly(2)}}},
                     {"bound", Series::Kind::bound, 1, {{0, {ratio(1, 3), ratio(2, 3)}}, {1, exactly(3)}}}}};
}

// Where gnuplot is not there the figure says so, with its data kept: that is then what is asserted of it.
bool is_drawn(const Drawn& drawn) {
  if (std::system("gnuplot --version >/dev/null 2>&1") == 0) {
    EXPECT_NE(drawn.svg, "") << drawn.why_not;
    return !drawn.svg.empty();
  }
  EXPECT_NE(drawn.why_not.find("gnuplot could not be run"), std::string::npos) << drawn.why_not;
  EXPECT_EQ(drawn.svg, "");
  EXPECT_TRUE(drawn.failed);
  return false;
}

TEST(PlotData, HasEveryNumberExactlyAndInDecimals) {
  EXPECT_EQ(plot_data(small_plot()),
            "# value\n"
            "# columns: x  y  y_upper  x_exact  y_exact  y_upper_exact   (x: value; y: y of value)\n"
            "# series 0: value\n"
            "0 0.333333333333 0.333333333333 0 1/3 1/3\n"
            "1 2 2 1 2 2\n"
            "\n\n# series 1: bound\n"
            "0 0.333333333333 0.666666666667 0 1/3 2/3\n"  // an enclosure: down, and up
            "1 3 3 1 3 3\n");
}

TEST(PlotScript, TextsCannotLeaveTheirQuotes) {
  const std::string hostile = "a'; system('touch /tmp/x'); `date` \"@m\" \\ {}_^ %s";
  const auto script = plot_script(small_plot(hostile));
  ASSERT_TRUE(script);
  EXPECT_NE(script->find("title 'a''; system(''touch /tmp/x''); `date` \"@m\""), std::string::npos)
      << *script;
  EXPECT_NE(script->find("noenhanced"), std::string::npos);
  EXPECT_EQ(plot_script(small_plot("a\nset output 'x'"))->find("\nset output 'x'"), std::string::npos);
}

TEST(PlotScript, ALogarithmicAxisHasNoZero) {
  Plot plot = small_plot();
  plot.y.logarithmic = true;
  plot.series[1].points = {{0, exactly(0)}};
  const auto script = plot_script(plot);
  ASSERT_TRUE(script);
  EXPECT_EQ(script->find("index 1"), std::string::npos);  // no point of it can be drawn
  plot.series[0].points = {{0, exactly(0)}};
  EXPECT_FALSE(plot_script(plot));
}

TEST_F(Plots, AMissingGnuplotIsSaidAndTheDataStay) {
  const Drawn drawn = draw(small_plot(), folder_, "gnuplot-that-is-not-there");
  EXPECT_EQ(drawn.svg, "");
  EXPECT_NE(drawn.why_not.find("gnuplot-that-is-not-there could not be run (No such file"), std::string::npos)
      << drawn.why_not;
  EXPECT_TRUE(std::filesystem::is_regular_file(folder_ / "small.dat"));
  EXPECT_TRUE(std::filesystem::is_regular_file(folder_ / "small.gp"));
}

TEST_F(Plots, AFailingGnuplotIsSaid) {
  EXPECT_NE(draw(small_plot(), folder_, "false").why_not.find("false failed"), std::string::npos);
  // A program that succeeds and draws nothing.
  EXPECT_NE(draw(small_plot(), folder_, "true").why_not.find("not a whole SVG"), std::string::npos);
}

TEST_F(Plots, HostileNamesAreDrawnAsText) {
  const std::string hostile =
      "</text><script>alert(1)</script> 'a' \"b\" \\n @{}_^ `touch x` $(touch y) & %s %d";
  const Drawn drawn = draw(small_plot(hostile), folder_);
  if (!is_drawn(drawn)) return;
  EXPECT_EQ(drawn.svg.find("<script"), std::string::npos);
  EXPECT_NE(
      drawn.svg.find("&lt;script>alert(1)&lt;/script> 'a' \"b\" \\n @{}_^ `touch x` $(touch y) &amp; %s %d"),
      std::string::npos)
      << drawn.svg;
  EXPECT_FALSE(std::filesystem::exists(folder_ / "x"));
  EXPECT_FALSE(std::filesystem::exists(folder_ / "y"));
}

TEST_F(Plots, WhatIsInlinedFitsThePage) {
  const Drawn drawn = draw(small_plot(), folder_);
  if (!is_drawn(drawn)) return;
  EXPECT_TRUE(drawn.svg.starts_with("<svg role=\"img\" aria-label=\"value\"")) << drawn.svg;
  EXPECT_EQ(drawn.svg.find("#ffffff"), std::string::npos);            // transparent
  EXPECT_EQ(drawn.svg.find("rgb("), std::string::npos) << drawn.svg;  // every colour follows the page's
  EXPECT_EQ(drawn.svg.find("black"), std::string::npos);
  EXPECT_NE(drawn.svg.find("var(--series-0)"), std::string::npos);
  EXPECT_NE(drawn.svg.find("currentColor"), std::string::npos);
  EXPECT_EQ(drawn.svg.find("id='gp"), std::string::npos);  // ids are the figure's own
  EXPECT_TRUE(std::filesystem::is_regular_file(folder_ / "small.svg"));
}

// The squared length of a law: 1 at the corners, 1/2 in the middle of an edge.
SimplexPlot lengths(const std::string& name) {
  SimplexPlot plot{.id = "map", .title = name, .corners = {name, "one", "two"}, .values = {}, .marks = {}};
  plot.values.resize(3);
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) {
      const auto p = plot.law(i, j);
      plot.values[i].push_back(exactly(p[0] * p[0] + p[1] * p[1] + p[2] * p[2]));
    }
  return plot;
}

TEST(SimplexPlots, DataAreExactAndWhereTheLawIs) {
  SimplexPlot plot = lengths("length");
  plot.values[2][0] = std::nullopt;
  const std::string data = plot_data(plot);
  EXPECT_NE(data.find("\n0.5 0.866025404 1 0 0 1 1 1\n"), std::string::npos) << data;  // the third corner
  EXPECT_NE(data.find("\n0.25 0.433012702 0.5 1/2 0 1/2 1/2 1/2\n"), std::string::npos) << data;
  EXPECT_NE(data.find(" ? 1 0 0 ? ?\n"), std::string::npos) << data;
  for (auto& row : plot.values)
    for (auto& value : row) value.reset();
  EXPECT_FALSE(plot_script(plot));
}

TEST_F(Plots, AMapIsDrawnAndItsNamesAreText) {
  const std::string hostile = "</text><script>alert(1)</script>'; system('touch x')";
  SimplexPlot plot = lengths(hostile);
  plot.marks = {{hostile, {ratio(1, 3), ratio(1, 3), ratio(1, 3)}}};
  EXPECT_NE(plot_script(plot)->find("''; system(''touch x'')"), std::string::npos);
  const Drawn drawn = draw(Figure{plot, ""}, folder_);
  if (!is_drawn(drawn)) return;
  EXPECT_EQ(drawn.svg.find("<script"), std::string::npos);
  EXPECT_FALSE(std::filesystem::exists(folder_ / "x"));
  // A map of one height has no lines to draw, and is drawn.
  for (auto& row : plot.values)
    for (auto& value : row) value = exactly(1);
  EXPECT_EQ(draw(Figure{plot, ""}, folder_).why_not, "");
}

TEST(InlineSvg, RefusesWhatCouldActOrLoad) {
  const std::string head = "<svg viewBox=\"0 0 1 1\">", tail = "</svg>\n\n";
  EXPECT_NO_THROW(inline_svg(head + "<path d='M0,0'/>" + tail, "x", "x"));
  EXPECT_THROW(inline_svg(head + "<script>1</script>" + tail, "x", "x"), std::runtime_error);
  EXPECT_THROW(inline_svg(head + "<image/>" + tail, "x", "x"), std::runtime_error);
  EXPECT_THROW(inline_svg(head + "<use xlink:href='http://a'/>" + tail, "x", "x"), std::runtime_error);
  EXPECT_THROW(inline_svg(head, "x", "x"), std::runtime_error);  // cut off
}

}  // namespace
}  // namespace qed::evidence
