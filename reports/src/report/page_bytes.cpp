#include "page_bytes.hpp"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <new>
#include <stdexcept>

namespace tryall::reports {

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  text.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const auto byte = [&](std::size_t i) {
      return at + i < bytes.size() ? std::uint32_t{static_cast<unsigned char>(bytes[at + i])} : 0U;
    };
    const std::uint32_t word = byte(0) << 16U | byte(1) << 8U | byte(2);
    for (std::size_t i = 0; i < 4; ++i)
      text += at + i > bytes.size() ? '=' : digits[word >> (18 - 6 * i) & 63U];
  }
  return text;
}

std::string gzipped(std::string_view bytes) {
  constexpr int gzip_window = 15 + 16, memory_level = 8;
  z_stream stream = {};
  if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, gzip_window, memory_level,
                   Z_DEFAULT_STRATEGY) != Z_OK)
    throw std::bad_alloc();
  constexpr std::size_t most_at_once = std::size_t{1} << 30U;
  std::array<char, 1 << 16> piece = {};
  std::string result;
  int state = Z_OK;
  while (state == Z_OK) {
    const std::size_t count = std::min(bytes.size(), most_at_once);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));  // zlib does not write there
    stream.avail_in = static_cast<uInt>(count);
    stream.next_out = reinterpret_cast<Bytef*>(piece.data());
    stream.avail_out = static_cast<uInt>(piece.size());
    state = deflate(&stream, count == bytes.size() ? Z_FINISH : Z_NO_FLUSH);
    bytes.remove_prefix(count - stream.avail_in);
    result.append(piece.data(), piece.size() - stream.avail_out);
  }
  deflateEnd(&stream);
  if (state != Z_STREAM_END) throw std::logic_error("zlib did not end a stream");
  return result;
}

}  // namespace tryall::reports
