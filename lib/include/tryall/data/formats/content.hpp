#pragma once

#include <string>
#include <string_view>

namespace tryall::data {

/// What a file holds, by its first bytes, as far as it is known: "npy", "zip", "idx", "json", "utf-16",
/// "gzip",
/// ... Empty for anything else, plain text among it.
std::string_view content_of(std::string_view bytes);

/// Throws Error where the file `what` is recognized as something that the reader does not read: a Git LFS
/// pointer, a web page, Parquet, a ZIP archive, ... The message says what it is and what to do. `expected` is
/// the content that the reader reads: "csv" for rows to predict, of which no dataset can be made; empty for a
/// table that becomes one. Who reads "json" or "safetensors" is not told how data are saved.
void refuse_other_content(std::string_view bytes, std::string_view expected, const std::string& what);

/// The command that makes UTF-8 of the file, which may be compressed (.gz): "iconv -f LATIN1 -t UTF-8 FILE".
std::string iconv_command(std::string_view encoding, const std::string& file);

/// The bytes as text, to look at.
template <class Bytes>
std::string_view as_text(const Bytes& bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};  // NOLINT: bytes are characters
}

}  // namespace tryall::data
