#pragma once

#include <optional>
#include <string>
#include <vector>

#include "tryall/tracking/baseline.hpp"

namespace SQLite {
class Database;
}

namespace tryall::reports {

/// The store's newest baseline; nothing where there is none, or it is larger than a report may spend time on
/// (8 MB, some thousands of runs), or does not read.
std::optional<tracking::Baseline> newest_baseline(SQLite::Database& database);

/// The mean of a metric over a frozen group's runs that have a value; NaN where the baseline has no such
/// group.
double frozen_level(const tracking::Baseline& baseline, const std::string& config, const std::string& dataset,
                    std::size_t metric);

}  // namespace tryall::reports
