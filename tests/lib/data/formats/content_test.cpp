#include "tryall/data/formats/content.hpp"

#include <set>

#include "catch.hpp"
#include "csv_files.hpp"
#include "idx_files.hpp"
#include "npy_files.hpp"
#include "tryall/data/formats/idx.hpp"
#include "tryall/error.hpp"
#include "tryall/train/tensors/safetensors.hpp"

namespace content_test {

using tryall::Choice;
using tryall::data::content_of;
using tryall::testing::TemporaryFolder;

namespace {

struct Foreign {
  std::string bytes;
  std::string name;     ///< What is recognized.
  const char* message;  ///< What is said, and what to do.
};

std::string text_in_utf_16(const std::string& text) {
  std::string bytes;
  for (const char c : text) bytes += {c, '\0'};
  return bytes;
}

std::vector<Foreign> foreign_files() {
  const std::string nul(1, '\0');
  return {
      {"version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 5\n", "lfs", "git lfs pull"},
      {"/annex/objects/SHA256E-s5--1.csv\n", "annex", "git annex get"},
      {"outs:\n- md5: 1\n  path: data.csv\n", "dvc", "dvc pull"},
      {"<!DOCTYPE html>\n<html><body>404</body></html>", "page", "web page"},
      {"\xef\xbb\xbf\n  <html lang=\"en\">", "page", "web page"},
      {"<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>", "page", "download the file again"},
      {"404: Not Found", "answer", "download the file again"},
      {"PAR1\x15\x04" + nul + "PAR1", "parquet", "pandas.read_parquet"},
      {"ARROW1" + nul + nul, "arrow", "pandas.read_feather"},
      {"\x89HDF\r\n\x1a\n" + nul, "hdf5", "HDF5"},
      {"% a comment\n%\n@RELATION iris\n@ATTRIBUTE a NUMERIC\n", "arff", "ARFF"},
      {"\xff\xfe" + text_in_utf_16("a,y\n"), "utf-16", "iconv -f UTF-16"},
      {text_in_utf_16("a,y\n1,2\n"), "utf-16", "iconv -f UTF-16"},
      {nul + text_in_utf_16("a,y\n1,2\n").substr(0, 15), "utf-16", "iconv -f UTF-16"},
      {std::string("PK\x03\x04", 4) + std::string(26, '\0') + "[Content_Types].xml", "zip", "Excel workbook"},
      {std::string("PK\x03\x04", 4) + std::string(26, '\0') + "archive/data.pkl", "zip", "PyTorch file"},
      {std::string("PK\x03\x04", 4) + std::string(26, '\0') + "data.csv", "zip", "unpack it"},
      {std::string("PK\x03\x04", 4) + std::string(26, '\0') + "[Content_Types].xml" + "word/document.xml",
       "zip", "a text document; save the table"},
      {std::string("PK\x03\x04", 4) + std::string(26, '\0') +
           "mimetypeapplication/vnd.oasis.opendocument.spreadsheet",
       "zip", "an OpenDocument spreadsheet (.ods)"},
      {std::string("PK\x03\x04", 4) + std::string(26, '\0') + "x.npy", "zip", "use the dataset \"npz\""},
      {"rows.csv" + std::string(249, '\0') + "ustar" + nul + "00" + std::string(247, '\0'), "tar", "tar -xf"},
      {"BZh91AY&SY" + nul, "bzip2", "bunzip2"},
      {"\xfd"
       "7zXZ" +
           nul,
       "xz", "unxz"},
      {"\x28\xb5\x2f\xfd" + nul, "zstd", "unzstd"},
      {"\x80\x04\x95" + nul, "pickle", "Python pickle"},
      {"SQLite format 3" + nul, "sqlite", "SQLite database"},
      {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "xls", "Excel"},
      {"%PDF-1.4\n", "pdf", "PDF"},
      {"[{\"a\": 1}]", "json", "is JSON"},
      {tryall::testing::gzipped("a,y\n1,2\n"), "gzip", "gunzip"}};
}

void refuses(const std::string& source, const std::map<std::string, tryall::Value, std::less<>>& settings,
             const Foreign& foreign) {
  INFO(source << " reads " << foreign.name);
  const Choice choice = with_defaults(tryall::data::sources(), {source, settings});
  CHECK_THROWS_AS(tryall::data::load(choice, ""), tryall::Error);
  CHECK_THROWS_WITH(tryall::data::load(choice, ""),
                    ContainsSubstring("data") && ContainsSubstring(foreign.message));
}

/// Advice on how data are saved helps nobody who wants weights; how a file is unpacked or fetched does.
void check_no_weights(const std::string& file, const Foreign& foreign) {
  const std::set<std::string> tables = {"parquet", "arrow", "arff", "sqlite", "xls", "pdf", "json"};
  if (tables.contains(foreign.name))
    CHECK_THROWS_WITH(tryall::train::read_safetensors(file),
                      Catch::Matchers::EndsWith(", not safetensors") && !ContainsSubstring("CSV"));
  else if (foreign.name != "zip")
    CHECK_THROWS_WITH(tryall::train::read_safetensors(file), ContainsSubstring(foreign.message));
  else
    CHECK_THROWS_WITH(tryall::train::read_safetensors(file), ContainsSubstring("safetensors"));
}

}  // namespace

TEST_CASE("what stands in a file's place is recognized by its first bytes in every reader") {
  for (const Foreign& foreign : foreign_files()) {
    const TemporaryFolder folder;
    CHECK(content_of(foreign.bytes) == foreign.name);
    // A gzipped file is unpacked once, whatever it is called.
    const std::string bytes =
        foreign.name == "gzip" ? tryall::testing::gzipped(foreign.bytes) : foreign.bytes;
    const std::string file = folder.write("data", bytes).string();
    refuses("csv", {{"file", file}}, foreign);
    refuses("npy", {{"features", file}, {"labels", file}}, foreign);
    if (foreign.name != "zip") refuses("npz", {{"file", file}}, foreign);
    CHECK_THROWS_WITH(tryall::data::read_idx(file, 3), ContainsSubstring(foreign.message));
    check_no_weights(file, foreign);
  }
}

TEST_CASE("each reader knows the files of the others") {
  const TemporaryFolder folder;
  const auto npy = folder.write("data.npy", tryall::testing::npy_bytes<double>("<f8", "(1,)", {1}));
  const auto idx = folder.write("images", tryall::testing::idx_bytes({1, 1, 1}, "x"));
  const auto load_csv = [](const std::filesystem::path& file) {
    tryall::data::load(with_defaults(tryall::data::sources(), {"csv", {{"file", file.string()}}}), "");
  };
  CHECK_THROWS_WITH(load_csv(npy), ContainsSubstring("use the dataset \"npy\""));
  CHECK_THROWS_WITH(load_csv(idx), ContainsSubstring("use the dataset \"idx\""));
  CHECK_THROWS_WITH(tryall::data::read_idx(npy, 3), ContainsSubstring("is a NumPy array"));
  tryall::testing::write_npz(folder / "data.npz", {{"x", "1"}});
  CHECK_THROWS_WITH(load_csv(folder / "data.npz"), ContainsSubstring("use the dataset \"npz\""));
}

TEST_CASE("text that only begins like another file is text") {
  for (const char* text :
       {"PAR1,PAR2,y\n1,2,0\n", "ORC,y\n1,2\n", "<DATE>,<OPEN>\n1,2\n", "GIF8,b\n", "Obj,b\n", "BZh,y\n",
        "version,y\n1,2\n", "{a},b\n1,2\n", "[1],b\n", "outs,y\n", "@home,y\n", "404,y\n", "", "a"}) {
    INFO(text);
    CHECK(content_of(text).empty());
  }
}

TEST_CASE("an archive that is gzipped as a whole is read") {
  const TemporaryFolder folder;
  const auto array = tryall::testing::npy_bytes<std::uint8_t>("|u1", "(2,)", {0, 1});
  tryall::testing::write_npz(folder / "plain.npz", {{"x", array}, {"y", array}});
  folder.write("data.npz", tryall::testing::gzipped(tryall::testing::read_file(folder / "plain.npz")));
  const Choice choice{"npz", {{"file", (folder / "data.npz").string()}}};
  CHECK(tryall::data::load(with_defaults(tryall::data::sources(), choice), "").samples() == 2);
}

}  // namespace content_test
