#include "json_columns.hpp"

#include <cmath>

#include "tryall/sweeps/run/progress.hpp"

namespace tryall::reports {

Json exact_number(double value) {
  constexpr double whole_below = 1e15;
  if (!std::isfinite(value)) return nullptr;
  if (value == std::trunc(value) && std::abs(value) < whole_below) return static_cast<std::int64_t>(value);
  return value;
}

Json number(double value) { return exact_number(sweeps::six_digits(value)); }

Json facts_json(const Facts& facts) {
  return column(facts, [](const auto& fact) { return Json::array({fact.first, fact.second}); });
}

Json note_json(const Note& note) {
  Json json = Json::object();
  if (!note.n.empty()) json["n"] = note.n;
  if (!note.method.empty()) json["method"] = note.method;
  if (!note.exclusions.empty()) json["exclusions"] = note.exclusions;
  return json;
}

Json words_json(const Section& section) {
  return {{"finding", section.finding}, {"note", note_json(section.note)}};
}

Json missing_json(const std::string& why) { return {{"missing", why}}; }

}  // namespace tryall::reports
