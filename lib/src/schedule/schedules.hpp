#pragma once

#include "tryall/schedule/schedule.hpp"

namespace tryall::schedule {

#define TRYALL_TECHNIQUE(name) ScheduleEntry name();
#include "schedules.def"
#undef TRYALL_TECHNIQUE

/// The entry of a class that is made from (choice, length).
template <class Rule>
ScheduleEntry entry(Technique about, bool depends_on_length = false) {
  return {std::move(about),
          [](const Choice& choice, Length length) -> std::unique_ptr<Schedule> {
            return std::make_unique<Rule>(choice, length);
          },
          depends_on_length};
}

/// The setting `end`, which means the same everywhere: the factor at the end.
Parameter end_parameter(double fallback);

/// The epochs that the steps make.
double epochs_of(double steps, const Length& length);
/// How many of them are whole; the rounding of a warm-up that ends inside an epoch costs none.
double whole_epochs_of(double steps, const Length& length);

/// steps / total, from 0 to 1; 0 where there is nothing to pass.
double share_passed(double steps, double total);

/// From start (share 0) to end (share 1) along half a period of the cosine.
double cosine_between(double start, double end, double share);

}  // namespace tryall::schedule
