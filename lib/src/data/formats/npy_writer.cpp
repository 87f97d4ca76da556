#include "tryall/data/formats/npy_writer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bit>

#include "tryall/error.hpp"

namespace tryall::data {
namespace {

/// Magic, version, and the header, so long that the values after it are aligned.
std::string beginning(const std::string& type, const std::string& shape) {
  static_assert(std::endian::native == std::endian::little, "values are copied as they are in memory");
  constexpr std::size_t fixed = 10, alignment = 64;  // magic, version and length
  std::string header = fmt::format("{{'descr': '{}', 'fortran_order': False, 'shape': ({}), }}", type, shape);
  header.append(alignment - 1 - (fixed + header.size()) % alignment, ' ');
  header += '\n';
  std::string bytes("\x93NUMPY\x01\x00", 8);
  bytes += static_cast<char>(header.size() & 0xFF);
  bytes += static_cast<char>(header.size() >> 8);
  return bytes + header;
}

template <class Value>
std::string array(const std::string& type, const std::string& shape, std::span<const Value> values) {
  std::string bytes = beginning(type, shape);
  bytes.append(reinterpret_cast<const char*>(values.data()), values.size_bytes());  // NOLINT
  return bytes;
}

std::string shape_of(std::size_t size) { return fmt::format("{},", size); }

/// The code point that begins at `at`, which moves behind it.
char32_t next_code_point(const std::string& text, std::size_t& at) {
  const auto byte = [&](std::size_t place) {
    return place < text.size() ? static_cast<unsigned char>(text[place]) : 0U;
  };
  const unsigned first = byte(at++);
  if (first < 0x80) return first;
  const unsigned following = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
  char32_t point = first & (0x3FU >> following);
  bool valid = first >= 0xC2 && first < 0xF5;
  for (unsigned i = 0; valid && i < following; ++i) {
    valid = (byte(at) & 0xC0U) == 0x80U;
    if (valid) point = point << 6 | (byte(at++) & 0x3FU);
  }
  constexpr char32_t replacement = 0xFFFD, most = 0x10FFFF;
  constexpr std::array<char32_t, 4> least = {0, 0x80, 0x800, 0x10000};  // by what follows the first byte
  return valid && point >= least[following] && point <= most && (point < 0xD800 || point > 0xDFFF)
             ? point
             : replacement;
}

}  // namespace

std::string to_npy(std::span<const double> values, std::size_t rows, std::size_t columns) {
  require(values.size() == rows * columns, "an array has a value for each place");
  return array("<f8", fmt::format("{}, {}", rows, columns), values);
}

std::string to_npy(const std::vector<double>& values) {
  return array<double>("<f8", shape_of(values.size()), values);
}

std::string to_npy(const std::vector<std::int64_t>& values) {
  return array<std::int64_t>("<i8", shape_of(values.size()), values);
}

std::string to_npy(const std::vector<std::string>& values) {
  std::vector<std::u32string> texts;
  std::size_t width = 1;
  for (const std::string& value : values) {
    std::u32string& text = texts.emplace_back();
    for (std::size_t at = 0; at < value.size();) text += next_code_point(value, at);
    width = std::max(width, text.size());
  }
  std::u32string all;
  for (std::u32string& text : texts) {
    text.resize(width);
    all += text;
  }
  return array<char32_t>(fmt::format("<U{}", width), shape_of(values.size()), all);
}

}  // namespace tryall::data
