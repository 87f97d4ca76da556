#include "tryall/sweeps/store/remove.hpp"

#include "catch.hpp"
#include "plans.hpp"
#include "records.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/run/execute.hpp"
#include "tryall/sweeps/store/examine.hpp"
#include "tryall/sweeps/store/rename.hpp"

namespace remove_test {

using namespace tryall::testing;
using tryall::ErrorCode;
using tryall::sweeps::Removal;
using tryall::sweeps::Removed;
using tryall::sweeps::SqliteStore;

namespace {

/// "narrow" has learning rates 0.1 and 0.2 with two seeds each, "wide" also 0.3: four of its six runs are
/// shared.
const std::string narrow = R"({"name": "narrow", "axes": {"learning_rate": [0.1, 0.2], "seed": [0, 1]}})";
const std::string wide = R"({"name": "wide", "axes": {"learning_rate": [0.1, 0.2, 0.3], "seed": [0, 1]}})";

struct TwoSweeps {
  TwoSweeps() {
    train(narrow);
    train(wide);
  }

  void train(const std::string& sweep) const {
    FakeTrainer trainer;
    SqliteStore store(file);
    execute(make_plan(sweep_of(sweep), trainer), {.trainer = trainer, .store = store});
  }

  std::int64_t id(const std::string& name) const {
    return static_cast<std::int64_t>(number(file, "SELECT id FROM sweeps WHERE name = '" + name + "'"));
  }

  std::vector<std::string> keys(const std::string& condition) const {
    std::vector<std::string> result;
    for (const auto& row : answers(file, "SELECT run FROM v_runs WHERE " + condition))
      result.push_back(row[0]);
    return result;
  }

  Removed remove(Removal removal) const {
    removal.store = file;
    return tryall::sweeps::remove(removal);
  }

  double rows(const std::string& table) const { return number(file, "SELECT count(*) FROM " + table); }

  /// What an examination calls damage.
  std::string damage() const {
    std::string text;
    for (const auto& finding :
         tryall::sweeps::examine(*tryall::sweeps::open_for_reading(file), tryall::sweeps::Depth::content))
      if (finding.bad) text += finding.text + "\n";
    return text;
  }

