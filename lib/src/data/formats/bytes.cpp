#include "tryall/data/formats/bytes.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <cerrno>
#include <cstring>
#include <memory>

#include "tryall/error.hpp"

namespace tryall::data {
namespace {

struct CloseGz {
  void operator()(gzFile_s* file) const { gzclose(file); }
};

}  // namespace

std::vector<std::uint8_t> read_bytes(const std::filesystem::path& file) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    throw Error(ErrorCode::bad_input, fmt::format("{}: is a folder, not a file", file.string()));
  errno = 0;
  const std::unique_ptr<gzFile_s, CloseGz> stream(gzopen(file.c_str(), "rb"));
  if (!stream)
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: cannot open: {}", file.string(), std::strerror(errno)));
  std::vector<std::uint8_t> bytes;
  constexpr std::size_t piece = std::size_t{1} << 20;
  for (;;) {
    const std::size_t size = bytes.size();
    bytes.resize(size + piece);
    const int count = gzread(stream.get(), bytes.data() + size, static_cast<unsigned>(piece));
    int code = Z_OK;
    const char* reason = gzerror(stream.get(), &code);
    if (count < 0 || code == Z_BUF_ERROR)
      throw Error(ErrorCode::bad_input,
                  fmt::format("{}: cannot read: {}; the file is damaged or cut short, fetch it again",
                              file.string(), code == Z_ERRNO ? std::strerror(errno) : reason));
    bytes.resize(size + static_cast<std::size_t>(count));
    if (count == 0) return bytes;
  }
}

}  // namespace tryall::data
