#include <SQLiteCpp/SQLiteCpp.h>

#include "catch.hpp"
#include "program.hpp"
#include "sweeps.hpp"
#include "temporary_folder.hpp"

using namespace tryall::testing;

namespace {

const std::vector<std::vector<std::string>> reading_commands = {{"query"},
                                                                {"query", "--sql", "SELECT 1"},
                                                                {"report"},
                                                                {"show", "00"},
                                                                {"fingerprint"},
                                                                {"gc"},
                                                                {"merge", "tryall.db", "--db", "other.db"}};

/// Every command that uses the store refuses it with this message, and leaves it as it was.
void check_refused(const TemporaryFolder& folder, const std::string& message) {
  folder.write("tiny.json", tiny_sweep);
  const std::string before = read_file(folder / "tryall.db");
  std::vector<std::vector<std::string>> commands = reading_commands;
  commands.push_back({"run", "tiny.json"});
  commands.push_back({"plan", "tiny.json"});
  for (const auto& command : commands) {
    const Finished finished = run_tryall(command, folder.path());
    INFO(command.front());
    CHECK(finished.status == 2);
    CHECK_THAT(finished.err, ContainsSubstring(message));
  }
  CHECK(read_file(folder / "tryall.db") == before);
}

}  // namespace

TEST_CASE("a store that is not there is named, and what makes one") {
  const TemporaryFolder folder;
  for (const auto& command : reading_commands) {
    const Finished finished = run_tryall(command, folder.path());
    CHECK(finished.status == 2);
    CHECK(finished.err == "tryall.db: no such store; `tryall run` creates one, --db names another\n");
  }
  CHECK_FALSE(std::filesystem::exists(folder / "tryall.db"));
}

TEST_CASE("a file that is not SQLite is refused and left alone") {
  const TemporaryFolder folder;
  folder.write("tryall.db", std::string(5000, 'x'));
  check_refused(folder, "tryall.db: is not a store: file is not a database; choose another file with --db");
}

TEST_CASE("a SQLite database of somebody else's is refused and left alone") {
  const TemporaryFolder folder;
  SQLite::Database((folder / "tryall.db").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE)
      .exec("CREATE TABLE precious(a)");
  check_refused(folder, "tryall.db: is a SQLite database, but not a store of tryall");
}

TEST_CASE("a store of a newer version is refused and left alone") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  REQUIRE(run_tryall({"run", "tiny.json", "-q"}, folder.path()).status == 0);
  SQLite::Database((folder / "tryall.db").string(), SQLite::OPEN_READWRITE).exec("PRAGMA user_version = 99");
  check_refused(folder,
                "tryall.db: was written by a newer tryall (store version 99, this program knows up to 6)");
}

TEST_CASE("a folder in place of a store is refused") {
  const TemporaryFolder folder;
  std::filesystem::create_directory(folder / "tryall.db");
  const Finished finished = run_tryall({"query"}, folder.path());
  CHECK(finished.status == 2);
  CHECK(finished.err == "tryall.db: is a folder, not a store\n");
}

TEST_CASE("the doctor finds a damaged store") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  CHECK_THAT(run_tryall({"doctor"}, folder.path()).out, ContainsSubstring("nothing stored yet"));
  REQUIRE(run_tryall({"run", "tiny.json", "-q"}, folder.path()).status == 0);
  const Finished sound = run_tryall({"doctor"}, folder.path());
  CHECK(sound.status == 0);
  CHECK_THAT(sound.out, ContainsSubstring("tryall.db: 8 runs, sound"));

  std::string bytes = read_file(folder / "tryall.db");
  constexpr std::size_t page = 4096;
  bytes.replace(bytes.size() - 2 * page, page, page, '\x5a');
  folder.write("tryall.db", bytes);
  const Finished damaged = run_tryall({"doctor"}, folder.path());
  INFO(damaged.out);
  CHECK(damaged.status == 4);
  CHECK_THAT(damaged.out, ContainsSubstring("BAD store"));
}

TEST_CASE("the doctor finds rows that were changed, unless it is to be quick") {
  const TemporaryFolder folder;
  folder.write("tiny.json", tiny_sweep);
  REQUIRE(run_tryall({"run", "tiny.json", "-q"}, folder.path()).status == 0);
  SQLite::Database((folder / "tryall.db").string(), SQLite::OPEN_READWRITE)
      .exec("UPDATE results SET validation_loss = 0 WHERE seed = 1");
  const Finished damaged = run_tryall({"doctor"}, folder.path());
  CHECK(damaged.status == 4);
  CHECK_THAT(damaged.out,
             ContainsSubstring(
                 "BAD store     tryall.db: 4 run(s) with final values that differ from their curves: "));
  const Finished quick = run_tryall({"doctor", "--quick"}, folder.path());
  CHECK(quick.status == 0);
  CHECK_THAT(quick.out,
             ContainsSubstring("ok  store     tryall.db: 8 runs, sound (--quick: contents not checked)\n"));
}

TEST_CASE(
    "the doctor finds nothing wrong with runs that diverged, stopped early or went on from checkpoints") {
  const TemporaryFolder folder;
  folder.write("varied.json", R"({"base": {"batch_size": 16, "optimizer": "sgd", "histograms": [1]},
    "axes": {"epochs": [2, 5], "learning_rate": [0.1, 10, 1e30], "seed": {"count": 2}, "early_stopping": ["none",
      {"name": "patience", "epochs": 1, "restore_best": true}]}})");
  const Finished finished = run_tryall({"run", "varied.json", "--checkpoint-every", "0.002"}, folder.path());
  INFO(finished.err);
  REQUIRE(finished.status == 0);
  const Finished sound = run_tryall({"doctor"}, folder.path());
  INFO(sound.out);
  CHECK(sound.status == 0);
  CHECK_THAT(sound.out, ContainsSubstring(" runs, sound\n"));
  CHECK_THAT(finished.err, ContainsSubstring("diverged"));
}
