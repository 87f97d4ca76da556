#include "tryall/tracking/history.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <list>

#include "../stored_sweep.hpp"
#include "catch.hpp"

using namespace tryall::testing;
using namespace tryall::tracking;
using tryall::Config;

namespace {

/// Stores of 8 commits, in the order of their dates; from the sixth on adam ends lower.
struct Commits {
  Commits() {
    for (int i = 0; i < 8; ++i) {
      StoredSweeps& store = stores.emplace_back();
      store.train(R"({"name": "s", "axes": {"optimizer": ["sgd", "adam"], "seed": {"count": 4}}})",
                  [i](const Config& config, std::uint64_t seed, const auto&) {
                    const double drop = config.choice("optimizer").name == "adam" && i >= 5 ? 0.2 : 0;
                    return completed_run(0.9 - drop + 0.001 * double((seed + std::uint64_t(i)) % 3));
                  });
      made(i, "c" + std::to_string(i), i + 1);
      question.stores.push_back(store.file());
    }
    question.metric = "test_accuracy";
  }

  StoredSweeps& store(int i) { return *std::next(stores.begin(), i); }

  void change(int i, const std::string& sql) {
    SQLite::Database(store(i).file().string(), SQLite::OPEN_READWRITE).exec(sql);
  }
  void made(int i, const std::string& commit, int day, bool dirty = false) {
    change(i, "UPDATE environments SET dirty = " + std::to_string(int(dirty)) + ", \"commit\" = '" + commit +
                  "'; UPDATE runs SET finished_at = '2026-01-0" + std::to_string(day) + "T12:00:00Z'");
  }

  std::list<StoredSweeps> stores;
  HistoryQuestion question;
};

std::vector<std::string> names(const History& history) {
  std::vector<std::string> names;
  for (const HistoryPlace& place : history.order) names.push_back(place.when);
  return names;
}

/// A repository whose commits stand in this order.
CommitOrder repository(const std::vector<std::string>& commits) {
  return [commits](const std::vector<std::string>& asked) {
    std::vector<std::string> known;
    for (const std::string& commit : commits)
      if (std::find(asked.begin(), asked.end(), commit) != asked.end()) known.push_back(commit);
    return known;
  };
}

}  // namespace

TEST_CASE("history: a group's metric over the commits of several stores, with its changes") {
  const Commits commits;
  const History all = history(commits.question);
  REQUIRE(all.series.size() == 2);
  const HistorySeries& adam = all.series[0];
  CHECK(adam.label == "optimizer=adam");
  REQUIRE(adam.points.size() == 8);
  CHECK(adam.points[6].when == "c6");
  CHECK(adam.points[6].n == 4);
  CHECK(adam.points[6].mean == Approx(0.70075));
  REQUIRE(adam.changes.size() == 1);
  CHECK(adam.changes[0].point == 5);
  CHECK(adam.changes[0].is_worse());
  CHECK(adam.changes[0].seeds == 4);
  CHECK(adam.changes[0].quality.mean_difference == Approx(-0.2).epsilon(0.01));
  CHECK(all.series[1].changes.empty());
  CHECK(all.status() == 1);
}

TEST_CASE("history: the direction asked for says which change is for the worse") {
  Commits commits;
  commits.question.rules.direction = tryall::train::Direction::minimize;
  CHECK(history(commits.question).series[0].changes[0].verdict == ChangeVerdict::better);
}

TEST_CASE("history: by date, and only what a condition selects") {
  Commits commits;
  commits.question.by_date = true;
  commits.question.where = "optimizer = 'sgd'";
  const History all = history(commits.question);
  REQUIRE(all.series.size() == 1);
  CHECK(all.series[0].points[2].when == "2026-01-03");
  commits.question.where = "optimiser = 'sgd'";
  CHECK_THAT(message_of([&] { history(commits.question); }), ContainsSubstring("did you mean 'optimizer'"));
}

TEST_CASE("history: diverged runs are counted, and a commit where all diverged has no mean") {
  StoredSweeps store;
  store.train(R"({"name": "s"})", [](const auto&, std::uint64_t, const auto&) { return diverged_run(); });
  const History all = history({.stores = {store.file()}, .metric = "test_loss"});
  REQUIRE(all.series.size() == 1);
  CHECK(all.series[0].points[0].diverged == 1);
  CHECK(std::isnan(all.series[0].points[0].mean));
  CHECK(all.series[0].changes.empty());
}

