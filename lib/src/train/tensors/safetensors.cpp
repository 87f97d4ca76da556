#include "tryall/train/tensors/safetensors.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <Eigen/Core>
#include <algorithm>
#include <bit>
#include <cstring>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>

#include "tryall/data/formats/bytes.hpp"
#include "tryall/data/formats/content.hpp"
#include "tryall/error.hpp"

namespace tryall::train {
namespace {

static_assert(std::endian::native == std::endian::little, "numbers are copied as they are in memory");

constexpr std::size_t length_size = 8;
constexpr std::uint64_t longest_header = 100'000'000;  // the format's own limit
constexpr const char* metadata_key = "__metadata__";

template <class Scalar>
void extract(std::span<const std::uint8_t> bytes, std::vector<double>& values) {
  values.resize(bytes.size() / sizeof(Scalar));
  for (std::size_t i = 0; i < values.size(); ++i) {
    Scalar scalar;
    std::memcpy(&scalar, bytes.data() + i * sizeof scalar, sizeof scalar);
    values[i] = static_cast<double>(scalar);
  }
}

/// A type that is read: each of its numbers is one of double.
struct ReadType {
  std::string_view name;
  std::size_t size;
  void (*extract)(std::span<const std::uint8_t> bytes, std::vector<double>& values);
};
constexpr ReadType read_types[] = {{"F32", 4, extract<float>},
                                   {"F64", 8, extract<double>},
                                   {"F16", 2, extract<Eigen::half>},
                                   {"BF16", 2, extract<Eigen::bfloat16>}};

/// A tensor as the header has it.
struct Entry {
  Tensor tensor;                   // still without values
  const ReadType* type = nullptr;  ///< None: it is left out.
  std::size_t begin = 0, end = 0;
};

/// PyTorch's batch normalization counts its batches, for averages that are not exponential.
bool is_counter(std::string_view name) {
  constexpr std::string_view counter = "num_batches_tracked";
  return name == counter || name.ends_with(std::string(".") + std::string(counter));
}

std::size_t size_of(TensorType type) { return type == TensorType::float64 ? sizeof(double) : sizeof(float); }

template <class Scalar>
void append(const std::vector<double>& values, std::string& bytes) {
  for (const double value : values) {
    const auto scalar = static_cast<Scalar>(value);
    bytes.append(reinterpret_cast<const char*>(&scalar), sizeof scalar);  // NOLINT
  }
}

/// Reads the parts of a file that is not to be trusted.
class Reader {
 public:
  Reader(std::span<const std::uint8_t> bytes, const std::string& what) : bytes_(bytes), what_(what) {}

  TensorFile read() {
    const nlohmann::json header = read_header();
    std::vector<Entry> entries;
    for (const auto& [name, json] : header.items())
      if (name == metadata_key)
        read_metadata(json);
      else
        entries.push_back(read_entry(name, json));
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) {
      return std::pair(a.begin, a.end) < std::pair(b.begin, b.end);
    });
    check_places(entries);
    for (Entry& entry : entries) {
      if (!entry.type) continue;
      entry.type->extract(values_.subspan(entry.begin, entry.end - entry.begin), entry.tensor.values);
      file_.tensors.push_back(std::move(entry.tensor));
    }
    return std::move(file_);
  }

 private:
  [[noreturn]] void fail(const std::string& message) const {
    throw Error(ErrorCode::bad_input, fmt::format("{}: {}", what_, message));
  }

  nlohmann::json read_header() {
    data::refuse_other_content(data::as_text(bytes_), "safetensors", what_);
    if (bytes_.size() < length_size) fail("is not a safetensors file: shorter than its header's length");
    std::uint64_t length = 0;
    std::memcpy(&length, bytes_.data(), length_size);
    if (length > longest_header || length > bytes_.size() - length_size)
      fail(fmt::format("is not a safetensors file, or cut short: its header would be {} bytes long", length));
    const auto text = bytes_.subspan(length_size, length);
    values_ = bytes_.subspan(length_size + length);
    if (text.empty() || text.front() != '{')
      fail("is not a safetensors file: its header does not begin with {");
    std::set<std::string> names;
    const auto note_names = [&](int depth, nlohmann::json::parse_event_t event, nlohmann::json& key) {
      if (event == nlohmann::json::parse_event_t::key && depth == 1 &&
          !names.insert(key.get<std::string>()).second)
        fail(fmt::format("has '{}' twice", key.get<std::string>()));
      return true;
    };
    nlohmann::json header = nlohmann::json::parse(text.begin(), text.end(), note_names, false);
    if (!header.is_object()) fail("is not a safetensors file: its header is not JSON");
    return header;
  }

