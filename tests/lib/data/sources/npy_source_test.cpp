#include "catch.hpp"
#include "dataset_values.hpp"
#include "npy_files.hpp"
#include "temporary_folder.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/error.hpp"

namespace npy_source_test {

using tryall::Choice;
using tryall::Task;
using tryall::data::Dataset;
using tryall::testing::npy_bytes;
using tryall::testing::TemporaryFolder;
using tryall::testing::values;
using Bytes = std::vector<std::uint8_t>;
using Labels = std::vector<std::int64_t>;
using Numbers = std::vector<double>;
using Shape = std::vector<std::size_t>;

namespace {

/// Three samples of two numbers and of two classes; a test replaces a file and loads.
struct Files {
  TemporaryFolder folder;
  Choice choice{"npy", {{"features", "x.npy"}, {"labels", "y.npy"}}};

  Files() {
    write("x", npy_bytes<float>("<f4", "(3, 2)", {1, 2, 3, 4, 5, 6.5}));
    write("y", npy_bytes<std::int64_t>("<i8", "(3,)", {0, 1, 0}));
  }
  void write(const std::string& name, const std::string& bytes) const { folder.write(name + ".npy", bytes); }
  void with_test() {
    write("tx", npy_bytes<double>("<f8", "(1, 2)", {0.1, 8}));
    write("ty", npy_bytes<std::int32_t>("<i4", "(1, 1)", {1}));
    choice.settings["test_features"] = "tx.npy";
    choice.settings["test_labels"] = "ty.npy";
  }
  Dataset load() const {
    return tryall::data::load(with_defaults(tryall::data::sources(), choice), folder.path());
  }
};

}  // namespace

TEST_CASE("whole numbers as labels make a classification") {
  const Dataset dataset = Files().load();
  CHECK(dataset.name == "npy");
  CHECK(dataset.task == Task::classification);
  CHECK(dataset.shape == Shape{2});
  CHECK(dataset.classes == 2);
  CHECK(dataset.labels == std::vector<std::int32_t>{0, 1, 0});
  CHECK(values(dataset) == Numbers{1, 2, 3, 4, 5, 6.5});
  CHECK(std::holds_alternative<tryall::Buffer<float>>(dataset.values));
  CHECK_FALSE(dataset.has_test_set());
}

TEST_CASE("floats as targets make a regression, of one column or more") {
  Files files;
  files.write("y", npy_bytes<double>("<f8", "(3, 2)", {1, 2, 3, 4, 5, 6}));
  const Dataset dataset = files.load();
  CHECK(dataset.task == Task::regression);
  CHECK(dataset.target_columns == 2);
  CHECK(dataset.targets == Numbers{1, 2, 3, 4, 5, 6});
  CHECK(dataset.samples() == 3);
  CHECK(dataset.classes == 0);
}

TEST_CASE("the task that is asked for goes before the type of the labels") {
  Files files;
  files.choice.settings["task"] = "regression";
  CHECK(files.load().targets == Numbers{0, 1, 0});
  files.write("y", npy_bytes<double>("<f8", "(3,)", {0, 1, 2}));
  files.choice.settings["task"] = "classification";
  CHECK(files.load().classes == 3);
  files.write("y", npy_bytes<double>("<f8", "(3,)", {0, 1.5, 2}));
  CHECK_THROWS_WITH(files.load(), ContainsSubstring("y.npy: holds 1.5 in row 1"));
}

TEST_CASE("a test set of another type is appended, and both become double") {
  Files files;
  files.with_test();
  const Dataset dataset = files.load();
  CHECK(dataset.test_begin == 3);
  CHECK(dataset.labels == std::vector<std::int32_t>{0, 1, 0, 1});
  CHECK(values(dataset) == Numbers{1, 2, 3, 4, 5, 6.5, 0.1, 8});
  files.choice.settings.erase("test_labels");
  CHECK_THROWS_WITH(files.load(), ContainsSubstring("test_features and test_labels belong together"));
}

TEST_CASE("samples of two and three dimensions are images, of one value a column") {
  Files files;
  files.write("x", npy_bytes<std::uint8_t>("|u1", "(3, 1, 2)", {1, 2, 3, 4, 5, 6}));
  CHECK(files.load().shape == Shape{1, 2});
  CHECK(files.load().image() == tryall::ImageShape{1, 1, 2});
  CHECK(std::holds_alternative<tryall::Buffer<std::uint8_t>>(files.load().values));
  files.write("x", npy_bytes<std::uint8_t>("|u1", "(3, 2, 1, 2)", Bytes(12, 1)));
  CHECK(files.load().image() == tryall::ImageShape{2, 1, 2});
  files.write("x", npy_bytes<double>("<f8", "(3,)", {1, 2, 3}));
  CHECK(files.load().shape == Shape{1});
  files.write("x", npy_bytes<std::uint8_t>("|u1", "(3, 8, 8, 3)", Bytes(std::size_t{3} * 192, 1)));
  CHECK_THROWS_WITH(files.load(), ContainsSubstring("array.transpose(0, 3, 1, 2)"));
}

TEST_CASE("arrays that do not belong together are refused") {
  Files files;
  files.with_test();
  files.write("tx", npy_bytes<double>("<f8", "(1, 3)", {7, 8, 9}));
  CHECK_THROWS_WITH(files.load(),
                    ContainsSubstring("has samples of shape (2)") && ContainsSubstring("of (3)"));
  files.write("ty", npy_bytes<std::int32_t>("<i4", "(1,)", {2}));
  CHECK_THROWS_WITH(files.load(), ContainsSubstring("ty.npy: holds label 2 in row 0"));
  files.write("y", npy_bytes<std::int64_t>("<i8", "(2,)", {0, 1}));
  CHECK_THROWS_WITH(files.load(), ContainsSubstring("x.npy has 3 rows") && ContainsSubstring("y.npy has 2"));
}

TEST_CASE("values that are not finite are refused with their row") {
  Files files;
  files.write("x", npy_bytes<float>("<f4", "(3, 2)", {1, 2, 3, 4, 5, NAN}));
  CHECK_THROWS_WITH(files.load(), ContainsSubstring("x.npy: holds NaN in row 2"));
  Files others;
  others.write("y", npy_bytes<double>("<f8", "(3,)", {1, HUGE_VAL, 0}));
  CHECK_THROWS_WITH(others.load(), ContainsSubstring("y.npy: holds infinity in row 1"));
}

TEST_CASE("labels that are no classes are refused") {
  Files files;
  const auto check = [&](const std::string& shape, const Labels& labels, const char* message) {
    files.write("y", npy_bytes<std::int64_t>("<i8", shape, labels));
    CHECK_THROWS_WITH(files.load(), ContainsSubstring(message));
  };
  check("(3,)", {0, 1LL << 60, 1}, "holds 1.152921504606847e+18 in row 1");
  check("(3,)", {1, 1, 1}, "all samples are of one class, 1");
  check("(3, 2)", {1, 0, 0, 1, 1, 0}, "array.argmax(1)");
  check("(3, 1, 1)", {1, 0, 0}, "is of shape (3, 1, 1)");
}

TEST_CASE("arrays without samples are refused") {
  Files files;
  files.write("x", npy_bytes<float>("<f4", "(0, 2)", {}));
  CHECK_THROWS_WITH(files.load(), ContainsSubstring("x.npy: has no rows"));
  files.write("x", npy_bytes<float>("<f4", "()", {1}));
  CHECK_THROWS_WITH(files.load(), ContainsSubstring("x.npy: is a single number"));
  files.choice.settings["features"] = "none.npy";
  CHECK_THROWS_WITH(files.load(), ContainsSubstring("none.npy: no such file"));
}

}  // namespace npy_source_test
