#include "catch.hpp"
#include "tracked_program.hpp"

using namespace tryall::testing;

TEST_CASE("baseline set freezes the last sweep, and list, show and export tell of it") {
  const TrackedStore store;
  const Finished set = store.run({"baseline", "set", "again"});
  CHECK(set.status == 0);
  CHECK(set.out == "baseline again: 8 runs in 2 groups\n");
  CHECK(set.err == "");
  const auto list = nlohmann::json::parse(store.run({"baseline", "list", "--format", "json"}).out);
  REQUIRE(list.size() == 2);
  CHECK(list[1]["baseline"] == "main");
  CHECK(list[1]["runs"] == 8);
  CHECK(list[1]["metrics"] == "validation_accuracy");
  const auto show = nlohmann::json::parse(store.run({"baseline", "show", "main", "--format", "json"}).out);
  REQUIRE(show.size() == 2);
  CHECK(show[0]["seeds"] == 4);
  CHECK(show[0]["mean"] > 0.1);
  CHECK(store.run({"baseline", "export", "main"}).out == read_file(store.folder / "main.json"));
}

TEST_CASE("baseline export and import bring a baseline from store to store") {
  const TrackedStore store;
  const Finished import = store.run({"baseline", "import", "main.json", "copy", "--db", "other.db"});
  INFO(import.err);
  CHECK(import.status == 0);
  CHECK(store.run({"baseline", "import", "main.json", "--db", "other.db"}).status == 0);
  CHECK(store.run({"baseline", "export", "main", "--db", "other.db"}).out ==
        read_file(store.folder / "main.json"));
  CHECK_THAT(store.run({"baseline", "export", "copy", "--db", "other.db"}).out,
             ContainsSubstring("\"name\": \"copy\""));
}

TEST_CASE("merge brings baselines along; of two with one name the later stays") {
  const TrackedStore store;
  REQUIRE(store.run({"baseline", "import", "main.json", "--db", "other.db"}).status == 0);
  SQLite::Database((store.folder / "other.db").string(), SQLite::OPEN_READWRITE)
      .exec(
          "INSERT INTO baselines VALUES('old', '2026-01-01', '{}');"
          "UPDATE baselines SET created_at = '2001-01-01', document = '{}' WHERE name = 'main'");
  REQUIRE(store.run({"merge", "other.db"}).status == 0);
  CHECK(store.run({"baseline", "export", "main"}).out == read_file(store.folder / "main.json"));
  CHECK(store.run({"baseline", "export", "old"}).out == "{}");
  CHECK_THAT(store.run({"merge", "other.db"}).out, ContainsSubstring("nothing new"));
}

TEST_CASE("baseline set takes a condition and metrics, and says what it leaves out") {
  const TrackedStore store;
  const Finished some = store.run(
      {"baseline", "set", "some", "--where", "optimizer = 'adam' and seed < 2", "--metric", "test_loss"});
  CHECK(some.out == "baseline some: 2 runs in 1 group\n");
  CHECK_THAT(some.err, ContainsSubstring("below 3 seeds, a check can compare bits but not quality"));
  SQLite::Database((store.folder / "tryall.db").string(), SQLite::OPEN_READWRITE)
      .exec("UPDATE results SET outcome = 'failed' WHERE seed = 0");
  CHECK_THAT(store.run({"baseline", "set", "rest"}).err,
             ContainsSubstring("left out: 2 runs without a result"));
}

TEST_CASE("baseline: mistakes end with status 2 and a hint") {
  const TrackedStore store;
  CHECK(store.run({"baseline"}).status == 2);
  CHECK(store.run({"baseline", "sett", "x"}).status == 2);
  CHECK(store.run({"baseline", "set"}).status == 2);
  CHECK_THAT(store.run({"baseline", "show", "mian"}).err, ContainsSubstring("did you mean 'main'"));
  CHECK(store.run({"baseline", "set", "x", "--sweep", "nothing"}).status == 2);
  CHECK(store.run({"baseline", "import", "tracked.json"}).status == 2);
  CHECK(store.run({"baseline", "set", "x", "--metric", "speed"}).status == 2);
}

TEST_CASE("baseline show gives no mean where every run diverged") {
  const TrackedStore store;
  nlohmann::json document = store.document();
  for (nlohmann::json& run : document["groups"][0]["runs"]) {
    run["outcome"] = "diverged";
    run["final"] = nlohmann::json::object();
  }
  store.write(document);
  const auto show =
      nlohmann::json::parse(store.run({"baseline", "show", "main.json", "--format", "json"}).out);
  CHECK(show[0]["diverged"] == 4);
  CHECK(show[0]["mean"].is_null());
  CHECK(show[1]["mean"].is_number());
}

TEST_CASE("a baseline without groups is refused, and it is said that one is replaced") {
  const TrackedStore store;
  nlohmann::json document = store.document();
  store.write(document);
  CHECK_THAT(store.run({"baseline", "import", "main.json"}).err,
             ContainsSubstring("replaces the earlier baseline 'main'"));
  document["groups"] = nlohmann::json::array();
  store.write(document);
  const Finished empty = store.run({"baseline", "import", "main.json"});
  CHECK(empty.status == 2);
  CHECK_THAT(empty.err, ContainsSubstring("has no groups"));
}
