#pragma once

#include <string>

#include "tryall/sweeps/run/progress.hpp"

namespace tryall::sweeps {

/// What the store keeps of a session's progress.
std::string progress_json(const SweepProgress& progress);
/// Reads it back; what is missing is at its default.
SweepProgress progress_from_json(const std::string& text);

}  // namespace tryall::sweeps
