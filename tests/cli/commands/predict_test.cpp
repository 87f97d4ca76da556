#include <fmt/format.h>

#include <functional>
#include <limits>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "npy_files.hpp"
#include "train_program.hpp"
#include "tryall/train/tensors/safetensors.hpp"

using namespace tryall::testing;

namespace {

constexpr int table_rows = 120;

std::string cells_of(int row) {
  const int age = 20 + row * 37 % 50, income = 10 + row * 53 % 90;
  const char* city = row % 3 == 0 ? "Oslo" : row % 3 == 1 ? "Rome" : "Lima";
  return fmt::format("{},{},{},20{}-0{}-11,{}", row % 13 == 5 ? "" : std::to_string(age), city,
                     row % 2 ? "yes" : "no", 10 + row % 9, 1 + row % 8, income);
}

const std::string asked_columns = "age,city,smokes,joined,income";

/// A table of numbers, words, booleans, dates and gaps with a class or a number to predict.
void write_table(const TemporaryFolder& folder, bool classes) {
  std::string text = asked_columns + ",target\n";
  for (int row = 0; row < table_rows; ++row) {
    const int score = 20 + row * 37 % 50 + 10 + row * 53 % 90 + (row % 3 == 0 ? 20 : 0);
    text += cells_of(row) + "," + (classes ? score > 90 ? "good" : "bad" : std::to_string(score)) + "\n";
  }
  folder.write("table.csv", text);
  folder.write("config.json",
               R"({"dataset": {"name": "csv", "file": "table.csv", "missing": "mean", "task": ")" +
                   std::string(classes ? "classification" : "regression") + R"("}, "epochs": 4, "seed": 3,
    "model": {"name": "mlp", "hidden": [8]}, "learning_rate": 0.1, "batch_size": 16})");
}

void train_model(const TemporaryFolder& folder, bool classes) {
  write_table(folder, classes);
  const Finished trained =
      train(folder, {"-q", "--weights-out", "model.tryall", "--predictions-out", "test.csv"});
  INFO(trained.err);
  REQUIRE(trained.status == 0);
}

Finished predict(const TemporaryFolder& folder, std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "predict");
  return run_tryall(arguments, folder.path());
}

}  // namespace

TEST_CASE("a model predicts a table's rows to the bits that its training did") {
  const TemporaryFolder folder;
  train_model(folder, false);
  const Finished found = predict(folder, {"model.tryall", "table.csv"});
  REQUIRE(found.status == 0);
  const auto all = csv_rows(found.out), test = csv_rows(read_file(folder / "test.csv"));
  CHECK(all.size() == table_rows + 1);
  CHECK(all[0] == std::vector<std::string>{"prediction"});
  CHECK(test.size() == 25);
  for (std::size_t i = 1; i < test.size(); ++i) CHECK(all[std::stoul(test[i][0]) + 1][0] == test[i][2]);
  CHECK_THAT(found.err, ContainsSubstring("RMSE ") && ContainsSubstring(" over 120 rows with a target\n"));
  for (const char* isa : {"plain", "avx2"}) {
    const Finished again = predict(folder, {"model.tryall", "table.csv", "--isa", isa});
    if (again.status == 0) CHECK(again.out == found.out);
  }
}

TEST_CASE("classes are predicted by name, with a probability each") {
  const TemporaryFolder folder;
  train_model(folder, true);
  const auto all = csv_rows(predict(folder, {"model.tryall", "table.csv"}).out);
  const auto test = csv_rows(read_file(folder / "test.csv"));
  CHECK(all[0] == std::vector<std::string>{"prediction", "probability_bad", "probability_good"});
  for (std::size_t i = 1; i < test.size(); ++i)
    CHECK(all[std::stoul(test[i][0]) + 1][0] == (test[i][2] == "1" ? "good" : "bad"));
  double right = 0;
  for (std::size_t i = 1; i < all.size(); ++i) {
    const double bad = std::stod(all[i][1]), good = std::stod(all[i][2]);
    CHECK(bad + good == Approx(1));
    CHECK(all[i][0] == (good > bad ? "good" : "bad"));
    const int row = static_cast<int>(i) - 1;
    const int score = 20 + row * 37 % 50 + 10 + row * 53 % 90 + (row % 3 == 0 ? 20 : 0);
    right += (all[i][0] == "good") == (score > 90) ? 1 : 0;
  }
  CHECK_THAT(
      predict(folder, {"model.tryall", "table.csv"}).err,
      ContainsSubstring(fmt::format("accuracy {:.4g} % over 120 rows with a target", 100 * right / 120)));
}

