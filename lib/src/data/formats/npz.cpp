#include "npz.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>

#include "tryall/data/formats/bytes.hpp"
#include "tryall/data/formats/content.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/suggest.hpp"

namespace tryall::data {
namespace {

constexpr std::string_view ending = ".npy";

struct CloseEntry {
  void operator()(zip_file_t* entry) const { zip_fclose(entry); }
};

/// Why an entry that is there cannot be opened.
std::string why_closed(zip* archive) {
  switch (zip_error_code_zip(zip_get_error(archive))) {
    case ZIP_ER_COMPNOTSUPP:
      return "is compressed in a way that is not read; save the arrays with numpy.savez_compressed";
    case ZIP_ER_ENCRNOTSUPP:
    case ZIP_ER_NOPASSWD:
      return "is encrypted; save the arrays without a password";
    default:
      return fmt::format("cannot be read: {}", zip_strerror(archive));
  }
}

}  // namespace

void NpzFile::Close::operator()(zip* archive) const { zip_discard(archive); }

NpzFile::NpzFile(const std::filesystem::path& file) : file_(file.string()) {
  archive_.reset(zip_open(file.c_str(), ZIP_RDONLY, nullptr));
  if (archive_) {
    if (names().empty() && zip_get_num_entries(archive_.get(), 0) > 0)
      refuse_other_content(as_text(read_bytes(file)), "", file_);
    refuse_repeated_names();
    return;
  }
  unpacked_ = read_bytes(file);  // perhaps gzipped as a whole
  refuse_other_content(as_text(unpacked_), "zip", file_);
  zip_error_t error;
  zip_error_init(&error);
  if (zip_source_t* source = zip_source_buffer_create(unpacked_.data(), unpacked_.size(), 0, &error)) {
    archive_.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
    if (!archive_) zip_source_free(source);
  }
  const std::string said = zip_error_strerror(&error);
  bool is_cut = zip_error_code_zip(&error) == ZIP_ER_NOZIP && content_of(as_text(unpacked_)) == "zip";
#ifdef ZIP_ER_TRUNCATED_ZIP  // libzip 1.11
  is_cut = is_cut || zip_error_code_zip(&error) == ZIP_ER_TRUNCATED_ZIP;
#endif
  zip_error_fini(&error);
  if (!archive_)
    throw Error(ErrorCode::bad_input,
                is_cut
                    ? fmt::format("{}: is cut short: the list of its arrays, with which a .npz file (a ZIP "
                                  "archive) ends, is missing; fetch it again",
                                  file_)
                    : fmt::format("{}: cannot be read as a .npz file (a ZIP archive): {}", file_, said));
  refuse_repeated_names();
}

void NpzFile::refuse_repeated_names() const {
  std::vector<std::string> all = names();
  std::sort(all.begin(), all.end());
  if (const auto twice = std::adjacent_find(all.begin(), all.end()); twice != all.end())
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: has two arrays of the name '{}'; write the file anew, with each once", file_,
                            *twice));
}

bool NpzFile::has(const std::string& name) const {
  return zip_name_locate(archive_.get(), (name + std::string(ending)).c_str(), 0) >= 0;
}

std::vector<std::string> NpzFile::names() const {
  std::vector<std::string> result;
  const zip_int64_t count = zip_get_num_entries(archive_.get(), 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* name = zip_get_name(archive_.get(), static_cast<zip_uint64_t>(i), 0);
    if (name && std::string_view(name).ends_with(ending))
      result.emplace_back(name, std::string_view(name).size() - ending.size());
  }
  return result;
}

NamedArray NpzFile::read(const std::string& name, std::size_t most) const {
  const std::string entry_name = name + std::string(ending),
                    what = fmt::format("{}: array '{}'", file_, name);
  zip_stat_t facts;
  zip_stat_init(&facts);
  if (zip_stat(archive_.get(), entry_name.c_str(), 0, &facts) != 0)
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: has no array '{}'{}", file_, name, did_you_mean(name, names())));
  const std::unique_ptr<zip_file_t, CloseEntry> entry(zip_fopen(archive_.get(), entry_name.c_str(), 0));
  if (!entry) throw Error(ErrorCode::bad_input, fmt::format("{}: {}", what, why_closed(archive_.get())));
  const std::vector<std::uint8_t> bytes = unpacked(what, most, [&](std::span<std::uint8_t> piece) {
    const zip_int64_t count = zip_fread(entry.get(), piece.data(), piece.size());
    if (count < 0)
      throw Error(ErrorCode::bad_input,
                  fmt::format("{}: is damaged: {}", what, zip_file_strerror(entry.get())));
    return static_cast<std::size_t>(count);
  });
  return {what, parse_npy(bytes, what)};
}

}  // namespace tryall::data
