#include "tryall/tracking/accepted.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>

#include "tracking/json_trouble.hpp"
#include "tryall/data/formats/csv.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/reports/tables/json_text.hpp"

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
                fmt::format("{}: is not a list of accepted changes: {}", origin, json_trouble(error)));
  }
}

std::string to_text(const std::vector<Annotation>& annotations) {
  std::string text = "[";
  for (const Annotation& one : annotations)
    text +=
        (text.size() > 1 ? ",\n " : "\n ") +
        reports::json_text(nlohmann::json{{"when", one.when}, {"metric", one.metric}, {"why", one.why}}, -1);
  return text + "\n]\n";
}

const Annotation* find_annotation(const std::vector<Annotation>& annotations, const std::string& when,
                                  const std::string& metric) {
  const auto found = std::find_if(annotations.begin(), annotations.end(), [&](const Annotation& one) {
    return !one.when.empty() && when.starts_with(one.when) && (one.metric.empty() || one.metric == metric);
  });
  return found == annotations.end() ? nullptr : &*found;
}

namespace {

double number_from(std::string_view cell, const std::string& where) {
  const std::optional<double> number = data::number_in(cell);
  if (number && std::isfinite(*number)) return *number;
  throw Error(ErrorCode::bad_input, fmt::format("{}: expected a number, not '{}'", where, cell));
}

}  // namespace

std::vector<double> csv_column(const std::string& text, const std::string& column,
                               const std::string& origin) {
  const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
  const data::CsvTable table({bytes, text.size()}, '\0', origin);
  if (table.rows() == 0) throw Error(ErrorCode::bad_input, fmt::format("{}: is empty", origin));
  std::vector<std::string> header;
  for (std::size_t i = 0; i < table.columns(); ++i) header.emplace_back(table.cell(0, i));
  const auto place =
      static_cast<std::size_t>(std::find(header.begin(), header.end(), column) - header.begin());
  if (place == header.size())
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: no column '{}'{}", origin, column, did_you_mean(column, header)));
  std::vector<double> values;
  for (std::size_t row = 1; row < table.rows(); ++row)
    values.push_back(number_from(table.cell(row, place),
                                 fmt::format("{}: line {}: column '{}'", origin, table.line(row), column)));
  return values;
}

}  // namespace tryall::tracking
