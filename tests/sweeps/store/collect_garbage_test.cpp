#include "tryall/sweeps/store/collect_garbage.hpp"

#include "catch.hpp"
#include "records.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/store/connection.hpp"

namespace collect_garbage_test {

using namespace tryall::testing;
using tryall::Config;
using tryall::sweeps::CheckpointRecord;
using tryall::sweeps::Garbage;
using tryall::sweeps::GroupRecord;
using tryall::sweeps::SqliteStore;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Config config_of_epochs(std::int64_t epochs, const char* schedule = "constant") {
  Config config = config_with(0.1);
  config.set("epochs", epochs);
  config.set("schedule", tryall::Choice{schedule, {}});
  return config;
}

/// A store with a run of 6 epochs, of seed 0.
struct StoreWithGarbage {
  explicit StoreWithGarbage(const Config& stored = config_of_epochs(6))
      : config(stored), group(group_record(stored)) {
    SqliteStore(file).add({run_record(group, 0, completed_run(0.5, 6))});
  }

  CheckpointRecord checkpoint(std::uint64_t seed, std::int64_t epochs, bool at_end = false,
                              std::size_t bytes = 100) const {
    return {tryall::sweeps::checkpoint_key(tryall::sweeps::trajectory_key(config, group.subject.hash), seed),
            at_end,
            {epochs, 10 * epochs, std::vector<std::byte>(bytes)}};
  }

  void keep(const std::vector<CheckpointRecord>& checkpoints) const {
    SqliteStore(file).keep(checkpoints, {});
  }

  std::string kept() const {
    std::string text;
    for (const auto& row :
         checkpoint_answers(file, "SELECT epochs_done, at_end FROM checkpoints ORDER BY 1, steps_done"))
      text += row[0] + (row[1] == "1" ? "end " : " ");
    return text;
  }

  TemporaryFolder folder;
  std::filesystem::path file = folder / "runs.db";
  Config config;
  GroupRecord group;
};

}  // namespace

TEST_CASE("a checkpoint under way goes when its training is stored") {
  const StoreWithGarbage f;
  f.keep({f.checkpoint(0, 4)});
  const Garbage garbage = tryall::sweeps::collect_garbage({.store = f.file});
  CHECK(garbage.under_way == 1);
  CHECK(garbage.ends == 0);
  CHECK(garbage.checkpoint_bytes == 100);
  CHECK(f.kept() == "");
}

TEST_CASE("checkpoints that a training may still go on from stay") {
  const StoreWithGarbage f;
  f.keep({f.checkpoint(1, 4)});                  // of another seed
  f.keep({f.checkpoint(0, 6, true)});            // an end
  CheckpointRecord longer = f.checkpoint(0, 6);  // of a longer training, in its seventh epoch
  longer.checkpoint.steps_done += 5;
  f.keep({longer});
  f.keep({{"of another program", false, {1, 10, std::vector<std::byte>(1)}}});
  CHECK(tryall::sweeps::collect_garbage({.store = f.file}).under_way == 0);
  CHECK(f.kept() == "1 4 6end 6 ");
}

TEST_CASE("the checkpoint of a training that failed stays") {
  const StoreWithGarbage f;
  run_sql(f.file, "UPDATE results SET outcome = 'failed'");
  f.keep({f.checkpoint(0, 4)});
  tryall::sweeps::collect_garbage({.store = f.file});
  CHECK(f.kept() == "4 ");
}

TEST_CASE("an end that nothing can go on from goes") {
  const StoreWithGarbage f(config_of_epochs(6, "cosine"));
  f.keep({f.checkpoint(0, 6, true), f.checkpoint(1, 6, true)});
  CHECK(tryall::sweeps::collect_garbage({.store = f.file}).ends == 1);
  CHECK(f.kept() == "6end ");
}

TEST_CASE("all ends go when they are asked for") {
  const StoreWithGarbage f;
  f.keep({f.checkpoint(0, 6, true), f.checkpoint(1, 6, true), f.checkpoint(2, 4)});
  CHECK(tryall::sweeps::collect_garbage({.store = f.file, .ends = true}).ends == 2);
  CHECK(f.kept() == "4 ");
}

