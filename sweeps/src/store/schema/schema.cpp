#include "store/schema/schema.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "store/schema/compare_schema.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"
#include "tryall/sweeps/store/stored_vocabulary.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::sweeps {

void refresh_views(SQLite::Database& database) {
  const std::vector<std::string> definitions = view_definitions(database);
  for (std::size_t i = 0; i < definitions.size(); ++i) {
    const std::string& name = view_names()[i];
    SQLite::Statement query(database, "SELECT sql FROM sqlite_master WHERE type = 'view' AND name = ?");
    query.bind(1, name);
    if (query.executeStep() && query.getColumn(0).getString() == definitions[i]) continue;
    query.reset();
    database.exec(fmt::format("DROP VIEW IF EXISTS {}", name));
    database.exec(definitions[i]);
  }
}

void prepare_schema(const std::filesystem::path& file, SQLite::Database& database) {
  database.exec("PRAGMA foreign_keys = OFF");  // or a table that others refer to could not be replaced
  SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
  if (database.execAndGet("PRAGMA user_version").getInt() < schema_version) {
    for (const std::string& view : view_names())  // tables that a view names cannot be replaced
      database.exec(fmt::format("DROP VIEW IF EXISTS {}", view));
    migrate(database);
  }
  check_schema(file, database);
  add_metrics(database, train::metrics());
  refresh_views(database);
  transaction.commit();
}

}  // namespace tryall::sweeps
