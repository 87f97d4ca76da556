#pragma once

#include <string_view>

namespace tryall::reports {

/// The style sheet of a report's page. Figures take their paint from the classes that svg_elements.hpp names.
std::string_view page_style();

}  // namespace tryall::reports
