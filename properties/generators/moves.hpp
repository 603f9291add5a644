// Small changes to a class: the steps of a directed search. Each is a change that somebody could have thought of at
// any class (a probability moved to a simple fraction nearby, a law made certain, a prior, the threshold, one model
// more or fewer …), and none knows what is looked for. Denominators stay small, so that evaluations stay cheap and
// what is found can be read.
#pragma once

#include <span>
#include <string_view>

#include "properties/generators/draw.hpp"
#include "qed/model/model_class.hpp"

namespace qed::gen {

// How large the classes of a search may be. All at least 1, least_models at most models; actions at most 8, which is how many shares the generators
// of laws deal out.
struct Caps {
  std::size_t least_models = 1;  // a search that may not leave models out does not end where few are best
  std::size_t models = 4;
  std::size_t actions = 3;
  unsigned horizon = 4;
};
// No law, prior or threshold has a larger common denominator.
inline constexpr unsigned most_denominator = 1000;

// A class within the caps to start from: the demonstrator inside, nothing observed, no step forced. As many events as
// asked for.
ModelClass start(Draw&, const Caps&, std::size_t events = 0);

// The thresholds in (0, 1) at which a model is exactly on the edge at the start or after one or two queries, whatever
// the answers: its weight over the weight ranked before it. Ascending.
std::vector<Rational> edge_thresholds(const ModelClass&);

struct Move {
  std::string_view name;
  // Changes the class and says so; false where there is nothing to change, or it would leave the caps: the class may
  // then have been spoilt.
  bool (*make)(ModelClass&, Draw&, const Caps&);
};
std::span<const Move> moves();

// The class after a few moves, mostly one. Within the caps if `c` is, and valid.
// Requires  c to be made of what `start` makes: a demonstrator inside the class, one observation.
ModelClass neighbour(Draw&, const ModelClass& c, const Caps&);

}  // namespace qed::gen
