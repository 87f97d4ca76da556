#include <algorithm>
#include <cmath>

#include "schedules.hpp"
#include "tryall/kernels/math.hpp"

namespace tryall::schedule {

Parameter end_parameter(double fallback) {
  return {.name = "end",
          .type = Parameter::Type::number,
          .fallback = fallback,
          .meaning = "the factor at the end, as a share of learning_rate",
          .low = 0,
          .high = 1};
}

double epochs_of(double steps, const Length& length) { return steps / std::max(1.0, length.steps_per_epoch); }

double whole_epochs_of(double steps, const Length& length) {
  return std::floor(epochs_of(steps, length) + 1e-9);
}

double share_passed(double steps, double total) {
  return total > 0 ? std::clamp(steps / total, 0.0, 1.0) : 0.0;
}

double cosine_between(double start, double end, double share) {
  return end + (start - end) * (1 + kernels::cos_pi(share)) / 2;
}

}  // namespace tryall::schedule
