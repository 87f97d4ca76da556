#pragma once

#include <string>

#include "tryall/error.hpp"

namespace tryall::cli {

/// The error's message, and where it is about a store, the command or option that helps.
std::string error_text(const Error& error);

}  // namespace tryall::cli
