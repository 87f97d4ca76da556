#pragma once

#include <memory>
#include <vector>

#include "tryall/experiment/axis.hpp"
#include "tryall/sweeps/store/stored_vocabulary.hpp"

namespace tryall::reports {

/// One table for the groups of all origins, which it holds on to: an axis is there once by its name, with the
/// techniques that it has with any of them. Where one name is plain values here and techniques there, it has
/// the techniques, and configs may hold plain values on it nevertheless.
std::shared_ptr<const AxisTable> merged_axes(const std::vector<sweeps::StoredOrigin>& origins);

}  // namespace tryall::reports
