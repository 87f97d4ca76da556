#include "tryall/experiment/metric.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"

namespace tryall {

std::string_view to_text(Split split) {
  constexpr std::array<std::string_view, 4> names = {"none", "train", "validation", "test"};
  return names[static_cast<std::size_t>(split)];
}

std::string_view to_text(Direction direction) {
  return direction == Direction::maximize ? "maximize" : "minimize";
}

std::optional<Split> split_from(std::string_view text) {
  for (const Split split : {Split::none, Split::train, Split::validation, Split::test})
    if (to_text(split) == text) return split;
  return std::nullopt;
}

std::optional<Direction> direction_from(std::string_view text) {
  for (const Direction direction : {Direction::maximize, Direction::minimize})
    if (to_text(direction) == text) return direction;
  return std::nullopt;
}

const Metric& find_metric(const std::vector<Metric>& metrics, std::string_view name) {
  return metrics[metric_place(metrics, name)];
}

std::size_t metric_place(const std::vector<Metric>& metrics, std::string_view name) {
  if (const std::size_t index = metric_index(metrics, name); index < metrics.size()) return index;
  std::vector<std::string> names;
  for (const Metric& metric : metrics) names.push_back(metric.name);
  throw Error(ErrorCode::bad_input, fmt::format("unknown metric '{}'{}", name, did_you_mean(name, names)));
}

std::size_t metric_index(const std::vector<Metric>& metrics, std::string_view name) {
  const auto named = [&](const Metric& metric) { return metric.name == name; };
  return static_cast<std::size_t>(std::find_if(metrics.begin(), metrics.end(), named) - metrics.begin());
}

}  // namespace tryall
