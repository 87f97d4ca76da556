#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tryall/data/dataset.hpp"

namespace tryall::data {

/// The contents of a NumPy array file, in C order.
struct NpyArray {
  std::vector<std::size_t> shape;
  /// Booleans and unsigned bytes as bytes, floats of 16 and 32 bits as float, everything else as double.
  FeatureValues values;
  bool integral = false;  ///< Booleans or whole numbers.

  std::size_t count() const;
};

/// Parses the bytes of a .npy file, format versions 1.0 to 3.0 (NumPy Enhancement Proposal 1 and
/// numpy.lib.format): booleans, signed and unsigned integers of 1 to 8 bytes and floats of 2, 4 and 8
/// bytes, in either order of bytes, in C or Fortran order. `what` names the source in messages. Throws Error
/// for anything else, and for too few or too many bytes.
NpyArray parse_npy(std::span<const std::uint8_t> bytes, const std::string& what);

}  // namespace tryall::data
