#include "stop_check.hpp"

#include <utility>

namespace tryall {
namespace {

thread_local StopScope* innermost_scope = nullptr;

}  // namespace

StopScope::StopScope(std::stop_token stop, std::chrono::milliseconds patience)
    : stop_(std::move(stop)), patience_(patience), outer_(std::exchange(innermost_scope, this)) {}

StopScope::~StopScope() { innermost_scope = outer_; }

void StopScope::check() {
  if (!stop_.stop_requested()) return;
  const Clock::time_point now = Clock::now();
  if (!seen_) seen_ = now;
  if (now - *seen_ >= patience_) throw Stopped();
}

void check_stop() {
  if (innermost_scope) innermost_scope->check();
}

}  // namespace tryall
