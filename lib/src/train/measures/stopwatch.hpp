#pragma once

#include <chrono>

namespace tryall::train {

/// The time a training took so far, that before its checkpoint included.
class Stopwatch {
 public:
  double seconds() const {
    return before_ + std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
  }

  template <class Archive>
  void describe(Archive& archive) {
    before_ = seconds();
    archive.value(before_);
    begin_ = std::chrono::steady_clock::now();
  }

 private:
  std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
  double before_ = 0;
};

}  // namespace tryall::train
