#pragma once

namespace tryall::cli {

/// While it lives, the first SIGINT, SIGTERM or SIGHUP is only noted; a second one ends the process at once.
class SignalWatch {
 public:
  SignalWatch();
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  static bool caught();
};

}  // namespace tryall::cli
