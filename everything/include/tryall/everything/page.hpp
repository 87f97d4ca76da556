#pragma once

#include <string>

#include "tryall/everything/answer.hpp"

namespace tryall::everything {

/// The answer as a page for a browser, static and whole.
std::string to_html(const Answer& answer);

}  // namespace tryall::everything
