#include "allocation_count.hpp"

#include <atomic>
#include <cstddef>
#include <cstdlib>

#if defined(__GLIBC__) && !defined(__clang__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__)
#define TRYALL_COUNTS_ALLOCATIONS 1
#else
#define TRYALL_COUNTS_ALLOCATIONS 0
#endif

namespace {

std::atomic<std::int64_t> count{0};

}  // namespace

#if TRYALL_COUNTS_ALLOCATIONS
// Stand in front of the C library's functions: operator new and Eigen's allocations both end here.
extern "C" {
void* __libc_malloc(std::size_t size);                           // NOLINT: the C library's own names
void* __libc_memalign(std::size_t alignment, std::size_t size);  // NOLINT

void* malloc(std::size_t size) noexcept {
  ++count;
  return __libc_malloc(size);
}

void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  ++count;
  return __libc_memalign(alignment, size);
}
}
#endif

namespace tryall::testing {

std::int64_t allocation_count() { return count; }

bool counts_allocations() { return TRYALL_COUNTS_ALLOCATIONS == 1; }

}  // namespace tryall::testing