TEST_CASE("columns are found by name, others are left out, and unknown words are told") {
  const TemporaryFolder folder;
  train_model(folder, false);
  folder.write("plain.csv", asked_columns + "\n" + "30,Oslo,yes,2012-03-11,50\n");
  folder.write("mixed.csv", "income,more,city,joined,smokes,age\n50,7,Oslo,2012-03-11,YES,30\n");
  const Finished mixed = predict(folder, {"model.tryall", "mixed.csv"});
  CHECK(mixed.out == predict(folder, {"model.tryall", "plain.csv"}).out);
  CHECK(mixed.err == "note: mixed.csv: ignored columns the model does not use: more\n");
  folder.write("paris.csv", asked_columns + "\n30,Paris,yes,2012-03-11,50\n");
  const Finished paris = predict(folder, {"model.tryall", "paris.csv"});
  CHECK(paris.status == 0);
  CHECK(
      paris.err ==
      "note: paris.csv: column 'city': 'Paris' did not occur in training; treated as an unknown category\n");
}

TEST_CASE("a missing value is filled as in training, in a column that missed none there, too") {
  const TemporaryFolder folder;
  train_model(folder, false);
  folder.write("gaps.csv", asked_columns + "\n,Oslo,yes,2012-03-11,\n,,,,NA\n");
  const Finished gaps = predict(folder, {"model.tryall", "gaps.csv"});
  INFO(gaps.err);
  CHECK(gaps.status == 0);
  CHECK(csv_rows(gaps.out).size() == 3);
  CHECK_THAT(gaps.out, !ContainsSubstring("nan"));
}

TEST_CASE("a missing value is refused with line and column where the training refused them") {
  const TemporaryFolder folder;
  std::string text = "age,city,smokes,joined,y\n";
  for (int row = 0; row < 40; ++row)
    text += fmt::format("{},{},{},2012-03-{},{}.5\n", row, row % 3 ? "Oslo" : "Rome", row % 2 ? "yes" : "no",
                        10 + row % 20, row * 7 % 13);
  folder.write("table.csv", text);
  folder.write("config.json",
               R"({"dataset": {"name": "csv", "file": "table.csv"}, "epochs": 1, "batch_size": "full"})");
  REQUIRE(train(folder, {"-q", "--weights-out", "model.tryall"}).status == 0);
  for (const auto& [column, row] : {std::pair("age", ",Oslo,yes,2012-03-11"),
                                    {"age", "NA,Oslo,yes,2012-03-11"},
                                    {"age", "N/A,Oslo,yes,2012-03-11"},
                                    {"city", "1,,yes,2012-03-11"},
                                    {"smokes", "1,Oslo,,2012-03-11"},
                                    {"joined", "1,Oslo,yes,"}}) {
    folder.write("bad.csv", std::string("age,city,smokes,joined\n1,Oslo,yes,2012-03-11\n") + row + "\n");
    const Finished finished = predict(folder, {"model.tryall", "bad.csv"});
    CHECK(finished.status == 2);
    CHECK_THAT(finished.err,
               StartsWith(std::string("bad.csv: line 3: column '") + column + "': the value is missing ('"));
  }
}

