#include "tryall/tracking/history.hpp"

#include <cmath>
#include <list>

#include "../stored_sweep.hpp"
#include "catch.hpp"

using namespace tryall::testing;
using namespace tryall::tracking;
using tryall::Config;

namespace {

/// Stores of 8 commits; from the sixth on adam ends lower.
struct Commits {
  Commits() {
    for (int i = 0; i < 8; ++i) {
      StoredSweeps& store = stores.emplace_back();
      store.train(R"({"name": "s", "axes": {"optimizer": ["sgd", "adam"], "seed": [0, 1]}})",
                  [i](const Config& config, std::uint64_t seed, const auto&) {
                    const double drop = config.choice("optimizer").name == "adam" && i >= 5 ? 0.2 : 0;
                    return completed_run(0.9 - drop + 0.001 * double((seed + std::uint64_t(i)) % 3));
                  });
      SQLite::Database(store.file().string(), SQLite::OPEN_READWRITE)
          .exec("UPDATE environments SET dirty = 0, \"commit\" = 'c" + std::to_string(i) +
                "'; UPDATE runs SET finished_at = '2026-01-0" + std::to_string(i + 1) + "T12:00:00Z'");
      question.stores.push_back(store.file());
    }
    question.metric = "test_accuracy";
  }

  std::list<StoredSweeps> stores;
  HistoryQuestion question;
};

}  // namespace

TEST_CASE("history: a group's metric over the commits of several stores, in the order of their dates") {
  const Commits commits;
  const auto all = history(commits.question);
  REQUIRE(all.size() == 2);
  CHECK(all[0].label == "optimizer=adam");
  REQUIRE(all[0].points.size() == 8);
  CHECK(all[0].points[6].when == "c6");
  CHECK(all[0].points[6].n == 2);
  CHECK(all[0].points[6].mean == Approx(0.7005));
  const auto changes = changes_of(all[0], tryall::train::Direction::maximize, {});
  REQUIRE(changes.size() == 1);
  CHECK(changes[0].point == 5);
  CHECK(changes[0].worse);
  CHECK_FALSE(changes_of(all[0], tryall::train::Direction::minimize, {})[0].worse);
  CHECK(changes_of(all[1], tryall::train::Direction::maximize, {}).empty());
}

TEST_CASE("history: by date, and only what a condition selects") {
  Commits commits;
  commits.question.by_date = true;
  commits.question.where = "optimizer = 'sgd'";
  const auto all = history(commits.question);
  REQUIRE(all.size() == 1);
  CHECK(all[0].points[2].when == "2026-01-03");
  commits.question.where = "optimiser = 'sgd'";
  CHECK_THAT(message_of([&] { history(commits.question); }), ContainsSubstring("did you mean 'optimizer'"));
}

TEST_CASE("history: diverged runs are counted, and a commit where all diverged has no mean") {
  StoredSweeps store;
  store.train(R"({"name": "s"})", [](const auto&, std::uint64_t, const auto&) { return diverged_run(); });
  const auto all = history({.stores = {store.file()}, .metric = "test_loss"});
  REQUIRE(all.size() == 1);
  CHECK(all[0].points[0].diverged == 1);
  CHECK(std::isnan(all[0].points[0].mean));
  CHECK(changes_of(all[0], tryall::train::Direction::minimize, {}).empty());
}

TEST_CASE("history: accepted changes are found by the beginning of their commit and by metric") {
  const auto list =
      annotations_from_text(to_text({{"abc", "test_loss", "a new \"default\""}, {"def", "", ""}}), "a.json");
  REQUIRE(list.size() == 2);
  REQUIRE(find_annotation(list, "abc123", "test_loss"));
  CHECK(find_annotation(list, "abc123", "test_loss")->why == "a new \"default\"");
  CHECK_FALSE(find_annotation(list, "abc123", "test_accuracy"));
  CHECK(find_annotation(list, "def4", "test_accuracy"));
  CHECK_FALSE(find_annotation(list, "ab", "test_loss"));
  CHECK_THAT(message_of([] { annotations_from_text("{", "a.json"); }),
             ContainsSubstring("a.json: is no list"));
}

TEST_CASE("csv column: quotes, line ends, empty lines and a byte order mark") {
  CHECK(csv_column("\xEF\xBB\xBFt,\"a, \"\"b\"\"\"\r\n1,2.5\r\n\r\n2,-3e-2\r\n3, +7 ", "a, \"b\"", "x.csv") ==
        std::vector<double>{2.5, -0.03, 7});
  CHECK(csv_column("a\n", "a", "x.csv").empty());
}

TEST_CASE("csv column: what is no number is refused with its line, an unknown column with the nearest") {
  const auto refused = [](const std::string& text, const std::string& column) {
    return message_of([&] { csv_column(text, column, "x.csv"); });
  };
  CHECK(refused("loss\n1\n\nnan\n", "loss") == "x.csv: line 4: column 'loss': expected a number, not 'nan'");
  CHECK_THAT(refused("a,loss\n1\n", "loss"),
             ContainsSubstring("x.csv: line 2: has 1 cells where line 1 has 2"));
  CHECK(refused("a,loss\n1,\n", "loss") == "x.csv: line 2: column 'loss': expected a number, not ''");
  CHECK_THAT(refused("loss\n1\n", "los"), ContainsSubstring("did you mean 'loss'"));
  CHECK(refused("", "a") == "x.csv: is empty");
}
