// A report is made while a sweep runs: of one state, and in nobody's way.
#include <sqlite3.h>

#include "report_checks.hpp"

using namespace tryall::testing;
using tryall::reports::make_report;
using tryall::reports::to_json;

namespace {

/// Changes the store from another connection, which waits for nobody, before each statement of a watched one.
class Meddler {
 public:
  Meddler(const std::filesystem::path& store, sqlite3* watched)
      : writer_(store, SQLite::OPEN_READWRITE), watched_(watched) {
    writer_.exec("PRAGMA journal_mode = WAL");  // as a store is while a sweep runs
    writer_.setBusyTimeout(0);
    sqlite3_trace_v2(watched_, SQLITE_TRACE_STMT, &Meddler::on_statement, this);
  }
  Meddler(const Meddler&) = delete;
  Meddler& operator=(const Meddler&) = delete;
  ~Meddler() { sqlite3_trace_v2(watched_, 0, nullptr, nullptr); }

  int changes() const { return changes_; }
  int refused() const { return refused_; }

 private:
  static int on_statement(unsigned, void* self, void*, void*) {
    Meddler& meddler = *static_cast<Meddler*>(self);
    constexpr int until_read = 2;  // the savepoint, and the statement whose first read fixes what is seen
    if (++meddler.statements_ <= until_read) return 0;
    const bool changed = meddler.writer_.tryExec(
                             "UPDATE results SET validation_accuracy = validation_accuracy / 2; "
                             "DELETE FROM results WHERE run_id = (SELECT max(id) FROM runs); "
                             "DELETE FROM runs WHERE id = (SELECT max(id) FROM runs)") == SQLITE_OK;
    ++(changed ? meddler.changes_ : meddler.refused_);
    return 0;
  }

  SQLite::Database writer_;
  sqlite3* watched_;
  int statements_ = 0, changes_ = 0, refused_ = 0;
};

}  // namespace

TEST_CASE("a report made while a sweep runs is of one state, and the sweep waits for nothing") {
  StoredSweeps stored;
  stored.train(four_groups, run_of_four);
  const auto& store = stored.open();
  const auto sweep = store.counted_sweep("four");
  const std::string before = to_json(make_report(store, sweep));
  std::string meanwhile;
  {
    const Meddler meddler(stored.file(), store.handle());
    meanwhile = to_json(make_report(store, sweep));
    CHECK(meddler.changes() >= 5);
    CHECK(meddler.refused() == 0);
  }
  CHECK(meanwhile == before);
  CHECK(to_json(make_report(store, sweep)) != before);
}
