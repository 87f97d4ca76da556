#include "tryall/experiment/table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace tryall {
namespace {

constexpr std::size_t longest_technique_name = 64;
/// Keys that stand beside the settings in a choice's JSON.
constexpr std::string_view choice_keys[] = {"name", "revision"};

bool can_be_spelled(std::string_view name) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_";
  return !name.empty() && name.size() <= longest_technique_name &&
         name.find_first_not_of(letters) == std::string_view::npos;
}

void check_spelling(const Family& family, std::string_view name, std::string_view what) {
  if (!can_be_spelled(name))
    throw Error(
        ErrorCode::bad_input,
        fmt::format("{}: {} cannot be named '{}': a name is letters, digits and _, at most {} of them",
                    family.plural, what, name, longest_technique_name));
}

/// A default that its own check would refuse or change would give the same config two keys.
void check_default(const Family& family, const Technique& technique, const Parameter& parameter) {
  if (!parameter.fallback || validated(parameter, *parameter.fallback) == *parameter.fallback) return;
  throw Error(ErrorCode::bad_input, fmt::format("{}: the default of {}'s setting '{}' is not of its type",
                                                family.plural, technique.name, parameter.name));
}

}  // namespace

void check_addition(const Family& family, const Technique& technique) {
  check_spelling(family, technique.name, fmt::format("a new {}", family.singular));
  const auto names = family.names();
  if (std::find(names.begin(), names.end(), technique.name) != names.end())
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: '{}' already exists; choose another name", family.plural, technique.name));
  for (const Parameter& parameter : technique.parameters) {
    check_spelling(family, parameter.name, fmt::format("a setting of {}", technique.name));
    const bool is_key =
        std::find(std::begin(choice_keys), std::end(choice_keys), parameter.name) != std::end(choice_keys);
    if (is_key || technique.find(parameter.name) != &parameter)
      throw Error(ErrorCode::bad_input,
                  fmt::format("{}: a setting of {} cannot be named '{}': that name is {}", family.plural,
                              technique.name, parameter.name, is_key ? "reserved" : "taken"));
    check_default(family, technique, parameter);
  }
}

}  // namespace tryall
