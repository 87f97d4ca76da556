#pragma once

#include <string>

#include "tryall/reports/figures/figure.hpp"

namespace tryall::reports {

/// "93.1 %"; a dash where it is not finite.
std::string percent_text(double share);
/// Of a difference of shares, without its sign: "32.1 points".
std::string points_text(double difference);
/// A number of four digits: "53.41", "152,300"; a dash where it is not finite.
std::string value_words(double value);

/// "90.2 to 95.3 %", of numbers "49.1 to 58.3"; empty where there is no interval.
std::string percent_range(const Estimated& estimate);
/// "28.0 to 36.0", of points.
std::string points_range(const Estimated& estimate);
std::string value_range(const Estimated& estimate);

/// Whether both ends are there, and 0 is not between them.
bool clear_of_zero(const Estimated& estimate);

}  // namespace tryall::reports
