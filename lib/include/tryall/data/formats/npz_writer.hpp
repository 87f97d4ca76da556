#pragma once

#include <string>
#include <vector>

namespace tryall::data {

/// The bytes of an array as `to_npy` makes them, under a name.
struct NamedBytes {
  std::string name;
  std::string bytes;
};

/// The bytes of a NumPy archive as numpy.savez_compressed writes it: a ZIP file with an entry "name.npy" for
/// each array. The same arrays give the same bytes. Throws Error for two of one name.
std::string to_npz(const std::vector<NamedBytes>& arrays);

}  // namespace tryall::data