TEST_CASE("rows that a model cannot take are refused with their line and column") {
  const TemporaryFolder folder;
  train_model(folder, true);
  const auto refused = [&](const std::string& table) {
    folder.write("bad.csv", table);
    const Finished finished = predict(folder, {"model.tryall", "bad.csv"});
    CHECK(finished.status == 2);
    return finished.err;
  };
  CHECK(refused("ages,city,smokes,joined,income\n30,Oslo,yes,2012-03-11,50\n") ==
        "bad.csv: line 1: has no column 'age', which the model takes (did you mean 'ages'?)\n");
  CHECK(refused(asked_columns + "\n30,Oslo,yes,2012-03-11,50\nold,Oslo,yes,2012-03-11,50\n") ==
        "bad.csv: line 3: column 'age': 'old' is not a number, but the model expects one there\n");
  CHECK(refused(asked_columns + "\n30,Oslo,yes,yesterday,50\n") ==
        "bad.csv: line 2: column 'joined': 'yesterday' is not a date, but the model expects one there\n");
  CHECK_THAT(refused(asked_columns + "\n30,Oslo\n"),
             ContainsSubstring("bad.csv: line 2: has 2 cells where line 1 has 5"));
  CHECK(refused("") == "bad.csv: holds no rows\n");
  CHECK(refused(asked_columns + "\n") == "bad.csv: a header and no rows\n");
}

TEST_CASE("rows of the standard input are predicted, too") {
  const TemporaryFolder folder;
  train_model(folder, false);
  const Finished piped =
      run_tryall({"predict", "model.tryall", "-"},
                 {.folder = folder.path(), .before = {"sh", "-c", "exec \"$0\" \"$@\" < table.csv"}});
  CHECK(piped.status == 0);
  CHECK(piped.out == predict(folder, {"model.tryall", "table.csv"}).out);
}

TEST_CASE("weights of other programs are predicted with where a config is given") {
  const TemporaryFolder folder;
  train_model(folder, true);
  tryall::train::TensorFile file = tryall::train::read_safetensors(folder / "model.tryall");
  file.metadata.clear();
  folder.write("net.safetensors", to_safetensors(file, tryall::train::TensorType::float32));
  const Finished table = predict(folder, {"table.csv", "table.csv"});
  CHECK(table.status == 2);
  CHECK(table.err == "table.csv is not a model file (.tryall or .safetensors)\n");
  const Finished without = predict(folder, {"net.safetensors", "table.csv"});
  CHECK(without.status == 2);
  CHECK_THAT(without.err, ContainsSubstring("name the config with --config"));
  const Finished with = predict(folder, {"net.safetensors", "table.csv", "--config", "config.json"});
  INFO(with.err);
  CHECK(with.status == 0);
  CHECK(with.out == predict(folder, {"model.tryall", "table.csv"}).out);
}

TEST_CASE("predictions of several trainings are averaged") {
  const TemporaryFolder folder;
  train_model(folder, true);
  tryall::train::TensorFile file = tryall::train::read_safetensors(folder / "model.tryall"), twice = file;
  twice.tensors.clear();
  twice.metadata["members"] = "2";
  for (const int member : {0, 1})
    for (tryall::train::Tensor tensor : file.tensors) {
      tensor.name = fmt::format("member_{}/{}", member, tensor.name);
      if (member == 1)
        for (double& value : tensor.values) value = 0;  // says 1/2 of everything
      twice.tensors.push_back(tensor);
    }
  folder.write("twice.tryall", to_safetensors(twice, tryall::train::TensorType::float32));
  const auto one = csv_rows(predict(folder, {"model.tryall", "table.csv"}).out),
             two = csv_rows(predict(folder, {"twice.tryall", "table.csv"}).out);
  REQUIRE(one.size() == two.size());
  for (std::size_t i = 1; i < one.size(); ++i)
    CHECK(std::stod(two[i][1]) == Approx((std::stod(one[i][1]) + 0.5) / 2));
  twice.metadata["members"] = "0";
  folder.write("none.tryall", to_safetensors(twice, tryall::train::TensorType::float32));
  CHECK(predict(folder, {"none.tryall", "table.csv"}).err == "none.tryall: does not have '0' members\n");
}

