#include "tryall/numerics.hpp"

#include <Eigen/Core>
#include <mutex>

namespace tryall {

void pin_numerics() {
  static std::once_flag once;
  std::call_once(once, [] {
    constexpr std::ptrdiff_t kib = 1024;
    Eigen::setCpuCacheSizes(32 * kib, 512 * kib, 4096 * kib);
  });
}

}  // namespace tryall
