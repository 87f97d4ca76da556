#pragma once

#include "tryall/reports/query/query.hpp"

namespace tryall::reports {

/// As `find_sweep`, without counting the runs, which takes long in a large store.
SweepRow uncounted_sweep(SQLite::Database& database, const std::string& name);

}  // namespace tryall::reports
