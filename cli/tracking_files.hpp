#pragma once

#include <string>
#include <vector>

#include "context.hpp"
#include "terminal/options.hpp"
#include "tryall/tracking/baseline.hpp"
#include "tryall/tracking/history.hpp"

namespace tryall::cli {

/// The file's baseline where there is such a file, else the one of that name in the store. Throws Error.
tracking::Baseline find_baseline(const Context& context, const std::string& name_or_file);

/// The text of a baseline of the store. Throws Error with the nearest name.
std::string stored_baseline_text(const Context& context, const std::string& name);

/// Adds "--annotations": the file of accepted changes.
void add_annotations_option(CommandLine& command, std::string& file);

/// None where there is no such file. Throws Error for a file that holds something else.
std::vector<tracking::Annotation> read_annotations(const std::string& file);

}  // namespace tryall::cli
