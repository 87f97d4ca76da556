#pragma once

#include <string>

namespace tryall::reports {

/// A number as all that is written of a report has it: of six digits, NaN where it is not finite.
double as_written(double value);

/// A finite number's text for people: "0.0123457".
std::string number_text(double value);

}  // namespace tryall::reports
