// Stores whose schema is not tryall's: made by hand, changed by another program, or damaged.
#include <fmt/format.h>

#include "catch.hpp"
#include "configs.hpp"
#include "records.hpp"
#include "store/schema/compare_schema.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/examine.hpp"
#include "tryall/sweeps/store/merge.hpp"

namespace foreign_store_test {

using namespace tryall::testing;
using tryall::sweeps::Depth;
using tryall::sweeps::merge;
using tryall::sweeps::open_for_reading;
using tryall::sweeps::open_unchanged;
using tryall::sweeps::SqliteStore;

namespace {

/// A store of two runs that was changed beside tryall.
struct ChangedStore {
  explicit ChangedStore(const std::string& sql) {
    SqliteStore(file).add({run_record(group, 0, completed_run(0.5)), run_record(group, 1, diverged_run())});
    run_sql(file, sql);
  }

  /// What is said by all that open it; "" where they differ.
  std::string message() const {
    const std::string said = message_of([&] { open_for_reading(file); });
    const auto same = [&](const auto& open) { return message_of(open) == said; };
    return same([&] { open_unchanged(file); }) && same([&] { SqliteStore store(file); }) &&
                   same([&] { merge({.sources = {file}, .into = folder / "other.db"}); })
               ? said
               : "";
  }

  std::vector<std::string> findings() const {
    std::vector<std::string> texts;
    for (const auto& finding : tryall::sweeps::examine(*open_for_reading(file), Depth::file))
      texts.push_back(finding.text);
    return texts;
  }

  void check_refused(const std::string& what) const {
    CHECK(message() == file.string() + ": is damaged, or was changed by another program: " + what +
                           ". Restore it from a copy");
  }

