#pragma once

#include <string>
#include <vector>

namespace tryall::cli {

/// The words that may stand for an option ("metric") or a positional argument ("what") of a command; none
/// where a file or anything else belongs.
std::vector<std::string> completion_words(const std::string& command, const std::string& option);

}  // namespace tryall::cli
