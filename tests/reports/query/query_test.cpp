#include "tryall/reports/query/query.hpp"

#include <cmath>

#include "../stored_sweep.hpp"
#include "catch.hpp"
#include "configs.hpp"

using tryall::reports::Cell;
using tryall::reports::Group;
using tryall::reports::SweepRow;
using tryall::testing::completed_run;
using tryall::testing::four_groups;
using tryall::testing::message_of;
using tryall::testing::run_of_four;
using tryall::testing::StoredSweeps;

namespace {

struct QueriedStore {
  StoredSweeps sweeps;
  const tryall::reports::StoreReader* store = nullptr;

  QueriedStore() {
    sweeps.train(four_groups, run_of_four);
    store = &sweeps.open();
  }

  std::string refused(const std::string& sql) const {
    return message_of([&] { store->sql(sql); });
  }
};

/// The metric's curve of each run.
std::vector<std::vector<double>> curves_of(const tryall::reports::StoreReader& store, const Group& group,
                                           const std::string& metric) {
  std::vector<std::vector<double>> curves;
  for (const auto& run : group.runs)
    curves.push_back(store.curves(run.key, {metric_index(store.metrics(), metric)}).front());
  return curves;
}

std::size_t runs_of(const std::vector<Group>& groups) {
  std::size_t count = 0;
  for (const Group& group : groups) count += group.runs.size();
  return count;
}

}  // namespace

TEST_CASE("a query's rows keep the types of their values") {
  const QueriedStore f;
  const auto table = f.store->sql("SELECT 1 AS one, 0.5, 'text' AS \"a b\", NULL AS none, x'6162' AS blob");
  CHECK(table.columns == std::vector<std::string>{"one", "0.5", "a b", "none", "blob"});
  CHECK(table.rows == std::vector<std::vector<Cell>>{{std::int64_t{1}, 0.5, "text", Cell(), "ab"}});
}

TEST_CASE("a query answers from the views") {
  const QueriedStore f;
  const auto table =
      f.store->sql("SELECT optimizer, count(*) AS n FROM v_runs GROUP BY optimizer ORDER BY optimizer");
  CHECK(table.rows == std::vector<std::vector<Cell>>{{"adam", std::int64_t{4}}, {"sgd", std::int64_t{4}}});
  CHECK(f.store->sql("SELECT * FROM v_runs WHERE 0").rows.empty());
  CHECK(f.store->sql("SELECT * FROM v_runs WHERE 0").columns.front() == "run");
}

TEST_CASE("a query that is no SQL is refused with what SQLite says") {
  const QueriedStore f;
  CHECK(f.refused("SELEC 1") == "--sql: near \"SELEC\": syntax error");
  CHECK(f.refused("SELECT sum(1, 2)") == "--sql: wrong number of arguments to function sum()");
}

TEST_CASE("a query without a statement is refused") {
  const QueriedStore f;
  CHECK(f.refused("") == "--sql: there is no statement in it");
  CHECK(f.refused(" -- nothing") == "--sql: there is no statement in it");
}

TEST_CASE("an unknown column or table is refused with the nearest known one") {
  const QueriedStore f;
  CHECK(f.refused("SELECT optimzer FROM v_runs") ==
        "--sql: no such column: optimzer (did you mean 'optimizer'?)");
  CHECK(f.refused("SELECT r.lerning_rate FROM v_runs r") ==
        "--sql: no such column: r.lerning_rate (did you mean 'learning_rate'?)");
  CHECK(f.refused("SELECT everything.epoc FROM v_curves everything") ==
        "--sql: no such column: everything.epoc (did you mean 'epoch'?)");
  CHECK(f.refused("SELECT mean_test_los FROM v_groups") ==
        "--sql: no such column: mean_test_los (did you mean 'mean_test_loss'?)");
  CHECK(f.refused("SELECT epoch FROM v_groups") ==
        "--sql: no such column: epoch here; it is a column of v_curves, v_histograms");
  CHECK(f.refused("SELECT 1 FROM v_run") == "--sql: no such table: v_run (did you mean 'v_runs'?)");
  CHECK_THAT(
      f.refused("SELECT 1 FROM everything"),
      StartsWith("--sql: no such table: everything (known: v_curves, v_groups, v_histograms, v_metrics, "));
}

