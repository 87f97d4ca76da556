#include "tryall/data/formats/bytes.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <new>

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

/// Unpacks what another reads.
class ByteStream::Gunzip {
 public:
  explicit Gunzip(ByteStream& from) : from_(from), packed_(std::size_t{1} << 16) {
    if (inflateInit2(&stream_, window_of_gzip) != Z_OK) throw std::bad_alloc();
  }
  ~Gunzip() { inflateEnd(&stream_); }
  Gunzip(const Gunzip&) = delete;
  Gunzip& operator=(const Gunzip&) = delete;

  std::size_t read(std::span<std::uint8_t> piece) {
    stream_.next_out = piece.data();
    stream_.avail_out = static_cast<uInt>(piece.size());
    while (stream_.avail_out > 0 && has_more()) {
      const int code = inflate(&stream_, Z_NO_FLUSH);
      is_between_ = code == Z_STREAM_END;
      if (code == Z_MEM_ERROR) throw std::bad_alloc();
      if (code != Z_OK && code != Z_STREAM_END)
        fail(fmt::format("its gzip stream is damaged{}{}; fetch it again", stream_.msg ? ": " : "",
                         stream_.msg ? stream_.msg : ""));
    }
    return piece.size() - stream_.avail_out;
  }

 private:
  static constexpr int window_of_gzip = 15 + 16;

  [[noreturn]] void fail(const std::string& message) const {
    throw Error(ErrorCode::bad_input, fmt::format("{}: {}", from_.name_, message));
  }

  /// Whether there is something to unpack: more of a member, or another one behind it.
  bool has_more() {
    if (stream_.avail_in == 0) fill();
    if (!is_between_ && stream_.avail_in == 0)
      fail("is cut short: its gzip stream has no end; fetch it again");
    if (!is_between_) return true;
    if (stream_.avail_in > 0 && *stream_.next_in == gzip_begin && inflateReset(&stream_) == Z_OK) {
      is_between_ = false;
      return true;
    }
    for (; stream_.avail_in > 0; fill())
      if (std::any_of(stream_.next_in, stream_.next_in + stream_.avail_in,
                      [](Bytef byte) { return byte != 0; }))
        fail("other bytes follow its gzip stream (gzip -t says so, too); fetch it again, or take them off");
    return false;
  }

  void fill() {
    stream_.next_in = packed_.data();
    stream_.avail_in = static_cast<uInt>(from_.read_plain(packed_));
  }

  static constexpr Bytef gzip_begin = 0x1f;

  ByteStream& from_;
  std::vector<std::uint8_t> packed_;
  z_stream stream_ = {};
  bool is_between_ = false;  ///< Behind the end of a member.
};

ByteStream::ByteStream(const std::filesystem::path& file, std::size_t most)
    : name_(file.string()), most_(most) {
  std::error_code ignored;
  if (std::filesystem::is_directory(file, ignored))
    throw Error(ErrorCode::bad_input, fmt::format("{}: is a folder, not a file", name_));
  file_ = open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (file_ < 0)
    throw Error(ErrorCode::bad_input, fmt::format("{}: cannot open: {}", name_, std::strerror(errno)));
  try {
    std::array<std::uint8_t, 2> first{};
    const std::size_t count = read_plain(first);
    begun_.assign(first.begin(), first.begin() + static_cast<std::ptrdiff_t>(count));
    if (count == 2 && first[0] == 0x1f && first[1] == 0x8b) gunzip_ = std::make_unique<Gunzip>(*this);
  } catch (...) {
    close(file_);
    throw;
  }
}

ByteStream::~ByteStream() { close(file_); }

std::size_t ByteStream::read_plain(std::span<std::uint8_t> piece) {
  std::size_t done = std::min(begun_.size(), piece.size());
  std::copy_n(begun_.begin(), done, piece.begin());
  begun_.erase(begun_.begin(), begun_.begin() + static_cast<std::ptrdiff_t>(done));
  while (done < piece.size()) {
    const ssize_t count = ::read(file_, piece.data() + done, piece.size() - done);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0)
      throw Error(ErrorCode::bad_input, fmt::format("{}: cannot read: {}", name_, std::strerror(errno)));
    if (count == 0) break;
    done += static_cast<std::size_t>(count);
  }
  return done;
}

std::size_t ByteStream::read(std::span<std::uint8_t> piece) {
  piece = piece.first(std::min<std::size_t>(piece.size(), 1 << 30));
  const std::size_t count = gunzip_ ? gunzip_->read(piece) : read_plain(piece);
  done_ += count;
  if (done_ > most_) refuse_size(name_, most_);
  return count;
}

std::vector<std::uint8_t> read_bytes(const std::filesystem::path& file, std::size_t most) {
  ByteStream stream(file, most);
  return unpacked(file.string(), most, [&](std::span<std::uint8_t> piece) { return stream.read(piece); });
}

}  // namespace tryall::data
