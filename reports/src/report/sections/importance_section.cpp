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
    if (data.comparable[group] && data.scores[group].has_value()) all.push_back(group);
  if (all.size() <= most_groups) return all;
  std::vector<std::size_t> sample;
  for (std::size_t i = 0; i < most_groups; ++i) sample.push_back(all[i * all.size() / most_groups]);
  return sample;
}

/// Groups that have no such setting make a level of their own.
statistics::Factor column_of(const ReportAxis& axis, const std::vector<std::size_t>& groups) {
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
  std::vector<std::size_t> axes = data.comparable_axes;
  std::erase_if(axes, [&](std::size_t axis) {
    return !data.axes[axis].ordered() && data.axes[axis].values.size() + 1 > statistics::most_levels;
  });
  return axes;
}

std::string importance_text(const SweepData& data, const AxisImportance& one) {
  std::string names;
  for (const std::size_t axis : one.axes) names += (names.empty() ? "" : " with ") + data.axes[axis].label;
  return fmt::format("{} ({:.0f} %)", names, 100 * one.share.center);
}

double seed_variance(const SweepData& data) {
  std::vector<std::vector<double>> groups;
  for (std::size_t i = 0; i < data.scores.size(); ++i)
    if (data.comparable[i] && data.scores[i].values.size() > 1) groups.push_back(data.scores[i].values);
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

/// Runs that failed are no part of the picture, and nor is it told how the axes bring failures about.
Note importance_note(const SweepData& data, std::size_t groups) {
  std::size_t failed = 0;
  for (std::size_t i = 0; i < data.scores.size(); ++i)
    failed += data.comparable[i] && !data.scores[i].has_value() ? 1 : 0;
  return {
      .n = fmt::format("{}{}", plural(groups, "group"),
                       groups < data.comparable_groups() - failed ? " (an even sample)" : ""),
      .method =
          "functional analysis of variance on a random forest of 64 trees over the groups' means "
          "(Hutter et al. 2014); intervals: 2.5 to 97.5 % quantiles over trees",
      .exclusions = failed ? fmt::format("{} without a value in any run", plural(failed, "group")) : "none"};
}

/// `found` has the places among `axes`.
std::vector<AxisImportance> rows_of(const std::vector<statistics::Importance>& found,
                                    const std::vector<std::size_t>& axes) {
  std::vector<AxisImportance> rows;
  for (const statistics::Importance& one : found) {
    AxisImportance& row = rows.emplace_back();
    for (const std::size_t place : one.axes) row.axes.push_back(axes[place]);
    row.share = {.center = one.share, .low = one.low, .high = one.high};
  }
  return rows;
}

std::string finding(const SweepData& data, const ImportanceSection& section) {
  if (!(section.fit >= section.enough_fit))
    return "The forest explains too little of the variance between groups to say which axis matters.";
  return fmt::format("Most of the variance between groups is explained by {}{}.",
                     importance_text(data, section.rows.front()),
                     section.rows.size() > 1 ? ", then " + importance_text(data, section.rows[1]) : "");
}

}  // namespace

std::optional<ImportanceSection> importance_section(const SectionSource& source) {
  const SweepData& data = source.data;
  const std::vector<std::size_t> axes = usable_axes(data);
  const std::vector<std::size_t> groups = learned_from(data);
  if (axes.empty()) return std::nullopt;
  if (groups.size() < fewest_groups)
    return missing_section<ImportanceSection>(
        fmt::format("{} with a value {} too few to learn what matters; at least {} are needed.",
                    plural(groups.size(), "group"), groups.size() == 1 ? "is" : "are", fewest_groups));
  std::vector<statistics::Factor> columns;
  for (const std::size_t axis : axes) columns.push_back(column_of(data.axes[axis], groups));
  std::vector<double> values;
  for (const std::size_t group : groups) values.push_back(data.scores[group].mean);
  const auto found = statistics::importances(columns, values, {.key = data.sweep.name});
  ImportanceSection section;
  section.rows = rows_of(largest(found), axes);
  if (section.rows.empty())
    return missing_section<ImportanceSection>(
        "All groups have the same value: there is no variance to explain.");
  section.interval = "2.5 to 97.5 % quantiles over trees";
  const double seeds = seed_variance(data);
  if (seeds == seeds && seeds + found.variance > 0) section.seed_share = seeds / (seeds + found.variance);
  section.fit = found.out_of_bag_r2;
  section.enough_fit = enough_fit;
  section.finding = finding(data, section);
  section.note = importance_note(data, groups.size());
  say_what_is_compared(data, section);
  return section;
}

Json section_json(const ImportanceSection& section, const SweepData& data) {
  Json json = words_json(section);
  json["axes"] = column(section.rows, [&](const AxisImportance& row) {
    return column(row.axes, [&](std::size_t axis) { return data.axes[axis].name; });
  });
  add_intervals(json, section.rows, &AxisImportance::share);
  json["interval"] = section.interval;
  if (section.seed_share == section.seed_share)
    json["seed_share"] = {{"center", number(section.seed_share)}, {"low", nullptr}, {"high", nullptr}};
  json["fit"] = {{"label", "out-of-bag R2"}, {"value", number(section.fit)}, {"enough", section.enough_fit}};
  return json;
}

}  // namespace tryall::reports
