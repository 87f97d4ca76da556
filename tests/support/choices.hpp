#pragma once

#include <cmath>

#include "tryall/experiment/technique.hpp"

namespace tryall::testing {

/// A value that a required parameter takes.
inline Value example_value(const Parameter& parameter) {
  const double low = std::isfinite(parameter.low) ? parameter.low : 0;
  switch (parameter.type) {
    case Parameter::Type::boolean:
      return true;
    case Parameter::Type::integer:
      return static_cast<std::int64_t>(low) + 1;
    case Parameter::Type::number:
      return std::isfinite(parameter.high) ? (low + parameter.high) / 2 : low + 1;
    case Parameter::Type::word:
      return parameter.words.empty() ? "example" : parameter.words.front();
    case Parameter::Type::integers:
      return std::vector<std::int64_t>{static_cast<std::int64_t>(low) + 1};
  }
  return true;
}

/// A value that is not the parameter's default.
inline Value other_value(const Parameter& parameter) {
  if (parameter.type == Parameter::Type::boolean) return !std::get<bool>(*parameter.fallback);
  if (parameter.type == Parameter::Type::word && !parameter.words.empty())
    return parameter.words[*parameter.fallback == Value(parameter.words[0]) ? 1 : 0];
  Value example = example_value(parameter);
  if (example != parameter.fallback) return example;
  if (parameter.type == Parameter::Type::integer) return std::get<std::int64_t>(example) + 1;
  return parameter.type == Parameter::Type::number ? Value(std::get<double>(example) / 2) : example;
}

/// The technique with its defaults, and with examples of what it requires.
inline Choice default_choice(const Family& family, const Technique& technique) {
  Choice choice{technique.name, {}};
  for (const Parameter& parameter : technique.parameters)
    if (!parameter.fallback) choice.settings[parameter.name] = example_value(parameter);
  return with_defaults(family, choice);
}

}  // namespace tryall::testing
