#include "space/condition.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <optional>

#include "space/axis_values.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::sweeps {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
const std::vector<std::string> comparisons = {"above", "below", "at_least", "at_most", "not"};

std::optional<double> numeric(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
  if (const auto* number = std::get_if<double>(&value)) return *number;
  return std::nullopt;
}

/// What is said of one value: which ones, which not, between which bounds.
struct Test {
  std::optional<std::vector<Value>> any_of;
  std::vector<Value> none_of;
  double above = -infinity, at_least = -infinity, below = infinity, at_most = infinity;
  bool bounded = false;
  bool zero_is_word = false;  ///< 0 is a word ("full"), so no bound holds for it.

  bool leaves_nothing() const {
    const double low = std::max(above, at_least), high = std::min(below, at_most);
    return low > high || (low == high && (above == low || below == high));
  }

  bool operator()(const Value& value) const {
    const auto among = [&](const std::vector<Value>& values) {
      return std::find(values.begin(), values.end(), value) != values.end();
    };
    if ((any_of && !among(*any_of)) || among(none_of)) return false;
    if (!bounded) return true;
    const double number = numeric(value).value_or(std::numeric_limits<double>::quiet_NaN());
    return number > above && number >= at_least && number < below && number <= at_most &&
           !(zero_is_word && number == 0);
  }
};

/// Reads conditions of one document.
class ConditionReader {
 public:
  ConditionReader(const Document& document, const AxisTable& axes) : document_(document), axes_(axes) {}

  Condition read(const nlohmann::json& json, const std::string& path, bool required) const {
    if (!json.is_object() || json.empty())
      document_.fail(path, fmt::format("expected a condition such as {{\"optimizer\": \"adam\", "
                                       "\"learning_rate\": {{\"above\": 0.1}}}}, not {}",
                                       json.dump()));
    Condition condition{{}, required, path};
    for (const auto& [name, value] : json.items())
      condition.terms.push_back(term(name, value, Document::child(path, name)));
    return condition;
  }

 private:
  Term term(const std::string& name, const nlohmann::json& json, const std::string& path) const {
    if (name == "seed") {
      const Test test = read_test({.name = "seed", .type = Parameter::Type::integer, .low = 0}, json, path);
      return {seed_variable(axes_), [test](const Setting& seed) { return test(std::get<Value>(seed)); }};
    }
    const std::size_t dot = name.find('.');
    const Axis* axis = axes_.find(name.substr(0, dot));
    if (!axis) {
      std::vector<std::string> names = axes_.names();
      names.emplace_back("seed");
      const std::string wrong = name.substr(0, dot);
      document_.fail_key(path, fmt::format("unknown axis '{}'{}", wrong, did_you_mean(wrong, names)));
    }
    const std::size_t index = axes_.index(*axis);
    if (dot != std::string::npos) return {index, of_setting(*axis, name.substr(dot + 1), json, path)};
    if (axis->is_choice()) return {index, of_choice(*axis->family, json, path)};
    const Test test = read_test(axis->parameter, json, path);
    return {index, [test](const Setting& setting) { return test(std::get<Value>(setting)); }};
  }

  /// "optimizer.momentum": true of choices that have the setting and whose value passes.
  std::function<bool(const Setting&)> of_setting(const Axis& axis, const std::string& setting,
                                                 const nlohmann::json& json, const std::string& path) const {
    if (!axis.is_choice()) document_.fail_key(path, fmt::format("'{}' has no settings", axis.name));
    std::map<std::string, Test> tests;  // by technique: their ranges may differ
    std::optional<Error> refused;
    std::vector<std::string> names;
    for (const Technique* technique : axis.family->techniques) {
      for (const Parameter& parameter : technique->parameters) names.push_back(parameter.name);
      const Parameter* parameter = technique->find(setting);
      if (!parameter) continue;
      try {
        tests[technique->name] = read_test(*parameter, json, path);
      } catch (const Error& error) {
        if (!refused) refused = error;
      }
    }
    if (tests.empty() && refused) throw Error(*refused);
    if (tests.empty())
      document_.fail_key(path, fmt::format("no {} has a setting '{}'{}", axis.family->singular, setting,
                                           did_you_mean(setting, names)));
    return [tests, setting](const Setting& known) {
      const Choice& choice = std::get<Choice>(known);
      const auto test = tests.find(choice.name);
      const auto value = choice.settings.find(setting);
      return test != tests.end() && value != choice.settings.end() && test->second(value->second);
    };
  }

