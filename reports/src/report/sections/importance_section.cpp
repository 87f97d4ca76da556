#include <fmt/format.h>

#include <algorithm>

#include "report/words.hpp"
#include "sections.hpp"
#include "tryall/statistics/axis_effect.hpp"
#include "tryall/statistics/importance.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t fewest_groups = 10;
constexpr std::size_t most_groups = 1000;  // of more, an even sample
constexpr std::size_t most_importances = 12;
constexpr double enough_fit = 0.5;

/// The groups the surrogate learns from.
std::vector<std::size_t> learned_from(const SweepData& data) {
  std::vector<std::size_t> all;
  for (std::size_t group = 0; group < data.groups.size(); ++group)
    if (data.scores[group].has_value()) all.push_back(group);
  if (all.size() <= most_groups) return all;
  std::vector<std::size_t> sample;
  for (std::size_t i = 0; i < most_groups; ++i) sample.push_back(all[i * all.size() / most_groups]);
  return sample;
}

/// Groups that have no such setting make a level of their own.
statistics::AxisColumn column_of(const ReportAxis& axis, const std::vector<std::size_t>& groups) {
  if (axis.ordered()) {
    std::vector<double> numbers;
    for (const std::size_t group : groups)
      numbers.push_back(axis.codes[group] == ReportAxis::none
                            ? axis_number(axis.values.front()) - 1
                            : axis_number(axis.values[static_cast<std::size_t>(axis.codes[group])]));
    return statistics::numeric_axis(numbers);
  }
  std::vector<std::string> words;
  for (const std::size_t group : groups) words.push_back(axis.value_text(group));
  return statistics::categorical_axis(words);
}

/// The axes a forest can take, as indices.
std::vector<std::size_t> usable_axes(const SweepData& data) {
  std::vector<std::size_t> axes = data.varying();
  std::erase_if(axes, [&](std::size_t axis) {
    return !data.axes[axis].ordered() && data.axes[axis].values.size() + 1 > statistics::most_levels;
  });
  return axes;
}

std::string importance_text(const SweepData& data, const std::vector<std::size_t>& axes,
                            const statistics::Importance& one) {
  std::string names;
  for (const std::size_t axis : one.axes)
    names += (names.empty() ? "" : " with ") + data.axes[axes[axis]].label;
  return fmt::format("{} ({:.0f} %)", names, 100 * one.share);
}

double seed_variance(const SweepData& data) {
  std::vector<std::vector<double>> groups;
  for (const GroupScore& score : data.scores)
    if (score.values.size() > 1) groups.push_back(score.values);
  return groups.empty() ? statistics::no_value : statistics::pooled_variance(groups);
}

std::vector<statistics::Importance> largest(const statistics::Importances& found) {
  std::vector<statistics::Importance> rows = found.mains;
  rows.insert(rows.end(), found.pairs.begin(), found.pairs.end());
  std::erase_if(rows, [](const auto& row) { return row.share != row.share; });
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.share > b.share; });
  rows.resize(std::min(rows.size(), most_importances));
  return rows;
}

void write_rows(const SweepData& data, const std::vector<std::size_t>& axes,
                const std::vector<statistics::Importance>& rows, Json& json) {
  for (const char* column : {"axes", "center", "low", "high"}) json[column] = Json::array();
  for (const auto& row : rows) {
    Json names = Json::array();
    for (const std::size_t axis : row.axes) names.push_back(data.axes[axes[axis]].name);
    json["axes"].push_back(std::move(names));
    json["center"].push_back(number(row.share));
    json["low"].push_back(number(row.low));
    json["high"].push_back(number(row.high));
  }
}

/// Runs that failed are no part of the picture, and nor is it told how the axes bring failures about.
Json note(const SweepData& data, std::size_t groups, std::size_t failed) {
  return {{"n", fmt::format("{}{}", plural(groups, "group"),
                            groups < data.groups.size() - failed ? " (an even sample)" : "")},
          {"method",
           "functional analysis of variance on a random forest of 64 trees over the groups' means "
           "(Hutter et al. 2014); intervals: 2.5 to 97.5 % quantiles over trees"},
          {"exclusions",
           failed ? fmt::format("{} of which no run has a value", plural(failed, "group")) : "none"}};
}

}  // namespace

Json importance_section(const SweepData& data) {
  const std::vector<std::size_t> axes = usable_axes(data);
  const std::vector<std::size_t> groups = learned_from(data);
  if (axes.empty()) return nullptr;
  if (groups.size() < fewest_groups)
    return missing_section(fmt::format("{} with a value {} too few to learn what matters; {} are asked for.",
                                       plural(groups.size(), "group"), groups.size() == 1 ? "is" : "are",
                                       fewest_groups));
  std::vector<statistics::AxisColumn> columns;
  for (const std::size_t axis : axes) columns.push_back(column_of(data.axes[axis], groups));
  std::vector<double> values;
  for (const std::size_t group : groups) values.push_back(data.scores[group].mean);
  const auto found = statistics::importances(columns, values, {.key = data.sweep.name});
  const std::vector<statistics::Importance> rows = largest(found);
  if (rows.empty())
    return missing_section("All groups have the same value: there is no variance to explain.");
  const bool good = found.out_of_bag_r2 >= enough_fit;
  const auto valued =
      std::count_if(data.scores.begin(), data.scores.end(), [](auto& s) { return s.has_value(); });
  Json json;
  json["finding"] = good
                        ? fmt::format("Of the variance between groups, {} explains most{}.",
                                      importance_text(data, axes, rows.front()),
                                      rows.size() > 1 ? ", then " + importance_text(data, axes, rows[1]) : "")
                        : "The surrogate understands too little of the groups to say which axis matters.";
  json["note"] = note(data, groups.size(), data.groups.size() - static_cast<std::size_t>(valued));
  write_rows(data, axes, rows, json);
  json["interval"] = "2.5 to 97.5 % quantiles over trees";
  const double seeds = seed_variance(data);
  if (seeds == seeds && seeds + found.variance > 0)
    json["seed_share"] = {
        {"center", number(seeds / (seeds + found.variance))}, {"low", nullptr}, {"high", nullptr}};
  json["fit"] = {{"label", "out-of-bag R2"}, {"value", number(found.out_of_bag_r2)}, {"enough", enough_fit}};
  return json;
}

}  // namespace tryall::reports
