#include "space/override.hpp"

#include <fmt/format.h>

#include <charconv>
#include <functional>

#include "tryall/error.hpp"
#include "tryall/experiment/number_text.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/space/override_comma.hpp"
#include "tryall/sweeps/space/sweep.hpp"
#include "tryall/sweeps/space/typed_text.hpp"
#include "tryall/utf8.hpp"

namespace tryall::sweeps {
namespace {

/// Where a text's brackets and quotes are: follows it letter by letter.
struct Nesting {
  int depth = 0;
  bool quoted = false, escaped = false;

  void see(char c) {
    if (c == '"' && !escaped) quoted = !quoted;
    escaped = quoted && c == '\\' && !escaped;
    if (!quoted && (c == '[' || c == '{')) ++depth;
    if (!quoted && (c == ']' || c == '}')) --depth;
  }
  bool is_outside() const { return depth == 0 && !quoted; }
};

/// Splits at `separator` where no bracket or quote is open.
std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts = {""};
  Nesting nesting;
  for (const char c : text) {
    nesting.see(c);
    if (c == separator && nesting.is_outside())
      parts.emplace_back();
    else
      parts.back() += c;
  }
  return parts;
}

void refuse_unclosed(const std::string& text) {
  Nesting nesting;
  constexpr int most_levels = 100;
  for (const char c : text) {
    nesting.see(c);
    if (nesting.depth > most_levels)
      throw SettingError("", fmt::format("brackets are nested more than {} deep", most_levels));
  }
  if (nesting.quoted) throw SettingError("", "a quote is not closed");
  if (nesting.depth > 0) throw SettingError("", "a bracket is not closed");
}

/// "log:1e-4:1:9" as {"log": [1e-4, 1, 9]}; null when it is no series.
nlohmann::json series(const std::string& text) {
  const std::vector<std::string> parts = split(text, ':');
  if (parts.size() < 2 ||
      (parts[0] != "log" && parts[0] != "linear" && parts[0] != "range" && parts[0] != "count"))
    return nullptr;
  if (parts[0] == "count") return {{"count", typed_json(parts[1])}};
  nlohmann::json list = nlohmann::json::array();
  for (std::size_t i = 1; i < parts.size(); ++i) list.push_back(typed_json(parts[i]));
  return {{parts[0], list}};
}

/// "0..4" as {"range": [0, 4, 1]}; null when it is no such interval.
nlohmann::json interval(const std::string& text) {
  const std::size_t dots = text.find("..");
  if (dots == std::string::npos) return nullptr;
  const nlohmann::json first = typed_json(text.substr(0, dots)), last = typed_json(text.substr(dots + 2));
  if (!first.is_number_integer() || !last.is_number_integer()) return nullptr;
  return {{"range", {first, last, 1}}};
}

using Visit = std::function<void(nlohmann::json& holder, const std::string& path, bool zipped)>;

/// Calls `visit` with every object of axes in the space: each base, axes and zip. What is no space is left
/// to whoever reads it.
void each_holder(nlohmann::json& space, const std::string& path, bool zipped, const Visit& visit) {
  if (!space.is_object()) return;
  for (auto& [field, json] : space.items()) {
    const std::string place = Document::child(path, field);
    const bool in_zip = zipped || field == "zip";
    if (json.is_object() && (field == "base" || field == "axes" || field == "zip"))
      visit(json, place, in_zip && field != "base");
    if (json.is_array() && (field == "zip" || field == "union" || field == "product"))
      for (std::size_t i = 0; i < json.size(); ++i)
        each_holder(json[i], Document::item(place, i), in_zip, visit);
  }
}

}  // namespace

nlohmann::json typed_json(const std::string& text) {
  if (const auto number = number_from(text)) return to_json(*number);
  nlohmann::json json = nlohmann::json::parse(text, nullptr, false);
  return json.is_discarded() ? nlohmann::json(text) : json;
}

Override parse_override(const std::string& argument, const std::string& given_by) {
  const std::size_t equals = argument.find('=');
  if (equals == std::string::npos || equals == 0)
    throw Error(ErrorCode::bad_input, fmt::format("{}{}: expected axis=value,value,...", given_by, argument));
  if (!is_utf8(argument))
    throw Error(ErrorCode::bad_input, fmt::format("{}{}: is not UTF-8 text", given_by, argument));
  const std::string text = argument.substr(equals + 1);
  try {
    refuse_unclosed(text);
    json_from_override(text);
  } catch (const SettingError& error) {
    throw Error(ErrorCode::bad_input, fmt::format("{}{}: {}", given_by, argument, error.what()));
  }
  return {argument.substr(0, equals), text, given_by};
}

std::string comma_hint(const Override& given) {
  if (split(given.text, ',').size() < 2 || given.text.find('"') != std::string::npos) return "";
  return fmt::format("; a comma separates values: {}'{}=\"{}\"' is one value", given.given_by, given.axis,
                     given.text);
}

nlohmann::json json_from_override(const std::string& text) {
  nlohmann::json list = nlohmann::json::array();
  if (text.empty()) return list;
  for (const std::string& part : split(text, ',')) {
    nlohmann::json value = series(part);
    if (value.is_null()) value = interval(part);
    list.push_back(value.is_null() ? typed_json(part) : value);
  }
  return list;
}

void override_axis(Document& document, const std::string& axis, const nlohmann::json& values,
                   const std::string& origin) {
  nlohmann::json& root = document.root();
  bool in_zip = false;
  each_holder(root, "", false, [&](const nlohmann::json& holder, const std::string&, bool zipped) {
    in_zip = in_zip || (zipped && holder.contains(axis));
  });
  each_holder(root, "", false, [&](nlohmann::json& holder, const std::string& path, bool) {
    if (!in_zip) holder.erase(axis);
    if (!holder.contains(axis) || path.ends_with("base")) return;
    holder[axis] = values;
    document.note_origin(Document::child(path, axis), origin);
  });
  if (in_zip || !root.is_object() || (root.contains("axes") && !root["axes"].is_object())) return;
  root["axes"][axis] = values;
  document.note_origin(Document::child("axes", axis), origin);
}

}  // namespace tryall::sweeps
