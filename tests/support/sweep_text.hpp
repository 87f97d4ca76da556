#pragma once

#include <string>
#include <vector>

#include "configs.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/space/sweep.hpp"

namespace tryall::testing {

/// The sweep that a file "test.json" of that text holds, with the arguments of `--set`.
inline sweeps::Sweep sweep_of(const std::string& text, const std::vector<std::string>& sets = {}) {
  std::vector<sweeps::Override> overrides;
  for (const std::string& argument : sets) overrides.push_back(sweeps::parse_override(argument, "--set "));
  return sweeps::read_sweep(sweeps::Document::parse(text, "test.json"), vocabulary(), overrides);
}

/// The message of the Error that `action` throws; what it says instead is no message of ours.
template <class Action>
std::string message_of(Action&& action, ErrorCode code = ErrorCode::bad_input) {
  try {
    action();
  } catch (const Error& error) {
    return error.code() == code ? error.what() : std::string("another code: ") + error.what();
  }
  return "no error";
}

/// The message with which that sweep is refused.
inline std::string refusal(const std::string& text, const std::vector<std::string>& sets = {}) {
  return message_of([&] { sweep_of(text, sets); });
}

}  // namespace tryall::testing
