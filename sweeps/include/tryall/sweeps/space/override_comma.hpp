#pragma once

#include <string>

namespace tryall::sweeps {

/// Of an argument of --set whose commas make several values: how to write it as one, to stand behind a
/// complaint; otherwise empty.
std::string comma_hint(const std::string& argument);

}  // namespace tryall::sweeps
