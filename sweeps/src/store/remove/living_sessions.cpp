#include "store/remove/living_sessions.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "store/process.hpp"
#include "tryall/error.hpp"

namespace tryall::sweeps {

void refuse_while_running(SQLite::Database& database, const std::filesystem::path& store,
                          const std::string& ids_query, const std::string& what) {
  SQLite::Statement sessions(
      database,
      fmt::format("SELECT s.name, t.host, t.pid, t.process_start, (julianday('now') - "
                  "julianday(t.seen_at)) * 86400 FROM sessions t JOIN sweeps s ON s.id = t.sweep_id "
                  "WHERE t.ended_at IS NULL AND t.sweep_id IN ({}) ORDER BY t.id",
                  ids_query));
  while (sessions.executeStep()) {
    const ProcessId process{sessions.getColumn(1).getString(), sessions.getColumn(2).getInt64(),
                            sessions.getColumn(3).getString()};
    if (has_died(process, sessions.getColumn(4).getDouble())) continue;
    throw Error(
        ErrorCode::failed,
        fmt::format("{}: process {} on {} is running the sweep {}; nothing was {}. Stop it first, or "
                    "wait until it is done (see: tryall status)",
                    store.string(), process.pid, process.host, sessions.getColumn(0).getString(), what));
  }
}

}  // namespace tryall::sweeps
