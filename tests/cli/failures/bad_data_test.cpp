#include "catch.hpp"
#include "idx_files.hpp"
#include "program.hpp"
#include "temporary_folder.hpp"

using namespace tryall::testing;

namespace {

/// A sound data set of 8 images of 2 x 2 for training and 4 for test, in data/mnist.
void write_data(const TemporaryFolder& folder) {
  folder.write("data/mnist/train-images-idx3-ubyte", idx_bytes({8, 2, 2}, std::string(32, '\x05')));
  folder.write("data/mnist/train-labels-idx1-ubyte", idx_bytes({8}, std::string("\0\1\0\1\0\1\0\1", 8)));
  folder.write("data/mnist/t10k-images-idx3-ubyte", idx_bytes({4, 2, 2}, std::string(16, '\x07')));
  folder.write("data/mnist/t10k-labels-idx1-ubyte", idx_bytes({4}, std::string("\0\1\0\1", 4)));
  folder.write("sweep.json", R"({"base": {"dataset": "mnist", "batch_size": 2, "split": {"name": "holdout",
                                "validation": 0.25}, "epochs": 1}})");
}

Finished run_sweep(const TemporaryFolder& folder) { return run_tryall({"run", "sweep.json"}, folder.path()); }

void check_data_refused(const TemporaryFolder& folder, const std::string& message) {
  const Finished finished = run_sweep(folder);
  CHECK(finished.status == 2);
  CHECK_THAT(finished.err, ContainsSubstring(message));
  CHECK_FALSE(std::filesystem::exists(folder / "tryall.db"));
}

}  // namespace

TEST_CASE("IDX files are read plain and gzipped, to the same results") {
  const TemporaryFolder folder;
  write_data(folder);
  REQUIRE(run_sweep(folder).status == 0);
  const std::string images = read_file(folder / "data/mnist/train-images-idx3-ubyte");
  std::filesystem::remove(folder / "data/mnist/train-images-idx3-ubyte");
  folder.write("data/mnist/train-images-idx3-ubyte.gz", gzipped(images));
  const Finished again = run_sweep(folder);
  CHECK(again.status == 0);
  CHECK_THAT(again.err, ContainsSubstring("1 stored already; 0 to train"));
}

TEST_CASE("a truncated IDX file is refused, plain or gzipped") {
  const TemporaryFolder folder;
  write_data(folder);
  const std::string images = read_file(folder / "data/mnist/train-images-idx3-ubyte");
  folder.write("data/mnist/train-images-idx3-ubyte", images.substr(0, images.size() - 3));
  check_data_refused(folder, "train-images-idx3-ubyte: is cut short: 45 bytes, its header promises 48");
  std::filesystem::remove(folder / "data/mnist/train-images-idx3-ubyte");
  const std::string packed = gzipped(images);
  folder.write("data/mnist/train-images-idx3-ubyte.gz", packed.substr(0, packed.size() - 10));
  check_data_refused(folder, "train-images-idx3-ubyte.gz: ");
}

TEST_CASE("images and labels that are mixed up are refused") {
  const TemporaryFolder folder;
  write_data(folder);
  std::filesystem::copy_file(folder / "data/mnist/train-labels-idx1-ubyte",
                             folder / "data/mnist/train-images-idx3-ubyte",
                             std::filesystem::copy_options::overwrite_existing);
  check_data_refused(
      folder,
      "holds 1 dimensions, but images (3 dimensions) are expected; are the images and the labels mixed up?");
}

TEST_CASE("labels that do not fit the images in number are refused") {
  const TemporaryFolder folder;
  write_data(folder);
  folder.write("data/mnist/train-labels-idx1-ubyte", idx_bytes({7}, std::string(7, '\0')));
  check_data_refused(folder, "they do not belong together");
}

TEST_CASE("a label out of range is refused with its place") {
  const TemporaryFolder folder;
  write_data(folder);
  folder.write("data/mnist/t10k-labels-idx1-ubyte", idx_bytes({4}, std::string("\0\1\x25\1", 4)));
  check_data_refused(
      folder, "t10k-labels-idx1-ubyte: label 37 at item 2 is out of range: 'mnist' has classes 0 to 9");
}

TEST_CASE("a file that is no IDX file is refused") {
  const TemporaryFolder folder;
  write_data(folder);
  folder.write("data/mnist/train-images-idx3-ubyte", "<html>not found</html>");
  check_data_refused(folder, "train-images-idx3-ubyte: is a web page");
}

TEST_CASE("data that are not there are said to be missing, with what to do") {
  const TemporaryFolder folder;
  folder.write("sweep.json", R"({"base": {"dataset": "mnist"}})");
  check_data_refused(folder, "data/mnist: no such folder; fetch MNIST with scripts/fetch-mnist");
  folder.write("sweep.json", R"({"base": {"dataset": {"name": "idx", "folder": "nowhere"}}})");
  check_data_refused(folder, "train-images-idx3-ubyte: no such file");
}

TEST_CASE("the data command lists and describes datasets") {
  const TemporaryFolder folder;
  write_data(folder);
  const Finished list = run_tryall({"data", "--format", "csv"}, folder.path());
  CHECK(list.status == 0);
  CHECK_THAT(list.out, ContainsSubstring("\ndigits,yes,") && ContainsSubstring("\nmnist,yes,"));
  const Finished facts = run_tryall({"data", "mnist", "--format", "csv"}, folder.path());
  CHECK(facts.status == 0);
  CHECK_THAT(facts.out, ContainsSubstring("samples,12\n") && ContainsSubstring("shape of a sample,2 x 2\n") &&
                            ContainsSubstring("largest value,7\n"));
  const Finished unknown = run_tryall({"data", "mnits"}, folder.path());
  CHECK(unknown.status == 2);
  CHECK_THAT(unknown.err, ContainsSubstring("did you mean 'mnist'?"));
}
