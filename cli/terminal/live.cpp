#include "terminal/live.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "terminal/output.hpp"

namespace tryall::cli {
namespace {

constexpr double log_every_seconds = 5;

struct TerminalSize {
  std::size_t columns = 80, rows = 24;
};

TerminalSize terminal_size() {
  winsize size{};
  if (ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0 || size.ws_row < 2) return {};
  return {size.ws_col, size.ws_row};
}

bool can_draw() {
  const char* terminal = std::getenv("TERM");
  return isatty(STDERR_FILENO) && terminal && std::string_view(terminal) != "dumb";
}

/// After Ctrl-Z and bg the terminal is another program's. False where it is no one's.
bool is_in_background() {
  const pid_t foreground = tcgetpgrp(STDERR_FILENO);
  return foreground > 0 && foreground != getpgrp();
}

}  // namespace

ProgressView::ProgressView() : terminal_(can_draw()), next_seconds_(log_every_seconds) {}

void ProgressView::show(const sweeps::SweepProgress& progress) {
  if (terminal_) {
    draw(progress_lines(progress));
  } else if (progress.elapsed_seconds >= next_seconds_) {
    note(progress_log_line(progress) + "\n");
    next_seconds_ = progress.elapsed_seconds + log_every_seconds;
  }
}

void ProgressView::say(const std::string& line) {
  const std::lock_guard lock(mutex_);
  if (drawn_ == 0)
    note(line);
  else
    said_ += "\r\x1b[2K" + line;
}

void ProgressView::draw(std::vector<std::string> lines) {
  const std::lock_guard lock(mutex_);
  if (SignalWatch::stopping()) return;
  const bool background = is_in_background();
  if (SignalWatch::take_continued() || background) {  // the shell wrote below what was drawn
    drawn_ = 0;
    last_.clear();
  }
  if (background) return;
  const auto [columns, rows] = terminal_size();
  lines.resize(std::min(lines.size(), rows - 1));  // or what scrolls away could not be drawn over
  std::string text;
  if (drawn_ > 0) text += fmt::format("\x1b[{}A", drawn_);
  text += std::exchange(said_, {});
  for (const std::string& line : lines) text += "\r\x1b[2K" + line.substr(0, columns - 1) + "\n";
  if (lines.size() < drawn_) text += "\r\x1b[J";
  drawn_ = lines.size();
  if (text == last_) return;  // the same state, drawn before
  note(text);
  last_ = text;
}

void ProgressView::finish() {
  const std::lock_guard lock(mutex_);
  note(std::exchange(said_, {}));
  drawn_ = 0;
}

std::function<void(const sweeps::SweepProgress&)> Live::show() {
  watch_.emplace();
  return [this](const sweeps::SweepProgress& progress) {
    if (SignalWatch::caught()) stop_.request_stop();
    if (!quiet_) view_.show(progress);
  };
}

}  // namespace tryall::cli
