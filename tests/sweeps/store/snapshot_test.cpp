#include "tryall/sweeps/store/snapshot.hpp"

#include "catch.hpp"
#include "plans.hpp"
#include "records.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"
#include "tryall/sweeps/store/merge.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace snapshot_test {

using namespace tryall::testing;
using tryall::sweeps::fetch_checkpoints;
using tryall::sweeps::GroupRecord;
using tryall::sweeps::snapshot;
using tryall::sweeps::SqliteStore;

namespace {

std::size_t files_in(const std::filesystem::path& folder) {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator(folder), {}));
}

}  // namespace

TEST_CASE(
    "a snapshot of a store that is being written is one file with all that was stored, and replaces the "
    "last") {
  const TemporaryFolder folder, shared;
  const GroupRecord group = group_record(config_with(0.1));
  SqliteStore store(folder / "runs.db");
  store.add({run_record(group, 1, completed_run(0.5))});
  snapshot(folder / "runs.db", shared / "copy.db");
  const std::string one_run = store_fingerprint(shared / "copy.db");
  store.add({run_record(group, 2, completed_run(0.5))});
  CHECK(store_fingerprint(shared / "copy.db") == one_run);
  snapshot(folder / "runs.db", shared / "copy.db");
  CHECK(store_fingerprint(shared / "copy.db") != one_run);
  CHECK(store_fingerprint(shared / "copy.db") == store_fingerprint(folder / "runs.db"));
  CHECK(files_in(shared.path()) == 1);
}

TEST_CASE("checkpoints go along, there and back") {
  const TemporaryFolder folder, shared, elsewhere;
  {
    SqliteStore store(folder / "runs.db");
    store.keep({{.key = "training",
                 .at_end = false,
                 .checkpoint = {.epochs_done = 2, .steps_done = 20, .state = std::vector<std::byte>(100)}}},
               {});
  }
  snapshot(folder / "runs.db", shared / "copy.db");
  fetch_checkpoints(shared / "copy.db", elsewhere / "mine.db");
  SqliteStore store(elsewhere / "mine.db");
  REQUIRE(store.checkpoint("training", 20));
  CHECK(store.checkpoint("training", 20)->state.size() == 100);
}

TEST_CASE("a snapshot that cannot be written says where, and leaves what was there") {
  const TemporaryFolder folder;
  { const SqliteStore store(folder / "runs.db"); }
  CHECK_THAT(message_of([&] { snapshot(folder / "runs.db", folder / "nowhere/copy.db"); },
                        tryall::ErrorCode::failed),
             ContainsSubstring("nowhere/copy.db: could not be written"));
}

}  // namespace snapshot_test
