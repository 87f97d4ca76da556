#include "find_sweep.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include "sql_errors.hpp"
#include "tryall/experiment/suggest.hpp"

namespace tryall::reports {

SweepRow uncounted_sweep(SQLite::Database& database, const std::string& name) {
  SQLite::Statement query(
      database,
      "SELECT id, name, metric, direction, coalesce(json_extract(spec, '$.description'), '') "
      "FROM sweeps WHERE ?1 = '' OR name = ?1 "
      "ORDER BY started_at DESC, id DESC LIMIT 1");
  query.bind(1, name);
  if (query.executeStep())
    return {.id = query.getColumn(0).getInt64(),
            .name = query.getColumn(1).getString(),
            .metric = query.getColumn(2).getString(),
            .direction = query.getColumn(3).getString() == "maximize" ? train::Direction::maximize
                                                                      : train::Direction::minimize,
            .description = query.getColumn(4).getString()};
  if (name.empty())
    throw Error(ErrorCode::bad_input, "the store holds no sweep yet; make one with tryall run");
  throw Error(ErrorCode::bad_input,
              fmt::format("no sweep '{}' in the store{}", name,
                          did_you_mean(name, texts(database, "SELECT DISTINCT name FROM sweeps"))));
}

SweepRow find_sweep(SQLite::Database& database, const std::string& name) {
  SweepRow sweep = uncounted_sweep(database, name);
  SQLite::Statement query(database, "SELECT runs, stored FROM v_sweeps WHERE sweep = ?");
  query.bind(1, sweep.id);
  if (query.executeStep()) {
    sweep.runs = query.getColumn(0).getInt64();
    sweep.stored = query.getColumn(1).getInt64();
  }
  return sweep;
}

}  // namespace tryall::reports
