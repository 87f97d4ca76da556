#pragma once

#include <memory>
#include <string>

#include "tryall/experiment/axis.hpp"

namespace tryall::sweeps {

/// All that configs over the axes are read by, as JSON: names, types, defaults, techniques with their
/// settings. With it, a store's configs can be read where the program that trained them is not at hand.
std::string description_of(const AxisTable& axes);

/// The axes of such a text; shorthands of families are not kept. Throws Error.
std::shared_ptr<const AxisTable> axes_from_description(const std::string& description);

}  // namespace tryall::sweeps