  /// A choice by name, an object with a name and conditions on settings, a list of these, or {"not": ...}.
  std::function<bool(const Setting&)> of_choice(const Family& family, const nlohmann::json& json,
                                                const std::string& path) const {
    if (json.is_object() && json.contains("not") && json.size() == 1)
      return std::not_fn(of_choice(family, json["not"], Document::child(path, "not")));
    std::vector<std::function<bool(const Setting&)>> any;
    for (const RawValue& raw : expand_values(document_, json, path)) any.push_back(of_one(family, raw));
    return [any](const Setting& setting) {
      return std::any_of(any.begin(), any.end(), [&](const auto& matches) { return matches(setting); });
    };
  }

  std::function<bool(const Setting&)> of_one(const Family& family, const RawValue& raw) const {
    Choice wanted;
    std::map<std::string, Test> tests;
    if (raw.json.is_number() && family.shorthand) {
      wanted = expand_choice(document_, family, raw).front();
    } else {
      const Technique& technique = technique_of(document_, family, raw);
      wanted.name = technique.name;
      if (raw.json.is_object())
        for (const auto& [setting, json] : raw.json.items()) {
          const Parameter* parameter = technique.find(setting);
          if (!parameter && (setting == "name" || setting == "type")) continue;
          const std::string path = Document::child(raw.path, setting);
          if (!parameter) fail_setting(document_, family, technique, setting, path);
          tests[setting] = read_test(*parameter, json, path);
        }
    }
    return [wanted, tests](const Setting& setting) {
      const Choice& choice = std::get<Choice>(setting);
      return choice.name == wanted.name && (wanted.settings.empty() || choice == wanted) &&
             std::all_of(tests.begin(), tests.end(),
                         [&](const auto& test) { return test.second(choice.settings.at(test.first)); });
    };
  }

  Test read_test(const Parameter& parameter, const nlohmann::json& json, const std::string& path) const {
    Test test;
    test.zero_is_word = !parameter.zero_word.empty();
    if (!json.is_object() || is_numeric_form(json)) {
      test.any_of = values(parameter, json, path);
      return test;
    }
    if (json.empty()) document_.fail(path, "expected a value, a list, or {\"above\": ..., \"below\": ...}");
    for (const auto& [word, value] : json.items()) {
      const std::string place = Document::child(path, word);
      if (word == "not")
        test.none_of = values(parameter, value, place);
      else
        read_bound(test, parameter, word, {value, place});
    }
    if (test.bounded && test.leaves_nothing()) document_.fail(path, "no number lies between these bounds");
    return test;
  }

  void read_bound(Test& test, const Parameter& parameter, const std::string& word,
                  const RawValue& raw) const {
    const std::map<std::string, double Test::*> bounds = {{"above", &Test::above},
                                                          {"below", &Test::below},
                                                          {"at_least", &Test::at_least},
                                                          {"at_most", &Test::at_most}};
    const auto bound = bounds.find(word);
    if (bound == bounds.end())
      document_.fail_key(raw.path,
                         fmt::format("unknown comparison '{}'{}", word, did_you_mean(word, comparisons)));
    if (parameter.type != Parameter::Type::number && parameter.type != Parameter::Type::integer)
      document_.fail_key(raw.path, fmt::format("'{}' is for numbers, which {} is not", word, parameter.name));
    if (!raw.json.is_number())
      document_.fail(raw.path, fmt::format("expected a number, not {}", raw.json.dump()));
    test.*(bound->second) = raw.json.get<double>();
    test.bounded = true;
  }

  std::vector<Value> values(const Parameter& parameter, const nlohmann::json& json,
                            const std::string& path) const {
    std::vector<Value> result;
    for (const RawValue& raw : setting_values(document_, parameter, json, path)) {
      try {
        result.push_back(validated(parameter, value_from_json(raw.json)));
      } catch (const SettingError& error) {
        document_.fail(raw.path, error.what());
      }
    }
    return result;
  }

  const Document& document_;
  const AxisTable& axes_;
};

}  // namespace

std::vector<Condition> read_conditions(const Document& document, const AxisTable& axes,
                                       const nlohmann::json& json, const std::string& path, bool required) {
  if (!json.is_array() || json.empty())
    document.fail(path, fmt::format("expected a list of conditions, such as [{{\"optimizer\": \"adam\", "
                                    "\"learning_rate\": {{\"above\": 0.1}}}}], not {}",
                                    json.dump()));
  std::vector<Condition> conditions;
  for (std::size_t i = 0; i < json.size(); ++i)
    conditions.push_back(ConditionReader(document, axes).read(json[i], Document::item(path, i), required));
  return conditions;
}

}  // namespace tryall::sweeps
