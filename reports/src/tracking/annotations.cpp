#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "tryall/error.hpp"
#include "tryall/tracking/history.hpp"

namespace tryall::tracking {

std::vector<Annotation> annotations_from_text(const std::string& text, const std::string& origin) {
  try {
    std::vector<Annotation> annotations;
    for (const nlohmann::json& json : nlohmann::json::parse(text))
      annotations.push_back(
          {json.at("when").get<std::string>(), json.value("metric", ""), json.value("why", "")});
    return annotations;
  } catch (const nlohmann::json::exception& error) {
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: is no list of accepted changes: {}", origin, error.what()));
  }
}

std::string to_text(const std::vector<Annotation>& annotations) {
  std::string text = "[";
  for (const Annotation& one : annotations)
    text += (text.size() > 1 ? ",\n " : "\n ") +
            nlohmann::json{{"when", one.when}, {"metric", one.metric}, {"why", one.why}}.dump();
  return text + "\n]\n";
}

const Annotation* find_annotation(const std::vector<Annotation>& annotations, const std::string& when,
                                  const std::string& metric) {
  const auto found = std::find_if(annotations.begin(), annotations.end(), [&](const Annotation& one) {
    return !one.when.empty() && when.starts_with(one.when) && (one.metric.empty() || one.metric == metric);
  });
  return found == annotations.end() ? nullptr : &*found;
}

void mark_accepted(std::vector<Change>& changes, const HistorySeries& series, const std::string& metric,
                   const std::vector<Annotation>& annotations) {
  for (Change& change : changes)
    if (const auto* known = find_annotation(annotations, series.points[change.point].when, metric))
      change.accepted = known->why;
}

}  // namespace tryall::tracking
