#pragma once

#include <string>

namespace tryall::cli {

/// Asks a person "question [y/N] " on the terminal; true for yes. Otherwise says that `nothing` was done.
/// Throws Error where there is no terminal to ask on: --yes is needed there.
bool ask(const std::string& question, const std::string& nothing);

}  // namespace tryall::cli
