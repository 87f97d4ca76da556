#pragma once

#include <string>
#include <vector>

#include "tryall/experiment/technique.hpp"

namespace tryall::cli {

/// A dataset by its name, or by a file or folder that a source reads; settings are those of the command line:
/// "target=species". Throws Error.
Choice data_choice(const std::string& name, const std::vector<std::string>& settings);

}  // namespace tryall::cli
