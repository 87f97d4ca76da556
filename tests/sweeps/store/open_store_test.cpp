#include <unistd.h>

#include <barrier>
#include <thread>

#include "catch.hpp"
#include "configs.hpp"
#include "records.hpp"
#include "store/file/new_store.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/store_error.hpp"

using tryall::sweeps::is_empty_database;
using tryall::sweeps::NewStore;
using tryall::sweeps::open_for_reading;
using tryall::sweeps::SqliteStore;
using tryall::testing::message_of;
using tryall::testing::number;
using tryall::testing::read_file;
using tryall::testing::run_sql;
using tryall::testing::TemporaryFolder;

namespace {

/// The file is refused with this message for reading and for writing, and left as it is.
void check_refused(const std::filesystem::path& file, const std::string& message) {
  const std::string before = read_file(file);
  CHECK(message_of([&] { SqliteStore store(file); }) == file.string() + message);
  CHECK(message_of([&] { open_for_reading(file); }) == file.string() + message);
  CHECK_FALSE(is_empty_database(file));
  CHECK(read_file(file) == before);
}

}  // namespace

TEST_CASE("a store is made where there is no file, an empty one or a database without tables") {
  const TemporaryFolder folder;
  const auto emptied = folder / "emptied.db";
  run_sql(emptied, "CREATE TABLE t(x); DROP TABLE t");
  REQUIRE(!read_file(emptied).empty());
  for (const auto& file : {folder / "none.db", folder.write("empty.db", ""), emptied}) {
    CAPTURE(file);
    CHECK(is_empty_database(file));
    { const SqliteStore store(file); }
    CHECK_FALSE(is_empty_database(file));
    CHECK(open_for_reading(file)->execAndGet("SELECT count(*) FROM v_runs").getInt() == 0);
  }
}

TEST_CASE("who makes the same store at the same time has the same one") {
  constexpr int programs = 8;
  for (int round = 0; round < 20; ++round) {
    const TemporaryFolder folder;
    std::barrier start(programs);
    std::vector<std::string> failures(programs);
    std::vector<std::thread> threads;
    for (int i = 0; i < programs; ++i)
      threads.emplace_back([&, i] {
        start.arrive_and_wait();
        try {
          SqliteStore store(folder / "runs.db");
          store.begin_sweep(
              {"sweep " + std::to_string(i), "{}", "test_accuracy", true, "2026-01-31T12:00:00Z"}, {});
        } catch (const std::exception& error) {
          failures[static_cast<std::size_t>(i)] = error.what();
        }
      });
    for (std::thread& thread : threads) thread.join();
    CHECK(failures == std::vector<std::string>(programs));
    CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
    CHECK(number(folder / "runs.db", "SELECT count(*) FROM sweeps") == programs);
  }
}

TEST_CASE("a store that is made never takes the place of one that came first") {
  const TemporaryFolder folder;
  const auto place = folder / "runs.db";
  {
    NewStore late(place);
    CHECK_FALSE(std::filesystem::exists(place));
    { SqliteStore(place).begin_sweep({"first", "{}", "test_accuracy", true, "2026-01-31T12:00:00Z"}, {}); }
    CHECK_FALSE(late.publish());
  }
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
  CHECK(number(place, "SELECT count(*) FROM sweeps") == 1);
}

TEST_CASE("a store says in its file whose it is and of which version") {
  const TemporaryFolder folder;
  { const SqliteStore store(folder / "runs.db"); }
  const auto database = open_for_reading(folder / "runs.db");
  CHECK(database->execAndGet("PRAGMA application_id").getInt() == 0x7472796c);
  CHECK(database->execAndGet("PRAGMA user_version").getInt() == tryall::sweeps::schema_version);
}

TEST_CASE("a store is a single file that asks for no log once the last of its writers is done") {
  const TemporaryFolder folder;
  const auto mode = [&] {
    SQLite::Database database((folder / "runs.db").string());
    return database.execAndGet("PRAGMA journal_mode").getString();
  };
  {
    const SqliteStore store(folder / "runs.db");
    CHECK(mode() == "wal");
    { const SqliteStore other(folder / "runs.db"); }
    CHECK(mode() == "wal");
    const auto reader = open_for_reading(folder / "runs.db");
    CHECK(reader->execAndGet("SELECT count(*) FROM runs").getInt() == 0);
  }
  CHECK(mode() == "delete");
  CHECK(std::distance(std::filesystem::directory_iterator(folder.path()), {}) == 1);
}

TEST_CASE("a file that is not SQLite's is refused and left alone") {
  const TemporaryFolder folder;
  const std::string text = "rank,optimizer\n" + std::string(2000, '1');
  check_refused(folder.write("table.csv", text), ": is not a store: file is not a database");
}

TEST_CASE("a SQLite database of someone else is refused and left alone") {
  const TemporaryFolder folder;
  const auto file = folder / "mail.db";
  run_sql(file, "CREATE TABLE messages(text); PRAGMA user_version = 1");
  check_refused(file, ": is a SQLite database, but not a store of tryall");
}

TEST_CASE("a store of a newer version is refused and left alone") {
  const TemporaryFolder folder;
  const auto file = folder / "runs.db";
  { const SqliteStore store(file); }
  run_sql(file, "PRAGMA journal_mode = DELETE; PRAGMA user_version = 7");
  check_refused(
      file, ": was written by a newer tryall (store version 7, this program knows up to 6); use that one");
}

