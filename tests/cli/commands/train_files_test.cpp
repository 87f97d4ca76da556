#include <cmath>
#include <csignal>
#include <cstring>

#include "idx_files.hpp"
#include "train_program.hpp"
#include "watch_store.hpp"

using namespace tryall::testing;

namespace {

/// The share of rows whose prediction is their label.
double accuracy_of(const std::vector<std::vector<std::string>>& rows) {
  double right = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) right += rows[i][1] == rows[i][2] ? 1 : 0;
  return right / static_cast<double>(rows.size() - 1);
}

}  // namespace

TEST_CASE("weights that are written are started from again") {
  const TemporaryFolder folder;
  folder.write("config.json", tiny_config);
  const std::string precision = GENERATE("float32", "float64");
  const std::string normalization = GENERATE("none", "batch_norm");
  const std::vector<std::string> settings = {"--set", "precision=" + precision, "--set",
                                             "normalization=" + normalization};
  std::vector<std::string> out = settings, in = settings;
  out.insert(out.end(), {"--weights-out", "net.safetensors"});
  // A step so small that no weight moves. (Batch normalization's running means still would: full batches.)
  in.insert(in.end(), {"--weights-in", "net.safetensors", "--set", "learning_rate=1e-30", "--set", "epochs=1",
                       "--set", "optimizer=sgd"});
  const nlohmann::json trained = rows_of(folder, out), again = rows_of(folder, in);
  if (normalization == "none")
    CHECK(again[0]["test_loss"] == trained[2]["test_loss"]);
  else
    CHECK(again[0]["test_loss"] < trained[0]["validation_loss"]);
  CHECK(again[0]["train_loss"] < trained[1]["train_loss"]);
  const std::string bytes = read_file(folder / "net.safetensors");
  CHECK_THAT(bytes, ContainsSubstring(precision == "float64" ? R"("dtype":"F64")" : R"("dtype":"F32")") &&
                        ContainsSubstring(R"("seed":"5")") && ContainsSubstring(R"("tryall_version":")") &&
                        ContainsSubstring(R"(\"learning_rate\":0.01)"));
  CHECK(files_in(folder) == 2);
}

TEST_CASE("the predictions in a file come to the accuracy that is printed") {
  const TemporaryFolder folder;
  folder.write("config.json", tiny_config);
  const nlohmann::json rows = rows_of(folder, {"--predictions-out", "p.csv"});
  const auto predictions = csv_rows(read_file(folder / "p.csv"));
  REQUIRE(predictions.size() > 1);
  CHECK(predictions[0] == std::vector<std::string>{"sample", "label", "prediction", "output_0", "output_1",
                                                   "output_2", "output_3", "output_4", "output_5", "output_6",
                                                   "output_7", "output_8", "output_9"});
  CHECK(accuracy_of(predictions) == Approx(rows[2]["test_accuracy"].get<double>()).epsilon(1e-12));

  rows_of(folder, {"--predictions-out", "p.npy"});
  const std::string array = read_file(folder / "p.npy");
  const std::size_t samples = predictions.size() - 1;
  CHECK_THAT(array.substr(0, 128), ContainsSubstring("'descr': '<f8'") &&
                                       ContainsSubstring("'shape': (" + std::to_string(samples) + ", 10)"));
  REQUIRE(array.size() == 128 + samples * 10 * sizeof(double));
  double last = 0;
  std::memcpy(&last, array.data() + array.size() - sizeof last, sizeof last);
  CHECK(last == std::stod(predictions.back().back()));
}

TEST_CASE("one output alone decides between two classes by its sign") {
  const TemporaryFolder folder;
  const std::string pixels("\x10\xf0\x20\xe0\x30\xd0\x7f\x81", 8), labels("\0\1\0\1\0\1\0\1", 8);
  for (const char* part : {"train", "t10k"}) {
    folder.write(std::string(part) + "-images-idx3-ubyte", idx_bytes({8, 1, 1}, pixels));
    folder.write(std::string(part) + "-labels-idx1-ubyte", idx_bytes({8}, labels));
  }
  folder.write("config.json", R"({"dataset": {"name": "idx", "folder": ")" + folder.path().string() +
                                  R"("}, "split": {"name": "holdout", "validation": 0}, "model": "softmax",
                                  "batch_size": "full", "loss": "binary_cross_entropy", "epochs": 2})");
  const nlohmann::json rows = rows_of(folder, {"--predictions-out", "p.csv"});
  const auto predictions = csv_rows(read_file(folder / "p.csv"));
  REQUIRE(predictions.size() == 9);
  CHECK(predictions[0] == std::vector<std::string>{"sample", "label", "prediction", "output"});
  CHECK(predictions[1][0] == "8");  // the test set comes after the training set
  for (std::size_t i = 1; i <= 8; ++i)
    CHECK((std::stod(predictions[i][3]) > 0) == (predictions[i][2] == "1"));
  CHECK(accuracy_of(predictions) == rows[1]["test_accuracy"].get<double>());
}

