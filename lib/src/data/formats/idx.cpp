#include "tryall/data/formats/idx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "tryall/data/formats/bytes.hpp"
#include "tryall/data/formats/content.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

constexpr std::uint8_t unsigned_bytes = 0x08;

[[noreturn]] void bad_idx(const std::string& what, const std::string& message) {
  throw Error(ErrorCode::bad_input, fmt::format("{}: {}", what, message));
}

std::string_view kind(std::size_t dimensions) {
  if (dimensions == 1) return "labels (1 dimension)";
  if (dimensions == 3) return "images (3 dimensions)";
  return "an array";
}

/// Guards against products that overflow: none is larger than what the bytes hold.
std::size_t count_of(const std::vector<std::size_t>& shape, std::size_t most, const std::string& what) {
  if (std::find(shape.begin(), shape.end(), 0U) != shape.end()) return 0;
  std::size_t count = 1;
  for (const std::size_t size : shape) {
    if (count > most / size)
      bad_idx(what,
              fmt::format("is cut short: its header promises more values than its {} bytes hold", most));
    count *= size;
  }
  return count;
}

}  // namespace

IdxArray parse_idx(std::span<const std::uint8_t> bytes, std::size_t dimensions, const std::string& what) {
  const std::size_t header = 4 + 4 * dimensions;
  refuse_other_content(as_text(bytes), "idx", what);
  if (bytes.size() < 4 || bytes[0] != 0 || bytes[1] != 0)
    bad_idx(what, "not an IDX file: it does not begin with two zero bytes and a type");
  if (bytes[2] != unsigned_bytes)
    bad_idx(what, fmt::format("IDX type 0x{:02x} is not supported, only unsigned bytes (0x08)", bytes[2]));
  if (bytes[3] != dimensions)
    bad_idx(what,
            fmt::format("holds {} dimensions, but {} are expected; are the images and the labels mixed up?",
                        bytes[3], kind(dimensions)));
  if (bytes.size() < header)
    bad_idx(what, fmt::format("is cut short: {} bytes, its header alone has {}", bytes.size(), header));
  IdxArray array;
  for (std::size_t i = 0; i < dimensions; ++i) {
    std::size_t size = 0;
    for (std::size_t j = 0; j < 4; ++j) size = (size << 8) | bytes[4 + 4 * i + j];
    array.shape.push_back(size);
  }
  const std::size_t count = count_of(array.shape, bytes.size(), what);
  if (bytes.size() != header + count)
    bad_idx(what, fmt::format("{}: {} bytes, its header promises {}",
                              bytes.size() < header + count ? "is cut short" : "has bytes left over",
                              bytes.size(), header + count));
  array.values.assign(bytes.begin() + static_cast<std::ptrdiff_t>(header), bytes.end());
  return array;
}

IdxArray read_idx(const std::filesystem::path& file, std::size_t dimensions) {
  const std::vector<std::uint8_t> bytes = read_bytes(file);
  return parse_idx(bytes, dimensions, file.string());
}

}  // namespace tryall::data
