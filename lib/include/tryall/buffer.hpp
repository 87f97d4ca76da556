#pragma once

#include <algorithm>
#include <cstddef>
#include <new>
#include <vector>

namespace tryall {

/// Bytes that every buffer and every block within one starts at a multiple of. Vectorized sums depend on the
/// alignment of what they add up, so a fixed alignment is part of "the same run gives the same bits".
inline constexpr std::size_t buffer_alignment = 64;

template <class T>
struct AlignedAllocator {
  using value_type = T;
  AlignedAllocator() = default;
  template <class U>
  AlignedAllocator(const AlignedAllocator<U>&) {}  // NOLINT(google-explicit-constructor): allocators convert

  T* allocate(std::size_t count) {
    return static_cast<T*>(::operator new (count * sizeof(T), std::align_val_t{buffer_alignment}));
  }
  void deallocate(T* data, std::size_t) { ::operator delete (data, std::align_val_t{buffer_alignment}); }
  template <class U>
  bool operator==(const AlignedAllocator<U>&) const {
    return true;
  }
};

/// A vector whose first element is aligned to `buffer_alignment` bytes.
template <class T>
using Buffer = std::vector<T, AlignedAllocator<T>>;

/// A borrowed table of samples, one sample after the other (column-major, features x rows).
template <class T>
struct Batch {
  T* data = nullptr;
  std::ptrdiff_t features = 0;
  std::ptrdiff_t rows = 0;

  operator Batch<const T>() const { return {data, features, rows}; }
  /// Up to `count` samples from number `first` on; without data where this has none.
  Batch part(std::ptrdiff_t first, std::ptrdiff_t count) const {
    return {data ? data + first * features : nullptr, features, std::min(count, rows - first)};
  }
};

}  // namespace tryall
