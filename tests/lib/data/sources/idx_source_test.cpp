#include "catch.hpp"
#include "idx_files.hpp"
#include "temporary_folder.hpp"
#include "tryall/data/sources/source.hpp"
#include "tryall/error.hpp"

using tryall::Choice;
using tryall::Error;
using tryall::data::Dataset;
using tryall::testing::gzipped;
using tryall::testing::idx_bytes;
using tryall::testing::TemporaryFolder;

namespace {

/// Three training and two test images of 1 x 2 pixels, of two classes; a test spoils one file and loads.
struct Files {
  TemporaryFolder folder;
  Choice choice;

  Files() : choice{"idx", {{"folder", folder.path().string()}}} {
    folder.write("train-images-idx3-ubyte", idx_bytes({3, 1, 2}, {1, 2, 3, 4, 5, 6}));
    folder.write("train-labels-idx1-ubyte", idx_bytes({3}, {0, 1, 0}));
    folder.write("t10k-images-idx3-ubyte", idx_bytes({2, 1, 2}, {7, 8, 9, 10}));
    folder.write("t10k-labels-idx1-ubyte", idx_bytes({2}, {1, 0}));
  }

  Dataset load() const {
    return tryall::data::load(with_defaults(tryall::data::sources(), choice), folder.path() / "elsewhere");
  }
};

void check_loaded(const Dataset& dataset) {
  CHECK(dataset.shape == std::vector<std::size_t>{1, 2});
  CHECK(dataset.features == 2);
  CHECK(dataset.classes == 2);
  CHECK(dataset.labels == std::vector<std::int32_t>{0, 1, 0, 1, 0});
  CHECK(dataset.test_begin == 3);
  CHECK(dataset.has_test_set());
  const auto& values = std::get<tryall::Buffer<std::uint8_t>>(dataset.values);
  CHECK(std::vector<int>(values.begin(), values.end()) == std::vector<int>{1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
}

}  // namespace

TEST_CASE("a folder of four IDX files is a data set: training samples first, then its test set") {
  const Files files;
  check_loaded(files.load());
}

TEST_CASE("a folder in a file's place, without the file in it, is said to be one") {
  const Files files;
  std::filesystem::remove(files.folder / "t10k-labels-idx1-ubyte");
  std::filesystem::create_directory(files.folder / "t10k-labels-idx1-ubyte");
  CHECK_THROWS_WITH(files.load(), ContainsSubstring("t10k-labels-idx1-ubyte: is a folder, not a file"));
}

TEST_CASE("images without pixels are refused as such") {
  for (const auto& [height, width] : {std::pair<std::uint32_t, std::uint32_t>{0, 8}, {8, 0}}) {
    const Files files;
    files.folder.write("train-images-idx3-ubyte", idx_bytes({3, height, width}, ""));
    CHECK_THROWS_WITH(files.load(),
                      ContainsSubstring("train-images-idx3-ubyte: holds images of " + std::to_string(height) +
                                        " x " + std::to_string(width) + " pixels"));
  }
}

TEST_CASE("each of the four files may be gzipped") {
  const Files files;
  for (const char* name : {"train-images-idx3-ubyte", "t10k-labels-idx1-ubyte"}) {
    const std::string contents = tryall::testing::read_file(files.folder / name);
    std::filesystem::remove(files.folder / name);
    files.folder.write(std::string(name) + ".gz", gzipped(contents));
  }
  check_loaded(files.load());
}

TEST_CASE("a relative folder is looked for where the program runs, then in the data folder") {
  Files files;
  files.choice.settings["folder"] = std::filesystem::relative(files.folder.path()).string();
  check_loaded(files.load());
  const Choice relative{"idx", {{"folder", files.folder.path().filename().string()}}};
  check_loaded(tryall::data::load(with_defaults(tryall::data::sources(), relative),
                                  files.folder.path().parent_path()));
}

TEST_CASE("classes are counted from the training labels, or as many as are said") {
  Files files;
  CHECK(files.load().classes == 2);
  files.choice.settings["classes"] = std::int64_t{5};
  CHECK(files.load().classes == 5);
}

TEST_CASE("files are found with a dot in their names, gzipped, or in folders of their names") {
  const Files files;
  const auto rename = [&](const char* from, const char* to) {
    std::filesystem::create_directories((files.folder / to).parent_path());
    std::filesystem::rename(files.folder / from, files.folder / to);
  };
  rename("train-images-idx3-ubyte", "train-images.idx3-ubyte");
  rename("t10k-labels-idx1-ubyte", "t10k-labels.idx1-ubyte");
  rename("t10k-images-idx3-ubyte", "tmp");
  rename("tmp", "t10k-images-idx3-ubyte/t10k-images-idx3-ubyte");
  std::filesystem::remove(files.folder / "train-labels-idx1-ubyte");
  files.folder.write("train-labels.idx1-ubyte.gz", tryall::testing::gzipped(idx_bytes({3}, {0, 1, 0})));
  check_loaded(files.load());
  std::filesystem::remove(files.folder / "train-images.idx3-ubyte");
  CHECK_THROWS_WITH(files.load(),
                    ContainsSubstring("train-images-idx3-ubyte: no such file") &&
                        ContainsSubstring("the folder has t10k-images-idx3-ubyte, t10k-labels.idx1"));
}

TEST_CASE("a label beyond the classes is refused with its file, place and value") {
  Files files;
  files.folder.write("t10k-labels-idx1-ubyte", idx_bytes({2}, {1, 2}));
  CHECK_THROWS_AS(files.load(), Error);
  CHECK_THROWS_WITH(
      files.load(),
      ContainsSubstring("t10k-labels-idx1-ubyte: label 2 at item 1 does not occur in the training set"));
  files.choice.settings["classes"] = std::int64_t{1};
  CHECK_THROWS_WITH(files.load(),
                    ContainsSubstring("train-labels-idx1-ubyte: label 1 at item 1 is out of range"));
}

TEST_CASE("as many labels as images, or the files do not belong together") {
  const Files files;
  files.folder.write("train-labels-idx1-ubyte", idx_bytes({4}, {0, 1, 0, 1}));
  CHECK_THROWS_AS(files.load(), Error);
  CHECK_THROWS_WITH(files.load(), ContainsSubstring("holds 3 images") && ContainsSubstring("holds 4 labels"));
}

TEST_CASE("training and test images have one size") {
  const Files files;
  files.folder.write("t10k-images-idx3-ubyte", idx_bytes({2, 2, 2}, "abcdefgh"));
  CHECK_THROWS_AS(files.load(), Error);
  CHECK_THROWS_WITH(files.load(), ContainsSubstring("training images are 1 x 2, test images 2 x 2"));
  files.folder.write("t10k-images-idx3-ubyte", idx_bytes({2, 1, 3}, "abcdef"));
  CHECK_THROWS_WITH(files.load(), ContainsSubstring("training images are 1 x 2, test images 1 x 3"));
}

TEST_CASE("a missing file is named") {
  for (const char* name : {"train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
                           "t10k-labels-idx1-ubyte"}) {
    const Files files;
    std::filesystem::remove(files.folder / name);
    CHECK_THROWS_AS(files.load(), Error);
    CHECK_THROWS_WITH(files.load(), ContainsSubstring(name) && ContainsSubstring("no such file"));
  }
}

TEST_CASE("images and labels that are mixed up are told apart") {
  const Files files;
  files.folder.write("train-images-idx3-ubyte", idx_bytes({3}, {0, 1, 0}));
  CHECK_THROWS_WITH(files.load(), ContainsSubstring("images and the labels mixed up"));
}

TEST_CASE("a data set without training images is refused") {
  const Files files;
  files.folder.write("train-images-idx3-ubyte", idx_bytes({0, 1, 2}, ""));
  files.folder.write("train-labels-idx1-ubyte", idx_bytes({0}, ""));
  CHECK_THROWS_WITH(files.load(), ContainsSubstring("holds no images"));
}

TEST_CASE(
    "MNIST is read from its folder in the data folder, with ten classes, and its absence is explained") {
  const Files files;
  const Choice mnist{"mnist", {}};
  CHECK_THROWS_WITH(tryall::data::load(mnist, files.folder.path()), ContainsSubstring("no such folder"));
  std::filesystem::create_directory(files.folder / "mnist");
  for (const auto& file : std::filesystem::directory_iterator(files.folder.path()))
    if (file.is_regular_file()) copy(file.path(), files.folder / "mnist" / file.path().filename());
  const Dataset dataset = tryall::data::load(mnist, files.folder.path());
  CHECK(dataset.name == "mnist");
  CHECK(dataset.classes == 10);
  CHECK(dataset.samples() == 5);
}
