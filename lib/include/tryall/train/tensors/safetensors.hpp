#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "tryall/train/tensors/tensor.hpp"

namespace tryall::train {

/// What a safetensors file holds: tensors in the order of their bytes, and texts by name.
struct TensorFile {
  std::vector<Tensor> tensors;
  std::map<std::string, std::string> metadata = {};

  bool operator==(const TensorFile&) const = default;
};

/// How numbers are stored.
enum class TensorType { float32, float64 };

/// The bytes of a safetensors file (github.com/huggingface/safetensors): the header's length in 64 bits,
/// little-endian; the header, JSON that gives each tensor's type, shape and place, padded with spaces so that
/// the numbers begin at a multiple of 8; the numbers in C order, without gaps.
std::string to_safetensors(const TensorFile& file, TensorType type);

/// Reads such bytes; `what` names them in messages. Throws Error for a header that is damaged or claims more
/// than there is, for a place that overlaps another, leaves a gap or does not fit its shape, and for types
/// other than F32 and F64.
TensorFile parse_safetensors(std::span<const std::uint8_t> bytes, const std::string& what);

TensorFile read_safetensors(const std::filesystem::path& file);

}  // namespace tryall::train
