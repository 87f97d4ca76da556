#pragma once

#include <string>

#include "tryall/sweeps/space/sweep.hpp"

namespace tryall::sweeps {

/// Of an override whose commas make several values: how to write it as one, to stand behind a complaint;
/// otherwise empty.
std::string comma_hint(const Override& given);

}  // namespace tryall::sweeps
