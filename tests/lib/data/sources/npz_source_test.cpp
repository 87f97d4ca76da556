#include "catch.hpp"
#include "dataset_values.hpp"
#include "npy_files.hpp"
#include "temporary_folder.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/error.hpp"

namespace npz_source_test {

using tryall::Choice;
using tryall::data::Dataset;
using tryall::testing::npy_bytes;
using tryall::testing::TemporaryFolder;
using tryall::testing::values;
using Arrays = std::map<std::string, std::string>;
using Numbers = std::vector<double>;

namespace {

struct File {
  TemporaryFolder folder;
  Choice choice{"npz", {{"file", "data.npz"}}};

  explicit File(const Arrays& arrays) { tryall::testing::write_npz(folder / "data.npz", arrays); }
  Dataset load() const {
    return tryall::data::load(with_defaults(tryall::data::sources(), choice), folder.path());
  }
};

std::string features(const std::vector<std::uint8_t>& numbers) {
  return npy_bytes("|u1", "(" + std::to_string(numbers.size()) + ",)", numbers);
}

Arrays keras() {
  return {{"x_train", features({1, 2, 3})},
          {"y_train", features({0, 1, 0})},
          {"x_test", features({4})},
          {"y_test", features({1})}};
}

}  // namespace

TEST_CASE("arrays of the usual names are training and test set") {
  const Dataset dataset = File(keras()).load();
  CHECK(dataset.name == "npz");
  CHECK(values(dataset) == Numbers{1, 2, 3, 4});
  CHECK(dataset.labels == std::vector<std::int32_t>{0, 1, 0, 1});
  CHECK(dataset.test_begin == 3);
}

TEST_CASE("x and y alone are a data set without a test set") {
  const Dataset dataset = File({{"x", features({1, 2})}, {"y", features({0, 1})}}).load();
  CHECK(values(dataset) == Numbers{1, 2});
  CHECK_FALSE(dataset.has_test_set());
}

TEST_CASE("arrays may be named") {
  File file({{"images", features({1, 2})},
             {"digits", features({0, 1})},
             {"more", features({3})},
             {"y2", features({0})}});
  file.choice.settings["features"] = "images";
  file.choice.settings["labels"] = "digits";
  CHECK(values(file.load()) == Numbers{1, 2});
  file.choice.settings["test_features"] = "more";
  CHECK_THROWS_WITH(file.load(), ContainsSubstring("test_features and test_labels belong together"));
  file.choice.settings["test_labels"] = "y2";
  CHECK(values(file.load()) == Numbers{1, 2, 3});
}

TEST_CASE("an array that is not there is refused with the names of those that are") {
  File file({{"features", features({1, 2})}, {"y", features({0, 1})}});
  CHECK_THROWS_WITH(
      file.load(),
      ContainsSubstring("data.npz: has no array 'x_train' or 'x'; set features to the name of one "
                        "(it has features, y)"));
  CHECK_THROWS_WITH(File({{"x", features({1, 2})}, {"t", features({0, 1})}}).load(),
                    ContainsSubstring("has no array 'y_train' or 'y'; set labels to the name of one"));
  file.choice.settings["features"] = "feature";
  CHECK_THROWS_WITH(file.load(), ContainsSubstring("did you mean 'features'?"));
}

TEST_CASE("a damaged archive or array is refused with its name") {
  const File file(keras());
  const std::string bytes = tryall::testing::read_file(file.folder / "data.npz");
  file.folder.write("data.npz", bytes.substr(0, bytes.size() / 2));
  CHECK_THROWS_WITH(file.load(), ContainsSubstring("data.npz: is cut short"));
  const std::string one = "x_train.npy";
  std::string spoiled = bytes;
  spoiled[spoiled.find(one) + one.size() + 20] ^= '\x55';
  file.folder.write("data.npz", spoiled);
  CHECK_THROWS_WITH(file.load(), ContainsSubstring("array 'x_train'"));
  Arrays arrays = keras();
  arrays["x_train"] = "nothing";
  CHECK_THROWS_WITH(File(arrays).load(), ContainsSubstring("array 'x_train': not a .npy file"));
}

TEST_CASE("half of a test set is not used, and said not to be") {
  for (const char* half : {"x_test", "y_test"}) {
    Arrays arrays = keras();
    arrays.erase(half);
    File file(arrays);
    const Dataset dataset = file.load();
    CHECK_FALSE(dataset.has_test_set());
    REQUIRE(dataset.notes.size() == 1);
    CHECK_THAT(dataset.notes[0], ContainsSubstring(std::string("but no ") + half));
    file.choice.settings["test_features"] = file.choice.settings["test_labels"] = "y_train";
    CHECK(file.load().notes.empty());
  }
  CHECK(File(keras()).load().notes.empty());
}

TEST_CASE("samples without features or rows are refused as such") {
  Arrays arrays = keras();
  arrays["x_train"] = npy_bytes<double>("<f8", "(3, 0)", {});
  CHECK_THROWS_WITH(File(arrays).load(),
                    ContainsSubstring("array 'x_train': is of shape (3, 0): its samples have no features"));
  arrays["x_train"] = npy_bytes<double>("<f8", "(0, 3)", {});
  CHECK_THROWS_WITH(File(arrays).load(), ContainsSubstring("array 'x_train': has no rows"));
}

TEST_CASE("an archive with two arrays of one name is refused") {
  Arrays arrays = keras();
  arrays["z_train"] = arrays["x_train"];
  const File file(arrays);
  std::string bytes = tryall::testing::read_file(file.folder / "data.npz");
  const std::string other = "z_train.npy";
  for (std::size_t place = bytes.find(other); place != std::string::npos; place = bytes.find(other))
    bytes[place] = 'x';
  file.folder.write("data.npz", bytes);
  CHECK_THROWS_WITH(file.load(), ContainsSubstring("data.npz: has two arrays of the name 'x_train'"));
}

TEST_CASE("an array that is compressed or encrypted in an unusual way is refused with what to do") {
  const auto refusal = [](std::size_t offset, char value) {  // in the list of the archive's files
    const File file(keras());
    std::string bytes = tryall::testing::read_file(file.folder / "data.npz");
    const std::size_t entry = bytes.find("PK\x01\x02");
    bytes[entry + offset] = value;
    const std::size_t name = bytes.find("x_test.npy");  // the first in the order of their names
    bytes[name - 30 + offset - 2] = value;
    file.folder.write("data.npz", bytes);
    try {
      file.load();
    } catch (const tryall::Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  CHECK_THAT(refusal(10, 97), ContainsSubstring("save the arrays with numpy.savez_compressed"));
  CHECK_THAT(refusal(8, 1), ContainsSubstring("is encrypted"));
}

TEST_CASE("columns of 0 and 1 that are read as regression targets are said to be") {
  const auto notes = [](const Numbers& targets) {
    std::string text;
    const Dataset dataset =
        File({{"x", features({1, 2, 3})}, {"y", npy_bytes("<f8", "(3, 2)", targets)}}).load();
    for (const std::string& note : dataset.notes) text += note + "\n";
    return text;
  };
  CHECK_THAT(notes({0, 1, 1, 0, 1, 0}),
             ContainsSubstring("2 columns of 0 and 1 are read as regression targets") &&
                 ContainsSubstring("save array.argmax(1)"));
  CHECK_THAT(notes({0, 1, 1, 1, 0, 0}), ContainsSubstring("save one label per sample"));
  CHECK(notes({0, 1, 1, 0.5, 1, 0}).empty());
}

}  // namespace npz_source_test
