#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace tryall::tracking {

/// What is wrong with a JSON text, without the library's own names for it.
inline std::string json_trouble(const nlohmann::json::exception& error) {
  constexpr int missing_key = 403, too_large = 406;
  const std::string text = error.what();
  const std::size_t quote = text.find('\'');
  if (error.id == missing_key && quote != std::string::npos)
    return text.substr(quote, text.find('\'', quote + 1) + 1 - quote) + " is missing";
  if (error.id == too_large) return "a number in it is too large";
  if (dynamic_cast<const nlohmann::json::parse_error*>(&error)) {
    const std::size_t line = text.find("line "), colon = text.find(':', line == std::string::npos ? 0 : line);
    return "it is not JSON" + (line == std::string::npos ? "" : " (" + text.substr(line, colon - line) + ")");
  }
  return "a value in it is of another type than expected";
}

}  // namespace tryall::tracking
