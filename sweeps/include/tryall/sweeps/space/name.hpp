#pragma once

#include <fmt/format.h>

#include <string>
#include <string_view>

#include "tryall/utf8.hpp"

namespace tryall::sweeps {

/// Why sweeps and baselines cannot have this name, as an error says it; empty where they can. NAME#2 means
/// the second sweep of a name, so that no name ends in # and digits; what is no text, or text that a terminal
/// takes for commands, cannot be shown and typed.
inline std::string name_complaint(std::string_view name) {
  if (name.empty()) return "the name is empty";
  if (!is_utf8(name)) return "the name has bytes that are no UTF-8; choose another name";
  for (std::size_t i = 0; i < name.size(); ++i) {
    const auto byte = static_cast<unsigned char>(name[i]);
    const bool is_second_set = byte == 0xc2 && static_cast<unsigned char>(name[i + 1]) < 0xa0;
    if (byte >= 0x20 && byte != 0x7f && !is_second_set) continue;
    return fmt::format(
        "the name has the control character U+{:04X} behind '{}', which cannot be shown; choose another name",
        is_second_set ? static_cast<unsigned char>(name[i + 1]) : byte, name.substr(0, i));
  }
  const std::size_t hash = name.rfind('#');
  if (hash != std::string_view::npos && hash + 1 < name.size() &&
      name.find_first_not_of("0123456789", hash + 1) == std::string_view::npos)
    return fmt::format("'{}' ends like a sweep number; choose another name", name);
  return "";
}

}  // namespace tryall::sweeps
