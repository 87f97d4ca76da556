#pragma once

#include <optional>
#include <string_view>

#include "tryall/experiment/technique.hpp"

namespace tryall {

/// The number that the whole text is, as people write it: "8", "08", "+8", ".5", "1.", "1e-3". Always
/// decimal, whatever zeros stand in front. A whole number (std::int64_t) where it is written without point
/// and exponent, otherwise a double. Nothing for other text, "nan" and "inf" among it. Throws SettingError
/// for a number that cannot be held: "1e400", 2^63.
std::optional<Value> number_from(std::string_view text);

/// The same as a double.
std::optional<double> real_number_from(std::string_view text);

}  // namespace tryall
