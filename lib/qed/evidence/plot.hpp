// A figure as data: series of exact or enclosed numbers, and laws over three outcomes with a number at each. Drawn by
// plots.hpp; nothing here turns a number into a decimal.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "qed/evaluate/forever.hpp"
#include "qed/exact/rational.hpp"

namespace qed::evidence {

// y is exact where its ends are equal, otherwise known to lie between them.
struct PlotPoint {
  Rational x;
  Enclosed y;
};
inline Enclosed exactly(const Rational& q) { return {q, q}; }

struct Series {
  enum class Kind { line, steps, bound, points };  // `bound` is a dashed line without marks
  std::string label;                               // may be anything: it is escaped
  Kind kind = Kind::line;
  unsigned colour = 0;  // 0 … 7, of a palette that colour-blind readers can tell apart
  std::vector<PlotPoint> points;
};

struct Axis {
  std::string label;
  bool logarithmic = false;
  std::optional<Rational> least = {}, most = {};  // the axis reaches at least so far
};

struct Plot {
  std::string id;  // a slug: names the files
  std::string title;
  Axis x, y;
  std::vector<Series> series;
};

// A number for each law over three outcomes: values[i][j] belongs to the law
// (i/N, (1 - i/N) j/N, (1 - i/N)(1 - j/N)) with N = values.size() - 1, so that every row has N + 1 of them. None: no
// finite value there.
struct SimplexPlot {
  struct Mark {
    std::string label;
    std::array<Rational, 3> law;
  };

  std::string id;  // a slug: names the files
  std::string title;
  std::array<std::string, 3> corners;  // what the outcomes are called
  std::vector<std::vector<std::optional<Enclosed>>> values;
  std::vector<Mark> marks = {};

  std::array<Rational, 3> law(std::size_t i, std::size_t j) const {
    const Integer steps(values.size() - 1);
    const Rational first = ratio(Integer(i), steps), share = ratio(Integer(j), steps);
    return {first, (1 - first) * share, (1 - first) * (1 - share)};
  }
};

struct Figure {
  std::variant<Plot, SimplexPlot> plot;
  std::string caption;  // plain text

  Figure(Plot series, std::string text) : plot(std::move(series)), caption(std::move(text)) {}
  Figure(SimplexPlot map, std::string text) : plot(std::move(map)), caption(std::move(text)) {}

  const std::string& id() const {
    return std::visit([](const auto& p) -> const std::string& { return p.id; }, plot);
  }
  const std::string& title() const {
    return std::visit([](const auto& p) -> const std::string& { return p.title; }, plot);
  }
};

}  // namespace qed::evidence
