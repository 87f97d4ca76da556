#pragma once

#include <memory>
#include <vector>

#include "tryall/experiment/axis.hpp"
#include "tryall/experiment/metric.hpp"

namespace tryall {

/// What a trainer's configs and results are made of.
struct Vocabulary {
  std::shared_ptr<const AxisTable> axes;
  std::vector<Metric> metrics;
};

}  // namespace tryall
