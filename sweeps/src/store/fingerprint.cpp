#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "identity/hasher.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::sweeps {
std::string fingerprint(SQLite::Database& database) {
  std::string columns;
  for (const Metric& metric : train::metrics()) columns += ", " + metric.name;
  SQLite::Statement query(database, fmt::format("SELECT key, outcome, message, epochs_done, steps_done, "
                                                "curves, histograms{} FROM runs ORDER BY key",
                                                columns));
  Hasher hasher;
  while (query.executeStep()) {
    for (int i = 0; i < query.getColumnCount(); ++i) {
      const SQLite::Column column = query.getColumn(i);
      // Numbers as their shortest exact text, each value with its length, so that no two rows look alike.
      const std::string text = column.isNull()    ? "null"
                               : column.isFloat() ? fmt::format("{}", column.getDouble())
                                                  : column.getString();
      hasher.add(fmt::format("{}:{}", text.size(), text));
    }
  }
  return hasher.hex();
}

}  // namespace tryall::sweeps
