#include "qed/evidence/sweep.hpp"

#include <numeric>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "qed/exact/require.hpp"
#include "qed/model/class_file.hpp"
#include "qed/model/class_file/sha256.hpp"

namespace qed::evidence {

std::uint64_t Grid::points() const {
  std::uint64_t product = kinds.size();
  for (const std::uint64_t n :
       {alphas.size(), priors.size(), actions.size(), models.size(), observations.size(), horizons.size()})
    product *= n;  // limited where it is read
  return product;
}

Parameters Grid::at(std::uint64_t point) const {
  const auto pick = [&point](const auto& from) {
    const auto& found = from[point % from.size()];
    point /= from.size();
    return found;
  };
  Parameters p;
  p.kind = pick(kinds);
  p.alpha = pick(alphas);
  p.prior = pick(priors);
  p.actions = pick(actions);
  p.models = pick(models);
  p.observations = pick(observations);
  p.horizon = static_cast<unsigned>(pick(horizons));
  return p;
}

Sweep Sweep::standard() {
  Sweep s;
  s.name = "standard";
  s.grid.kinds = kinds_of_models;
  s.grid.alphas = {ratio(1, 50), ratio(1, 20), ratio(1, 10), ratio(1, 4), ratio(1, 2)};
  s.grid.priors = {ratio(1, 20), ratio(1, 5), ratio(1, 2), ratio(4, 5)};
  s.grid.actions = {2, 3};
  s.grid.models = {2, 3, 5};
  s.grid.observations = {1, 2};
  s.grid.horizons = {1, 2, 4, 6};
  s.grid.replicates = 2;
  return s;
}

std::uint64_t Sweep::cases() const { return classes.size() + grid.points() * grid.replicates; }

std::string Sweep::spec() const {
  const auto texts = [](const std::vector<Rational>& numbers) {
    std::vector<std::string> found;
    for (const auto& q : numbers) found.push_back(to_string(q));
    return found;
  };
  nlohmann::ordered_json json;
  json["classes"] = nlohmann::ordered_json::array();
  for (const ModelClass& mc : classes) json["classes"].push_back(sha256(write_class(mc)));
  if (grid.points() > 0)
    json["grid"] = {{"kinds", grid.kinds},          {"alphas", texts(grid.alphas)},
                    {"priors", texts(grid.priors)}, {"actions", grid.actions},
                    {"models", grid.models},        {"observations", grid.observations},
                    {"horizons", grid.horizons}};
  return json.dump();
}

namespace {

// The place of the n-th case among `points`: steps that are coprime to it visit every one before any comes again.
std::uint64_t scattered(std::uint64_t n, std::uint64_t points) {
  std::uint64_t step = points * 618 / 1000 + 1;
  while (std::gcd(step, points) != 1) ++step;
  return n % points * step % points;
}

Parameters parameters_of(const ModelClass& mc) {
  Parameters p;
  p.kind = "file";
  p.alpha = mc.alpha;
  if (mc.demonstrator_inside()) p.prior = mc.demonstrator_prior();
  p.actions = mc.actions.size();
  p.models = mc.models.size();
  p.observations = mc.observations.size();
  p.horizon = mc.horizon;
  return p;
}

}  // namespace

Parameters Sweep::parameters(std::uint64_t index) const {
  if (index < classes.size()) return parameters_of(classes[index]);
  QED_REQUIRE(unending(), "a case beyond the class files is of the grid");
  return grid.at(scattered(index - classes.size(), grid.points()));
}

ModelClass Sweep::model_class(std::uint64_t seed, std::uint64_t index) const {
  if (index < classes.size()) return classes[index];
  ModelClass mc = drawn_class(parameters(index), seed, index);
  mc.name = fmt::format("{}, seed {}, case {}", name, seed, index);
  return mc;
}

}  // namespace qed::evidence
