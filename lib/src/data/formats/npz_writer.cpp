#include "tryall/data/formats/npz_writer.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <memory>

#include "tryall/error.hpp"

namespace tryall::data {
namespace {

[[noreturn]] void zip_failed(zip_error_t* error) {
  throw Error(ErrorCode::failed, fmt::format("cannot create a .npz file: {}", zip_error_strerror(error)));
}

struct FreeSource {
  void operator()(zip_source_t* source) const { zip_source_free(source); }
};
struct Discard {
  void operator()(zip_t* archive) const { zip_discard(archive); }
};

void add(zip_t* archive, const NamedBytes& array) {
  zip_source_t* source = zip_source_buffer(archive, array.bytes.data(), array.bytes.size(), 0);
  if (!source) zip_failed(zip_get_error(archive));
  const zip_int64_t place = zip_file_add(archive, (array.name + ".npy").c_str(), source, ZIP_FL_ENC_UTF_8);
  if (place < 0) {
    zip_source_free(source);
    zip_failed(zip_get_error(archive));
  }
  constexpr zip_uint16_t first_day = 1 << 5 | 1;  // 1 January 1980: the time is no part of the data
  zip_file_set_dostime(archive, static_cast<zip_uint64_t>(place), 0, first_day, 0);
}

std::string bytes_of(zip_source_t* source) {
  zip_stat_t facts;
  zip_source_stat(source, &facts);
  std::string bytes(facts.size, '\0');
  if (zip_source_open(source) != 0) zip_failed(zip_source_error(source));
  const zip_int64_t count = zip_source_read(source, bytes.data(), bytes.size());
  zip_source_close(source);
  if (count != static_cast<zip_int64_t>(bytes.size())) zip_failed(zip_source_error(source));
  return bytes;
}

}  // namespace

std::string to_npz(const std::vector<NamedBytes>& arrays) {
  if (arrays.empty()) return std::string("PK\x05\x06").append(18, '\0');  // which libzip does not write
  zip_error_t error;
  zip_error_init(&error);
  const std::unique_ptr<zip_source_t, FreeSource> buffer(zip_source_buffer_create(nullptr, 0, 0, &error));
  if (!buffer) zip_failed(&error);
  std::unique_ptr<zip_t, Discard> archive(zip_open_from_source(buffer.get(), ZIP_TRUNCATE, &error));
  if (!archive) zip_failed(&error);
  zip_source_keep(buffer.get());
  for (const NamedBytes& array : arrays) add(archive.get(), array);
  if (zip_close(archive.get()) != 0) zip_failed(zip_get_error(archive.get()));
  static_cast<void>(archive.release());
  return bytes_of(buffer.get());
}

}  // namespace tryall::data
