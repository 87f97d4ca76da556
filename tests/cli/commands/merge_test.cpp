#include <SQLiteCpp/SQLiteCpp.h>

#include "catch.hpp"
#include "program.hpp"
#include "sweeps.hpp"
#include "temporary_folder.hpp"

using namespace tryall::testing;

namespace {

/// Two stores that overlap in half of their runs.
struct Fixture {
  Fixture() {
    folder.write("tiny.json", tiny_sweep);
    run({"run", "tiny.json", "-q", "--db", "a.db", "--set", "seed=0,1"});
    run({"run", "tiny.json", "-q", "--db", "b.db", "--set", "seed=1,2"});
  }

  Finished run(const std::vector<std::string>& arguments) const {
    return run_tryall(arguments, folder.path());
  }

  void change(const std::string& store, const std::string& sql) const {
    SQLite::Database((folder / store).string(), SQLite::OPEN_READWRITE).exec(sql);
  }

  TemporaryFolder folder;
};

}  // namespace

TEST_CASE("merge says of each store what was new, and ends where a sweep over everything would have") {
  const Fixture f;
  const Finished first = f.run({"merge", "a.db", "b.db", "--db", "all.db"});
  INFO(first.err);
  CHECK(first.status == 0);
  CHECK(first.out == "a.db: 8 runs, 8 new, 0 known\nb.db: 8 runs, 4 new, 4 known\n");
  REQUIRE(f.run({"run", "tiny.json", "-q", "--db", "once.db", "--set", "seed=0..2"}).status == 0);
  CHECK(f.run({"fingerprint", "--db", "all.db"}).out == f.run({"fingerprint", "--db", "once.db"}).out);
  CHECK_THAT(f.run({"run", "tiny.json", "--db", "all.db", "--set", "seed=0..2"}).err,
             ContainsSubstring("12 stored already; 0 to train"));
  CHECK_THAT(f.run({"doctor", "--db", "all.db"}).out, ContainsSubstring("all.db: 12 runs, sound\n"));

  const Finished again = f.run({"merge", "b.db", "all.db", "--db", "all.db"});
  CHECK(again.status == 0);
  CHECK(again.out == "b.db: 8 runs, 0 new, 8 known\nall.db: the store itself, skipped\nnothing new\n");
}

TEST_CASE("merge refuses contradictions with status 4 and says what differs and who made it") {
  const Fixture f;
  f.change("b.db",
           "UPDATE results SET test_loss = 7 WHERE seed = 1;"
           "UPDATE environments SET instruction_set = 'elsewhere', \"commit\" = 'abc'");
  const Finished refused = f.run({"merge", "a.db", "b.db", "--db", "all.db", "--show", "1"});
  CHECK(refused.status == 4);
  CHECK_THAT(refused.out, ContainsSubstring("b.db: 8 runs, 4 new, 0 known, 4 contradicting\n"));
  CHECK_THAT(refused.out, ContainsSubstring(": differs in test_loss at the end\n  a.db: "));
  CHECK_THAT(refused.out, ContainsSubstring("\n  b.db: elsewhere, tryall "));
  CHECK_THAT(refused.out, ContainsSubstring("... 1 of 4 contradictions shown; more: --show 4\n"));
  CHECK(refused.err ==
        "all.db: nothing was merged because of 4 contradictions; use --skip-contradictions to keep the first "
        "result of each and merge the rest\n");
  CHECK_FALSE(std::filesystem::exists(f.folder / "all.db"));

  const Finished skipped = f.run({"merge", "a.db", "b.db", "--db", "all.db", "--skip-contradictions"});
  CHECK(skipped.status == 0);
  CHECK_THAT(skipped.out, ContainsSubstring(": differs in test_loss at the end\n"));
  CHECK(f.run({"query", "--db", "all.db", "--format", "csv", "--sql",
               "SELECT count(*), max(test_loss) < 7 FROM results"})
            .out == "count(*),max(test_loss) < 7\n12,1\n");
}

TEST_CASE("merge names what is no store and makes none") {
  const Fixture f;
  f.folder.write("text.db", std::string(5000, 'x'));
  const Finished missing = f.run({"merge", "a.db", "none.db", "--db", "all.db"});
  CHECK(missing.status == 2);
  CHECK_THAT(missing.err, StartsWith("none.db: no such store"));
  CHECK(f.run({"merge", "text.db", "--db", "all.db"}).status == 2);
  CHECK(f.run({"merge", "--db", "all.db"}).status == 2);
  CHECK_FALSE(std::filesystem::exists(f.folder / "all.db"));
}
