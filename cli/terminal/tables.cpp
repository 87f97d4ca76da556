#include "terminal/tables.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <string>

#include "tryall/train/metric.hpp"

namespace tryall::cli {
namespace {

std::string default_text(const Parameter& parameter) {
  if (!parameter.fallback) return "(required)";
  const std::string text = to_text(*parameter.fallback);
  return text.empty() ? "\"\"" : text;
}

}  // namespace

std::string type_text(const Parameter& parameter) {
  switch (parameter.type) {
    case Parameter::Type::boolean:
      return "boolean";
    case Parameter::Type::integer:
      return "integer";
    case Parameter::Type::number:
      return "number";
    case Parameter::Type::word:
      return "word";
    case Parameter::Type::integers:
      return "list of integers";
  }
  return "";
}

std::string allowed_text(const Parameter& parameter) {
  if (parameter.type == Parameter::Type::boolean) return "true, false";
  return parameter.words.empty() ? range_text(parameter)
                                 : fmt::format("{}", fmt::join(parameter.words, ", "));
}

reports::Table setting_table(const std::vector<Parameter>& parameters) {
  reports::Table table{{"setting", "type", "default", "range", "what"}, {}};
  for (const Parameter& parameter : parameters)
    table.rows.push_back({parameter.name, type_text(parameter), default_text(parameter),
                          allowed_text(parameter), parameter.meaning});
  return table;
}

reports::Table family_table(const Family& family) {
  reports::Table table{{family.singular, "what"}, {}};
  for (const Technique* technique : family.techniques)
    table.rows.push_back({technique->name, technique->summary});
  return table;
}

reports::Table metrics_table() {
  reports::Table table{{"metric", "better", "measured", "what"}, {}};
  for (const train::Metric& metric : train::metrics())
    table.rows.push_back({metric.name,
                          std::string(metric.direction == train::Direction::maximize ? "larger" : "smaller"),
                          std::string(metric.each_epoch ? "each epoch" : "at the end"), metric.meaning});
  return table;
}

}  // namespace tryall::cli
