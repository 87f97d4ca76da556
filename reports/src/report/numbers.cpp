#include "numbers.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "tryall/sweeps/run/progress.hpp"

namespace tryall::reports {

double as_written(double value) {
  return std::isfinite(value) ? sweeps::six_digits(value) : std::numeric_limits<double>::quiet_NaN();
}

std::string number_text(double value) { return fmt::format("{:.6g}", value); }

}  // namespace tryall::reports
