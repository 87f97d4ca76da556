#pragma once

#include <cstdint>

namespace tryall::testing {

/// Allocations of this program so far, by whatever way they came; counted where the test binary is linked
/// with allocation_count.cpp, but only by GCC with glibc, and not under a sanitizer.
std::int64_t allocation_count();

/// False where nothing is counted.
bool counts_allocations();

}  // namespace tryall::testing
