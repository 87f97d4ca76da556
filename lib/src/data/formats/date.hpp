#pragma once

#include <optional>
#include <string_view>

namespace tryall::data {

/// The days since 1970-01-01 that a date of ISO 8601 spells, 2021-03-31 or 2021/3/31, with a time of day as
/// its share of a day: 2021-03-31T18:00:00.5Z, 2021-03-31 18:00. Nothing for what is none; offsets from UTC
/// but Z are none.
std::optional<double> date_in(std::string_view cell);

/// Whether the text is a date in which day and month have no sure places: 3/4/2021, 31.12.2020.
bool is_unsure_date(std::string_view cell);

}  // namespace tryall::data
