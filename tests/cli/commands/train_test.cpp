#include <sstream>

#include "train_program.hpp"

using namespace tryall::testing;

TEST_CASE("a config is trained and shown epoch by epoch, and no store is made") {
  const TemporaryFolder folder;
  folder.write("config.json", tiny_config);
  const Finished finished = train(folder, {});
  CHECK(finished.status == 0);
  CHECK(finished.err == "");
  std::istringstream lines(finished.out);
  std::vector<std::string> first_words;
  for (std::string line; std::getline(lines, line);) {
    std::string word;
    std::istringstream(line) >> word;
    first_words.push_back(word);
  }
  CHECK(first_words == std::vector<std::string>{"epoch", "1", "2", "3", "", "test_loss", "test_accuracy",
                                                "test_top5_accuracy", "test_macro_f1"});
  CHECK_THAT(finished.out, ContainsSubstring("epoch    train_loss  validation_loss  validation_accuracy"));
  CHECK(files_in(folder) == 1);
  const Finished quiet = train(folder, {"--quiet"});
  CHECK(quiet.status == 0);
  CHECK(quiet.out + quiet.err == "");
}

TEST_CASE("programs get every curve, and the test metrics in the last row, as a run would store them") {
  const TemporaryFolder folder;
  folder.write("config.json", tiny_config);
  const nlohmann::json rows = rows_of(folder, {});
  REQUIRE(rows.size() == 3);
  CHECK(rows[2]["epoch"] == 3);
  CHECK(rows[0]["train_loss"] > rows[2]["train_loss"]);
  CHECK(rows[1]["test_accuracy"].is_null());
  CHECK(rows[2].contains("weight_norm"));
  CHECK_FALSE(rows[2].contains("validation_rmse"));

  folder.write("sweep.json", R"({"base": {"model": {"name": "mlp", "hidden": [8]}, "learning_rate": 0.01,
                                          "epochs": 3}, "axes": {"seed": [5]}})");
  REQUIRE(run_tryall({"run", "sweep.json", "-q"}, folder.path()).status == 0);
  const Finished stored = run_tryall(
      {"query", "--format", "json", "--sql", "SELECT train_loss, test_accuracy, test_loss FROM v_runs"},
      folder.path());
  const nlohmann::json kept = nlohmann::json::parse(stored.out);
  for (const char* name : {"train_loss", "test_accuracy", "test_loss"})
    CHECK(kept[0].at(name) == rows[2].at(name));
  const Finished csv = run_tryall({"train", "sweep.json", "--format", "csv"}, folder.path());
  CHECK_THAT(csv.out, StartsWith("epoch,train_loss,train_accuracy,validation_loss,"));
  CHECK_THAT(run_tryall({"train", "sweep.json", "--format", "md"}, folder.path()).out,
             StartsWith("| epoch | train\\_loss "));
}

TEST_CASE("axes and seed are set on the command line") {
  const TemporaryFolder folder;
  folder.write("config.json", tiny_config);
  const nlohmann::json usual = rows_of(folder, {});
  CHECK(rows_of(folder, {"--seed", "5"}) == usual);
  CHECK(rows_of(folder, {"--seed", "6"}) != usual);
  CHECK(rows_of(folder, {"--set", "epochs=1", "--set", "optimizer=sgd"}).size() == 1);
  const Finished several = train(folder, {"--set", "optimizer=sgd,adam"});
  CHECK(several.status == 2);
  CHECK_THAT(several.err, StartsWith("config.json: varies optimizer (2 values)"));
  CHECK(train(folder, {"--seed", "-1"}).status == 2);
}

TEST_CASE("a test function's curve has what is measured of it") {
  const TemporaryFolder folder;
  folder.write("config.json", R"({"dataset": "rosenbrock", "epochs": 4})");
  const Finished finished = train(folder, {"--predictions-out", "p.csv"});
  CHECK(finished.status == 0);
  CHECK_THAT(finished.out, StartsWith("epoch    train_loss\n    1  "));
  CHECK_THAT(finished.out, ContainsSubstring("\ntest_loss "));
  CHECK_THAT(read_file(folder / "p.csv"), StartsWith("sample,output\n"));
}

TEST_CASE("a training that diverges says so and ends well, as a run does") {
  const TemporaryFolder folder;
  folder.write("config.json", R"({"model": "softmax", "optimizer": "sgd", "learning_rate": 1e38})");
  const Finished finished = train(folder, {"--format", "csv"});
  CHECK(finished.status == 0);
  CHECK_THAT(finished.err, StartsWith("diverged: the loss was no longer finite after step "));
  CHECK_THAT(finished.out, StartsWith("epoch"));
}

TEST_CASE("a config that cannot be understood says where") {
  const TemporaryFolder folder;
  folder.write("config.json", "{\n  \"epochs\": 2,\n  \"optimizer\": \"adm\"\n}");
  const Finished finished = train(folder, {});
  CHECK(finished.status == 2);
  CHECK_THAT(finished.err,
             StartsWith("config.json:3:16: optimizer: unknown optimizer 'adm' (did you mean 'adam'?"));
}