  TemporaryFolder folder;
  std::filesystem::path file = folder / "runs.db";
  tryall::sweeps::GroupRecord group = group_record(config_with(0.1));
};

}  // namespace

TEST_CASE("a store version that no tryall writes is refused") {
  for (const std::string version : {"-1", "-3", "-100", "-2147483648", "0"})
    ChangedStore("PRAGMA user_version = " + version)
        .check_refused("its store version is " + version + ", which no tryall writes");
}

TEST_CASE("a store of this version that says to be older is refused and left alone") {
  for (const std::string version : {"1", "3", "5"}) {
    const ChangedStore f("PRAGMA user_version = " + version);
    CHECK_THAT(message_of([&] { open_for_reading(f.file); }),
               ContainsSubstring("its tables are not those of its store version, " + version));
    CHECK(SQLite::Database(f.file.string()).execAndGet("SELECT count(*) FROM runs").getInt() == 2);
  }
}

TEST_CASE("a table or column that is missing or too many is named") {
  for (const std::string table : {"checkpoints", "environments", "metrics", "tags"})
    ChangedStore("PRAGMA foreign_keys = OFF; DROP TABLE " + table)
        .check_refused("table " + table + " is missing");
  ChangedStore("ALTER TABLE sessions DROP COLUMN jobs").check_refused("table sessions has no column jobs");
  ChangedStore("DROP VIEW v_runs; DROP VIEW v_groups; ALTER TABLE results DROP COLUMN test_loss")
      .check_refused("table results has no column test_loss");
  ChangedStore("ALTER TABLE runs ADD COLUMN extra TEXT")
      .check_refused("table runs has a column 'extra', which no store has");
  ChangedStore("DROP TABLE tags; CREATE VIEW tags AS SELECT 1 AS kind")
      .check_refused("table tags is missing");
  ChangedStore("DROP TABLE tags; CREATE TABLE tags(kind TEXT, key TEXT, tag TEXT)")
      .check_refused(
          "column key of table tags has another type or default; column kind of table tags has another type "
          "or "
          "default; column tag of table tags has another type or default; and 1 more");
  ChangedStore("CREATE UNIQUE INDEX one ON results(outcome)")
      .check_refused("table results has other unique columns");
}

TEST_CASE("names of metrics and axes from elsewhere are checked, and quoted where they are used") {
  CHECK_THAT(
      ChangedStore("UPDATE metrics SET column_name = 'x\"; DROP TABLE runs; --' WHERE id = 1").message(),
      ContainsSubstring("table results has no column 'x\"; DROP TABLE runs; --' of metric"));
  CHECK_THAT(ChangedStore("UPDATE metrics SET column_name = 'run_id' WHERE id = 1").message(),
             ContainsSubstring("table results has no column 'run_id' of metric"));
  CHECK_THAT(ChangedStore("UPDATE metrics SET name = char(27) || '[2J' WHERE id = 1").message(),
             ContainsSubstring("has a name that cannot be printed"));
  CHECK_THAT(ChangedStore("UPDATE origins SET axes = '{}'").message(), ContainsSubstring("table origins: "));
  const std::string setting = R"({"name": "a') --", "type": "number", "default": 1})";
  const std::string axes =
      R"({"families": [{"singular": "f", "plural": "fs", "techniques": [{"name": "n", "summary": "", "source": "",
          "settings": [)" +
      setting + R"(]}]}], "axes": [{"name": "z", "meaning": "", "family": "f", "default": "n"}]})";
  std::string quoted;
  for (const char c : axes) quoted.append(c == '\'' ? 2 : 1, c);
  CHECK_THAT(ChangedStore("INSERT INTO origins(trainer, revision, axes) VALUES('x', 'y', '" + quoted + "')")
                 .message(),
             ContainsSubstring("a setting cannot be named 'a') --'"));
}

TEST_CASE("triggers of a store are not run, whatever they are on, and the doctor tells of them") {
  const std::string body = " BEGIN DELETE FROM runs; DELETE FROM results; END";
  for (const std::string trigger : {"AFTER INSERT ON sessions", "BEFORE INSERT ON runs",
                                    "AFTER UPDATE ON metrics", "INSTEAD OF INSERT ON v_runs"}) {
    CAPTURE(trigger);
    const ChangedStore f(fmt::format("CREATE TRIGGER evil {}{}", trigger, body));
    CHECK(f.findings().size() == 1);
    CHECK_THAT(f.findings().front(), StartsWith("has a trigger 'evil' on "));
    {
      SqliteStore store(f.file);
      const auto sweep = store.begin_sweep({"s", "{}", "test_loss", true, "2026-01-31T12:00:00Z"}, {});
      store.open_session({.sweep = sweep, .process = tryall::sweeps::ProcessId::current()});
      store.add({run_record(f.group, 2, completed_run(0.25))});
    }
    CHECK(number(f.file, "SELECT count(*) FROM runs") == 3);
  }
}

TEST_CASE("views that are missing or show something else are told of, and readers see the right ones") {
  for (const std::string change :
       {"DROP VIEW v_runs", "DROP VIEW v_groups; DROP VIEW v_runs",
        "DROP VIEW v_runs; CREATE VIEW v_runs AS SELECT 1 AS run",
        "DROP VIEW v_runs; CREATE VIEW v_runs AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL "
        "SELECT i + 1 FROM n) SELECT i AS run FROM n"}) {
    CAPTURE(change);
    const ChangedStore f(change);
    CHECK_FALSE(f.findings().empty());
    CHECK(number(f.file, "SELECT count(*) FROM v_runs WHERE optimizer = 'sgd' OR optimizer <> ''") == 2);
    CHECK(number(f.file, "SELECT n FROM v_groups") == 2);
    { const SqliteStore store(f.file); }
    CHECK(f.findings().empty());
  }
}

TEST_CASE("a store of a program with other axes is sound") {
  const ChangedStore f("SELECT 1");
  const std::string runs = answers(f.file, "SELECT sql FROM main.sqlite_master WHERE name = 'v_runs'")[0][0];
  const std::size_t line = runs.find("  json_extract(g.config, '$.epochs')");
  REQUIRE(line != std::string::npos);
  std::string fewer = runs;
  fewer.erase(line, runs.find('\n', line) + 1 - line);
  run_sql(f.file, "DROP VIEW v_runs; " + fewer);
  CHECK(f.findings().empty());
  std::string other = runs;
  other.replace(line, std::strlen("  json_extract(g.config, '$.epochs')"), "  (SELECT 1)");
  run_sql(f.file, "DROP VIEW v_runs; " + other);
  CHECK(f.findings() ==
        std::vector<std::string>{"view v_runs does not show what it should; `tryall run` makes it anew"});
}

TEST_CASE("a table with other conditions is told of") {
  const ChangedStore f(
      "DROP TABLE notes; CREATE TABLE notes(kind TEXT NOT NULL, key TEXT NOT NULL, note TEXT NOT NULL, "
      "noted_at "
      "TEXT NOT NULL, PRIMARY KEY(kind, key)) WITHOUT ROWID");
  CHECK(f.findings() == std::vector<std::string>{"table notes is not defined as tryall defines it"});
}

TEST_CASE("stores of every older version have the schema of a new one when they are brought up to date") {
  for (const int version : {1, 3, 4, 5}) {
    CAPTURE(version);
    const TemporaryFolder folder;
    const auto file = folder / "runs.db";
    std::filesystem::copy_file(TRYALL_GOLDEN "/stores/schema-" + std::to_string(version) + ".db", file);
    { const SqliteStore store(file); }
    CHECK(tryall::sweeps::examine(*open_for_reading(file), Depth::file).empty());
  }
}

}  // namespace foreign_store_test