TEST_CASE("a query that writes is refused and writes nothing") {
  const QueriedStore f;
  const std::string refusal = "--sql: a query only reads; this statement writes";
  CHECK(f.refused("DELETE FROM runs") == refusal);
  CHECK(f.refused("DROP TABLE runs") == refusal);
  CHECK(f.refused("CREATE TABLE t(x)") == refusal);
  CHECK(f.refused("UPDATE results SET test_loss = 0") == refusal);
  CHECK(f.refused("INSERT INTO sweep_runs VALUES(1, 'x')") == refusal);
  CHECK(f.refused("PRAGMA user_version = 9") == refusal);
  CHECK(f.refused("PRAGMA journal_mode = DELETE") == refusal);
  const std::string copy = f.sweeps.file().string() + ".copy";
  CHECK(f.refused("VACUUM INTO '" + copy + "'") == refusal);
  CHECK_FALSE(std::filesystem::exists(copy));
  CHECK(f.store->sql("SELECT count(*) FROM runs").rows[0][0] == Cell(std::int64_t{8}));
}

TEST_CASE("a sweep is found by name, without one it is the last") {
  StoredSweeps stored;
  stored.train(R"({"name": "first", "axes": {"seed": [0, 1]}})");
  stored.train(R"({"name": "second", "objective": {"metric": "test_loss"}})");
  const auto& store = stored.open();
  const SweepRow first = store.counted_sweep("first");
  CHECK(first.name == "first");
  CHECK(first.metric == "validation_accuracy");
  CHECK(first.direction == tryall::train::Direction::maximize);
  CHECK(first.runs == 2);
  CHECK(first.stored == 2);
  const SweepRow last = store.counted_sweep("");
  CHECK(last.name == "second");
  CHECK(last.id != first.id);
  CHECK(last.direction == tryall::train::Direction::minimize);
  CHECK(last.runs == 1);
}

TEST_CASE("of sweeps of one name the one that was started last is found") {
  StoredSweeps stored;
  {
    tryall::sweeps::SqliteStore store(stored.file());
    store.begin_sweep({"s", "{}", "test_loss", false, "2026-01-02T00:00:00Z"}, {"a"});
    store.begin_sweep({"s", "[]", "test_loss", false, "2026-01-01T00:00:00Z"}, {"a", "b"});
    store.begin_sweep({"t", "[]", "test_loss", false, "2026-01-03T00:00:00Z"}, {"a", "b", "c"});
  }
  const auto& store = stored.open();
  CHECK(store.counted_sweep("s").runs == 1);
  CHECK(store.counted_sweep("").runs == 3);
  CHECK(store.counted_sweep("").stored == 0);
}

TEST_CASE("a sweep that is not there is refused with the nearest") {
  StoredSweeps stored;
  { const tryall::sweeps::SqliteStore store(stored.file()); }
  CHECK(message_of([&] { stored.open().counted_sweep(""); }) ==
        "the store has no sweep yet; start one with: tryall run SPEC");
  stored.train(R"({"name": "optimizers"})");
  CHECK(message_of([&] { stored.open().counted_sweep("optimiser"); }) ==
        "no sweep 'optimiser' in the store (did you mean 'optimizers'?)");
}

TEST_CASE("groups come in the order of their keys, their runs in the order of seeds") {
  const QueriedStore f;
  const auto groups = f.store->groups({});
  REQUIRE(groups.size() == 4);
  for (std::size_t i = 0; i < 4; ++i) {
    if (i > 0) CHECK(groups[i - 1].key < groups[i].key);
    CHECK(groups[i].key == tryall::sweeps::group_key(groups[i].config, "hash of digits"));
    REQUIRE(groups[i].runs.size() == 2);
    for (std::uint64_t seed : {0U, 1U}) {
      CHECK(groups[i].runs[seed].seed == seed);
      CHECK(groups[i].runs[seed].key == tryall::sweeps::run_key(groups[i].key, seed));
      const auto expected = run_of_four(groups[i].config, seed, {});
      CHECK(groups[i].runs[seed].outcome == expected.outcome);
      REQUIRE(groups[i].runs[seed].values.size() == tryall::train::metrics().size());
      if (expected.outcome == tryall::train::Outcome::completed)
        CHECK(groups[i].runs[seed].values == expected.final_values);
      else
        CHECK(std::isnan(groups[i].runs[seed].values.front()));
    }
  }
}