TEST_CASE("history: a diverged run of a loss counts as the worst value of the group's ends and curves") {
  Commits commits;
  commits.question.metric = "validation_loss";
  commits.change(7, "UPDATE results SET outcome = 'diverged', validation_loss = NULL WHERE seed = 1");
  commits.change(2, "UPDATE runs SET curves = json_set(curves, '$.validation_loss[0]', 7.5)");
  const HistoryPoint point = history(commits.question).series[1].points[7];
  CHECK(point.judged.at(1).diverged);
  CHECK(point.judged.at(1).value == 7.5);
  CHECK_FALSE(point.judged.at(2).diverged);
  commits.question.metric = "validation_accuracy";
  CHECK(history(commits.question).series[1].points[7].judged.at(1).value == 0);
}

TEST_CASE("history: points stand in the order of the repository's commits, whenever they ran") {
  Commits commits;
  const std::vector<std::string> order = {"c7", "c0", "c1", "c2", "c3", "c4", "c5", "c6"};
  commits.question.repository = repository(order);
  const History all = history(commits.question);
  CHECK(names(all) == order);
  CHECK(all.order_note.empty());
  CHECK(all.series[0].points[0].when == "c7");
  commits.question.order = PointOrder::time;
  CHECK(names(history(commits.question)).back() == "c7");
}

TEST_CASE("history: a commit the repository does not have stands where it ran, and that is said") {
  Commits commits;
  commits.question.repository = repository({"c1", "c0", "c2", "c4", "c5", "c6", "c7"});
  const History all = history(commits.question);
  CHECK(names(all) == std::vector<std::string>{"c1", "c0", "c2", "c3", "c4", "c5", "c6", "c7"});
  CHECK(all.order_note == "1 of 8 points is not at a commit of the repository and is placed by time");
}

TEST_CASE("history: without the repository hashes stand by time, other names as their stores are named") {
  Commits commits;
  commits.made(3, "c3", 9);
  const History named = history(commits.question);
  CHECK(names(named)[3] == "c3");
  CHECK_THAT(named.order_note, ContainsSubstring("no repository") && ContainsSubstring("stores are named"));
  for (int i = 0; i < 8; ++i) commits.made(i, std::to_string(i) + "c0ffee00", i == 3 ? 9 : i + 1);
  const History hashes = history(commits.question);
  CHECK(names(hashes).back() == "3c0ffee00");
  CHECK_THAT(hashes.order_note, ContainsSubstring("in the order in which they ran"));
  commits.question.order = PointOrder::stores;
  CHECK(names(history(commits.question))[3] == "3c0ffee00");
}

TEST_CASE("history: stores without a commit are points of their own, named by their file") {
  Commits commits;
  for (int i = 0; i < 8; ++i) commits.made(i, "", 1);
  const History all = history(commits.question);
  REQUIRE(all.order.size() == 8);
  CHECK(all.order[5].when == commits.store(5).file().string());  // all are called runs.db
  CHECK(all.series[0].changes.at(0).point == 5);
  commits.question.stores = {commits.store(1).file()};
  CHECK(names(history(commits.question)) == std::vector<std::string>{"runs.db"});
}

TEST_CASE("history: stores with changes that were not committed are points of their own") {
  Commits commits;
  commits.made(5, "c4", 6, true);
  CHECK(names(history(commits.question))[5] == "c4+changes");
  commits.made(6, "c4", 7, true);
  const History all = history(commits.question);
  REQUIRE(all.order.size() == 8);
  CHECK(all.order[6].when == "c4+changes (" + commits.store(6).file().string() + ")");
  commits.question.repository = repository({"c7", "c0", "c1", "c2", "c3", "c4"});
  CHECK(names(history(commits.question))[7] == all.order[6].when);
}

TEST_CASE("history: other data under the same config are named and not compared") {
  Commits commits;
  for (int i = 4; i < 8; ++i) commits.change(i, "UPDATE datasets SET hash = 'another'");
  commits.question.where = "optimizer = 'sgd'";
  History all = history(commits.question);
  REQUIRE(all.series.size() == 2);
  CHECK(all.series[0].label == "data another");
  CHECK(all.series[1].label == "data hash of ");
  REQUIRE(all.series[0].changes.size() == 1);
  const Change& change = all.series[0].changes[0];
  CHECK(change.point == 0);
  CHECK(change.verdict == ChangeVerdict::not_compared);
  CHECK(change.note == "the data changed (hash hash of  -> another)");
  CHECK(all.status() == 3);
  for (HistorySeries& series : all.series) mark_accepted(series, "test_accuracy", {{"c4", "", "corrected"}});
  CHECK(all.status() == 0);
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
             ContainsSubstring("a.json: is not a list"));
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
