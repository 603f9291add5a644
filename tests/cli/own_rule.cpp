#include <iostream>
#include <qed/scoring/properness.hpp>

struct Cubic {
  template <class Number>
  Number operator()(std::span<const Number> p, std::size_t y) const {
    Number score = Number(3) * p[y] * p[y];
    for (const Number& x : p) score -= Number(2) * x * x * x;
    return score;
  }
};

int main() {
  const auto found = qed::properness(qed::Rule("cubic", Cubic{}), 3);
  std::cout << "proper: " << to_string(found.proper) << ", strictly: " << to_string(found.strictly) << "\n";
}