TEST_CASE("a condition selects runs, not groups") {
  const QueriedStore f;
  CHECK(f.store->groups({.where = "optimizer = 'adam'"}).size() == 2);
  CHECK(runs_of(f.store->groups({.where = "optimizer = 'adam'"})) == 4);
  const auto one_seed = f.store->groups({.where = "seed = 1 -- the second"});
  CHECK(one_seed.size() == 4);
  CHECK(runs_of(one_seed) == 4);
  CHECK(runs_of(f.store->groups({.where = "outcome = 'diverged' OR learning_rate = 0.1"})) == 5);
  CHECK(f.store->groups({.where = "0"}).empty());
}

TEST_CASE("a sweep selects its own runs, also together with a condition") {
  StoredSweeps stored;
  stored.train(four_groups, run_of_four);
  stored.train(R"({"name": "narrow", "axes": {"optimizer": ["sgd"], "learning_rate": [0.1, 0.3]}})");
  const auto& store = stored.open();
  const auto narrow = store.counted_sweep("narrow").id;
  CHECK(runs_of(store.groups({.sweep = narrow})) == 2);
  CHECK(runs_of(store.groups({.sweep = narrow, .where = "learning_rate < 0.2 OR learning_rate > 9"})) == 1);
  CHECK(runs_of(store.groups({.sweep = store.counted_sweep("four").id})) == 8);
  CHECK(runs_of(store.groups({})) == 9);
  CHECK(store.groups({.sweep = 99}).empty());
}

TEST_CASE("a condition that SQLite does not accept is refused") {
  const QueriedStore f;
  const auto refused = [&](const std::string& where) {
    return message_of([&] { f.store->groups({.where = where}); });
  };
  CHECK(refused("optimzer = 'adam'") ==
        "--where \"optimzer = 'adam'\": no such column: optimzer (did you mean 'optimizer'?)");
  for (const char* where : {"optimizer=adam", "optimizer <> adam", "learning_rate > 0 AND optimizer = adam"})
    CHECK_THAT(refused(where), ContainsSubstring("no such column: adam; a text needs single quotes: 'adam'"));
  CHECK_THAT(refused("optimizer ="), StartsWith("--where \"optimizer =\": "));
  CHECK_THAT(refused("1; DELETE FROM runs"), StartsWith("--where \"1; DELETE FROM runs\": "));
  CHECK(runs_of(f.store->groups({})) == 8);
}

TEST_CASE("curves are read for each run, and are empty for one that has none") {
  const QueriedStore f;
  const auto groups = f.store->groups({.where = "optimizer = 'adam' AND learning_rate = 0.2"});
  REQUIRE(groups.size() == 1);
  const auto accuracy = curves_of(*f.store, groups.front(), "validation_accuracy");
  REQUIRE(accuracy.size() == 2);
  CHECK(accuracy[0] == completed_run(0.45).curves[tryall::train::validation_accuracy]);
  CHECK(accuracy[1].empty());
  CHECK(curves_of(*f.store, groups.front(), "train_loss")[1] == std::vector<double>{7.5});
  CHECK(curves_of(*f.store, groups.front(), "test_accuracy")[0].empty());
}

TEST_CASE("a value of a curve that is no number is missing") {
  StoredSweeps stored;
  stored.train("{}", [](const auto&, std::uint64_t, const auto&) {
    auto result = completed_run(0.5);
    result.curves[tryall::train::train_loss] = {1.5, std::nan(""), 2};
    return result;
  });
  const auto& store = stored.open();
  const auto curve = curves_of(store, store.groups({}).front(), "train_loss").front();
  REQUIRE(curve.size() == 3);
  CHECK(curve[0] == 1.5);
  CHECK(std::isnan(curve[1]));
  CHECK(curve[2] == 2);
}
