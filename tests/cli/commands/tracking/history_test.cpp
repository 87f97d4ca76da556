#include <cstdlib>
#include <iterator>
#include <sstream>

#include "catch.hpp"
#include "tracked_program.hpp"

using namespace tryall::testing;
using nlohmann::json;

namespace {

std::string csv_of(const std::vector<double>& values) {
  std::string text = "run,value\n";
  for (std::size_t i = 0; i < values.size(); ++i)
    text += std::to_string(i) + "," + std::to_string(values[i]) + "\n";
  return text;
}

const std::vector<double> two_steps = {0.3,  2.4,   1.5,   -0.9,  -0.5,  99.7,  98.3,
                                       99.1, 149.0, 149.7, 149.5, 149.1, 148.8, 150.0};

}  // namespace

TEST_CASE("history --csv finds the change points of any series") {
  const TemporaryFolder folder;
  folder.write("two.csv", csv_of(two_steps));
  folder.write("one.csv", csv_of({1.02, .95, .99, 1.00, 1.12, 1.00, 1.01, .98, 1.01, .96,
                                  .50,  .51, .48, .48,  .55,  .50,  .49,  .51, .50,  .49}));
  const auto points = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words = {"history", "--column", "value", "--format", "json", "--csv"};
    words.insert(words.end(), more.begin(), more.end());
    const Finished history = run_tryall(words, folder.path());
    CHECK(history.status == 0);
    return json::parse(history.out)["change_points"];
  };
  const json two = points({"two.csv"});
  REQUIRE(two.size() == 2);
  CHECK(two[0]["index"] == 5);
  CHECK(two[1]["index"] == 8);
  CHECK(two[1]["mean_before"] == Approx(297.1 / 3));
  CHECK(two[1]["mean_after"] == Approx(896.1 / 6));
  CHECK(two[0]["p"] < 0.001);
  const json one = points({"one.csv", "--window", "10", "--max-p", "0.0001"});
  REQUIRE(one.size() == 1);
  CHECK(one[0]["index"] == 10);
  CHECK(points({"one.csv", "--min-magnitude", "2"}).empty());
}

TEST_CASE("history --csv: with a direction a change for the worse is status 1") {
  const TemporaryFolder folder;
  folder.write("two.csv", csv_of(two_steps));
  const auto status = [&](const std::vector<std::string>& more) {
    std::vector<std::string> words = {"history", "--csv", "two.csv", "--column", "value"};
    words.insert(words.end(), more.begin(), more.end());
    return run_tryall(words, folder.path()).status;
  };
  CHECK(status({"--direction", "minimize"}) == 1);
  CHECK(status({"--direction", "maximize"}) == 0);
  CHECK(status({"--column", "valu"}) == 2);
  CHECK(status({"--window", "3"}) == 2);
  CHECK(run_tryall({"history", "--csv", "two.csv"}, folder.path()).status == 2);
}

TEST_CASE("history shows a metric over commits, ends with 1 at a change for the worse, and 0 once accepted") {
  const TemporaryFolder folder;
  folder.write(
      "s.json",
      R"({"name": "s", "objective": {"metric": "test_accuracy", "direction": "maximize"}, "base": {"model": {"name": "mlp", "hidden": [4]}, "epochs": 1,
                             "train_size": 0.1}, "axes": {"seed": {"count": 4}}})");
  REQUIRE(run_tryall({"run", "s.json", "-q", "--db", "c0.db"}, folder.path()).status == 0);
  std::vector<std::string> words = {"history", "--metric", "test_accuracy"};
  for (int i = 0; i < 8; ++i) {
    const std::string name = "c" + std::to_string(i) + ".db";
    if (i > 0) std::filesystem::copy_file(folder / "c0.db", folder / name);
    words.push_back(name);
  }
  for (int i = 0; i < 8; ++i)
    SQLite::Database((folder / words[std::size_t(i) + 3]).string(), SQLite::OPEN_READWRITE)
        .exec("UPDATE environments SET dirty = 0, \"commit\" = 'c" + std::to_string(i) +
              "'; UPDATE runs SET finished_at = '2026-01-0" + std::to_string(i + 1) +
              "T00:00:00Z'; UPDATE results SET test_accuracy = " +
              std::to_string((i < 5 ? 0.9 : 0.7) + 0.001 * (i % 3)) + " + 0.001 * seed");
  const Finished worse = run_tryall(words, folder.path());
  CHECK(worse.status == 1);
  CHECK_THAT(worse.out, ContainsSubstring("worse"));
  CHECK_THAT(worse.err, ContainsSubstring("--accept"));
  REQUIRE(run_tryall({"history", "--accept", "c5", "--metric", "test_accuracy", "--why", "fewer epochs"},
                     folder.path())
              .status == 0);
  const Finished accepted = run_tryall(words, folder.path());
  CHECK(accepted.status == 0);
  CHECK_THAT(accepted.out, ContainsSubstring("worse, accepted: fewer epochs"));
  words.insert(words.end(), {"--format", "json"});
  const json points = json::parse(run_tryall(words, folder.path()).out)[0]["change_points"];
  CHECK(points[0]["verdict"] == "worse");
  CHECK(points[0]["accepted"] == true);
  CHECK(points[0]["why"] == "fewer epochs");
  std::vector<std::string> report = {"report", "--db", "c0.db", "--json", "r.json", "--history"};
  report.insert(report.end(), words.begin() + 4, words.begin() + 11);
  REQUIRE(run_tryall(report, folder.path()).status == 0);
  CHECK(json::parse(read_file(
            folder / "r.json"))["sections"]["history"]["series"][0]["change_points"][0]["accepted"] ==
        "fewer epochs");
  REQUIRE(run_tryall({"history", "--accept", "c5", "--metric", "test_accuracy", "--note", "another reason"},
                     folder.path())
              .status == 0);
  CHECK(json::parse(read_file(folder / "tryall-accepted.json")) ==
        json::parse(R"([{"when": "c5", "metric": "test_accuracy", "why": "another reason"}])"));
  words.insert(words.end(), {"--by", "date"});
  const json by_date = json::parse(run_tryall(words, folder.path()).out);
  CHECK(by_date[0]["points"].size() == 8);
  CHECK(by_date[0]["change_points"][0]["when"] == "2026-01-06");
}

