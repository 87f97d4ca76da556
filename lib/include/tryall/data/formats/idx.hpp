#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "tryall/buffer.hpp"

namespace tryall::data {

/// The contents of an IDX file of unsigned bytes (LeCun's format of MNIST: two zero bytes, the type 0x08, the
/// number of dimensions, each dimension as 32 bits big-endian, the values in C order).
struct IdxArray {
  std::vector<std::size_t> shape;
  Buffer<std::uint8_t> values;
};

/// Parses the bytes of an IDX file with `dimensions` dimensions. `what` names the source in messages. Throws
/// Error for a wrong magic number, type or number of dimensions, and for too few or too many bytes.
IdxArray parse_idx(std::span<const std::uint8_t> bytes, std::size_t dimensions, const std::string& what);

/// Reads an IDX file, plain or gzipped (told by its first bytes, not by its name).
IdxArray read_idx(const std::filesystem::path& file, std::size_t dimensions);

}  // namespace tryall::data
