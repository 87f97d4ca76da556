#pragma once

#include <SQLiteCpp/Database.h>

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tryall/experiment/vocabulary.hpp"
#include "tryall/sweeps/identity/identity.hpp"

namespace tryall::sweeps {

/// A metric that the store knows, with the column of `results` and of the views that has its values.
struct StoredMetric {
  Metric metric;
  std::string column;
};

/// In the order in which they came.
std::vector<StoredMetric> stored_metrics(SQLite::Database& database);

/// The column of that metric. Throws Error where the store has none of that name.
std::string metric_column(SQLite::Database& database, const std::string& metric);

/// Adds the metrics that the store does not have: a row, and a column of `results`. True where any was new.
/// Throws Error for a name that the views need or that is too long, for more metrics than a view can have,
/// and for a metric of which the store has another notion (direction, unit, share).
bool add_metrics(SQLite::Database& database, const std::vector<Metric>& metrics);

/// Where groups come from.
struct StoredOrigin {
  std::int64_t id = 0;
  Origin origin;
  std::shared_ptr<const AxisTable> axes;  ///< That configs of these groups are over.
};

/// In the order in which they came; the first is this library's own trainings.
std::vector<StoredOrigin> stored_origins(SQLite::Database& database);

/// Its row, added where there is none; true in `second` where it was. Throws Error for axes named as columns
/// of the views.
std::pair<std::int64_t, bool> add_origin(SQLite::Database& database, const Origin& origin,
                                         const std::shared_ptr<const AxisTable>& axes);

/// `name` as SQL writes it.
std::string quoted_name(const std::string& name);

}  // namespace tryall::sweeps
