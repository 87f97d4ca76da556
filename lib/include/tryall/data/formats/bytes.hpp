#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace tryall::data {

/// What a file of data may be unpacked to: half of this machine's memory.
std::size_t most_unpacked_bytes();

/// All that `read` gives, piece by piece: it fills the bytes it is handed, from the front, and returns how
/// many these were, 0 at the end. What a header says about the size is not asked. Throws Error, which begins
/// with `what`, once it is more than `most` bytes.
std::vector<std::uint8_t> unpacked(const std::string& what, std::size_t most,
                                   const std::function<std::size_t(std::span<std::uint8_t>)>& read);

/// The bytes of a file, piece by piece, unpacked if they begin as gzip does (RFC 1952; several members one
/// after the other are one stream, and zeros may follow). Throws Error as `read_bytes` does.
class ByteStream {
 public:
  explicit ByteStream(const std::filesystem::path& file, std::size_t most = most_unpacked_bytes());
  ~ByteStream();
  ByteStream(const ByteStream&) = delete;
  ByteStream& operator=(const ByteStream&) = delete;

  /// Fills `piece` from the front and returns how many bytes these were; fewer than there is room for only at
  /// the end.
  std::size_t read(std::span<std::uint8_t> piece);

 private:
  class Gunzip;

  std::size_t read_plain(std::span<std::uint8_t> piece);

  std::string name_;
  int file_;
  std::unique_ptr<Gunzip> gunzip_;   ///< None of a file that is not compressed.
  std::vector<std::uint8_t> begun_;  ///< What was read to tell, and is not yet given.
  std::size_t most_, done_ = 0;
};

/// The bytes of a file, unpacked if they begin as gzip does. Throws Error for a file that is missing,
/// unreadable, cut short or damaged inside the gzip stream, followed by other bytes behind that, or larger
/// than `most` bytes.
std::vector<std::uint8_t> read_bytes(const std::filesystem::path& file,
                                     std::size_t most = most_unpacked_bytes());

}  // namespace tryall::data