TEST_CASE("old checkpoints go when they are asked for") {
  const StoreWithGarbage f;
  f.keep({f.checkpoint(1, 2, true), f.checkpoint(1, 3, true), f.checkpoint(2, 4), f.checkpoint(3, 5)});
  run_sql(checkpoints_of(f.file),
          "UPDATE checkpoints SET kept_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now', '-10 days') WHERE "
          "epochs_done IN (2, 4)");
  const Garbage garbage = tryall::sweeps::collect_garbage({.store = f.file, .older_than_days = 9});
  CHECK(garbage.ends == 1);
  CHECK(garbage.under_way == 1);
  CHECK(f.kept() == "3end 5 ");
}

TEST_CASE("groups, datasets and environments without runs go, and no result") {
  const StoreWithGarbage f;
  const std::string before = tryall::sweeps::fingerprint(*tryall::sweeps::open_for_reading(f.file));
  run_sql(
      f.file,
      "INSERT INTO datasets(hash, name, samples, test_samples, features, classes) VALUES('h','n',1,1,1,1);"
      "INSERT INTO groups(key, dataset_id, numerics_version, config) VALUES('g', 2, 3, '{}');"
      "CREATE TEMP TABLE made AS SELECT * FROM environments; UPDATE made SET id = 99, host = 'unknown';"
      "INSERT INTO environments SELECT * FROM made");
  const Garbage garbage = tryall::sweeps::collect_garbage({.store = f.file});
  CHECK(garbage.groups == 1);
  CHECK(garbage.datasets == 1);
  CHECK(garbage.environments == 1);
  CHECK(tryall::sweeps::fingerprint(*tryall::sweeps::open_for_reading(f.file)) == before);
  CHECK(answers(f.file, "SELECT count(*) FROM v_runs") == Rows{{"1"}});
}

TEST_CASE("a dry run says the same and removes nothing") {
  const StoreWithGarbage f;
  f.keep({f.checkpoint(0, 4, false, 1'010'000)});
  const Garbage said = tryall::sweeps::collect_garbage({.store = f.file, .dry_run = true});
  CHECK(f.kept() == "4 ");
  const Garbage done = tryall::sweeps::collect_garbage({.store = f.file});
  CHECK(said.under_way == done.under_way);
  CHECK(said.checkpoint_bytes == done.checkpoint_bytes);
  CHECK(said.free_bytes >= 1'000'000);
}

TEST_CASE("the file becomes smaller where much of it is free") {
  const StoreWithGarbage f;
  f.keep({f.checkpoint(0, 4, false, 1'010'000)});
  const auto size = std::filesystem::file_size(checkpoints_of(f.file));
  const Garbage garbage = tryall::sweeps::collect_garbage({.store = f.file});
  CHECK(garbage.returned_bytes >= 1'000'000);
  CHECK(garbage.free_bytes == 0);
  CHECK(std::filesystem::file_size(checkpoints_of(f.file)) + 1'000'000 <= size);
}

TEST_CASE("a little free space is left to new results") {
  const StoreWithGarbage f;
  f.keep({f.checkpoint(0, 4, false, 10'000), f.checkpoint(1, 4, false, 1'000'000)});
  const Garbage garbage = tryall::sweeps::collect_garbage({.store = f.file});
  CHECK(garbage.returned_bytes == 0);
  CHECK(garbage.free_bytes >= 8192);
}

TEST_CASE("a store can be tidied while it is open elsewhere, and goes on being written") {
  const StoreWithGarbage f;
  SqliteStore store(f.file);
  store.keep({f.checkpoint(0, 4, false, 1'010'000)}, {});
  tryall::sweeps::collect_garbage({.store = f.file});
  CHECK_FALSE(store.checkpoint(f.checkpoint(0, 4).key, 40));
  store.add({run_record(f.group, 1, completed_run(0.25, 6))});
  CHECK(answers(f.file, "SELECT count(*) FROM runs") == Rows{{"2"}});
}

TEST_CASE("nothing is tidied where there is no store, and none is made") {
  const TemporaryFolder folder;
  CHECK_THAT(message_of([&] { tryall::sweeps::collect_garbage({.store = folder / "none.db"}); }),
             ContainsSubstring("no such store"));
  CHECK_FALSE(std::filesystem::exists(folder / "none.db"));
}

}  // namespace collect_garbage_test