TEST_CASE("a store that is cut off is refused") {
  const TemporaryFolder folder;
  const auto file = folder / "runs.db";
  { const SqliteStore store(file); }
  const std::string whole = read_file(file);
  REQUIRE(whole.size() > 8192);
  folder.write("runs.db", whole.substr(0, 5000));
  CHECK_THAT(message_of([&] { SqliteStore store(file); }),
             StartsWith(file.string() + ": is damaged: database disk image is malformed"));
}

TEST_CASE("a store that is there, but cannot be reached, is not called missing") {
  const TemporaryFolder folder;
  std::filesystem::create_symlink("circle.db", folder / "circle.db");
  const std::string circle = (folder / "circle.db").string(), name(300, 'x');
  CHECK(message_of([&] { open_for_reading(circle); }) ==
        circle + ": cannot be read: Too many levels of symbolic links");
  CHECK_THAT(message_of([&] { open_for_reading(folder / name); }),
             ContainsSubstring("cannot be read: File name"));
  if (geteuid() == 0) return;  // who may read everything
  { const SqliteStore store(folder / "hidden.db"); }
  std::filesystem::permissions(folder / "hidden.db", std::filesystem::perms::none);
  CHECK_THAT(message_of([&] { open_for_reading(folder / "hidden.db"); }),
             ContainsSubstring("hidden.db: cannot be read: Permission denied"));
}

TEST_CASE("there is nothing to read where there is no store") {
  const TemporaryFolder folder;
  const std::string none = (folder / "none.db").string();
  CHECK(message_of([&] { open_for_reading(none); }) == none + ": no such store");
  try {
    open_for_reading(none);
  } catch (const tryall::sweeps::StoreError& error) {
    CHECK(error.remedy() == tryall::sweeps::StoreRemedy::make_one);
    CHECK(error.file() == none);
  }
  CHECK_FALSE(std::filesystem::exists(none));
  CHECK(message_of([&] { open_for_reading(folder.path()); }) ==
        folder.path().string() + ": is a folder, not a store");
  const auto empty = folder.write("empty.db", "");
  CHECK(message_of([&] { open_for_reading(empty); }) ==
        empty.string() + ": is empty: nothing was ever stored in it");
}

TEST_CASE("a store cannot be made in a folder that is not there, nor in place of one") {
  const TemporaryFolder folder;
  const auto file = folder / "none/runs.db";
  CHECK_THAT(message_of([&] { SqliteStore store(file); }, tryall::ErrorCode::failed),
             StartsWith(file.string() + ": cannot be written (No such file or directory)"));
  CHECK_THAT(message_of([&] { SqliteStore store(folder.path()); }),
             StartsWith(folder.path().string() + ": is a folder"));
}

TEST_CASE("a store's name may have every character that a file's may") {
  const TemporaryFolder folder;
  const auto file = folder / "50%41?mode=rw#1 'a' \"b\" \xC3\xA4.db";
  { const SqliteStore store(file); }
  CHECK(open_for_reading(file)->execAndGet("SELECT count(*) FROM v_runs").getInt() == 0);
}

TEST_CASE("a store that is open for reading cannot be written") {
  const TemporaryFolder folder;
  { const SqliteStore store(folder / "runs.db"); }
  const auto database = open_for_reading(folder / "runs.db");
  CHECK_THROWS_AS(database->exec("DELETE FROM runs"), SQLite::Exception);
  CHECK_THROWS_AS(database->exec("PRAGMA user_version = 3"), SQLite::Exception);
}

TEST_CASE("views that differ from this version's are made anew, tables are kept") {
  const TemporaryFolder folder;
  const auto file = folder / "runs.db";
  const auto group = tryall::testing::group_record(tryall::testing::config_with(0.1));
  SqliteStore(file).add({tryall::testing::run_record(group, 0, tryall::testing::completed_run(0.5))});
  run_sql(file, "DROP VIEW v_runs; CREATE VIEW v_runs AS SELECT 1 AS one; DROP VIEW v_curves");
  { const SqliteStore store(file); }
  CHECK(tryall::testing::number(file, "SELECT validation_accuracy FROM v_runs") == 0.5);
  CHECK(tryall::testing::number(
            file, "SELECT count(*) FROM v_curves WHERE metric LIKE '%_loss' OR metric LIKE '%_accuracy'") ==
        10);
}

TEST_CASE("what SQLite complains of becomes an error that says what to do") {
  const std::filesystem::path file = "runs.db";
  const auto said = [&](int code) {
    return message_of([&] { tryall::sweeps::fail_store(file, code, "m"); }, tryall::ErrorCode::failed);
  };
  constexpr int busy = 5, locked = 6, read_only = 8, full = 13, schema = 17;
  CHECK_THAT(said(full), StartsWith("runs.db: the disk is full; what was stored before is safe."));
  CHECK_THAT(said(busy), StartsWith("runs.db: is locked by another program;"));
  CHECK_THAT(said(locked), StartsWith("runs.db: is locked by another program;"));
  CHECK_THAT(said(read_only | 1 << 8),
             StartsWith("runs.db: cannot be written (m); check the folder's permissions"));
  CHECK_THAT(message_of([&] { tryall::sweeps::fail_store(file, schema, "m"); }),
             StartsWith("runs.db: is damaged, or was changed by another program: m."));
}
