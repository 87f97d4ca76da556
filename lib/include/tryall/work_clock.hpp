#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <stop_token>
#include <thread>

namespace tryall {

/// A steady clock that stands still while the process does: after Ctrl-Z, SIGSTOP or a suspended machine no
/// training has become longer, and no limit of time has passed. It needs a `Beat` in the process, which looks
/// at the time ten times a second: when nobody looked for a second, the process was stopped. Without one
/// it is std::chrono::steady_clock.
class WorkClock {
 public:
  using Steady = std::chrono::steady_clock;
  using duration = Steady::duration;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<WorkClock>;
  static constexpr bool is_steady = true;
  static constexpr duration least_stop = std::chrono::seconds(1);

  static time_point now() { return at(Steady::now()); }

  /// What the clock shows at a moment of the steady clock, which is not before those asked for earlier. Of
  /// `now` and of tests.
  static time_point at(Steady::time_point moment) {
    const rep count = moment.time_since_epoch().count();
    if (beats.load(std::memory_order_acquire) > 0) look(count);
    return time_point(duration(count - stopped.load(std::memory_order_acquire)));
  }

  /// While it lives, the process is watched.
  class Beat {
   public:
    Beat() {
      {
        const std::lock_guard lock(mutex);
        seen.store(Steady::now().time_since_epoch().count(), std::memory_order_release);
        beats.fetch_add(1, std::memory_order_release);
      }
      thread_ = std::jthread([](const std::stop_token& stop) { beat(stop); });
    }
    ~Beat() {
      thread_.request_stop();
      thread_.join();
      beats.fetch_sub(1, std::memory_order_release);
    }
    Beat(const Beat&) = delete;
    Beat& operator=(const Beat&) = delete;

   private:
    static void beat(const std::stop_token& stop) {
      constexpr std::chrono::milliseconds pause(100);
      std::mutex own;
      std::condition_variable_any wake;
      std::unique_lock lock(own);
      while (!wake.wait_for(lock, stop, pause, [&] { return stop.stop_requested(); })) WorkClock::now();
    }

    std::jthread thread_;
  };

 private:
  static void look(rep count) {
    rep last = seen.load(std::memory_order_acquire);
    if (count - last <= least_stop.count()) {
      while (last < count && !seen.compare_exchange_weak(last, count, std::memory_order_acq_rel)) {
      }
      return;
    }
    const std::lock_guard lock(mutex);
    last = seen.load(std::memory_order_acquire);
    if (count - last <= least_stop.count()) return;  // another thread saw it first
    stopped.fetch_add(count - last, std::memory_order_acq_rel);
    seen.store(count, std::memory_order_release);
  }

  inline static std::mutex mutex;
  inline static std::atomic<int> beats = 0;
  inline static std::atomic<rep> seen = 0;     ///< The latest moment that was asked for.
  inline static std::atomic<rep> stopped = 0;  ///< In all.
};

}  // namespace tryall