TEST_CASE("a model of images is no model of tables") {
  const TemporaryFolder folder;
  folder.write("config.json", tiny_config);
  REQUIRE(train(folder, {"-q", "--weights-out", "net.safetensors"}).status == 0);
  folder.write("table.csv", "a\n1\n");
  const Finished refused = predict(folder, {"net.safetensors", "table.csv"});
  CHECK(refused.status == 2);
  CHECK_THAT(refused.err, ContainsSubstring("table.csv: the model was trained on arrays or images; predict "
                                            "takes them as .npy, .npz or IDX images"));
}

TEST_CASE("images are predicted as their training's test images were") {
  const TemporaryFolder folder;
  folder.write("config.json", R"({"dataset": {"name": "npz", "file": "images.npz"}, "epochs": 3, "seed": 2,
    "model": {"name": "cnn", "channels": [4], "hidden": [8]}, "batch_size": 8, "learning_rate": 0.05})");
  std::vector<std::uint8_t> pixels, labels;
  for (std::size_t i = 0; i < 80; ++i) {
    labels.push_back(i % 3 == 0 ? 4 : 9);
    for (std::size_t k = 0; k < 36; ++k)
      pixels.push_back(static_cast<std::uint8_t>((i * 31 + k * 17) % 97 + (i % 3 == 0 && k < 18 ? 150 : 0)));
  }
  const std::string x = npy_bytes("|u1", "(80, 6, 6)", pixels), y = npy_bytes("|u1", "(80,)", labels);
  write_npz(folder / "images.npz", {{"x_train", x}, {"y_train", y}, {"x_test", x}, {"y_test", y}});
  const Finished trained =
      train(folder, {"-q", "--weights-out", "net.safetensors", "--predictions-out", "test.csv"});
  INFO(trained.err);
  REQUIRE(trained.status == 0);
  write_npz(folder / "new.npz", {{"x", x}, {"y", y}});
  folder.write("new.npy", x);
  const Finished scored = predict(folder, {"net.safetensors", "new.npz"}),
                 plain = predict(folder, {"net.safetensors", "new.npy"});
  CHECK(scored.status == 0);
  CHECK(scored.out == plain.out);
  CHECK_THAT(scored.err, ContainsSubstring("over 80 rows with a target"));
  CHECK(plain.err.empty());
  const auto predictions = csv_rows(scored.out), of_training = csv_rows(read_file(folder / "test.csv"));
  REQUIRE(predictions.size() == 81);
  REQUIRE(of_training.size() == 81);
  for (std::size_t i = 1; i < predictions.size(); ++i) {
    CHECK(predictions[i][0] == (of_training[i][2] == "1" ? "9" : "4"));
  }
}

TEST_CASE("a model does not ask for the groups, times and weights of its training") {
  const TemporaryFolder folder;
  std::string text = "house,sold,trust,area,price\n", bare = "area\n";
  for (int i = 0; i < 60; ++i) {
    text += fmt::format("h{},20{}-05-01,{},{}.5,{}.25\n", i / 3, 10 + i / 6, i % 3, i, i * 5 % 11);
    bare += fmt::format("{}.5\n", i);
  }
  folder.write("rents.csv", text);
  folder.write("bare.csv", bare);
  folder.write("config.json", R"({"dataset": {"name": "csv", "file": "rents.csv", "group": "house",
    "time": "sold", "weight": "trust"}, "split": "chronological", "epochs": 2, "batch_size": 8})");
  const Finished trained = train(folder, {"-q", "--weights-out", "model.tryall"});
  INFO(trained.err);
  REQUIRE(trained.status == 0);
  const Finished whole = predict(folder, {"model.tryall", "rents.csv"}),
                 less = predict(folder, {"model.tryall", "bare.csv"});
  CHECK(whole.status == 0);
  CHECK(less.status == 0);
  CHECK(whole.out == less.out);
  CHECK_THAT(whole.err, !ContainsSubstring("left out") && ContainsSubstring("over 60 rows with a target"));
  CHECK(predict(folder, {"model.tryall", "rents.csv", "--config", "config.json"}).out == whole.out);
}

