#pragma once

#include <cstddef>
#include <string>

#include "tryall/reports/tables/table.hpp"

namespace tryall::reports {

/// The table as aligned columns, narrowed to `width` characters where it can be; 0: no limit.
std::string aligned_text(const Table& table, std::size_t width);

}  // namespace tryall::reports
