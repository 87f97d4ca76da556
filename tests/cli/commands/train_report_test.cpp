#include "train_program.hpp"

using namespace tryall::testing;

namespace {

const std::string flats = [] {
  std::string rows = "rooms,district,noise,rent\n";
  for (int i = 0; i < 120; ++i)
    rows += std::to_string(i % 5 + 1) + (i % 2 == 0 ? ",north," : ",south,") + std::to_string(i * 37 % 11) +
            "," + std::to_string((i % 5 + 1) * 100 + (i % 2) * 20) + "\n";
  return rows;
}();

}  // namespace

TEST_CASE("train --report writes a page whose accuracy is the one that is printed") {
  const TemporaryFolder folder;
  folder.write("config.json", tiny_config);
  const nlohmann::json rows = rows_of(folder, {"--report", "page.html"});
  const std::string page = read_file(folder / "page.html");
  char accuracy[40];
  std::snprintf(accuracy, sizeof accuracy, "Accuracy %.1f\xC2\xA0%% (95",
                100 * rows[2]["test_accuracy"].get<double>());
  CHECK_THAT(page, ContainsSubstring(accuracy));
  CHECK_THAT(page, ContainsSubstring(" test rows, which the training has not seen; always "));
  CHECK_THAT(page,
             ContainsSubstring(" validation rows, which it was not trained on: the mean over 5 shuffles"));
  CHECK_THAT(page, ContainsSubstring("<h1>digits: mlp(hidden=[8])</h1>"));
  CHECK_THAT(page, ContainsSubstring("learning_rate 0.01, epochs 3, seed 5"));
  rows_of(folder, {"--report", "again.html"});
  CHECK(read_file(folder / "again.html") == page);
}

TEST_CASE("train --report knows a table's columns and says which rows it is of") {
  const TemporaryFolder folder;
  folder.write("flats.csv", flats);
  folder.write("config.json",
               R"({"dataset": {"name": "csv", "file": "flats.csv", "target": "rent", "task": "regression"},
    "split": {"name": "holdout", "test": 0, "validation": 0.3}, "model": "linear", "epochs": 60,
    "learning_rate": 0.05, "batch_size": 16})");
  const Finished finished = train(folder, {"-q", "--report", "page.html"});
  INFO(finished.err);
  REQUIRE(finished.status == 0);
  const std::string page = read_file(folder / "page.html");
  CHECK_THAT(page, ContainsSubstring("<h1>flats.csv: linear</h1>"));
  CHECK_THAT(page, ContainsSubstring(
                       "on 36 validation rows, which it was not trained on; always predicting the mean, "));
  CHECK_THAT(page, ContainsSubstring("\xE2\x80\x9Crooms\xE2\x80\x9D counts most"));
  CHECK_THAT(page, ContainsSubstring("2 of 3 columns matter more than chance would explain."));
}

TEST_CASE("train --report refuses, before anything is trained, what cannot be reported") {
  const TemporaryFolder folder;
  folder.write("config.json", tiny_config);
  const auto refused = [&](const std::vector<std::string>& arguments) {
    const Finished finished = train(folder, arguments);
    CHECK(finished.status != 0);
    CHECK(finished.out == "");
    CHECK(files_in(folder) == 1);
    return finished.err;
  };
  CHECK(refused({"--report", "page.pdf"}) ==
        "--report page.pdf: unknown ending .pdf; end the name in .html, .htm\n");
  CHECK(refused({"--report", "none/page.html"}) ==
        "none/page.html: cannot write: No such file or directory\n");
  CHECK(refused({"--report", "p.html", "--set", R"(split={"name":"holdout","test":0,"validation":0})"}) ==
        "there is neither a test nor a validation split to report on\n");
  CHECK(refused({"--report", "p.html", "--set", "dataset=rosenbrock", "--set", "model=none"}) != "");
}

TEST_CASE("train --report of a training that diverged says so first") {
  const TemporaryFolder folder;
  folder.write("config.json", R"({"model": "softmax", "optimizer": "sgd", "learning_rate": 1e38})");
  const Finished finished = train(folder, {"-q", "--report", "page.html"});
  CHECK(finished.status == 0);
  CHECK_THAT(
      read_file(folder / "page.html"),
      ContainsSubstring(
          ">Diverged</a></h2>\n<p class=\"finding\">The training ended early: the loss was no longer"));
}
