#include "tryall/experiment/technique.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

#include "tryall/error.hpp"
#include "tryall/experiment/number_text.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/utf8.hpp"

namespace tryall {
namespace {

const Value& setting_of(const Choice& choice, std::string_view setting) {
  const auto found = choice.settings.find(setting);
  require(found != choice.settings.end(), "a choice is completed before its settings are read");
  return found->second;
}

std::string_view type_text(Parameter::Type type) {
  switch (type) {
    case Parameter::Type::boolean:
      return "true or false";
    case Parameter::Type::integer:
      return "a whole number";
    case Parameter::Type::number:
      return "a number";
    case Parameter::Type::word:
      return "a word";
    case Parameter::Type::integers:
      return "a list of whole numbers";
  }
  return "";
}

/// A value of the wrong type, so that a text is told from the number or flag it looks like.
std::string shown(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  if (!text) return to_text(value);
  bool looks_typed = *text == "true" || *text == "false";
  try {
    looks_typed = looks_typed || number_from(*text);
  } catch (const SettingError&) {
    looks_typed = true;
  }
  return fmt::format("the text \"{}\"{}", excerpt(*text), looks_typed ? " (leave out the quotes)" : "");
}

[[noreturn]] void wrong_type(const Parameter& parameter, const Value& value) {
  std::string wanted(type_text(parameter.type));
  if (!parameter.zero_word.empty()) wanted += fmt::format(" or \"{}\"", parameter.zero_word);
  throw SettingError(parameter.name,
                     fmt::format("{} must be {}, not {}", parameter.name, wanted, shown(value)));
}

bool has_type(const Value& value, Parameter::Type type) {
  switch (type) {
    case Parameter::Type::boolean:
      return std::holds_alternative<bool>(value);
    case Parameter::Type::integer:
      return std::holds_alternative<std::int64_t>(value);
    case Parameter::Type::number:
      return std::holds_alternative<double>(value);
    case Parameter::Type::word:
      return std::holds_alternative<std::string>(value);
    case Parameter::Type::integers:
      return std::holds_alternative<List>(value);
  }
  return false;
}

void check_range(const Parameter& parameter, double value) {
  const bool too_low = parameter.low_open ? value <= parameter.low : value < parameter.low;
  const bool too_high = parameter.high_open ? value >= parameter.high : value > parameter.high;
  if (too_low || too_high || !std::isfinite(value))
    throw SettingError(parameter.name, fmt::format("{} must be {}, not {}", parameter.name,
                                                   range_text(parameter), to_text(Value(value))));
}

/// Also of a number such as 1e3, which is whole.
std::optional<std::int64_t> whole_number(const Value& value) {
  if (const auto* whole = std::get_if<std::int64_t>(&value)) return *whole;
  const auto* number = std::get_if<double>(&value);
  if (!number || *number != std::floor(*number) || std::abs(*number) >= 9e15) return std::nullopt;
  return static_cast<std::int64_t>(*number);
}

/// Of what is whole, but beyond what is kept.
void refuse_large(const Parameter& parameter, const Value& value) {
  const auto* number = std::get_if<double>(&value);
  if (number && std::isfinite(*number) && *number == std::floor(*number))
    throw SettingError(parameter.name, fmt::format("the whole number {} is too {}", *number,
                                                   *number < 0 ? "small" : "large"));
}

Value checked_integer(const Parameter& parameter, const Value& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    if (!parameter.zero_word.empty() && *text == parameter.zero_word) return std::int64_t{0};
    wrong_type(parameter, value);
  }
  const std::optional<std::int64_t> integer = whole_number(value);
  if (!integer) refuse_large(parameter, value);
  if (!integer) wrong_type(parameter, value);
  check_range(parameter, static_cast<double>(*integer));
  return *integer;
}

Value checked_number(const Parameter& parameter, const Value& value) {
  double number = 0;
  if (const auto* real = std::get_if<double>(&value)) {
    number = *real;
  } else if (const auto* whole = std::get_if<std::int64_t>(&value)) {
    number = static_cast<double>(*whole);
  } else {
    wrong_type(parameter, value);
  }
  check_range(parameter, number);
  return number;
}

Value checked_word(const Parameter& parameter, const Value& value) {
  const bool number = std::holds_alternative<std::int64_t>(value) || std::holds_alternative<double>(value);
  if (number && parameter.words.empty()) return to_text(value);  // a column called 2020, or the first: 1
  const auto* word = std::get_if<std::string>(&value);
  if (!word) wrong_type(parameter, value);
  if (!parameter.words.empty() &&
      std::find(parameter.words.begin(), parameter.words.end(), *word) == parameter.words.end())
    throw SettingError(parameter.name, fmt::format("unknown {} '{}'{}", parameter.name, excerpt(*word),
                                                   did_you_mean(*word, parameter.words)));
  return *word;
}

Value checked_integers(const Parameter& parameter, const Value& value) {
  const auto* list = std::get_if<List>(&value);
  if (!list) wrong_type(parameter, value);
  List integers;
  for (const Value& item : *list) {
    const std::optional<std::int64_t> integer = whole_number(item);
    if (!integer) refuse_large(parameter, item);
    if (!integer) throw SettingError(parameter.name, "expected a whole number, not " + shown(item));
    check_range(parameter, static_cast<double>(*integer));
    integers.emplace_back(*integer);
  }
  return integers;
}

}  // namespace

