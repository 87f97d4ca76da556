#pragma once

#include <vector>

#include "scale.hpp"

namespace tryall::reports {

/// Centres for labels of the given heights, as near as can be to where they want to be (least squares for
/// those that push one another), in that order, without overlap, inside `room` as long as they fit there.
struct LabelWish {
  double center = 0;
  double height = 0;
};
std::vector<double> spread_labels(const std::vector<LabelWish>& wishes, const Range& room);

}  // namespace tryall::reports
