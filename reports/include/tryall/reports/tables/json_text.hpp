#pragma once

#include <string>

namespace tryall::reports {

/// JSON as the program prints and writes it. What is not UTF-8 (in names, notes, paths) is replaced by
/// U+FFFD. indent: blanks per level; -1: in one line.
template <class Json>
std::string json_text(const Json& json, int indent) {
  return json.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace tryall::reports