std::string to_text(const Value& value) {
  struct Writer {
    std::string operator()(std::monostate) const { return "null"; }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(std::int64_t integer) const { return std::to_string(integer); }
    std::string operator()(double number) const { return fmt::format("{}", number); }
    std::string operator()(const std::string& word) const { return word; }
    std::string operator()(const List& list) const {
      std::string items;
      for (const Value& item : list) items += (items.empty() ? "" : ", ") + to_text(item);
      return "[" + items + "]";
    }
  };
  return std::visit(Writer{}, value);
}

Value::Value(const std::vector<std::int64_t>& list) : variant(List(list.begin(), list.end())) {}

std::vector<std::int64_t> integers(const Value& list) {
  std::vector<std::int64_t> result;
  for (const Value& item : std::get<List>(list)) result.push_back(std::get<std::int64_t>(item));
  return result;
}

double Choice::number(std::string_view setting) const { return std::get<double>(setting_of(*this, setting)); }
std::int64_t Choice::integer(std::string_view setting) const {
  return std::get<std::int64_t>(setting_of(*this, setting));
}
bool Choice::flag(std::string_view setting) const { return std::get<bool>(setting_of(*this, setting)); }
const std::string& Choice::word(std::string_view setting) const {
  return std::get<std::string>(setting_of(*this, setting));
}
std::vector<std::int64_t> Choice::integers(std::string_view setting) const {
  return tryall::integers(setting_of(*this, setting));
}

std::string range_text(const Parameter& parameter) {
  std::string text;
  if (std::isfinite(parameter.low))
    text = fmt::format("{} {}", parameter.low_open ? "greater than" : "at least", parameter.low);
  if (std::isfinite(parameter.high))
    text += fmt::format("{}{} {}", text.empty() ? "" : " and ", parameter.high_open ? "less than" : "at most",
                        parameter.high);
  if (!parameter.zero_word.empty()) text += fmt::format(" or \"{}\"", parameter.zero_word);
  return text.empty() ? "any" : text;
}

Value validated(const Parameter& parameter, const Value& value) {
  switch (parameter.type) {
    case Parameter::Type::boolean:
      if (!std::holds_alternative<bool>(value)) wrong_type(parameter, value);
      return value;
    case Parameter::Type::integer:
      return checked_integer(parameter, value);
    case Parameter::Type::number:
      return checked_number(parameter, value);
    case Parameter::Type::word:
      return checked_word(parameter, value);
    case Parameter::Type::integers:
      return checked_integers(parameter, value);
  }
  return value;
}

const Parameter* Technique::find(std::string_view parameter) const {
  for (const Parameter& candidate : parameters)
    if (candidate.name == parameter) return &candidate;
  return nullptr;
}

std::vector<std::string> Family::names() const {
  std::vector<std::string> result;
  for (const Technique* technique : techniques) result.push_back(technique->name);
  return result;
}

const Technique& Family::find(std::string_view name) const {
  for (const Technique* technique : techniques)
    if (technique->name == name) return *technique;
  const std::vector<std::string> near = near_names(name, names());
  throw SettingError(
      "", fmt::format("unknown {} '{}' ({}see: tryall list {})", singular, excerpt(name),
                      near.empty() ? "" : fmt::format("did you mean {}? ", alternatives(near)), plural));
}

Choice with_defaults(const Family& family, const Choice& choice) {
  const Technique& technique = family.find(choice.name);
  Choice result{choice.name, {}};
  for (const auto& [name, value] : choice.settings) {
    const Parameter* parameter = technique.find(name);
    if (!parameter) {
      std::vector<std::string> names;
      for (const Parameter& known : technique.parameters) names.push_back(known.name);
      throw SettingError(name, names.empty() ? fmt::format("{} '{}' has no settings, so it has no '{}'",
                                                           family.singular, technique.name, name)
                                             : fmt::format("{} '{}' has no setting '{}'{}", family.singular,
                                                           technique.name, name, did_you_mean(name, names)));
    }
    result.settings[name] = validated(*parameter, value);
  }
  for (const Parameter& parameter : technique.parameters) {
    if (result.settings.contains(parameter.name)) continue;
    if (!parameter.fallback)
      throw SettingError("", fmt::format("{} '{}' needs its setting '{}': {}", family.singular,
                                         technique.name, parameter.name, parameter.meaning));
    result.settings[parameter.name] = *parameter.fallback;
  }
  return result;
}

bool has_all_settings(const Technique& technique, const Choice& choice) {
  if (choice.settings.size() != technique.parameters.size()) return false;
  return std::all_of(technique.parameters.begin(), technique.parameters.end(),
                     [&](const Parameter& parameter) {
                       const auto found = choice.settings.find(parameter.name);
                       return found != choice.settings.end() && has_type(found->second, parameter.type);
                     });
}

std::string label(const Family& family, const Choice& choice) {
  const Technique& technique = family.find(choice.name);
  std::string settings;
  for (const Parameter& parameter : technique.parameters) {
    const auto found = choice.settings.find(parameter.name);
    if (found == choice.settings.end() || (parameter.fallback && found->second == *parameter.fallback))
      continue;
    settings += fmt::format("{}{}={}", settings.empty() ? "" : ", ", parameter.name, to_text(found->second));
  }
  return settings.empty() ? choice.name : fmt::format("{}({})", choice.name, settings);
}

}  // namespace tryall
