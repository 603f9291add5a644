#include "qed/scoring/kernel.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <stdexcept>

#include "qed/exact/wording.hpp"
#include "qed/scoring/normal_form.hpp"

namespace qed {
namespace {

void require_rows(std::size_t rows, std::size_t outcomes, std::size_t y, const char* what) {
  if (rows != outcomes || y >= outcomes)
    throw std::invalid_argument(
        fmt::format("{} rows of {} and outcome {} for {} outcomes", rows, what, y, outcomes));
}

bool are_equal(const Rational& a, const Rational& b) { return a == b; }
bool are_equal(const Expression& a, const Expression& b) { return is_zero_on_simplex(a - b, 2); }

}  // namespace

MomentScore::MomentScore(FeatureRows phi) : phi_(std::move(phi)) {
  if (phi_.empty()) throw std::invalid_argument("no row of features; expected one per outcome");
  for (const auto& row : phi_)
    if (row.size() != phi_.front().size())
      throw std::invalid_argument(
          fmt::format("rows of {} and of {} features; expected as many", phi_.front().size(), row.size()));
}

void MomentScore::require_outcomes(std::size_t outcomes, std::size_t y) const {
  require_rows(phi_.size(), outcomes, y, "features");
}

template <class Entry>
KernelScore<Entry>::KernelScore(Rows<Entry> kernel) : kernel_(std::move(kernel)) {
  for (std::size_t i = 0; i < kernel_.size(); ++i) {
    if (kernel_[i].size() != kernel_.size())
      throw std::invalid_argument(
          fmt::format("a kernel of {} rows with {} entries in row {}", kernel_.size(), kernel_[i].size(), i));
    for (std::size_t j = 0; j < i; ++j)
      if (!are_equal(kernel_[i][j], kernel_[j][i]))
        throw std::invalid_argument(
            fmt::format("a kernel with {} at ({}, {}) and {} at ({}, {}); expected it symmetric",
                        to_string(kernel_[i][j]), i, j, to_string(kernel_[j][i]), j, i));
  }
}

template <class Entry>
void KernelScore<Entry>::require_outcomes(std::size_t outcomes, std::size_t y) const {
  require_rows(kernel_.size(), outcomes, y, "a kernel");
}

template class KernelScore<Rational>;
template class KernelScore<Expression>;

namespace {

std::vector<std::string> names_in(const std::string& separated_by_commas) {
  std::vector<std::string> names;
  for (std::size_t from = 0;;) {
    const std::size_t comma = separated_by_commas.find(',', from);
    names.push_back(separated_by_commas.substr(from, comma - from));
    if (comma == std::string::npos) return names;
    from = comma + 1;
  }
}

std::vector<std::string> names_of(const Features& features) {
  std::vector<std::string> names;
  for (const auto& [name, values] : features) names.push_back(name);
  return names;
}

}  // namespace

Rule moment_rule(std::string name, const std::string& parameter, const Features& features) {
  const std::vector<std::string> known = names_of(features);
  if (known.empty())
    throw std::invalid_argument("moments: found no feature, expected some, as in --feature x=0,1,3");
  const std::vector<std::string> wanted = parameter.empty() ? known : names_in(parameter);
  for (const std::string& feature : wanted)
    if (!features.contains(feature))
      throw std::invalid_argument(fmt::format("moments: no feature is called {}{}; there are {}",
                                              in_quotes(feature), suggestion(feature, known), listed(known)));
  return Rule::from_formulas(
      std::move(name),
      [wanted, features](std::size_t outcomes) {
        FeatureRows phi(outcomes);
        for (const std::string& feature : wanted) {
          const std::vector<Rational>& values = features.at(feature);
          if (values.size() != outcomes)
            throw std::invalid_argument(fmt::format("moments: {} has {} numbers; there are {} outcomes",
                                                    feature, values.size(), outcomes));
          for (std::size_t y = 0; y < outcomes; ++y) phi[y].push_back(values[y]);
        }
        return formulas_of(MomentScore(std::move(phi)), outcomes);
      },
      fmt::format("the mean{} of {}", wanted.size() > 1 ? "s" : "", fmt::join(wanted, ", ")),
      std::string(MomentScore::scale.unit), std::string(MomentScore::scale.literature));
}

Rule kernel_rule(std::string name, const std::string& parameter, const Features& features) {
  if (parameter.empty())
    throw std::invalid_argument(
        "kernel: found no formula, expected one in i and j, as in kernel:-abs(i - j)");
  const Formula kernel = Formula::parse(parameter, features);
  return Rule::from_formulas(
      std::move(name),
      [kernel](std::size_t outcomes) {
        return formulas_of(KernelScore<Expression>(kernel.table(outcomes)), outcomes);
      },
      "what the kernel tells apart", std::string(KernelScore<Expression>::scale.unit),
      std::string(KernelScore<Expression>::scale.literature));
}

}  // namespace qed
