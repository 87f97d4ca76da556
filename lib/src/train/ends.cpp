#include "ends.hpp"

#include <algorithm>

#include "result.hpp"

namespace tryall::train {

bool Ends::reached(std::int64_t epochs) const {
  return std::binary_search(hooks_.ends.begin(), hooks_.ends.end(), epochs);
}

void Ends::tell(std::int64_t epochs, const RunResult& result) {
  ++told_;
  hooks_.end_reached(epochs, result);
}

/// Only the message depends on how many epochs there were to be.
void Ends::tell_rest(const RunResult& whole) {
  while (told_ < hooks_.ends.size()) {
    const std::int64_t epochs = hooks_.ends[told_];
    RunResult shorter = whole;
    if (whole.outcome == Outcome::diverged) shorter.message = divergence(whole, epochs);
    if (whole.outcome == Outcome::completed && epochs == whole.epochs_done) shorter.message.clear();
    tell(epochs, shorter);
  }
}

}  // namespace tryall::train
