#pragma once

#include <xxhash.h>

#include <cstddef>
#include <memory>
#include <string>

namespace tryall::sweeps {

/// 128 bits of XXH3 over bytes that come piece by piece.
class Hasher {
 public:
  Hasher() { XXH3_128bits_reset(state_.get()); }

  void add(const void* bytes, std::size_t size) { XXH3_128bits_update(state_.get(), bytes, size); }
  void add(const std::string& text) { add(text.data(), text.size()); }
  /// 32 hexadecimal digits.
  std::string hex() const;

 private:
  struct FreeState {
    void operator()(XXH3_state_t* state) const { XXH3_freeState(state); }
  };
  std::unique_ptr<XXH3_state_t, FreeState> state_{XXH3_createState()};
};

}  // namespace tryall::sweeps
