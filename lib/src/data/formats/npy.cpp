#include "tryall/data/formats/npy.hpp"

#include <fmt/format.h>

#include <Eigen/Core>
#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <string_view>

#include "tryall/data/formats/content.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

constexpr std::string_view magic = "\x93NUMPY";

[[noreturn]] void bad_npy(const std::string& what, const std::string& message) {
  throw Error(ErrorCode::bad_input, fmt::format("{}: {}", what, message));
}

/// An element type: '<f8' is kind f, 8 bytes, little-endian.
struct ElementType {
  char kind = 0;  ///< b, i, u, f as in NumPy's array interface, or one that is not read.
  std::size_t size = 0;
  bool big_endian = false;
};

struct Header {
  std::string type;
  bool fortran_order = false;
  std::vector<std::size_t> shape = {};
};

/// What follows a key of the header, which is a Python dictionary such as
/// {'descr': '<f8', 'fortran_order': False, 'shape': (3, 2), }.
std::string_view value_of(std::string_view header, std::string_view key, const std::string& what) {
  std::size_t found = header.find(fmt::format("'{}'", key));
  if (found == std::string_view::npos) found = header.find(fmt::format("\"{}\"", key));
  if (found == std::string_view::npos)
    bad_npy(what, fmt::format("its header has no '{}'; the file is damaged", key));
  header.remove_prefix(found + key.size() + 2);
  while (header.starts_with(' ') || header.starts_with(':')) header.remove_prefix(1);
  return header;
}

/// The text between quotes, as Python writes it: '<f8', "<f8", and u'<f8' of Python 2.
std::optional<std::string> quoted(std::string_view text) {
  if (text.starts_with('u') || text.starts_with('b')) text.remove_prefix(1);
  if (!text.starts_with('\'') && !text.starts_with('"')) return std::nullopt;
  return std::string(text.substr(1, text.find(text[0], 1) - 1));
}

std::vector<std::size_t> parse_shape(std::string_view text, const std::string& what) {
  std::vector<std::size_t> shape;
  const std::size_t end = text.find(')');
  if (!text.starts_with('(') || end == std::string_view::npos) bad_npy(what, "its header has no shape");
  const char *place = text.data() + 1, *const close = text.data() + end;
  while (place != close) {
    if (*place == ' ' || *place == ',') {
      ++place;
      continue;
    }
    std::size_t size = 0;
    const auto [next, error] = std::from_chars(place, close, size);
    if (error != std::errc())
      bad_npy(what, fmt::format("its header has the shape {}", text.substr(0, end + 1)));
    shape.push_back(size);
    place = next != close && *next == 'L' ? next + 1 : next;  // 20L: a long of Python 2
  }
  return shape;
}

Header parse_header(std::string_view text, const std::string& what) {
  Header header;
  const auto type = quoted(value_of(text, "descr", what));
  if (!type)
    bad_npy(what,
            "is an array of records; save its columns as an array of numbers: "
            "numpy.lib.recfunctions.structured_to_unstructured(array)");
  header.type = *type;
  header.fortran_order = value_of(text, "fortran_order", what).starts_with("True");
  header.shape = parse_shape(value_of(text, "shape", what), what);
  return header;
}

/// The header's text and, behind it, the values.
std::pair<std::string_view, std::span<const std::uint8_t>> parts_of(std::span<const std::uint8_t> bytes,
                                                                    const std::string& what) {
  refuse_other_content(as_text(bytes), "npy", what);
  if (bytes.size() < 10 || std::memcmp(bytes.data(), magic.data(), magic.size()) != 0)
    bad_npy(what, "not a .npy file: it does not begin with \\x93NUMPY");
  const int version = bytes[6];
  if (version < 1 || version > 3)
    bad_npy(what, fmt::format("is of format version {}; 1 to 3 are known", version));
  const std::size_t begin = version == 1 ? 10 : 12;
  std::size_t size = bytes[8] | std::size_t{bytes[9]} << 8;
  if (version > 1 && bytes.size() >= begin)
    size |= std::size_t{bytes[10]} << 16 | std::size_t{bytes[11]} << 24;
  if (bytes.size() < begin + size) bad_npy(what, "is cut short inside its header");
  return {{reinterpret_cast<const char*>(bytes.data()) + begin, size}, bytes.subspan(begin + size)};
}

/// The place in Fortran order of what comes next in C order.
class FortranOrder {
 public:
  explicit FortranOrder(const std::vector<std::size_t>& shape) : shape_(shape), index_(shape.size(), 0) {}

  std::size_t place() const {
    std::size_t place = 0;
    for (std::size_t i = shape_.size(); i-- > 0;) place = place * shape_[i] + index_[i];
    return place;
  }
  void advance() {
    for (std::size_t i = shape_.size(); i-- > 0;) {
      if (++index_[i] < shape_[i]) return;
      index_[i] = 0;
    }
  }

 private:
  const std::vector<std::size_t>& shape_;
  std::vector<std::size_t> index_;
};

