#pragma once

#include "tryall/reports/query.hpp"

namespace tryall::reports {

/// The selected runs of these groups, in the order of `keys`.
std::vector<GroupRow> select_groups(SQLite::Database& database, const Selection& selection,
                                    const std::vector<std::string>& keys);

}  // namespace tryall::reports
