#include "tryall/sweeps/run/status.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>

#include "run/progress_json.hpp"
#include "store/process.hpp"
#include "tryall/sweeps/run/read_status.hpp"
#include "tryall/sweeps/store/connection.hpp"

namespace tryall::sweeps {
namespace {

SessionFacts session_of(SQLite::Statement& row) {
  SessionFacts facts;
  facts.sweep = row.getColumn(1).getString();
  facts.process = {row.getColumn(2).getString(), row.getColumn(3).getInt64(), row.getColumn(4).getString()};
  facts.jobs = row.getColumn(5).getInt();
  facts.started_at = row.getColumn(6).getString();
  facts.seen_at = row.getColumn(7).getString();
  facts.silent_seconds = row.getColumn(8).getDouble();
  facts.progress = progress_from_json(row.getColumn(9).getString());
  facts.alive = !has_died(facts.process, facts.silent_seconds);
  return facts;
}

std::size_t count_at(SQLite::Statement& row, int column) {
  return static_cast<std::size_t>(row.getColumn(column).getInt64());
}

}  // namespace

std::vector<SweepFacts> read_status(SQLite::Database& database) {
  SQLite::Transaction snapshot(database);
  std::vector<SweepFacts> sweeps;
  std::vector<std::int64_t> ids;
  SQLite::Statement query(
      database,
      "SELECT s.id, s.name, s.started_at, count(*), count(r.id), coalesce(sum(v.outcome = 'diverged'), 0), "
      "coalesce(sum(v.outcome = 'failed'), 0), coalesce(sum(v.outcome = 'timed_out'), 0) FROM sweeps s "
      "JOIN sweep_runs p ON p.sweep_id = s.id LEFT JOIN runs r ON r.key = p.run_key LEFT JOIN results v ON "
      "v.group_id = r.group_id AND v.seed = r.seed GROUP BY s.id "
      "ORDER BY s.started_at DESC, s.id DESC");
  while (query.executeStep()) {
    ids.push_back(query.getColumn(0).getInt64());
    sweeps.push_back({query.getColumn(1).getString(),
                      query.getColumn(2).getString(),
                      count_at(query, 3),
                      count_at(query, 4),
                      count_at(query, 5),
                      count_at(query, 6),
                      count_at(query, 7),
                      {}});
  }
  SQLite::Statement sessions(
      database,
      "SELECT t.sweep_id, s.name, t.host, t.pid, t.process_start, t.jobs, t.started_at, t.seen_at, "
      "(julianday('now') - julianday(t.seen_at)) * 86400, t.progress FROM sessions t JOIN sweeps s ON s.id "
      "= t.sweep_id WHERE t.ended_at IS NULL ORDER BY t.id");
  while (sessions.executeStep()) {
    const auto place = std::find(ids.begin(), ids.end(), sessions.getColumn(0).getInt64());
    if (place != ids.end())
      sweeps[static_cast<std::size_t>(place - ids.begin())].sessions.push_back(session_of(sessions));
  }
  for (SweepFacts& sweep : sweeps)
    std::stable_partition(sweep.sessions.begin(), sweep.sessions.end(),
                          [](const SessionFacts& session) { return session.alive; });
  return sweeps;
}

}  // namespace tryall::sweeps
