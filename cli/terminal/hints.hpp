#pragma once

#include <string>
#include <vector>

namespace tryall::cli {

/// A complaint about words that a command does not take, in their order: its unknown option, with what may be
/// meant among the options that it has or, where it has --set, among the axes; else the arguments that are
/// too many.
std::string unknown_words(const std::string& command, const std::vector<std::string>& words,
                          const std::vector<std::string>& options);

/// A complaint about a word that stands where a command belongs.
std::string unknown_command(const std::string& word, const std::vector<std::string>& commands);

}  // namespace tryall::cli
