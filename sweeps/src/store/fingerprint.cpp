#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <algorithm>

#include "identity/hasher.hpp"
#include "store/repeatable_curves.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"
#include "tryall/sweeps/store/stored_vocabulary.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::sweeps {
namespace {

/// Adds a value with its length, so that no two rows look alike; numbers as their shortest exact text.
void add_value(Hasher& hasher, const SQLite::Column& column) {
  const std::string text = column.isNull()    ? "null"
                           : column.isFloat() ? fmt::format("{}", column.getDouble())
                                              : column.getString();
  hasher.add(fmt::format("{}:{}", text.size(), text));
}

void add_text(Hasher& hasher, const std::string& text) {
  hasher.add(fmt::format("{}:{}", text.size(), text));
}

/// Those that fingerprints did not always have, by name.
std::vector<StoredMetric> later_metrics(SQLite::Database& database) {
  std::vector<StoredMetric> later;
  for (StoredMetric& one : stored_metrics(database))
    if (one.metric.repeatable &&
        metric_index(train::indexed_metrics(), one.metric.name) == train::metric_count)
      later.push_back(std::move(one));
  std::sort(later.begin(), later.end(),
            [](const StoredMetric& a, const StoredMetric& b) { return a.metric.name < b.metric.name; });
  return later;
}

}  // namespace

/// The form is frozen for the metrics of version 5, missing values among them; later metrics follow by name
/// where they were measured.
std::string fingerprint(SQLite::Database& database) {
  const std::vector<StoredMetric> later = later_metrics(database);
  std::string columns;
  for (const Metric& metric : train::indexed_metrics()) columns += ", s." + metric.name;
  for (const StoredMetric& one : later) columns += ", s." + quoted_name(one.column);
  SQLite::Statement query(database,
                          fmt::format("SELECT r.key, s.outcome, r.message, r.epochs_done, r.steps_done, "
                                      "r.curves, r.histograms{} FROM runs r JOIN results s ON s.group_id = "
                                      "r.group_id AND s.seed = r.seed ORDER BY r.key",
                                      columns));
  const RepeatableCurves repeatable(database);
  constexpr int curves = 5;
  Hasher hasher;
  while (query.executeStep()) {
    const int frozen = query.getColumnCount() - static_cast<int>(later.size());
    for (int i = 0; i < frozen; ++i) {
      if (i == curves)
        add_text(hasher, repeatable.of(query.getColumn(i).getString()));
      else
        add_value(hasher, query.getColumn(i));
    }
    for (std::size_t i = 0; i < later.size(); ++i) {
      const SQLite::Column value = query.getColumn(frozen + static_cast<int>(i));
      if (value.isNull()) continue;
      add_text(hasher, later[i].metric.name);
      add_value(hasher, value);
    }
  }
  return hasher.hex();
}

}  // namespace tryall::sweeps