  void read_metadata(const nlohmann::json& json) {
    if (!json.is_object()) fail("its metadata are not an object");
    for (const auto& [name, value] : json.items()) {
      if (!value.is_string()) fail(fmt::format("its metadata '{}' are not text", name));
      file_.metadata[name] = value.get<std::string>();
    }
  }

  Entry read_entry(const std::string& name, const nlohmann::json& json) const {
    if (!json.is_object() || !json.contains("dtype") || !json["dtype"].is_string() ||
        !is_list_of_sizes(json, "shape") || !is_list_of_sizes(json, "data_offsets") ||
        json["data_offsets"].size() != 2)
      fail(fmt::format("'{}' lacks its dtype, shape or data_offsets", name));
    Entry entry{{name, json["shape"].get<std::vector<std::size_t>>(), {}}};
    if (!is_counter(name)) entry.type = &read_type(name, json["dtype"].get<std::string>());
    entry.begin = json["data_offsets"][0].get<std::size_t>();
    entry.end = json["data_offsets"][1].get<std::size_t>();
    if (entry.begin > entry.end || entry.end > values_.size())
      fail(fmt::format("'{}' lies at bytes {} to {}, of {}; the file is damaged or cut short", name,
                       entry.begin, entry.end, values_.size()));
    if (entry.type) check_shape(entry);
    return entry;
  }

  static bool is_list_of_sizes(const nlohmann::json& json, const char* key) {
    const auto list = json.find(key);
    return list != json.end() && list->is_array() &&
           std::all_of(list->begin(), list->end(),
                       [](const auto& item) { return item.is_number_unsigned(); });
  }

  const ReadType& read_type(const std::string& name, const std::string& type) const {
    for (const ReadType& known : read_types)
      if (known.name == type) return known;
    fail(fmt::format(
        "'{}' is of type {}; F32, F64, F16 and BF16 are read: convert it to F32 if it is a weight, "
        "or else leave it out",
        name, type));
  }

  void check_shape(const Entry& entry) const {
    std::size_t size = entry.type->size;
    for (const std::size_t length : entry.tensor.shape) {
      if (length > 0 && size > std::numeric_limits<std::size_t>::max() / length)
        fail(fmt::format("'{}' has an impossible shape", entry.tensor.name));
      size *= length;
    }
    if (size != entry.end - entry.begin)
      fail(fmt::format("'{}' has the shape [{}], {} bytes, but its place is {} bytes long", entry.tensor.name,
                       fmt::join(entry.tensor.shape, ", "), size, entry.end - entry.begin));
  }

  void check_places(const std::vector<Entry>& entries) const {
    std::size_t end = 0;
    for (const Entry& entry : entries) {
      if (entry.begin < end) fail(fmt::format("'{}' overlaps another tensor", entry.tensor.name));
      if (entry.begin > end) fail(fmt::format("there is a gap before '{}'", entry.tensor.name));
      end = entry.end;
    }
    if (end != values_.size()) fail(fmt::format("{} bytes follow the last tensor", values_.size() - end));
  }

  std::span<const std::uint8_t> bytes_, values_;
  const std::string& what_;
  TensorFile file_;
};

}  // namespace

std::string to_safetensors(const TensorFile& file, TensorType type) {
  nlohmann::ordered_json header = nlohmann::ordered_json::object();
  if (!file.metadata.empty()) header[metadata_key] = file.metadata;
  std::size_t end = 0;
  for (const Tensor& tensor : file.tensors) {
    const std::size_t begin = end;
    end += tensor.values.size() * size_of(type);
    header[tensor.name] = {{"dtype", type == TensorType::float64 ? "F64" : "F32"},
                           {"shape", tensor.shape},
                           {"data_offsets", {begin, end}}};
  }
  std::string text = header.dump();
  text.append((length_size - text.size() % length_size) % length_size, ' ');
  const std::uint64_t length = text.size();
  std::string bytes(reinterpret_cast<const char*>(&length), length_size);  // NOLINT
  bytes += text;
  bytes.reserve(bytes.size() + end);
  for (const Tensor& tensor : file.tensors)
    type == TensorType::float64 ? append<double>(tensor.values, bytes) : append<float>(tensor.values, bytes);
  return bytes;
}

TensorFile parse_safetensors(std::span<const std::uint8_t> bytes, const std::string& what) {
  return Reader(bytes, what).read();
}

TensorFile read_safetensors(const std::filesystem::path& file) {
  return parse_safetensors(data::read_bytes(file), file.string());
}

}  // namespace tryall::train
