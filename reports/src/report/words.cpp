#include "words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace tryall::reports {
namespace {

/// "learning_rate=0.003"; of a text that speaks for itself, where it need not be `named`, "adam".
std::string setting_words(const ReportAxis& axis, std::size_t group, bool named) {
  const std::string text = axis.value_text(group);
  const Cell& value = axis.values[static_cast<std::size_t>(axis.codes[group])];
  return named || is_number(value) || text == "none" ? axis.name + "=" + text : text;
}

/// With the fewest significant digits, three or more, that keep it apart from the axis' other values.
std::string number_words(const ReportAxis& axis, std::size_t group) {
  const auto written = [](const Cell& cell, int digits) {
    return fmt::format("{:.{}g}", axis_number(cell), digits);
  };
  const Cell& value = axis.values[static_cast<std::size_t>(axis.codes[group])];
  const bool is_whole = std::holds_alternative<std::int64_t>(value) || std::abs(axis_number(value)) >= 1000;
  for (int digits = 3; !is_whole && digits < 6; ++digits) {
    std::string text = written(value, digits);
    const auto alike = [&](const Cell& cell) { return is_number(cell) && written(cell, digits) == text; };
    if (std::count_if(axis.values.begin(), axis.values.end(), alike) == 1) return text;
  }
  return axis.value_text(group);
}

/// "momentum", "learning rate 0.0316", "regularizer none".
std::string spoken(const ReportAxis& axis, std::size_t group) {
  const std::string text = axis.value_text(group);
  if (is_number(axis.values[static_cast<std::size_t>(axis.codes[group])]))
    return axis.label + " " + number_words(axis, group);
  const bool speaks = label_part(*axis.config_axis, axis.name, text) == text;
  return speaks ? text : axis.label + " " + text;
}

bool agree(const ReportAxis& axis, const std::vector<std::size_t>& groups) {
  return std::all_of(groups.begin(), groups.end(),
                     [&](std::size_t group) { return axis.codes[group] == axis.codes[groups.front()]; });
}

}  // namespace

std::string count_text(std::size_t count) {
  std::string digits = std::to_string(count);
  for (std::size_t at = digits.size(); at > 3;) digits.insert(at -= 3, ",");
  return digits;
}

std::string plural(std::size_t count, const std::string& noun) {
  return count_text(count) + " " + noun + (count == 1 ? "" : "s");
}

std::string metric_label(const Metric& metric) {
  std::string label = metric.name;
  std::replace(label.begin(), label.end(), '_', ' ');
  return label;
}

std::string magnitude_text(const Metric& metric, double difference) {
  return metric.share ? fmt::format("{:.2g} points", 100 * std::abs(difference))
                      : fmt::format("{:.3g}", std::abs(difference));
}

std::string score_text(const Metric& metric, const GroupScore& score) {
  const std::string mean = value_text(metric, score.mean);
  const std::size_t n = score.values.size();
  if (n == 1) return mean + " on one seed";
  switch (score.interval.state) {
    case statistics::IntervalState::given:
      return fmt::format("{} (95 % interval {} to {}, n = {})", mean, value_text(metric, score.interval.low),
                         value_text(metric, score.interval.high), n);
    case statistics::IntervalState::no_spread:
      return fmt::format("{} with each of {} seeds", mean, n);
    default:
      return fmt::format("{} (n = {}, too few for an interval)", mean, n);
  }
}

std::string group_text(const SweepData& data, std::size_t group) {
  std::string text;
  for (const ReportAxis& axis : data.axes)
    if (axis.codes[group] != ReportAxis::none)
      add_to_label(text, label_part(*axis.config_axis, axis.name, axis.value_text(group)));
  return text;
}

std::string group_name(const SweepData& data, std::size_t group) {
  std::string text;
  for (const ReportAxis& axis : data.axes)
    if (axis.codes[group] != ReportAxis::none) text += (text.empty() ? "" : ", ") + spoken(axis, group);
  return text;
}

std::string group_words(const SweepData& data, std::size_t group) { return common_words(data, {group}); }

std::string common_words(const SweepData& data, const std::vector<std::size_t>& groups) {
  std::string text;
  for (const ReportAxis& axis : data.axes)
    if (!groups.empty() && axis.codes[groups.front()] != ReportAxis::none && agree(axis, groups))
      add_to_label(text, setting_words(axis, groups.front(), true));
  return text;
}

std::string short_group_words(const SweepData& data, std::size_t group,
                              const std::vector<std::size_t>& among) {
  std::string text;
  for (const ReportAxis& axis : data.axes)
    if (axis.codes[group] != ReportAxis::none && !agree(axis, among))
      add_to_label(text, setting_words(axis, group, false));
  return text.empty() ? group_words(data, group) : text;
}

std::string commit_text(const std::string& commit) {
  constexpr std::size_t usual = 8;
  const std::size_t end = std::min(commit.find('+'), commit.size());
  const bool is_hash = commit.find_first_not_of("0123456789abcdef") >= end;
  return is_hash && end > usual ? commit.substr(0, usual) + commit.substr(end) : commit;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
  return text;
}

bool overlap(const statistics::Interval& a, const statistics::Interval& b) {
  return a.low <= b.high && b.low <= a.high;
}

}  // namespace tryall::reports
