#include "qed/model/class_file/structure.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <span>

#include "qed/exact/wording.hpp"
#include "qed/model/defect.hpp"

namespace qed {
namespace {

using Kind = JsonValue::Kind;

constexpr std::string_view format_name = "demonstrandum-class/1";

class Structure {
 public:
  explicit Structure(const JsonValue& root) : root_(root) {}

  void document() const {
    require(root_, Kind::object, "an object");
    const JsonValue* format = root_.find("format");
    if (format == nullptr) fail(root_, "no key \"format\"", fmt::format("\"format\": \"{}\"", format_name));
    one_of(*format, {std::string(format_name)});
    object(root_, {{"format", required, &Structure::text},
                   {"name", required, &Structure::text},
                   {"note", optional, &Structure::text},
                   {"actions", required, &Structure::list<&Structure::text>},
                   {"observations", optional, &Structure::list<&Structure::text>},
                   {"environment", optional, &Structure::environment},
                   {"models", required, &Structure::list<&Structure::model>},
                   {"families", optional, &Structure::list<&Structure::family>},
                   {"demonstrator", required, &Structure::demonstrator},
                   {"alpha", required, &Structure::number},
                   {"threshold", optional, &Structure::threshold},
                   {"horizon", required, &Structure::number},
                   {"forced_queries", optional, &Structure::number},
                   {"events", optional, &Structure::list<&Structure::event>},
                   {"counterexample", optional, &Structure::counterexample},
                   {"$schema", optional, &Structure::text}});  // for editors: nothing of the class
  }

 private:
  using Check = void (Structure::*)(const JsonValue&) const;
  enum Presence { optional, required };
  struct Member {
    std::string_view key;
    Presence presence;
    Check check;
  };
  struct KindOfObject {
    std::string_view kind;
    std::vector<Member> members;
  };

  [[noreturn]] void fail(const JsonValue& at, std::string found, std::string expected) const {
    throw Defect(pointer_of(root_, at), std::move(found), std::move(expected));
  }
  void require(const JsonValue& value, Kind kind, std::string_view expected) const {
    if (value.kind != kind) fail(value, shown(value), std::string(expected));
  }

  // --- scalars and lists

  void text(const JsonValue& value) const { require(value, Kind::string, "a text"); }
  void boolean(const JsonValue& value) const { require(value, Kind::boolean, "true or false"); }

  void number(const JsonValue& value) const {
    if (value.kind == Kind::real)
      fail(value, fmt::format("the binary floating-point number {}", shown(value)),
           "an exact number: an integer, or a text such as \"1/10\" or \"0.1\" in quotes, because a JSON "
           "number with a fraction or an exponent is rounded by whoever reads it");
    if (value.kind != Kind::integer && value.kind != Kind::string)
      fail(value, shown(value), "an exact number: an integer, or a text such as \"1/10\"");
  }

  void one_of(const JsonValue& value, const std::vector<std::string>& choices) const {
    if (value.kind == Kind::string && std::count(choices.begin(), choices.end(), value.text) > 0) return;
    std::string expected;
    for (const auto& choice : choices)
      expected += (expected.empty() ? "" : choice == choices.back() ? " or " : ", ") + in_quotes(choice);
    fail(
        value, shown(value),
        expected + (value.kind == Kind::string && choices.size() > 1 ? suggestion(value.text, choices) : ""));
  }

  template <Check item>
  void list(const JsonValue& value) const {
    require(value, Kind::list, "a list");
    for (const JsonValue& each : value.items) (this->*item)(each);
  }

  template <Check item>
  void map(const JsonValue& value) const {
    require(value, Kind::object, "an object");
    for (const JsonValue& each : value.items) (this->*item)(each);
  }

  // --- objects with known keys

  void object(const JsonValue& value, const std::vector<Member>& members) const {
    require(value, Kind::object, "an object");
    for (std::size_t i = 0; i < value.keys.size(); ++i) {
      const auto member = std::find_if(members.begin(), members.end(),
                                       [&](const Member& m) { return m.key == value.keys[i]; });
      if (member == members.end()) unknown_key(value, i, members);
      (this->*member->check)(value.items[i]);
    }
    for (const Member& member : members)
      if (member.presence == required && value.find(member.key) == nullptr)
        fail(value, fmt::format("no key \"{}\"", member.key), "this key, which is required");
  }

  [[noreturn]] void unknown_key(const JsonValue& value, std::size_t i,
                                const std::vector<Member>& members) const {
    std::vector<std::string> known;
    for (const Member& member : members) known.emplace_back(member.key);
    std::string expected;
    for (const auto& key : known) expected += (expected.empty() ? "one of " : ", ") + in_quotes(key);
    expected += suggestion(value.keys[i], known);
    fail(value.items[i], fmt::format("the unknown key {}", in_quotes(value.keys[i])), expected);
  }

