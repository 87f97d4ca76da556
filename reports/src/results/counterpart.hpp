#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "tryall/experiment/metric.hpp"

namespace tryall::reports {

/// The place of the metric of the same quantity on another split; nothing where there is none, or the metric
/// is of no split.
inline std::optional<std::size_t> counterpart(const std::vector<Metric>& metrics, const Metric& of,
                                              Split on) {
  if (of.split == Split::none || of.split == on) return std::nullopt;
  for (std::size_t i = 0; i < metrics.size(); ++i)
    if (metrics[i].split == on && metrics[i].quantity == of.quantity) return i;
  return std::nullopt;
}

}  // namespace tryall::reports
