#include "selectivity_text.hpp"

#include <fmt/format.h>

#include "qed/exact/number.hpp"

namespace qed::tool {

namespace {

std::string moments_text(const SeenMoments& seen) {
  if (seen.moments.empty()) return "the scores do not depend on the report; ";
  std::string text = fmt::format("the scores depend on the report only through the moment{}",
                                 seen.moments.size() == 1 ? "" : "s");
  for (const auto& moment : seen.moments) text += " " + tuple_text(moment);
  if (!seen.needs_all) text += " (whether on all of it is undecided)";
  return text + "; ";
}

std::string distance_text(const HiddenPair& pair) {
  const std::string distance = "total variation " + to_string(pair.distance);
  if (!pair.most) return distance + ", so the most there is is at least that";
  if (*pair.most == pair.distance) return distance + ", the most there is";
  return fmt::format("{}; no pair has more than {}", distance, to_string(*pair.most));
}

Json numbers_json(const std::vector<Rational>& numbers) {
  Json json = Json::array();
  for (const Rational& x : numbers) json.push_back(to_string(x));
  return json;
}

}  // namespace

std::string selectivity_sentence(const Selectivity& s) {
  if (!s.hidden) return {};
  return fmt::format("{}the reports {} and {} score the same whatever happens: {}",
                     s.seen ? moments_text(*s.seen) : "", tuple_text(s.hidden->first),
                     tuple_text(s.hidden->second), distance_text(*s.hidden));
}

void add_selectivity(Json& examination, const Selectivity& s) {
  if (s.seen) {
    Json moments = Json::array();
    for (const auto& moment : s.seen->moments) moments.push_back(numbers_json(moment));
    examination["moments_seen"] = std::move(moments);
    examination["all_moments_needed"] = s.seen->needs_all;
  }
  if (!s.hidden) return;
  examination["indistinguishable"] =
      Json::array({numbers_json(s.hidden->first), numbers_json(s.hidden->second)});
  examination["total_variation"] = to_string(s.hidden->distance);
  examination["most_total_variation"] = s.hidden->most ? Json(to_string(*s.hidden->most)) : Json();
}

}  // namespace qed::tool
