#pragma once

#include <string>

#include "context.hpp"
#include "tryall/tracking/baseline.hpp"

namespace tryall::cli {

/// The file's baseline where there is such a file, else the one of that name in the store. Throws Error.
tracking::Baseline find_baseline(const Context& context, const std::string& name_or_file);

/// The text of a baseline of the store. Throws Error with the nearest name.
std::string stored_baseline_text(const Context& context, const std::string& name);

/// A file's text. Throws Error.
std::string read_text(const std::string& file);

}  // namespace tryall::cli