  TemporaryFolder folder;
  std::filesystem::path file = folder / "runs.db";
};

}  // namespace

TEST_CASE("a deleted sweep takes its own runs with it and leaves those that another sweep has") {
  const TwoSweeps stored;
  const Removed removed = stored.remove({.store = stored.file, .sweeps = {stored.id("wide")}});
  CHECK(removed.sweeps == 1);
  CHECK(removed.runs == 2);
  CHECK(removed.groups == 1);
  CHECK(removed.shared == 4);
  CHECK(removed.incomplete.empty());
  CHECK(stored.rows("runs") == 4);
  CHECK(stored.rows("results") == 4);
  CHECK(stored.rows("groups") == 2);
  CHECK(stored.rows("sweep_runs") == 4);
  CHECK(stored.rows("v_runs WHERE learning_rate = 0.3") == 0);
  CHECK(stored.damage() == "");
}

TEST_CASE("sweeps deleted together take the runs that only they share, and nothing is left of them") {
  const TwoSweeps stored;
  const Removed removed =
      stored.remove({.store = stored.file, .sweeps = {stored.id("wide"), stored.id("narrow")}});
  CHECK(removed.runs == 6);
  CHECK(removed.shared == 0);
  CHECK(removed.datasets == 1);
  CHECK(removed.environments == 1);
  for (const char* table : {"runs", "results", "groups", "datasets", "environments", "sweeps", "sweep_runs",
                            "sessions", "claims", "checkpoints"}) {
    CAPTURE(table);
    CHECK(stored.rows(table) == 0);
  }
  CHECK(stored.damage() == "");
  stored.train(narrow);
  CHECK(stored.rows("runs") == 4);
}

TEST_CASE("selected runs go whichever sweeps have them, and these sweeps are told") {
  const TwoSweeps stored;
  const Removed removed =
      stored.remove({.store = stored.file, .runs = stored.keys("learning_rate = 0.1 AND seed = 1")});
  CHECK(removed.runs == 1);
  CHECK(removed.groups == 0);
  REQUIRE(removed.incomplete.size() == 2);
  CHECK(removed.incomplete[0].runs == 1);
  CHECK(stored.rows("sweep_runs") == 10);
  CHECK(stored.damage() == "");
  stored.train(narrow);
  CHECK(stored.rows("runs") == 6);
}

TEST_CASE("runs selected of a sweep stay where another sweep has them") {
  const TwoSweeps stored;
  const Removed removed = stored.remove({.store = stored.file,
                                         .runs = stored.keys("learning_rate > 0.15"),
                                         .runs_only_of = {stored.id("wide")}});
  CHECK(removed.runs == 2);
  CHECK(removed.shared == 2);
  CHECK(stored.rows("runs") == 4);
  CHECK(stored.rows("sweeps") == 2);
}

TEST_CASE("a dry run says the same and changes nothing") {
  const TwoSweeps stored;
  const std::string before = store_fingerprint(stored.file);
  Removal removal{.store = stored.file, .sweeps = {stored.id("wide"), stored.id("narrow")}, .dry_run = true};
  const Removed would = stored.remove(removal);
  CHECK(store_fingerprint(stored.file) == before);
  CHECK(stored.rows("sweeps") == 2);
  removal.dry_run = false;
  const Removed removed = stored.remove(removal);
  CHECK(would.runs == removed.runs);
  CHECK(would.groups == removed.groups);
  CHECK(would.environments == removed.environments);
}

TEST_CASE("remarks on what is deleted go with it, and others stay") {
  const TwoSweeps stored;
  const std::string run = stored.keys("learning_rate = 0.3 AND seed = 0")[0];
  const std::string other = stored.keys("learning_rate = 0.1 AND seed = 0")[0];
  run_sql(stored.file, "INSERT INTO notes VALUES('run', '" + run + "', 'n', ''), ('run', '" + other +
                           "', 'n', ''), ('sweep', 'wide', 'n', ''), ('sweep', 'narrow', 'n', '')");
  run_sql(stored.file, "INSERT INTO tags VALUES('sweep', 'wide', 't'), ('sweep', 'narrow', 't')");
  stored.remove({.store = stored.file, .sweeps = {stored.id("wide")}});
  CHECK(answers(stored.file, "SELECT key FROM notes WHERE kind = 'sweep'") ==
        std::vector<std::vector<std::string>>{{"narrow"}});
  CHECK(stored.rows("notes WHERE key = '" + run + "'") == 0);
  CHECK(stored.rows("notes WHERE key = '" + other + "'") == 1);
  CHECK(stored.rows("tags") == 1);
}

TEST_CASE("a sweep that a living process runs is not deleted, nor are its runs, nor is it renamed") {
  const TwoSweeps stored;
  const auto narrow_id = stored.id("narrow"), wide_id = stored.id("wide");
  SqliteStore store(stored.file);
  const std::int64_t session =
      store.open_session({.sweep = narrow_id, .process = tryall::sweeps::ProcessId::current()});
  const auto refused = [&](const Removal& removal) {
    return message_of([&] { stored.remove(removal); }, ErrorCode::failed);
  };
  CHECK_THAT(refused({.store = stored.file, .sweeps = {narrow_id}}),
             ContainsSubstring("is running the sweep narrow; nothing was deleted"));
  CHECK_THAT(refused({.store = stored.file, .runs = stored.keys("learning_rate = 0.1")}),
             ContainsSubstring("running the sweep narrow"));
  CHECK_THAT(
      message_of([&] { tryall::sweeps::rename_sweep(stored.file, narrow_id, "x"); }, ErrorCode::failed),
      ContainsSubstring("running the sweep narrow; nothing was renamed"));
  CHECK(stored.rows("runs") == 6);
  CHECK(stored.remove({.store = stored.file, .sweeps = {wide_id}}).runs == 2);  // what narrow has stays
  store.close_session(session);
  CHECK(stored.remove({.store = stored.file, .sweeps = {narrow_id}}).runs == 4);
}

TEST_CASE("a sweep of a process that died can be deleted, with its claims") {
  const TwoSweeps stored;
  {
    SqliteStore store(stored.file);
    const std::int64_t session =
        store.open_session({.sweep = stored.id("wide"),
                            .process = {tryall::sweeps::ProcessId::current().host, 999'999'999, "1"}});
    store.claim(session, {"0123456789abcdef0123456789abcdef"}, {});
  }
  CHECK(stored.remove({.store = stored.file, .sweeps = {stored.id("wide")}}).sweeps == 1);
  CHECK(stored.rows("claims") == 0);
  CHECK(stored.damage() == "");
}

TEST_CASE("a process whose sweep is deleted before it begins is told to begin again") {
  const TwoSweeps stored;
  const auto id = stored.id("wide");
  SqliteStore store(stored.file);
  stored.remove({.store = stored.file, .sweeps = {id}});
  CHECK_THAT(
      message_of([&] { store.open_session({.sweep = id, .process = tryall::sweeps::ProcessId::current()}); },
                 ErrorCode::failed),
      ContainsSubstring("deleted by another program"));
}

TEST_CASE("checkpoints of deleted runs go, those that a remaining run shares stay") {
  const TemporaryFolder folder;
  const std::filesystem::path file = folder / "runs.db";
  auto config = [](std::int64_t epochs, double learning_rate) {
    tryall::Config result = config_with(learning_rate);
    result.set("epochs", epochs);
    return result;
  };
  const auto short_group = group_record(config(4, 0.1)), long_group = group_record(config(8, 0.1)),
             other_group = group_record(config(4, 0.2));
  const auto checkpoint = [&](const tryall::sweeps::GroupRecord& group, const tryall::Config& of) {
    return tryall::sweeps::CheckpointRecord{
        tryall::sweeps::checkpoint_key(tryall::sweeps::trajectory_key(of, group.subject.hash), 0),
        true,
        {4, 40, std::vector<std::byte>(100)}};
  };
  {
    SqliteStore store(file);
    store.add({run_record(short_group, 0, completed_run(0.5, 4)),
               run_record(long_group, 0, completed_run(0.5, 8)),
               run_record(other_group, 0, completed_run(0.5, 4))});
    store.keep({checkpoint(short_group, config(4, 0.1)), checkpoint(other_group, config(4, 0.2))}, {});
  }
  const auto removed = [&](const tryall::sweeps::GroupRecord& group) {
    return tryall::sweeps::remove({.store = file, .runs = {tryall::sweeps::run_key(group.key, 0)}});
  };
  CHECK(removed(short_group).checkpoints == 0);  // the longer run's training began the same way
  const Removed other = removed(other_group);
  CHECK(other.checkpoints == 1);
  CHECK(other.checkpoint_bytes == 100);
  CHECK(removed(long_group).checkpoints == 1);
}

TEST_CASE("a sweep gets another name with its remarks, unless that name is taken") {
  const TwoSweeps stored;
  run_sql(stored.file, "INSERT INTO notes VALUES('sweep', 'wide', 'n', '')");
  const std::string before = store_fingerprint(stored.file);
  tryall::sweeps::rename_sweep(stored.file, stored.id("wide"), "broad");
  CHECK(stored.rows("sweeps WHERE name = 'broad'") == 1);
  CHECK(stored.rows("notes WHERE key = 'broad'") == 1);
  CHECK(store_fingerprint(stored.file) == before);
  CHECK_THAT(message_of([&] { tryall::sweeps::rename_sweep(stored.file, stored.id("broad"), "narrow"); }),
             ContainsSubstring("there is a sweep 'narrow' already"));
  CHECK(stored.damage() == "");
}

}  // namespace remove_test