template <class Stored, class Value>
FeatureValues values_from(std::span<const std::uint8_t> bytes, const Header& header, bool swapped) {
  Buffer<Value> values(bytes.size() / sizeof(Stored));
  FortranOrder order(header.shape);
  for (std::size_t i = 0; i < values.size(); ++i) {
    std::array<std::uint8_t, sizeof(Stored)> raw;
    std::memcpy(raw.data(), bytes.data() + (header.fortran_order ? order.place() : i) * sizeof(Stored),
                sizeof(Stored));
    if (swapped) std::reverse(raw.begin(), raw.end());
    Stored stored;
    std::memcpy(&stored, raw.data(), sizeof(Stored));
    values[i] = static_cast<Value>(stored);
    if (header.fortran_order) order.advance();
  }
  return values;
}

struct Type {
  char kind;
  std::size_t size;
  FeatureValues (*read)(std::span<const std::uint8_t> bytes, const Header& header, bool swapped);
};

const Type types[] = {{'b', 1, values_from<std::uint8_t, std::uint8_t>},
                      {'u', 1, values_from<std::uint8_t, std::uint8_t>},
                      {'i', 1, values_from<std::int8_t, double>},
                      {'i', 2, values_from<std::int16_t, double>},
                      {'u', 2, values_from<std::uint16_t, double>},
                      {'i', 4, values_from<std::int32_t, double>},
                      {'u', 4, values_from<std::uint32_t, double>},
                      {'i', 8, values_from<std::int64_t, double>},
                      {'u', 8, values_from<std::uint64_t, double>},
                      {'f', 2, values_from<Eigen::half, float>},
                      {'f', 4, values_from<float, float>},
                      {'f', 8, values_from<double, double>}};

/// Of '<f8', '|u1', '<u1', '=i4', 'f4', '?' and 'float32', which all name a type.
ElementType element_type(std::string_view name) {
  ElementType type;
  if (!name.empty() && std::string_view("<>=|").find(name[0]) != std::string_view::npos) {
    type.big_endian = name[0] == '>';
    name.remove_prefix(1);
  }
  if (name == "?" || name == "bool") return {'b', 1, false};
  std::size_t letters = 0;
  while (letters < name.size() && (name[letters] < '0' || name[letters] > '9')) ++letters;
  const std::string_view word = name.substr(0, letters);
  std::from_chars(name.data() + letters, name.data() + name.size(), type.size);
  const bool bits = word == "int" || word == "uint" || word == "float";
  type.kind = letters == 1 || bits ? word[0] : 0;
  if (bits) type.size /= 8;
  return type;
}

/// What to do with an array of a type that is not read, so that no value is lost.
std::string_view way_out(const ElementType& type) {
  switch (type.kind) {
    case 'f':
      return "floats of 2, 4 and 8 bytes are known: save array.astype(\"float64\")";
    case 'c':
      return "complex numbers are not read: save the real and the imaginary part as two columns";
    case 'U':
    case 'S':
    case 'a':
      return "text is not read; for labels, save their numbers: numpy.unique(array, return_inverse=True)[1]";
    case 'M':
    case 'm':
      return "times are not read; save them as numbers: array.astype(\"int64\")";
    default:
      return "booleans, whole numbers and floats are known: save array.astype(\"float64\")";
  }
}

const Type& type_of(const std::string& name, const ElementType& element, const std::string& what) {
  for (const Type& type : types)
    if (type.kind == element.kind && type.size == element.size) return type;
  if (name.find('O') != std::string::npos)
    bad_npy(what, "is an array of Python objects; save an array of numbers: array.astype(\"float64\")");
  bad_npy(what, fmt::format("is of type '{}'; {}", name, way_out(element)));
}

/// Guards against products that overflow: no dimension is larger than what the bytes hold.
std::size_t expected_count(const Header& header, std::size_t most, const std::string& what) {
  if (std::find(header.shape.begin(), header.shape.end(), 0U) != header.shape.end()) return 0;
  std::size_t count = 1;
  for (const std::size_t size : header.shape) {
    if (count > most / size) bad_npy(what, "is cut short: its header promises more values than it holds");
    count *= size;
  }
  return count;
}

}  // namespace

std::size_t NpyArray::count() const {
  return std::visit([](const auto& buffer) { return buffer.size(); }, values);
}

NpyArray parse_npy(std::span<const std::uint8_t> bytes, const std::string& what) {
  const auto [text, payload] = parts_of(bytes, what);
  const Header header = parse_header(text, what);
  const ElementType element = element_type(header.type);
  const Type& type = type_of(header.type, element, what);
  const std::size_t size = expected_count(header, payload.size() / type.size, what) * type.size;
  if (payload.size() != size)
    bad_npy(what, fmt::format("{}: {} bytes of values, its header promises {}",
                              payload.size() < size ? "is cut short" : "has bytes left over", payload.size(),
                              size));
  return {header.shape, type.read(payload, header, element.big_endian), type.kind != 'f'};
}

}  // namespace tryall::data
