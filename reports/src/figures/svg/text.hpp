#pragma once

#include <string>
#include <string_view>

namespace tryall::reports {

/// Valid UTF-8 without control characters: line breaks and tabs become spaces, what else is wrong U+FFFD.
std::string sanitized(std::string_view text);

/// About how wide a line of text is in a sans-serif font, in the unit of `font_size`; rather too wide than
/// too narrow.
double text_width(std::string_view text, double font_size);

/// The text, cut at its end to fit `width`, with an ellipsis where something was cut.
std::string shortened(std::string_view text, double width, double font_size);

}  // namespace tryall::reports
