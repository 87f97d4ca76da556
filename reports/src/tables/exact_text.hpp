#pragma once

#include <string>

#include "tryall/reports/tables/table.hpp"

namespace tryall::reports {

/// The value as text that reads back as the same value; empty where there is none.
std::string exact_text(const Cell& cell);

}  // namespace tryall::reports
