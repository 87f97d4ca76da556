#pragma once

namespace tryall::cli {

/// While it lives, a stop (Ctrl-Z) and a SIGCONT are noted, and the first SIGINT, SIGTERM or SIGHUP is only
/// noted; a second one ends the process at once. A signal that was ignored when the program began (nohup, a
/// shell's background job) stays ignored.
class SignalWatch {
 public:
  SignalWatch();
  ~SignalWatch();
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  static bool caught();
  /// Whether a stop by Ctrl-Z is about to happen, or has just ended.
  static bool stopping();
  /// Whether the process went on after a stop (Ctrl-Z and fg) since this was last asked.
  static bool take_continued();
};

}  // namespace tryall::cli
