#include "tryall/sweeps/store/rename.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>

#include <utility>

#include "store/file/write_access.hpp"
#include "store/remove/living_sessions.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/store/connection.hpp"

namespace tryall::sweeps {
namespace {

void refuse_taken(SQLite::Database& database, const char* table, const char* noun, const std::string& name) {
  SQLite::Statement query(database, fmt::format("SELECT count(*) FROM {} WHERE name = ?", table));
  query.bind(1, name);
  query.executeStep();
  if (query.getColumn(0).getInt64() > 0)
    throw Error(
        ErrorCode::bad_input,
        fmt::format("there is a {0} '{1}' already; choose another name, or first: tryall delete --{0} {1}",
                    noun, name));
}

/// Notes and tags are kept by a sweep's name.
void move_remarks(SQLite::Database& database, const std::string& old_name, const std::string& name) {
  for (const char* table : {"notes", "tags"}) {
    SQLite::Statement update(database,
                             fmt::format("UPDATE OR REPLACE {} SET key = ?1 WHERE kind = 'sweep' AND "
                                         "key = ?2 AND ?2 NOT IN (SELECT name FROM sweeps)",
                                         table));
    update.bind(1, name);
    update.bind(2, old_name);
    update.exec();
  }
}

template <class Action>
void in_transaction(const std::filesystem::path& store, LockPatience patience, const Action& action) {
  open_for_reading(store);  // where there is none, none is made
  WriteAccess access(store, std::move(patience));
  try {
    SQLite::Transaction transaction(access.database(), SQLite::TransactionBehavior::IMMEDIATE);
    action(access.database());
    transaction.commit();
  } catch (...) {
    fail_with(store, std::current_exception());
  }
}

}  // namespace

void rename_sweep(const std::filesystem::path& store, std::int64_t sweep, const std::string& name,
                  LockPatience patience) {
  in_transaction(store, std::move(patience), [&](SQLite::Database& database) {
    refuse_taken(database, "sweeps", "sweep", name);
    refuse_while_running(database, store, std::to_string(sweep), "renamed");
    SQLite::Statement query(database, "SELECT name FROM sweeps WHERE id = ?");
    query.bind(1, sweep);
    if (!query.executeStep())
      throw Error(ErrorCode::failed, "the sweep was deleted by another program in the meantime");
    const std::string old_name = query.getColumn(0).getString();
    query.reset();
    SQLite::Statement update(database, "UPDATE sweeps SET name = ? WHERE id = ?");
    update.bind(1, name);
    update.bind(2, sweep);
    update.exec();
    move_remarks(database, old_name, name);
  });
}

void rename_baseline(const std::filesystem::path& store, const std::string& old_name,
                     const BaselineRecord& renamed, LockPatience patience) {
  in_transaction(store, std::move(patience), [&](SQLite::Database& database) {
    refuse_taken(database, "baselines", "baseline", renamed.name);
    SQLite::Statement update(database, "UPDATE baselines SET (name, document) = (?, ?) WHERE name = ?");
    update.bind(1, renamed.name);
    update.bind(2, renamed.document);
    update.bind(3, old_name);
    if (update.exec() == 0)
      throw Error(ErrorCode::failed, "the baseline was deleted by another program in the meantime");
  });
}

}  // namespace tryall::sweeps
