#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace tryall::testing {

/// Trains a small model by every technique of the library, in float and double, on batches of 1, 7, 17 and 33
/// samples, and calls see(name, hash) with a hash of all bits that came out: curves, results and weights.
/// NaNs are taken as one, since their sign differs between processors.
void for_each_bits(const std::function<void(const std::string& name, std::uint64_t hash)>& see);

/// "<name> <hash>" a line.
std::string all_bits();

}  // namespace tryall::testing
