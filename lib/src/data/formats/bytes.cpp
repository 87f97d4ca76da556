#include "tryall/data/formats/bytes.hpp"

#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "tryall/error.hpp"

namespace tryall::data {
namespace {

[[noreturn]] void refuse_size(const std::string& what, std::size_t most) {
  throw Error(ErrorCode::bad_input,
              fmt::format("{}: unpacks to more than {:.3g} GiB, half of this machine's memory: too large for "
                          "memory, or crafted to exhaust it",
                          what, static_cast<double>(most) / (1 << 30)));
}

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
    if (size > most) refuse_size(what, most);
    if (bytes.capacity() < size + piece)  // never to much more than what may be held
      bytes.reserve(std::min(std::max(2 * size, piece), std::max(size, most) + piece));
    bytes.resize(size + piece);
    const std::size_t count = read(std::span(bytes).subspan(size));
    bytes.resize(size + count);
    if (count == 0) return bytes;
  }
}

ByteStream::ByteStream(const std::filesystem::path& file, std::size_t most)
    : name_(file.string()), most_(most) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    throw Error(ErrorCode::bad_input, fmt::format("{}: is a folder, not a file", name_));
  errno = 0;
  file_ = gzopen(file.c_str(), "rb");
  if (!file_)
    throw Error(ErrorCode::bad_input, fmt::format("{}: cannot open: {}", name_, std::strerror(errno)));
}

ByteStream::~ByteStream() { gzclose(file_); }

std::size_t ByteStream::read(std::span<std::uint8_t> piece) {
  const int count =
      gzread(file_, piece.data(), static_cast<unsigned>(std::min<std::size_t>(piece.size(), 1 << 30)));
  int code = Z_OK;
  const char* reason = gzerror(file_, &code);
  if (count < 0 || code == Z_BUF_ERROR)
    throw Error(ErrorCode::bad_input,
                fmt::format("{}: cannot read: {}; the file is damaged or cut short, fetch it again", name_,
                            code == Z_ERRNO ? std::strerror(errno) : reason));
  done_ += static_cast<std::size_t>(count);
  if (done_ > most_) refuse_size(name_, most_);
  return static_cast<std::size_t>(count);
}

std::vector<std::uint8_t> read_bytes(const std::filesystem::path& file, std::size_t most) {
  ByteStream stream(file, most);
  return unpacked(file.string(), most, [&](std::span<std::uint8_t> piece) { return stream.read(piece); });
}

}  // namespace tryall::data
