// Labels mean the same whatever they are read from.
#include "catch.hpp"
#include "csv_files.hpp"
#include "idx_files.hpp"
#include "npy_files.hpp"
#include "tryall/error.hpp"

namespace label_classes_test {

using tryall::Choice;
using tryall::data::Dataset;
using tryall::testing::CsvFiles;
using tryall::testing::idx_bytes;
using tryall::testing::npy_bytes;
using tryall::testing::TemporaryFolder;
using Labels = std::vector<std::int64_t>;
using Names = std::vector<std::string>;

namespace {

std::string shape_of(const Labels& labels) { return "(" + std::to_string(labels.size()) + ",)"; }

Dataset from_csv(const Labels& training, const Labels& test) {
  const auto text = [](const Labels& labels) {
    std::string lines = "x,y\n";
    for (std::size_t i = 0; i < labels.size(); ++i)
      lines += std::to_string(0.5 * static_cast<double>(i)) + "," + std::to_string(labels[i]) + "\n";
    return lines;
  };
  CsvFiles files(text(training));
  if (!test.empty()) files.test(text(test));
  return files.load();
}

Dataset from_npz(const Labels& training, const Labels& test, const std::string& type = "<i8") {
  const TemporaryFolder folder;
  std::map<std::string, std::string> arrays = {
      {"x_train", npy_bytes("<f8", shape_of(training), std::vector<double>(training.size()))},
      {"y_train", npy_bytes(type, shape_of(training), training)}};
  if (!test.empty()) {
    arrays["x_test"] = npy_bytes("<f8", shape_of(test), std::vector<double>(test.size()));
    arrays["y_test"] = npy_bytes(type, shape_of(test), test);
  }
  tryall::testing::write_npz(folder / "data.npz", arrays);
  return tryall::data::load(
      with_defaults(tryall::data::sources(), {"npz", {{"file", (folder / "data.npz").string()}}}), "");
}

Dataset from_idx(const Labels& training, const Labels& test) {
  const TemporaryFolder folder;
  const auto write = [&](const std::string& part, const Labels& labels) {
    const auto count = static_cast<std::uint32_t>(labels.size());
    std::string bytes;
    for (const std::int64_t label : labels) bytes += static_cast<char>(label);
    folder.write(part + "-images-idx3-ubyte", idx_bytes({count, 1, 1}, std::string(count, 'x')));
    folder.write(part + "-labels-idx1-ubyte", idx_bytes({count}, bytes));
  };
  write("train", training);
  write("t10k", test.empty() ? training : test);
  return tryall::data::load(
      with_defaults(tryall::data::sources(), {"idx", {{"folder", folder.path().string()}}}), "");
}

void check_same(const Labels& training, const Labels& test, std::size_t classes, const Names& names) {
  const bool bytes = *std::min_element(training.begin(), training.end()) >= 0;
  const Dataset csv = from_csv(training, test);
  CHECK(csv.class_names == names);
  for (const Dataset& other : {csv, from_npz(training, test), bytes ? from_idx(training, test) : csv}) {
    CHECK(other.task == tryall::Task::classification);
    CHECK(other.classes == classes);
    CHECK(std::equal(csv.labels.begin(), csv.labels.end(), other.labels.begin()));
    CHECK((other.class_names == names || other.class_names.empty()));
  }
}

}  // namespace

TEST_CASE("labels are the same classes in every format, from whatever number they begin") {
  check_same({0, 1, 2, 1}, {2, 0}, 3, {"0", "1", "2"});
  check_same({3, 4, 5, 4}, {5}, 3, {"3", "4", "5"});
  check_same({1, 2, 1}, {}, 2, {"1", "2"});
  check_same({-1, 1, -1}, {1}, 2, {"-1", "1"});
  check_same({10, 2, 200}, {}, 3, {"2", "10", "200"});
  CHECK(from_npz({3, 4, 5}, {}).class_names == Names{"3", "4", "5"});
  CHECK(from_npz({0, 1, 2}, {}).class_names.empty());
  CHECK(from_idx({7, 9}, {}).class_names == Names{"7", "9"});
}

TEST_CASE("a label that no training sample has is refused in every format") {
  CHECK_THROWS_WITH(from_csv({0, 2, 0}, {1}), ContainsSubstring("class '1' is only in the test file"));
  CHECK_THROWS_WITH(from_npz({0, 2, 0}, {1}), ContainsSubstring("holds label 1 in row 0"));
  CHECK_THROWS_WITH(from_idx({0, 2, 0}, {1}),
                    ContainsSubstring("label 1 at item 0 does not occur in the training set"));
}

TEST_CASE("one class alone is refused in every format") {
  CHECK_THROWS_WITH(from_csv({3, 3}, {}), ContainsSubstring("all rows are of one class, '3'"));
  CHECK_THROWS_WITH(from_npz({3, 3}, {}), ContainsSubstring("all samples are of one class, 3"));
  CHECK_THROWS_WITH(from_idx({3, 3}, {}), ContainsSubstring("all samples are of one class, 3"));
}

TEST_CASE("a task that is guessed against appearances is said") {
  const auto floats = [](const std::vector<double>& targets) {
    const TemporaryFolder folder;
    const std::string shape = "(" + std::to_string(targets.size()) + ",)";
    tryall::testing::write_npz(folder / "data.npz", {{"x", npy_bytes("<f8", shape, targets)},
                                                     {"y", npy_bytes("<f8", shape, targets)}});
    return tryall::data::load(
        with_defaults(tryall::data::sources(), {"npz", {{"file", (folder / "data.npz").string()}}}), "");
  };
  CHECK(floats({0.5, 1, 2}).notes.empty());
  REQUIRE(floats({0, 1, 2, 1}).notes.size() == 1);
  CHECK_THAT(floats({0, 1, 2, 1}).notes[0], ContainsSubstring("set task to \"classification\""));
  Labels amounts(30);
  for (std::size_t i = 0; i < amounts.size(); ++i) amounts[i] = static_cast<std::int64_t>(7 * i);
  CHECK_THAT(from_npz(amounts, {}).notes.at(0), ContainsSubstring("set task to \"regression\""));
  CHECK_THAT(from_csv(amounts, {}).notes.back(), ContainsSubstring("set task to \"classification\""));
}

}  // namespace label_classes_test
