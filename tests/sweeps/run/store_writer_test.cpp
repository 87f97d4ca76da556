#include "run/store_writer.hpp"

#include "catch.hpp"
#include "configs.hpp"
#include "door.hpp"
#include "memory_store.hpp"
#include "tryall/error.hpp"

using tryall::sweeps::RunRecord;
using tryall::sweeps::StoreWriter;
using tryall::testing::Door;
using tryall::testing::MemoryStore;

namespace {

RunRecord run(int number) {
  RunRecord record;
  record.key = std::to_string(number);
  return record;
}

}  // namespace

TEST_CASE("what is pushed is written by the time the writer has finished") {
  MemoryStore store;
  StoreWriter writer(store);
  for (int i = 0; i < 100; ++i) CHECK(writer.push(run(i)));
  writer.finish();
  CHECK(writer.written() == 100);
  CHECK(store.runs().size() == 100);
  CHECK_FALSE(writer.failed());
}

TEST_CASE("runs that come while the writer is busy go together") {
  MemoryStore store;
  Door entered, release;
  std::vector<std::size_t> batches;
  store.before_add = [&](const std::vector<RunRecord>& batch) {
    batches.push_back(batch.size());
    entered.open();
    release.wait();
  };
  StoreWriter writer(store);
  writer.push(run(0));
  entered.wait();
  for (int i = 1; i < 6; ++i) writer.push(run(i));
  release.open();
  writer.finish();
  CHECK(batches == std::vector<std::size_t>{1, 5});
}

TEST_CASE("a writer that is dropped writes what was pushed") {
  MemoryStore store;
  {
    StoreWriter writer(store);
    writer.push(run(0));
  }
  CHECK(store.runs().size() == 1);
}

TEST_CASE("once writing has failed nothing is taken and the error is thrown at the end") {
  MemoryStore store;
  int attempts = 0;
  store.before_add = [&](const auto&) {
    ++attempts;
    throw tryall::Error(tryall::ErrorCode::failed, "full");
  };
  StoreWriter writer(store);
  int number = 0;
  while (writer.push(run(number))) ++number;  // until the writer's thread has failed
  CHECK(writer.failed());
  CHECK_FALSE(writer.push(run(-1)));
  CHECK_THROWS_WITH(writer.finish(), "full");
  CHECK(attempts == 1);
  CHECK(writer.written() == 0);
}

namespace {

/// Says what it is to keep.
struct Keeper : MemoryStore {
  void keep(const std::vector<tryall::sweeps::CheckpointRecord>& checkpoints,
            const std::vector<std::string>&) override {
    for (const auto& one : checkpoints)
      kept += one.key + std::to_string(one.checkpoint.steps_done) + (one.at_end ? "end " : " ");
  }
  std::string kept;
};

}  // namespace

TEST_CASE("of the checkpoints of a training in progress that wait, the last alone is written") {
  Keeper store;
  Door entered, release;
  store.before_add = [&](const auto&) {
    entered.open();
    release.wait();
  };
  StoreWriter writer(store);
  writer.push(run(0));
  entered.wait();
  const auto push = [&](const char* key, std::int64_t steps, bool at_end) {
    writer.push(tryall::sweeps::CheckpointRecord{key, at_end, {1, steps, {}}});
  };
  push("a", 10, false);
  push("b", 5, false);
  push("a", 20, false);
  push("a", 30, true);
  push("a", 40, false);
  push("a", 50, false);
  release.open();
  writer.finish();
  CHECK(store.kept == "b5 a30end a50 ");
}
