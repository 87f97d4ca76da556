#include <fmt/format.h>

#include <csignal>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"
#include "watch_store.hpp"

using namespace tryall::testing;

namespace {

/// Flats, whose rent follows from the other columns but for a little.
void write_flats(const TemporaryFolder& folder) {
  std::string text = "area,district,rent\n";
  for (int i = 1; i <= 150; ++i) {
    const int area = 30 + i * 37 % 90;
    text += std::to_string(area) + (i % 3 ? ",north," : ",centre,") +
            std::to_string(250.5 + 9 * area + (i % 3 ? 0 : 300) + i * i * 31 % 97) + "\n";
  }
  folder.write("flats.csv", text);
}

Finished everything(const TemporaryFolder& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"everything", "flats.csv"});
  return run_tryall(arguments, folder.path());
}

}  // namespace

TEST_CASE("everything leaves a model that predicts, an answer, pages and the sweeps") {
  const TemporaryFolder folder;
  write_flats(folder);
  const Finished asked = everything(folder, {"--target", "rent", "--budget", "600epochs"});
  INFO(asked.err);
  REQUIRE(asked.status == 0);
  CHECK_THAT(asked.out,
             ContainsSubstring("On 30 held-out rows, used for nothing else, the model has an RMSE of "));
  const auto answers = folder / "flats-everything";
  for (const char* file : {"model.tryall", "answer.json", "report.html", "search.html", "tryall.db",
                           "flats-everything.json", "flats-everything-fresh.json"})
    CHECK(std::filesystem::exists(answers / file));
  const auto answer = nlohmann::json::parse(read_file(answers / "answer.json"));
  CHECK(answer["test"]["rows"] == 30);
  CHECK(answer["test"]["better_than_baseline"] == true);
  const Finished predicted =
      run_tryall({"predict", "flats-everything/model.tryall", "flats.csv"}, folder.path());
  CHECK(predicted.status == 0);
  CHECK_THAT(predicted.err, ContainsSubstring("over 150 rows with a target"));
  // The search's file is one of a sweep like any other: nothing is left to train.
  const Finished again = run_tryall(
      {"run", "flats-everything/flats-everything.json", "--db", "flats-everything/tryall.db"}, folder.path());
  INFO(again.err);
  CHECK(again.status == 0);
  CHECK_THAT(again.err, ContainsSubstring("0 trained now"));
}

TEST_CASE("a dry run of everything shows the data and how they are gone about, and writes nothing") {
  const TemporaryFolder folder;
  write_flats(folder);
  const Finished asked = everything(folder, {"--target", "rent", "--budget", "600epochs", "--dry-run"});
  CHECK(asked.status == 0);
  CHECK_THAT(
      asked.out,
      ContainsSubstring("text with 2 categories: centre, north") &&
          ContainsSubstring("30 rows are held out until the end; 120 are used for training and validation"));
  CHECK_FALSE(std::filesystem::exists(folder / "flats-everything"));
}

TEST_CASE("everything that is stopped says what it has so far, and goes on") {
  const TemporaryFolder folder;
  write_flats(folder);
  const std::vector<std::string> command = {"everything",  "flats.csv", "--budget",
                                            "30000epochs", "--jobs",    "1"};
  Program program(command, {.folder = folder.path()});
  const auto store = folder / "flats-everything" / "tryall.db";
  REQUIRE(wait_until([&] { return std::filesystem::exists(store) && stored_runs(store) >= 30; }));
  program.send(SIGINT);
  const Finished stopped = program.wait();
  INFO(stopped.err);
  CHECK(stopped.status == 130);
  CHECK_THAT(stopped.out, ContainsSubstring("So far: "));
  CHECK_THAT(
      stopped.err,
      ContainsSubstring("stopped; the held-out rows were not used. Run the same command to continue\n"));
  CHECK_FALSE(std::filesystem::exists(folder / "flats-everything" / "model.tryall"));
}

TEST_CASE("what everything cannot do it says") {
  const TemporaryFolder folder;
  write_flats(folder);
  CHECK(everything(folder, {"--target", "rents", "--budget", "600epochs"}).err ==
        "flats.csv: has no column 'rents' (did you mean 'rent'?)\n");
  CHECK_THAT(everything(folder, {"--budget", "20epochs"}).err,
             ContainsSubstring("a budget of 20 epochs is too small: at least "));
  CHECK(everything(folder, {"--budget", "20runs"}).err ==
        "--budget 20runs: give a time (5m) or epochs (20000epochs)\n");
  for (const char* nothing : {"0", "0s", "0epochs", "0m0s"})
    CHECK(everything(folder, {"--budget", nothing}).err ==
          fmt::format("--budget: expected a time (5m) or epochs (20000epochs), not '{}'\n", nothing));
  CHECK(everything(folder, {"--set", "file=other.csv"}).err ==
        "--set file=other.csv: file is given already, by the argument flats.csv\n");
  CHECK_FALSE(std::filesystem::exists(folder / "flats-everything"));
  CHECK(everything(folder, {"--group", "district", "--time", "area"}).err ==
        "--group and --time do not go together: give one of them\n");
  CHECK(run_tryall({"everything", "digits", "--target", "x"}, folder.path()).err ==
        "--target: dataset 'digits' has no columns to choose from\n");
}

TEST_CASE("a folder that holds the answer to another question, or other files, is not written into") {
  const TemporaryFolder folder;
  write_flats(folder);
  const auto ask = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--budget", "20epochs", "-o", "out/"});
    return everything(folder, arguments);
  };
  std::filesystem::create_directory(folder / "out");
  const auto answered = [](const std::string& target) {
    return R"({"base": {"dataset": {"file": "flats.csv", "missing": "mean", "name": "csv", "useless": "drop")" +
           target + R"(}, "split": {"test": 0.2}}})";
  };
  for (const char* file : {"model.tryall", "answer.json", "report.html", "search.html", "tryall.db"}) {
    folder.write(std::string("out/") + file, "mine");
    const Finished asked = ask({});
    CHECK(asked.status == 2);
    CHECK_THAT(asked.err,
               ContainsSubstring(std::string("out/") + file + ": is there already and would be replaced"));
    CHECK(read_file(folder / "out" / file) == "mine");
    std::filesystem::remove(folder / "out" / file);
  }
  folder.write("out/out-linear.json", answered(R"(, "target": "area")"));
  for (const std::vector<std::string>& other :
       std::vector<std::vector<std::string>>{{"--target", "rent"},
                                             {"--target", "area", "--test", "0.3"},
                                             {"--target", "area", "--set", "rows=140"}})
    CHECK_THAT(ask(other).err, ContainsSubstring("out/: holds the answer to another question"));
}