TEST_CASE("history orders points by the commits of the repository, and page and terminal show the same") {
  const TemporaryFolder folder;
  const auto shell = [&](const std::string& command) {
    REQUIRE(std::system(("cd '" + folder.path().string() + "' && " + command).c_str()) == 0);
  };
  shell(
      "git init -q -b main . && git config user.email a@b && git config user.name a && git config "
      "commit.gpgsign false && for i in 0 1 2 3 4 5 6 7; do git commit -q --allow-empty -m $i && git "
      "rev-parse "
      "--short=12 HEAD >> commits; done");
  std::istringstream list(read_file(folder / "commits"));
  const std::vector<std::string> commits(std::istream_iterator<std::string>(list), {});
  folder.write("s.json", R"({"name": "s", "base": {"model": {"name": "mlp", "hidden": [4]}, "epochs": 1,
                             "train_size": 0.1}, "axes": {"seed": {"count": 4}}})");
  REQUIRE(run_tryall({"run", "s.json", "-q", "--db", "c0.db"}, folder.path()).status == 0);
  std::vector<std::string> stores;
  for (int i = 0; i < 8; ++i) {
    stores.push_back("c" + std::to_string(i) + ".db");
    if (i > 0) std::filesystem::copy_file(folder / "c0.db", folder / stores.back());
  }
  for (int i = 0; i < 8; ++i)  // run in another order; the loss is larger from the sixth commit on
    SQLite::Database((folder / stores[std::size_t(i)]).string(), SQLite::OPEN_READWRITE)
        .exec("UPDATE environments SET dirty = 0, \"commit\" = '" + commits[std::size_t(i)] +
              "'; UPDATE runs SET finished_at = '2026-01-0" + std::to_string(1 + i * 3 % 8) +
              "T00:00:00Z'; UPDATE results SET validation_accuracy = " + (i < 5 ? "0.9" : "0.7") +
              " + 0.002 * seed");
  std::vector<std::string> words = {"history", "--format", "json"};
  words.insert(words.end(), stores.rbegin(), stores.rend());
  const Finished found = run_tryall(words, folder.path());
  INFO(found.err);
  CHECK(found.status == 1);
  CHECK(found.err.find("order") == std::string::npos);
  const json terminal = json::parse(found.out)[0];
  REQUIRE(terminal["points"].size() == 8);
  for (std::size_t i = 0; i < 8; ++i) CHECK(terminal["points"][i]["when"] == commits[i]);
  REQUIRE(terminal["change_points"].size() == 1);
  CHECK(terminal["change_points"][0]["when"] == commits[5]);
  std::vector<std::string> report = {"report", "--db", "c7.db", "--json", "r.json", "--history"};
  report.insert(report.end(), stores.begin(), stores.end());
  REQUIRE(run_tryall(report, folder.path()).status == 0);
  const json page = json::parse(read_file(folder / "r.json"))["sections"]["history"];
  for (std::size_t i = 0; i < 8; ++i) {
    CHECK(page["commits"][i]["id"] == commits[i]);
    CHECK(page["series"][0]["center"][i].get<double>() ==
          Approx(terminal["points"][i]["mean"].get<double>()).epsilon(1e-5));
  }
  REQUIRE(page["series"][0]["change_points"].size() == 1);
  const json &one = page["series"][0]["change_points"][0], &other = terminal["change_points"][0];
  CHECK(one["commit"] == other["index"]);
  CHECK(one["verdict"] == other["verdict"]);
  CHECK(one["p"].get<double>() == Approx(other["p"].get<double>()).epsilon(1e-5));
  words.insert(words.end(), {"--repository", "elsewhere"});
  CHECK_THAT(run_tryall(words, folder.path()).err,
             ContainsSubstring("no repository has these commits: they are in the order in which they ran"));
}

TEST_CASE("texts that are not UTF-8 do not stop JSON") {
  const TemporaryFolder folder;
  folder.write("latin.csv", "caf\xE9\n1\n2\n3\n");
  const Finished history =
      run_tryall({"history", "--csv", "latin.csv", "--column", "caf\xE9", "--format", "json"}, folder.path());
  CHECK(history.err == "");
  CHECK(history.status == 0);
  CHECK(json::parse(history.out)["column"] == "caf\xEF\xBF\xBD");
  const Finished accepted =
      run_tryall({"history", "--accept", "2026-01-06", "--why", "caf\xE9 closed"}, folder.path());
  CHECK(accepted.status == 0);
  CHECK(json::parse(read_file(folder / "tryall-accepted.json"))[0]["why"] == "caf\xEF\xBF\xBD closed");
}
