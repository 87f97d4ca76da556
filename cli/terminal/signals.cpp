#include "terminal/signals.hpp"

#include <unistd.h>

#include <array>
#include <csignal>

#include "terminal/exit_status.hpp"

namespace tryall::cli {
namespace {

constexpr std::array<int, 3> watched = {SIGINT, SIGTERM, SIGHUP};
volatile std::sig_atomic_t signals_caught = 0;
std::array<struct sigaction, watched.size()> before;

volatile std::sig_atomic_t was_continued = 0;

void on_continue(int) { was_continued = 1; }

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
}

SignalWatch::~SignalWatch() {
  for (std::size_t i = 0; i < watched.size(); ++i) sigaction(watched[i], &before[i], nullptr);
  std::signal(SIGCONT, SIG_DFL);
}

bool SignalWatch::caught() { return signals_caught != 0; }

bool SignalWatch::take_continued() {
  const bool continued = was_continued != 0;
  was_continued = 0;
  return continued;
}

}  // namespace tryall::cli