  // `common` are the keys of every kind; `kinds` adds those of each.
  void object_of_kind(const JsonValue& value, std::vector<Member> common,
                      const std::vector<KindOfObject>& kinds) const {
    require(value, Kind::object, "an object");
    const JsonValue* kind = value.find("kind");
    std::vector<std::string> names;
    for (const auto& each : kinds) names.emplace_back(each.kind);
    if (kind == nullptr) fail(value, "no key \"kind\"", "this key, which is required");
    one_of(*kind, names);
    common.push_back({"kind", required, &Structure::text});
    for (const auto& each : kinds)
      if (each.kind == kind->text) common.insert(common.end(), each.members.begin(), each.members.end());
    object(value, common);
  }

  // --- the parts of a class

  void law(const JsonValue& value) const {
    require(value, Kind::list, "a list of probabilities");
    for (const JsonValue& each : value.items) number(each);
  }

  // A state; or per action a state; or per action per observation.
  void next(const JsonValue& value) const {
    if (value.kind == Kind::string) return;
    if (value.kind != Kind::object)
      fail(value, shown(value), "the name of a state, or an object with one per action");
    map<&Structure::next_of_action>(value);
  }
  void next_of_action(const JsonValue& value) const {
    if (value.kind == Kind::string) return;
    if (value.kind != Kind::object)
      fail(value, shown(value), "the name of a state, or an object with one per observation");
    map<&Structure::state_name>(value);
  }
  void state_name(const JsonValue& value) const { require(value, Kind::string, "the name of a state"); }

  void environment(const JsonValue& value) const {
    require(value, Kind::object, "an object");
    const JsonValue* sees = value.find("sees_query");
    const bool sees_query = sees != nullptr && sees->text == "true" && sees->kind == Kind::boolean;
    object_of_kind(
        value,
        {{"sees_query", optional, &Structure::boolean},
         {"start", required, &Structure::state_name},
         {"states", required,
          sees_query ? &Structure::map<&Structure::seeing_state> : &Structure::map<&Structure::blind_state>}},
        {{"automaton", {}}});
  }
  void blind_state(const JsonValue& value) const {
    object(value,
           {{"emits", required, &Structure::map<&Structure::law>}, {"next", required, &Structure::next}});
  }
  void seeing_state(const JsonValue& value) const {
    object(value, {{"emits", required, &Structure::map<&Structure::law_per_query>},
                   {"next", required, &Structure::next}});
  }
  void law_per_query(const JsonValue& value) const {
    object(value, {{"answered", required, &Structure::law}, {"asked", required, &Structure::law}});
  }

  void model(const JsonValue& value) const {
    policy(value, {{"name", required, &Structure::text}, {"prior", required, &Structure::number}});
  }
  void family(const JsonValue& value) const {
    object_of_kind(value, {{"name", required, &Structure::text}, {"prior", required, &Structure::number}},
                   {{"bernoulli-grid", {}},
                    {"markov-grid", {}},
                    {"automata", {{"states", required, &Structure::number}}}});
  }
  void demonstrator(const JsonValue& value) const {
    if (value.kind == Kind::string) return;
    if (value.kind != Kind::object)
      fail(value, shown(value), "the name of a model, or a whole model without prior");
    policy(value, {{"name", optional, &Structure::text}});
  }
  void policy(const JsonValue& value, const std::vector<Member>& common) const {
    static const std::vector<KindOfObject> kinds = {
        {"iid", {{"probabilities", required, &Structure::law}}},
        {"schedule",
         {{"probabilities", required, &Structure::list<&Structure::law>},
          {"then", optional, &Structure::then}}},
        {"markov",
         {{"order", required, &Structure::number},
          {"probabilities", required, &Structure::map<&Structure::law>}}},
        {"automaton",
         {{"start", required, &Structure::state_name},
          {"states", required, &Structure::map<&Structure::policy_state>}}}};
    object_of_kind(value, common, kinds);
  }
  void policy_state(const JsonValue& value) const {
    object(value, {{"probabilities", required, &Structure::law}, {"next", required, &Structure::next}});
  }
  void then(const JsonValue& value) const { one_of(value, {"hold", "repeat"}); }
  void threshold(const JsonValue& value) const { one_of(value, {"strict", "non-strict"}); }

  void event(const JsonValue& value) const {
    static const Member actions = {"actions", required, &Structure::list<&Structure::text>};
    object_of_kind(value, {{"name", required, &Structure::text}},
                   {{"prefix", {actions}},
                    {"contains", {actions}},
                    {"automaton",
                     {{"start", required, &Structure::state_name},
                      {"accept", required, &Structure::list<&Structure::state_name>},
                      {"states", required, &Structure::map<&Structure::event_state>}}}});
  }

  void event_state(const JsonValue& value) const { map<&Structure::next_of_action>(value); }

  void counterexample(const JsonValue& value) const {
    object(value, {{"claim", required, &Structure::text},
                   {"imitator", required, &Structure::text},
                   {"seed", required, &Structure::number},
                   {"history", required, &Structure::list<&Structure::history_step>},
                   {"rule", optional, &Structure::text},
                   {"eta", optional, &Structure::number}});
  }
  void history_step(const JsonValue& value) const {
    object(value, {{"asked", required, &Structure::boolean},
                   {"action", required, &Structure::text},
                   {"observation", required, &Structure::text}});
  }

  const JsonValue& root_;
};

}  // namespace

void check_class_structure(const JsonValue& document) { Structure(document).document(); }

}  // namespace qed
