#include "tryall/data/formats/content.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "tryall/error.hpp"

namespace tryall::data {
namespace {

using namespace std::string_view_literals;

/// Whom the advice behind what a file is helps: "; save it as CSV" those who want data read.
enum class Helps { all, data };

/// What a file is, as it goes on after "is", and behind "; " what to do.
struct Advice {
  Advice(std::string_view said, Helps who = Helps::data) : text(said), helps(who) {}  // NOLINT: a text is one

  std::string text;
  Helps helps;
};

/// A file recognized by what it begins with.
struct Content {
  std::string_view name, beginning, advice;
  Helps helps = Helps::data;
};

constexpr std::string_view pickle =
    "a Python pickle, which can run code when it is read; save arrays with numpy.savez, tables as CSV and "
    "weights as safetensors";
constexpr std::string_view lfs = "a Git LFS pointer, not the data it stands for; fetch it with: git lfs pull";
constexpr std::string_view picture =
    "a picture; put images into arrays: numpy.savez(\"data.npz\", x=..., y=...)";

// NOLINTBEGIN(bugprone-suspicious-missing-comma): literals in two parts
constexpr Content contents[] = {
    {"npy", "\x93NUMPY"sv,
     "a NumPy array (.npy); use the dataset \"npy\", with its settings features and labels"},
    {"gzip", "\x1f\x8b"sv, "compressed with gzip; unpack it with gunzip first", Helps::all},
    {"parquet", "PAR1"sv,
     "Parquet; save it as CSV: pandas.read_parquet(...).to_csv(\"data.csv\", index=False)"},
    {"arrow", "ARROW1"sv,
     "Arrow (Feather); save it as CSV: pandas.read_feather(...).to_csv(\"data.csv\", index=False)"},
    {"feather", "FEA1"sv,
     "Feather; save it as CSV: pandas.read_feather(...).to_csv(\"data.csv\", index=False)"},
    {"orc", "ORC"sv, "ORC; save it as CSV: pandas.read_orc(...).to_csv(\"data.csv\", index=False)"},
    {"avro", "Obj\x01"sv, "Avro; save it as CSV"},
    {"hdf5", "\x89HDF\r\n\x1a\n"sv,
     "HDF5; save arrays with numpy.savez, tables as CSV, and weights as safetensors"},
    {"matlab", "MATLAB 5.0 MAT-file"sv,
     "a MATLAB file; save its arrays with numpy.savez(..., **scipy.io.loadmat(...))"},
    {"sqlite", "SQLite format 3\0"sv,
     "an SQLite database; export a table: sqlite3 -header -csv FILE \"SELECT * FROM name\""},
    {"xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"sv, "an Excel workbook (.xls); save its sheet as CSV in UTF-8"},
    {"pdf", "%PDF-"sv, "a PDF document; save the table in it as CSV"},
    {"rdata", "RDX2\n"sv, "an R data file; save it as CSV: write.csv(x, \"data.csv\", row.names = FALSE)"},
    {"rdata", "RDX3\n"sv, "an R data file; save it as CSV: write.csv(x, \"data.csv\", row.names = FALSE)"},
    {"bzip2", "BZh"sv, "compressed with bzip2; unpack it with bunzip2 first", Helps::all},
    {"xz",
     "\xfd"
     "7zXZ\0"sv,
     "compressed with xz; unpack it with unxz first", Helps::all},
    {"zstd", "\x28\xb5\x2f\xfd"sv, "compressed with zstd; unpack it with unzstd first", Helps::all},
    {"lz4", "\x04\x22\x4d\x18"sv, "compressed with lz4; unpack it with unlz4 first", Helps::all},
    {"7z", "7z\xbc\xaf\x27\x1c"sv, "a 7z archive; unpack it first and give the file in it", Helps::all},
    {"rar", "Rar!\x1a\x07"sv, "a RAR archive; unpack it first and give the file in it", Helps::all},
    {"png", "\x89PNG\r\n\x1a\n"sv, picture},
    {"jpeg", "\xff\xd8\xff"sv, picture},
    {"gif", "GIF8"sv, picture},
    {"pickle", "\x80\x02"sv, pickle},
    {"pickle", "\x80\x03"sv, pickle},
    {"pickle", "\x80\x04"sv, pickle},
    {"pickle", "\x80\x05"sv, pickle},
    {"utf-32", "\xff\xfe\0\0"sv, "text in UTF-32; save it as UTF-8: iconv -f UTF-32 -t UTF-8 FILE",
     Helps::all},
    {"utf-32", "\0\0\xfe\xff"sv, "text in UTF-32; save it as UTF-8: iconv -f UTF-32 -t UTF-8 FILE",
     Helps::all},
    {"utf-16", "\xff\xfe"sv, "text in UTF-16; save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE", Helps::all},
    {"utf-16", "\xfe\xff"sv, "text in UTF-16; save it as UTF-8: iconv -f UTF-16 -t UTF-8 FILE", Helps::all},
    {"lfs", "version https://git-lfs.github.com/spec/"sv, lfs, Helps::all},
    {"lfs", "version https://hawser.github.com/spec/"sv, lfs, Helps::all},
    {"annex", "/annex/objects/"sv, "a git-annex pointer, not the data; fetch it with: git annex get FILE",
     Helps::all},
    {"annex", "../.git/annex/objects/"sv,
     "a git-annex pointer, not the data; fetch it with: git annex get FILE", Helps::all},
    {"dvc", "outs:\n- "sv, "a DVC pointer, not the data; fetch it with: dvc pull", Helps::all},
    {"answer", "404: Not Found"sv, "the text of a web server's answer, not the data; download the file again",
     Helps::all},
    {"answer", "Entry not found"sv,
     "the text of a web server's answer, not the data; download the file again", Helps::all}};
// NOLINTEND(bugprone-suspicious-missing-comma)

bool is_control(char c) {
  return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
}

/// Whether a beginning that could be text is one of a binary file.
bool is_binary(std::string_view bytes, std::string_view beginning) {
  const std::string_view first = bytes.substr(0, 512);
  return std::any_of(first.begin(), first.end(), is_control) || bytes.ends_with(beginning);
}

bool begins_with(std::string_view bytes, const Content& content) {
  if (!bytes.starts_with(content.beginning)) return false;
  const bool telling =
      content.beginning.size() > 4 || std::any_of(content.beginning.begin(), content.beginning.end(),
                                                  [](char c) { return is_control(c) || c < 0; });
  return telling || is_binary(bytes, content.beginning);
}

std::string_view without_blanks(std::string_view text) {
  if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
  return text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

/// Whether the text begins with the word, in capitals or not.
bool begins_with_word(std::string_view text, std::string_view word) {
  return text.size() >= word.size() && std::equal(word.begin(), word.end(), text.begin(), [](char a, char b) {
           return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b);
         });
}

bool is_page(std::string_view text) {
  text = without_blanks(text);
  constexpr std::string_view tags[] = {"<!doctype", "<html", "<head", "<body", "<?xml", "<script", "<error>"};
  return std::any_of(std::begin(tags), std::end(tags),
                     [&](std::string_view tag) { return begins_with_word(text, tag); });
}

bool is_arff(std::string_view text) {
  for (text = without_blanks(text); text.starts_with('%'); text = without_blanks(text))
    text.remove_prefix(std::min(text.find_first_of("\r\n"), text.size()));
  return begins_with_word(text, "@relation");
}

bool is_json(std::string_view text) {
  text = without_blanks(text);
  if (!text.starts_with('{') && !text.starts_with('[')) return false;
  const std::string_view inside = without_blanks(text.substr(1));
  return inside.starts_with(text[0] == '{' ? '"' : '{') || inside.starts_with(text[0] == '{' ? '}' : '[');
}

/// UTF-16 without a byte order mark: every other byte of what is written in Latin letters is 0.
bool is_utf_16(std::string_view bytes) {
  const auto latin = [&](std::size_t letter, std::size_t zero) {
    return bytes[zero] == 0 && bytes[zero + 2] == 0 && !is_control(bytes[letter]) && bytes[letter] > 0 &&
           !is_control(bytes[letter + 2]) && bytes[letter + 2] > 0;
  };
  return bytes.size() >= 4 && (latin(0, 1) || latin(1, 0));
}

/// Eight bytes of the header's size, then JSON: such a size may look like anything.
bool is_safetensors(std::string_view bytes) {
  return bytes.size() > 8 && bytes[5] == 0 && bytes[6] == 0 && bytes[7] == 0 && bytes[8] == '{';
}

bool is_idx(std::string_view bytes) {
  return bytes.size() >= 4 && bytes[0] == 0 && bytes[1] == 0 && bytes[2] >= 8 && bytes[2] <= 14 &&
         bytes[3] >= 1 && bytes[3] <= 4;
}

bool is_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

/// The header of a tar archive's first file, by POSIX or by GNU.
bool is_tar(std::string_view bytes) {
  constexpr std::size_t place = 257;
  return bytes.size() > place && bytes.substr(place).starts_with("ustar");
}

std::string_view zip_advice(std::string_view bytes) {
  const std::string_view first = bytes.substr(0, 4096);
  const auto names = [&](std::string_view name) { return first.find(name) != std::string_view::npos; };
  if (names("application/vnd.oasis.opendocument.spreadsheet"))
    return "an OpenDocument spreadsheet (.ods); save its sheet as CSV in UTF-8";
  if (names("application/vnd.oasis.opendocument") || names("word/"))
    return "a text document; save the table in it as CSV in UTF-8";
  if (names("ppt/")) return "a presentation; save the table in it as CSV in UTF-8";
  if (names("[Content_Types].xml")) return "an Excel workbook (.xlsx); save its sheet as CSV in UTF-8";
  if (names("data.pkl"))
    return "a PyTorch file; save the weights as safetensors: "
           "safetensors.torch.save_file(model.state_dict(), \"model.safetensors\")";
  if (names(".npy")) return "a NumPy archive (.npz); use the dataset \"npz\"";
  return "a ZIP archive; unpack it and give the file in it";
}

/// The command on what gunzip gives: "gunzip -c FILE | iconv -f LATIN1 -t UTF-8".
std::string unpacked_by_iconv(std::string_view command) {
  return fmt::format("gunzip -c FILE | {} > data.csv", command.substr(0, command.rfind(" FILE")));
}

Advice advice_for(std::string_view bytes, std::string_view content) {
  for (const Content& known : contents)
    if (known.name == content) return {known.advice, known.helps};
  if (content == "zip") return zip_advice(bytes);
  if (content == "tar") return {"a tar archive; unpack it with tar -xf and give the file in it", Helps::all};
  if (content == "page")
    return {"a web page or XML, not the data; download the file again, and look at the address", Helps::all};
  if (content == "arff")
    return {"ARFF; save it as CSV: pandas.DataFrame(scipy.io.arff.loadarff(...)[0]).to_csv(...)"};
  if (content == "json")
    return {"JSON; save it as CSV: pandas.read_json(...).to_csv(\"data.csv\", index=False)"};
  if (content == "idx") return {"an IDX file; use the dataset \"idx\" with the folder of its four files"};
  return {"a safetensors file; it holds weights, for train --weights-in"};
}

}  // namespace

std::string_view content_of(std::string_view bytes) {
  if (is_safetensors(bytes)) return "safetensors";
  for (const Content& content : contents)
    if (begins_with(bytes, content)) return content.name;
  if (is_zip(bytes)) return "zip";
  if (is_tar(bytes)) return "tar";
  if (is_idx(bytes)) return "idx";
  if (is_utf_16(bytes)) return "utf-16";
  if (is_page(bytes)) return "page";
  if (is_arff(bytes)) return "arff";
  return is_json(bytes) ? "json" : "";
}

void refuse_other_content(std::string_view bytes, std::string_view expected, const std::string& what) {
  const std::string_view content = content_of(bytes);
  if (content.empty() || content == expected) return;
  Advice advice = advice_for(bytes, content);
  std::string& text = advice.text;
  if (const std::size_t place = text.find("iconv -f "); place != std::string::npos && what.ends_with(".gz"))
    text = text.substr(0, place) + unpacked_by_iconv(text.substr(place));
  const bool no_data = expected == "json" || expected == "safetensors", no_dataset = expected == "csv";
  const bool on_weights = expected == "safetensors" && text.find("safetensors") != std::string::npos;
  if ((no_data && advice.helps == Helps::data && !on_weights) ||
      (no_dataset && text.find("use the dataset") != std::string::npos))
    text = fmt::format("{}, not {}", text.substr(0, text.find("; ")),
                       no_dataset                      ? "a table (CSV)"
                       : no_data && expected == "json" ? "JSON"
                                                       : "safetensors");
  throw Error(ErrorCode::bad_input, fmt::format("{}: is {}", what, text));
}

std::string iconv_command(std::string_view encoding, const std::string& file) {
  const std::string command = fmt::format("iconv -f {} -t UTF-8 FILE", encoding);
  return file.ends_with(".gz") ? unpacked_by_iconv(command) : command;
}

}  // namespace tryall::data
