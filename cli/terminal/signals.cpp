#include "terminal/signals.hpp"

#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>

#include "terminal/exit_status.hpp"

namespace tryall::cli {
namespace {

constexpr std::array<int, 3> watched = {SIGINT, SIGTERM, SIGHUP};
volatile std::sig_atomic_t signals_caught = 0;
std::array<struct sigaction, watched.size()> before;

std::atomic<bool> is_stopping = false, was_continued = false;
static_assert(std::atomic<bool>::is_always_lock_free);  // handlers may use no others

void on_continue(int) { was_continued = true; }

/// Stops the process as if there were no handler. Other threads may run before the handler of SIGCONT does,
/// so what they ask for is written down on both sides of the stop.
void on_stop(int) {
  is_stopping = true;
  struct sigaction stop {
  }, mine{};
  stop.sa_handler = SIG_DFL;
  sigemptyset(&stop.sa_mask);
  sigaction(SIGTSTP, &stop, &mine);
  sigset_t stops, masked;
  sigemptyset(&stops);
  sigaddset(&stops, SIGTSTP);
  raise(SIGTSTP);
  pthread_sigmask(SIG_UNBLOCK, &stops, &masked);  // here it stops, and here it goes on
  pthread_sigmask(SIG_SETMASK, &masked, nullptr);
  sigaction(SIGTSTP, &mine, nullptr);
  was_continued = true;
  is_stopping = false;
}

void on_signal(int) {
  if (signals_caught) _exit(interrupted);
  signals_caught = 1;
}

}  // namespace

SignalWatch::SignalWatch() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigemptyset(&action.sa_mask);
  for (std::size_t i = 0; i < watched.size(); ++i) {
    sigaction(watched[i], nullptr, &before[i]);
    if (before[i].sa_handler != SIG_IGN) sigaction(watched[i], &action, nullptr);
  }
  action.sa_handler = on_continue;
  sigaction(SIGCONT, &action, nullptr);
  struct sigaction stop {};
  sigaction(SIGTSTP, nullptr, &stop);
  if (stop.sa_handler == SIG_IGN) return;  // as a shell without jobs asks for
  action.sa_handler = on_stop;
  sigaction(SIGTSTP, &action, nullptr);
}

SignalWatch::~SignalWatch() {
  for (std::size_t i = 0; i < watched.size(); ++i) sigaction(watched[i], &before[i], nullptr);
  std::signal(SIGCONT, SIG_DFL);
  struct sigaction stop {};
  sigaction(SIGTSTP, nullptr, &stop);
  if (stop.sa_handler == on_stop) std::signal(SIGTSTP, SIG_DFL);
}

bool SignalWatch::caught() { return signals_caught != 0; }

bool SignalWatch::stopping() { return is_stopping; }

bool SignalWatch::take_continued() { return was_continued.exchange(false); }

}  // namespace tryall::cli
