#pragma once

#include <condition_variable>
#include <mutex>

namespace tryall::testing {

/// Blocks whoever waits until it is opened.
class Door {
 public:
  void wait() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return open_; });
  }
  void open() {
    const std::lock_guard lock(mutex_);
    open_ = true;
    changed_.notify_all();
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  bool open_ = false;
};

}  // namespace tryall::testing
