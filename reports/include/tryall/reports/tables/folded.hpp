#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace tryall::reports {

/// Characters a terminal shows for UTF-8 text: its code points.
std::size_t width_of(const std::string& text);

/// Text in lines of up to `width` characters, broken at blanks; a longer word has a line of its own.
std::vector<std::string> folded_text(const std::string& text, std::size_t width);

/// The same of a table's cell, which is also broken before a parenthesis, "momentum(momentum=0.5)", and not
/// before "%" or "points"; a longer word is broken behind _ and =.
std::vector<std::string> folded_cell(const std::string& text, std::size_t width);

/// The same of a name, which is broken at blanks, before or behind an underscore, and
/// behind a sign of equality.
std::vector<std::string> folded_name(const std::string& name, std::size_t width);

/// The least width of a cell, or of a name, at which no word is broken.
std::size_t narrowest_cell(const std::string& text);
/// That of a cell's parts, where words are broken behind _ and =.
std::size_t narrowest_broken_cell(const std::string& text);
std::size_t narrowest_name(const std::string& name);

}  // namespace tryall::reports
