#pragma once

#include "json_columns.hpp"
#include "tryall/reports/report/report.hpp"

namespace tryall::reports {

/// Writes what the sections refer to: metrics, axes, groups, runs, environments.
void write_frame(const Report& report, Json& document);

}  // namespace tryall::reports
