#pragma once

#include <string>

#include "tryall/everything/answer.hpp"

namespace tryall::everything {

/// The answer as a page for a browser, static and whole; `generator` is what wrote it.
std::string to_html(const Answer& answer, const std::string& generator);

}  // namespace tryall::everything