TEST_CASE("predicted numbers stand beside their targets, in their own unit") {
  const TemporaryFolder folder;
  folder.write("config.json", R"({"dataset": "diabetes", "model": "linear", "epochs": 2})");
  const nlohmann::json rows = rows_of(folder, {"--predictions-out", "p.csv"});
  const auto predictions = csv_rows(read_file(folder / "p.csv"));
  CHECK(predictions[0] == std::vector<std::string>{"sample", "target", "prediction"});
  double squares = 0;
  for (std::size_t i = 1; i < predictions.size(); ++i)
    squares += std::pow(std::stod(predictions[i][1]) - std::stod(predictions[i][2]), 2);
  CHECK(std::sqrt(squares / static_cast<double>(predictions.size() - 1)) ==
        Approx(rows[1]["test_rmse"].get<double>()).epsilon(1e-9));
}

TEST_CASE("without a test split validation is predicted") {
  const TemporaryFolder folder;
  folder.write("config.json", tiny_config);
  const nlohmann::json rows =
      rows_of(folder, {"--predictions-out", "p.csv", "--set", R"(split={"name":"holdout","test":0})"});
  CHECK_FALSE(rows[2].contains("test_loss"));
  CHECK(accuracy_of(csv_rows(read_file(folder / "p.csv"))) ==
        Approx(rows[2]["validation_accuracy"].get<double>()).epsilon(1e-12));
  const Finished nothing = train(
      folder, {"--predictions-out", "q.csv", "--set", R"(split={"name":"holdout","test":0,"validation":0})"});
  CHECK(nothing.status == 2);
  CHECK(nothing.err == "there is neither a test nor a validation split to predict\n");
}

TEST_CASE("an interrupted training writes no file and says so") {
  const TemporaryFolder folder;
  folder.write("config.json", R"({"model": "softmax", "epochs": 100000})");
  Program program({"train", "config.json", "--weights-out", "net.safetensors"},
                  {.folder = folder.path(), .before = {"sh", "-c", "exec \"$0\" \"$@\" > out.txt"}});
  REQUIRE(wait_until([&] { return !read_file(folder / "out.txt").empty(); }));
  program.send(SIGINT);
  const Finished stopped = program.wait();
  CHECK(stopped.status == 130);
  CHECK(stopped.err == "stopped; no file was written\n");
  CHECK_FALSE(std::filesystem::exists(folder / "net.safetensors"));
}

TEST_CASE("files that cannot be written are refused before anything is trained") {
  const TemporaryFolder folder;
  folder.write("config.json", tiny_config);
  const Finished name = train(folder, {"--predictions-out", "p.txt"});
  CHECK(name.status == 2);
  CHECK(name.err == "p.txt: the name of the predictions file must end in .npy or .csv\n");
  const Finished missing = train(folder, {"--weights-out", "there/net.safetensors"});
  CHECK(missing.status == 4);
  CHECK(missing.out == "");
  CHECK(missing.err == "there/net.safetensors: cannot write: No such file or directory\n");
  const Finished a_folder = train(folder, {"--weights-out", "."});
  CHECK(a_folder.status == 2);
  CHECK(a_folder.err == ".: is a folder, not a file\n");
  CHECK(files_in(folder) == 1);
}

TEST_CASE("weights that do not fit or cannot be read are named") {
  const TemporaryFolder folder;
  folder.write("config.json", tiny_config);
  REQUIRE(train(folder, {"-q", "--weights-out", "net.safetensors"}).status == 0);
  const auto refused = [&](const std::vector<std::string>& arguments) {
    const Finished finished = train(folder, arguments);
    CHECK(finished.status == 2);
    CHECK(finished.out == "");
    return finished.err;
  };
  CHECK(refused({"--weights-in", "net.safetensors", "--set", "model.hidden=[9]"}) ==
        "net.safetensors: '0.weight' of the weights has the shape [8, 64], the model's is [9, 64]\n");
  CHECK_THAT(refused({"--weights-in", "net.safetensors", "--set", "model.hidden=[8,8]"}),
             StartsWith("net.safetensors: "));
  CHECK(refused({"--weights-in", "none.safetensors"}) ==
        "none.safetensors: cannot open: No such file or directory\n");
  const std::string whole = read_file(folder / "net.safetensors");
  folder.write("cut.safetensors", whole.substr(0, whole.size() - 4));
  CHECK_THAT(refused({"--weights-in", "cut.safetensors"}), ContainsSubstring("damaged or cut short"));
}
