#include "tryall/sweeps/run/status.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>

#include "run/progress_json.hpp"
#include "store/process.hpp"
#include "tryall/sweeps/run/read_status.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/raw_statement.hpp"

namespace tryall::sweeps {
namespace {

SessionFacts session_of(SQLite::Statement& row, const std::filesystem::path& store) {
  SessionFacts facts;
  facts.sweep = row.getColumn(1).getString();
  facts.process = {row.getColumn(2).getString(), row.getColumn(3).getInt64(), row.getColumn(4).getString()};
  facts.jobs = row.getColumn(5).getInt();
  facts.started_at = row.getColumn(6).getString();
  facts.seen_at = row.getColumn(7).getString();
  facts.silent_seconds = row.getColumn(8).getDouble();
  facts.progress = progress_from_json(row.getColumn(9).getString());
  facts.alive = !has_died(facts.process, facts.silent_seconds, store);
  return facts;
}

/// What did not complete, by the run's id.
class Incomplete {
 public:
  explicit Incomplete(SQLite::Database& database) {
    RawStatement results(database, "SELECT run_id, outcome FROM results WHERE outcome <> 'completed'");
    while (results.step()) {
      const auto id = static_cast<std::size_t>(sqlite3_column_int64(results.row(), 0));
      const auto* text = reinterpret_cast<const char*>(sqlite3_column_text(results.row(), 1));
      if (id >= outcomes_.size()) outcomes_.resize(2 * id + 1, Outcome::completed);
      outcomes_[id] = outcome_from(text).value_or(Outcome::failed);
    }
  }

  Outcome of(std::int64_t run_id) const {
    const auto id = static_cast<std::size_t>(run_id);
    return id < outcomes_.size() ? outcomes_[id] : Outcome::completed;
  }

 private:
  std::vector<Outcome> outcomes_;
};

void count_runs(SQLite::Database& database, std::int64_t id, const Incomplete& incomplete,
                SweepFacts& sweep) {
  const SweepMembers members = sweep_members(database, id);
  sweep.runs = members.planned;
  sweep.stored = members.run_ids.size();
  for (const std::int64_t run : members.run_ids) {
    const Outcome outcome = incomplete.of(run);
    sweep.diverged += outcome == Outcome::diverged;
    sweep.failed += outcome == Outcome::failed;
    sweep.timed_out += outcome == Outcome::timed_out;
  }
}

}  // namespace

SweepMembers sweep_members(SQLite::Database& database, std::int64_t sweep) {
  RawStatement runs(database,
                    "SELECT r.id FROM sweep_runs p LEFT JOIN runs r ON r.key = p.run_key WHERE "
                    "p.sweep_id = " +
                        std::to_string(sweep));
  SweepMembers members;
  for (; runs.step(); ++members.planned)
    if (sqlite3_column_type(runs.row(), 0) != SQLITE_NULL)
      members.run_ids.push_back(sqlite3_column_int64(runs.row(), 0));
  return members;
}

std::vector<SweepFacts> read_status(SQLite::Database& database) {
  SQLite::Transaction snapshot(database);
  std::vector<SweepFacts> sweeps;
  std::vector<std::int64_t> ids;
  const Incomplete incomplete(database);
  SQLite::Statement query(database, std::string("SELECT id, ") + sweep_label_sql +
                                        ", started_at FROM sweeps ORDER BY started_at DESC, id DESC");
  while (query.executeStep()) {
    ids.push_back(query.getColumn(0).getInt64());
    SweepFacts& sweep = sweeps.emplace_back();
    sweep.name = query.getColumn(1).getString();
    sweep.started_at = query.getColumn(2).getString();
    count_runs(database, ids.back(), incomplete, sweep);
  }
  SQLite::Statement sessions(
      database,
      "SELECT t.sweep_id, s.name, t.host, t.pid, t.process_start, t.jobs, t.started_at, t.seen_at, "
      "(julianday('now') - julianday(t.seen_at)) * 86400, t.progress FROM sessions t JOIN sweeps s ON s.id "
      "= t.sweep_id WHERE t.ended_at IS NULL ORDER BY t.id");
  while (sessions.executeStep()) {
    const auto place = std::find(ids.begin(), ids.end(), sessions.getColumn(0).getInt64());
    if (place != ids.end())
      sweeps[static_cast<std::size_t>(place - ids.begin())].sessions.push_back(
          session_of(sessions, file_of(database)));
  }
  for (SweepFacts& sweep : sweeps)
    std::stable_partition(sweep.sessions.begin(), sweep.sessions.end(),
                          [](const SessionFacts& session) { return session.alive; });
  return sweeps;
}

}  // namespace tryall::sweeps
