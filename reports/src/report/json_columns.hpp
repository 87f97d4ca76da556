#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>

#include "tryall/reports/report/section.hpp"
#include "tryall/reports/report/sweep_data.hpp"

namespace tryall::reports {

using Json = nlohmann::ordered_json;

/// A number of a report: of six digits, a whole one without a point; null where there is no value.
Json number(double value);
/// The same with all its digits, for numbers that other outputs have as well: rounded twice they would
/// differ.
Json exact_number(double value);

/// Null instead of nothing.
template <class Value>
Json or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json();
}

/// What `value` (a member, or a function) gives of each row.
template <class Rows, class Value>
Json column(const Rows& rows, Value&& value) {
  Json result = Json::array();
  for (const auto& row : rows) result.push_back(Json(std::invoke(value, row)));
  return result;
}

/// The same, of numbers.
template <class Rows, class Value>
Json numbers(const Rows& rows, Value&& value) {
  return column(rows, [&](const auto& row) { return number(std::invoke(value, row)); });
}

/// Adds the columns center, low and high of the rows' estimates; `write` is `number` or `exact_number`.
template <class Rows, class Value>
void add_intervals(Json& json, const Rows& rows, Value&& value, Json (*write)(double) = number) {
  const auto of = [&](const auto& row) -> const Estimate& { return std::invoke(value, row); };
  json["center"] = column(rows, [&](const auto& row) { return write(of(row).center); });
  json["low"] = column(rows, [&](const auto& row) { return write(of(row).low); });
  json["high"] = column(rows, [&](const auto& row) { return write(of(row).high); });
}

/// Adds these and n.
template <class Rows, class Value>
void add_estimates(Json& json, const Rows& rows, Value&& value, Json (*write)(double) = number) {
  add_intervals(json, rows, value, write);
  json["n"] = column(rows, [&](const auto& row) { return std::invoke(value, row).n; });
}

Json facts_json(const Facts& facts);

Json note_json(const Note& note);

/// {"finding": ..., "note": {...}}: what every section begins with.
Json words_json(const Section& section);

/// {"missing": ...}
Json missing_json(const std::string& why);

}  // namespace tryall::reports
