#include "tryall/reports/report/report_axis.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "numbers.hpp"
#include "results/config_column.hpp"
#include "tryall/sweeps/run/progress.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_levels_shown = 20;  // beyond, values are summed up in bins
constexpr std::size_t bin_count = 8;
constexpr std::size_t most_labels = 12;  // of choices with their settings, before these become axes

/// Values of which the middle one is far below the middle of their range were picked on a log scale.
bool looks_logarithmic(const std::vector<double>& values, std::string_view name) {
  const double low = values.front(), high = values.back();
  if (low <= 0 || values.size() < 2) return false;
  if (name == "learning_rate") return true;
  if (high / low < 8) return false;
  if (values.size() == 2) return high / low >= 10;
  const double median = values[values.size() / 2];
  return median < 0.6 * (low + high) / 2;
}

std::vector<double> bin_edges(const ReportAxis& axis) {
  const double low = axis_number(axis.values.front()), high = axis_number(axis.values.back());
  std::vector<double> edges = {low};
  for (std::size_t i = 1; i < bin_count; ++i) {
    const double share = static_cast<double>(i) / bin_count;
    const double edge =
        sweeps::six_digits(axis.scale == ReportAxis::Scale::log ? low * std::pow(high / low, share)
                                                                : low + (high - low) * share);
    if (edge > edges.back() && edge < high) edges.push_back(edge);
  }
  edges.push_back(high);
  return edges;
}

std::int32_t bin_of(const std::vector<double>& edges, double value) {
  const auto above = std::upper_bound(edges.begin() + 1, edges.end() - 1, value);
  return static_cast<std::int32_t>(above - edges.begin()) - 1;
}

std::string without_underscores(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

/// Numbers before words, each in its order; numbers that agree in six digits are one value.
struct CellOrder {
  bool operator()(const Cell& a, const Cell& b) const {
    if (is_number(a) != is_number(b)) return is_number(a);
    if (is_number(a)) return axis_number(a) < axis_number(b);
    return a < b;
  }
};

ReportAxis make_axis(const ConfigColumn& column, const std::vector<Cell>& cells) {
  ReportAxis axis{.config_axis = column.axis,
                  .setting = column.setting,
                  .name = column.axis->name + (column.setting.empty() ? "" : "." + column.setting),
                  .label = {}};
  axis.label = without_underscores(axis.name);
  std::set<Cell, CellOrder> distinct;
  for (const Cell& cell : cells)
    if (!std::holds_alternative<std::monostate>(cell)) distinct.insert(cell);
  axis.values.assign(distinct.begin(), distinct.end());
  for (const Cell& cell : cells) {
    const auto place = std::lower_bound(axis.values.begin(), axis.values.end(), cell, CellOrder{});
    axis.codes.push_back(std::holds_alternative<std::monostate>(cell)
                             ? ReportAxis::none
                             : static_cast<std::int32_t>(place - axis.values.begin()));
  }
  if (!axis.values.empty() && std::all_of(axis.values.begin(), axis.values.end(), is_number)) {
    std::vector<double> numbers;
    for (const Cell& value : axis.values) numbers.push_back(axis_number(value));
    axis.scale =
        looks_logarithmic(numbers, column.axis->name) ? ReportAxis::Scale::log : ReportAxis::Scale::linear;
    if (numbers.size() > most_levels_shown) axis.edges = bin_edges(axis);
  }
  axis.levels = axis.codes;
  if (!axis.edges.empty())
    for (std::int32_t& level : axis.levels)
      if (level != ReportAxis::none)
        level = bin_of(axis.edges, axis_number(axis.values[static_cast<std::size_t>(level)]));
  return axis;
}

std::vector<Cell> cells_of(const ConfigColumn& column, const std::vector<Group>& groups) {
  ColumnReader reader(column, groups.front().config.axes());
  std::vector<Cell> cells;
  cells.reserve(groups.size());
  for (const Group& group : groups) cells.push_back(reader.cell(group.config));
  return cells;
}

std::vector<ReportAxis> split_axis(const Axis& axis, const std::vector<Group>& groups) {
  std::vector<Cell> names;  // of techniques, without their settings
  for (const Group& group : groups) {
    const Choice* choice = choice_on(axis, group.config);
    names.push_back(choice != nullptr ? Cell(choice->name) : ConfigColumn{.axis = &axis}.cell(group.config));
  }
  std::vector<ReportAxis> result;
  if (ReportAxis by_name = make_axis({.axis = &axis}, names); by_name.values.size() > 1)
    result.push_back(std::move(by_name));
  std::set<std::string> settings;
  for (const Technique* technique : axis.family->techniques)
    for (const Parameter& parameter : technique->parameters) settings.insert(parameter.name);
  for (const std::string& setting : settings) {
    const ConfigColumn column{.axis = &axis, .setting = setting};
    if (ReportAxis one = make_axis(column, cells_of(column, groups)); one.values.size() > 1)
      result.push_back(std::move(one));
  }
  return result;
}

}  // namespace

double axis_number(const Cell& cell) {
  if (const auto* integer = std::get_if<std::int64_t>(&cell))
    return sweeps::six_digits(static_cast<double>(*integer));
  return sweeps::six_digits(std::get<double>(cell));
}

std::optional<std::size_t> ReportAxis::level(std::size_t group) const {
  if (levels[group] == none) return std::nullopt;
  return static_cast<std::size_t>(levels[group]);
}

double ReportAxis::position(std::size_t level) const {
  if (edges.empty()) return axis_number(values[level]);
  return scale == Scale::log ? std::sqrt(edges[level] * edges[level + 1])
                             : (edges[level] + edges[level + 1]) / 2;
}

std::string ReportAxis::level_text(std::size_t level) const {
  if (!edges.empty()) return number_text(edges[level]) + " to " + number_text(edges[level + 1]);
  if (const auto* word = std::get_if<std::string>(&values[level])) return *word;
  return number_text(axis_number(values[level]));
}

std::string ReportAxis::value_text(std::size_t group) const {
  if (codes[group] == none) return "none";
  const Cell& value = values[static_cast<std::size_t>(codes[group])];
  if (const auto* word = std::get_if<std::string>(&value)) return *word;
  return number_text(axis_number(value));
}

std::vector<ReportAxis> report_axes(const std::vector<std::string>& names, const std::vector<Group>& groups) {
  std::vector<ReportAxis> result;
  for (const std::string& name : names) {
    const Axis& axis = *groups.front().config.axes().find(name);
    const ConfigColumn column{.axis = &axis};
    ReportAxis whole = make_axis(column, cells_of(column, groups));
    if (!axis.is_choice() || whole.values.size() <= most_labels) {
      result.push_back(std::move(whole));
      continue;
    }
    for (ReportAxis& one : split_axis(axis, groups)) result.push_back(std::move(one));
  }
  return result;
}

}  // namespace tryall::reports
