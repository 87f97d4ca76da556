#include "tryall/sweeps/space/data_paths.hpp"

#include "catch.hpp"
#include "sweep_text.hpp"
#include "temporary_folder.hpp"

namespace data_paths_test {

using tryall::sweeps::read_with_data_paths;
using tryall::testing::TemporaryFolder;

namespace {

/// The sweep's JSON, written into the folder's `study/`, after its paths were resolved.
nlohmann::json resolved(const TemporaryFolder& folder, const std::string& text) {
  std::filesystem::create_directories(folder / "study/images");
  for (const char* name :
       {"study/data.csv", "study/more.csv", "study/x.npy", "study/y.npy", "study/zipped.csv.gz"})
    folder.write(name, "");
  return read_with_data_paths(folder.write("study/sweep.json", text)).root();
}

}  // namespace

TEST_CASE("relative paths of data in a sweep's file mean its own folder") {
  const TemporaryFolder folder;
  const std::string study = (folder / "study").string() + "/";
  const auto check = [&](const std::string& before, const std::string& after) {
    INFO(before);
    CHECK(resolved(folder, before) == nlohmann::json::parse(after));
  };
  check(
      R"({"base": {"dataset": {"name": "csv", "file": "data.csv", "target": "more.csv"}}})",
      R"({"base": {"dataset": {"name": "csv", "file": ")" + study + R"(data.csv", "target": "more.csv"}}})");
  check(R"({"axes": {"dataset": ["iris", {"name": "csv", "file": ["data.csv", "zipped.csv"]}]}})",
        R"({"axes": {"dataset": ["iris", {"name": "csv", "file": [")" + study + R"(data.csv", ")" + study +
            R"(zipped.csv"]}]}})");
  check(R"({"dataset": {"name": "npy", "features": "x.npy", "labels": "y.npy"}})",
        R"({"dataset": {"name": "npy", "features": ")" + study + R"(x.npy", "labels": ")" + study +
            R"(y.npy"}})");
  check(R"({"dataset": {"name": "npz", "file": "none.npz", "features": "x.npy"}})",
        R"({"dataset": {"name": "npz", "file": "none.npz", "features": "x.npy"}})");
  check(
      R"({"union": [{"axes": {"dataset.file": ["data.csv"]}}, {"base": {"dataset": {"name": "idx", "folder": "images"}}}]})",
      R"({"union": [{"axes": {"dataset.file": [")" + study +
          R"(data.csv"]}}, {"base": {"dataset": {"name": "idx", "folder": ")" + study + R"(images"}}}]})");
  check(R"({"exclude": [{"dataset.file": "more.csv"}]})",
        R"({"exclude": [{"dataset.file": ")" + study + R"(more.csv"}]})");
}

TEST_CASE("paths that are not beside the sweep's file, or absolute, stay as they are") {
  const TemporaryFolder folder;
  for (const char* path : {"elsewhere.csv", "/data.csv", "../data.csv", ""}) {
    const std::string text = std::string(R"({"dataset": {"name": "csv", "file": ")") + path + "\"}}";
    CHECK(resolved(folder, text) == nlohmann::json::parse(text));
  }
}

TEST_CASE("a folder whose name is not UTF-8 is refused where a config would name it") {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "caf\xE9");
  folder.write("caf\xE9/data.csv", "");
  const auto file = folder.write("caf\xE9/sweep.json", R"({"dataset": {"name": "csv", "file": "data.csv"}})");
  CHECK_THAT(tryall::testing::message_of([&] { read_with_data_paths(file); }),
             ContainsSubstring("the name of its folder is not UTF-8"));
}

}  // namespace data_paths_test
