#include "tryall/data/formats/bytes.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
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

std::size_t most_unpacked_bytes() {
  return static_cast<std::size_t>(sysconf(_SC_PHYS_PAGES)) * static_cast<std::size_t>(sysconf(_SC_PAGESIZE)) /
         2;
}

std::vector<std::uint8_t> unpacked(const std::string& what, std::size_t most,
                                   const std::function<std::size_t(std::span<std::uint8_t>)>& read) {
  constexpr std::size_t piece = std::size_t{1} << 20;
  std::vector<std::uint8_t> bytes;
  for (;;) {
    const std::size_t size = bytes.size();
    if (size > most)
      throw Error(
          ErrorCode::bad_input,
          fmt::format("{}: unpacks to more than {:.3g} GiB, half of this machine's memory: too large for "
                      "memory, or crafted to exhaust it",
                      what, static_cast<double>(most) / (1 << 30)));
    if (bytes.capacity() < size + piece)  // never to much more than what may be held
      bytes.reserve(std::min(std::max(2 * size, piece), std::max(size, most) + piece));
    bytes.resize(size + piece);
    const std::size_t count = read(std::span(bytes).subspan(size));
    bytes.resize(size + count);
    if (count == 0) return bytes;
  }
}

std::vector<std::uint8_t> read_bytes(const std::filesystem::path& file, std::size_t most) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    throw Error(ErrorCode::bad_input, fmt::format("{}: is a folder, not a file", file.string()));
  errno = 0;
  const std::unique_ptr<gzFile_s, CloseGz> stream(gzopen(file.c_str(), "rb"));
  if (!stream)
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: cannot open: {}", file.string(), std::strerror(errno)));
  return unpacked(file.string(), most, [&](std::span<std::uint8_t> piece) {
    const int count = gzread(stream.get(), piece.data(), static_cast<unsigned>(piece.size()));
    int code = Z_OK;
    const char* reason = gzerror(stream.get(), &code);
    if (count < 0 || code == Z_BUF_ERROR)
      throw Error(ErrorCode::bad_input,
                  fmt::format("{}: cannot read: {}; the file is damaged or cut short, fetch it again",
                              file.string(), code == Z_ERRNO ? std::strerror(errno) : reason));
    return static_cast<std::size_t>(count);
  });
}

}  // namespace tryall::data