TEST_CASE("train says that a split trains on the future of rows that have times") {
  const TemporaryFolder folder;
  std::string text = "sold,area,price\n";
  for (int i = 0; i < 60; ++i) text += fmt::format("{},{}.5,{}.25\n", 2000 + i, i, i * 5 % 11);
  folder.write("rents.csv", text);
  folder.write("config.json", R"({"dataset": {"name": "csv", "file": "rents.csv", "time": "sold"},
    "epochs": 1, "batch_size": 8})");
  CHECK_THAT(train(folder, {}).err, ContainsSubstring("trained on the future of samples"));
  CHECK_THAT(train(folder, {"--set", "split=chronological"}).err, !ContainsSubstring("future"));
}

namespace {

/// The model with its description of the data changed, as another program or a bad disk may.
void change_description(const TemporaryFolder& folder, const std::function<void(nlohmann::json&)>& change) {
  auto file = tryall::train::read_safetensors(folder / "model.tryall");
  nlohmann::json data = nlohmann::json::parse(file.metadata.at("data"));
  change(data);
  file.metadata["data"] = data.dump();
  folder.write("changed.tryall", to_safetensors(file, tryall::train::TensorType::float32));
}

}  // namespace

TEST_CASE("a model whose description does not fit its weights is refused in a sentence") {
  const TemporaryFolder folder;
  train_model(folder, true);
  using Json = nlohmann::json;
  const std::vector<std::function<void(Json&)>> changes = {
      [](Json& d) { d["columns"][0]["first_feature"] = 1'000'000'000'000; },
      [](Json& d) { d["columns"][0]["first_feature"] = -1; },
      [](Json& d) { d["columns"][1]["features"] = 2; },
      [](Json& d) { d["inputs"]["scale"] = Json::array(); },
      [](Json& d) { d["inputs"]["scale"].erase(0); },
      [](Json& d) { d["inputs"]["fill"].erase(0); },
      [](Json& d) { d["shape"] = Json::array(); },
      [](Json& d) { d["shape"] = {std::int64_t{1} << 40}; },
      [](Json& d) { d["classes"] = -1; },
      [](Json& d) { d["class_names"].erase(0); },
      [](Json& d) { d["inputs"] = "none"; },
      [](Json& d) { d.erase("task"); }};
  for (std::size_t i = 0; i < changes.size(); ++i) {
    CAPTURE(i);
    change_description(folder, changes[i]);
    const Finished finished = predict(folder, {"changed.tryall", "table.csv"});
    CHECK(finished.status == 2);
    CHECK(finished.out == "");
    CHECK_THAT(finished.err,
               ContainsSubstring("changed.tryall: is damaged: ") && !ContainsSubstring("exception"));
  }
}

TEST_CASE("weights that are no finite numbers are refused, and predictions do not replace what is read") {
  const TemporaryFolder folder;
  train_model(folder, true);
  auto file = tryall::train::read_safetensors(folder / "model.tryall");
  file.tensors.front().values.front() = std::numeric_limits<double>::quiet_NaN();
  folder.write("nan.tryall", to_safetensors(file, tryall::train::TensorType::float32));
  const Finished finished = predict(folder, {"nan.tryall", "table.csv"});
  CHECK(finished.status == 2);
  CHECK_THAT(finished.err,
             StartsWith("nan.tryall: '") && ContainsSubstring("holds a value that is no finite number"));
  folder.write("rows.npy", npy_bytes<double>("<f8", "(1, 2)", {1, 2}));
  CHECK(predict(folder, {"model.tryall", "rows.npy"}).err ==
        "rows.npy: is a NumPy array (.npy), not a table (CSV)\n");
  const std::string table = read_file(folder / "table.csv");
  for (const char* output : {"table.csv", "./table.csv"})
    CHECK_THAT(predict(folder, {"model.tryall", "table.csv", "-o", output}).err,
               ContainsSubstring("is the file that is read"));
  CHECK(read_file(folder / "table.csv") == table);
}
