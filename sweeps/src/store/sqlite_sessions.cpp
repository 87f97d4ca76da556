// Which processes are at work on a store, and which runs each has taken on.
#include <fmt/format.h>

#include "store/process.hpp"
#include "store/sqlite_guard.hpp"
#include "tryall/error.hpp"

namespace tryall::sweeps {
namespace {

/// The claims within one transaction.
class Claims {
 public:
  Claims(SQLite::Database& database, std::int64_t session, const std::vector<Outcome>& again)
      : database_(database), session_(session), again_(again) {}

  Claim make(const std::string& run_key) {
    if (is_stored(run_key)) return Claim::stored;
    insert_.reset();
    insert_.bind(1, run_key);
    insert_.bind(2, session_);
    if (insert_.exec() == 1) return Claim::ours;
    const std::int64_t owner = owner_of(run_key);
    if (owner == session_) return Claim::ours;
    if (!session_has_died(owner)) return Claim::elsewhere;
    SQLite::Statement take(database_, "UPDATE claims SET session_id = ? WHERE run_key = ?");
    take.bind(1, session_);
    take.bind(2, run_key);
    take.exec();
    return Claim::ours;
  }

 private:
  bool is_stored(const std::string& run_key) {
    stored_.reset();
    stored_.bind(1, run_key);
    if (!stored_.executeStep()) return false;
    const auto outcome = outcome_from(stored_.getColumn(0).getString());
    return std::find(again_.begin(), again_.end(), outcome) == again_.end();
  }

  std::int64_t owner_of(const std::string& run_key) {
    SQLite::Statement query(database_, "SELECT session_id FROM claims WHERE run_key = ?");
    query.bind(1, run_key);
    query.executeStep();
    return query.getColumn(0).getInt64();
  }

  bool session_has_died(std::int64_t session) {
    const auto [known, fresh] = died_.emplace(session, true);
    if (!fresh) return known->second;
    SQLite::Statement query(database_,
                            "SELECT host, pid, process_start, ended_at IS NOT NULL, "
                            "(julianday('now') - julianday(seen_at)) * 86400 FROM sessions WHERE id = ?");
    query.bind(1, session);
    if (!query.executeStep() || query.getColumn(3).getInt() != 0) return true;
    const ProcessId process{query.getColumn(0).getString(), query.getColumn(1).getInt64(),
                            query.getColumn(2).getString()};
    const SQLite::Column silent_seconds = query.getColumn(4);
    known->second = has_died(process, silent_seconds.getDouble(), file_of(database_));
    if (!known->second && (silent_seconds.isNull() || silent_seconds.getDouble() < 0)) see_now(session);
    return known->second;
  }

  /// Of a session that was seen in the future: another host's clock is ahead. From now on its silence is
  /// counted by this one's, and where it lives it says so again.
  void see_now(std::int64_t session) {
    SQLite::Statement update(
        database_, "UPDATE sessions SET seen_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?");
    update.bind(1, session);
    update.exec();
  }

  SQLite::Database& database_;
  std::int64_t session_;
  const std::vector<Outcome>& again_;
  SQLite::Statement stored_{
      database_,
      "SELECT s.outcome FROM runs r JOIN results s ON s.group_id = r.group_id AND s.seed = "
      "r.seed WHERE r.key = ?"};
  SQLite::Statement insert_{database_,
                            "INSERT INTO claims(run_key, session_id) VALUES(?, ?) ON CONFLICT DO NOTHING"};
  std::map<std::int64_t, bool> died_;
};

}  // namespace

std::int64_t SqliteStore::open_session(const SessionRecord& session) {
  return guarded([&](SQLite::Database& database) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    SQLite::Statement sweep(database, "SELECT 1 FROM sweeps WHERE id = ?");
    sweep.bind(1, session.sweep);
    if (!sweep.executeStep())
      throw Error(
          ErrorCode::failed,
          fmt::format("{}: the sweep was deleted by another program just now; run the same command again",
                      connection_->file.string()));
    sweep.reset();
    SQLite::Statement insert(database,
                             "INSERT INTO sessions(sweep_id, host, pid, process_start, jobs, started_at, "
                             "seen_at) VALUES(?, ?, ?, ?, ?, strftime('%Y-%m-%dT%H:%M:%SZ', 'now'), "
                             "strftime('%Y-%m-%dT%H:%M:%SZ', 'now'))");
    insert.bind(1, session.sweep);
    insert.bind(2, session.process.host);
    insert.bind(3, session.process.pid);
    insert.bind(4, session.process.start);
    insert.bind(5, session.jobs);
    insert.exec();
    const std::int64_t id = database.getLastInsertRowid();
    transaction.commit();
    return id;
  });
}

std::vector<Claim> SqliteStore::claim(std::int64_t session, const std::vector<std::string>& run_keys,
                                      const std::vector<Outcome>& again) {
  return guarded([&](SQLite::Database& database) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    std::vector<Claim> result;
    {
      Claims claims(database, session, again);
      for (const std::string& key : run_keys) result.push_back(claims.make(key));
    }
    transaction.commit();
    return result;
  });
}

void SqliteStore::note_progress(std::int64_t session, const std::string& progress) {
  guarded([&](SQLite::Database& database) {
    SQLite::Statement update(database,
                             "UPDATE sessions SET progress = ?, seen_at = strftime('%Y-%m-%dT%H:%M:%SZ', "
                             "'now') WHERE id = ?");
    update.bind(1, progress);
    update.bind(2, session);
    update.exec();
  });
}

void SqliteStore::close_session(std::int64_t session) {
  guarded([&](SQLite::Database& database) {
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    for (const char* sql :
         {"DELETE FROM claims WHERE session_id = ?",
          "UPDATE sessions SET ended_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE id = ?"}) {
      SQLite::Statement statement(database, sql);
      statement.bind(1, session);
      statement.exec();
    }
    transaction.commit();
  });
}

}  // namespace tryall::sweeps
