#include "milestones.hpp"

#include <algorithm>

#include "result.hpp"

namespace tryall::train {

bool Milestones::reached(std::int64_t epochs) const {
  return std::binary_search(hooks_.milestones.begin(), hooks_.milestones.end(), epochs);
}

void Milestones::report(std::int64_t epochs, const RunResult& result) {
  ++reported_;
  hooks_.milestone_reached(epochs, result);
}

/// Only the message depends on how many epochs there were to be.
void Milestones::report_rest(const RunResult& whole) {
  while (reported_ < hooks_.milestones.size()) {
    const std::int64_t epochs = hooks_.milestones[reported_];
    RunResult shorter = whole;
    if (whole.outcome == Outcome::diverged) shorter.message = divergence(whole, epochs);
    if (whole.outcome == Outcome::completed && epochs == whole.epochs_done) shorter.message.clear();
    report(epochs, shorter);
  }
}

}  // namespace tryall::train
