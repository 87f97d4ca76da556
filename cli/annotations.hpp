#pragma once

#include <string>
#include <vector>

#include "terminal/options.hpp"
#include "tryall/tracking/history.hpp"

namespace tryall::cli {

/// --annotations: the file of accepted changes.
void add_annotations_option(CommandLine& command, std::string& file);

/// None where there is no such file. Throws Error where it is none.
std::vector<tracking::Annotation> read_annotations(const std::string& file);

}  // namespace tryall::cli
