#include "live.hpp"

namespace tryall::cli {

std::function<void(const sweeps::Progress&)> Live::show() {
  watch_.emplace();
  return [this](const sweeps::Progress& progress) {
    if (SignalWatch::caught()) stop_.request_stop();
    if (!quiet_) view_.show(progress);
  };
}

}  // namespace tryall::cli
