#include "tryall/sweeps/store/baselines.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include "store/file/write_access.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::sweeps {

void save_baseline(const std::filesystem::path& store, const BaselineRecord& baseline,
                   LockPatience patience) {
  WriteAccess access(store, std::move(patience));
  try {
    SQLite::Statement insert(access.database(),
                             "INSERT INTO baselines(name, created_at, document) VALUES(?, ?, ?) ON "
                             "CONFLICT(name) DO UPDATE SET (created_at, document) = (excluded.created_at, "
                             "excluded.document)");
    insert.bind(1, baseline.name);
    insert.bind(2, baseline.created_at);
    insert.bind(3, baseline.document);
    insert.exec();
  } catch (...) {
    fail_with(store, std::current_exception());
  }
}

std::vector<BaselineRecord> stored_baselines(SQLite::Database& database) {
  SQLite::Statement query(database, "SELECT name, created_at, document FROM baselines ORDER BY name");
  std::vector<BaselineRecord> baselines;
  while (query.executeStep())
    baselines.push_back(
        {query.getColumn(0).getString(), query.getColumn(1).getString(), query.getColumn(2).getString()});
  return baselines;
}

}  // namespace tryall::sweeps
