#include "tryall/schedule/schedule.hpp"

#include "schedules.hpp"
#include "tryall/experiment/table.hpp"

namespace tryall::schedule {

const std::vector<ScheduleEntry>& schedule_table() {
  static const std::vector<ScheduleEntry> table = {constant(),        step(),       exponential(),
                                                   inverse_time(),    polynomial(), cosine(),
                                                   cosine_restarts(), one_cycle(),  reduce_on_plateau()};
  return table;
}

const Family& schedules() {
  static const Family family = family_of("schedule", "schedules", schedule_table());
  return family;
}

bool depends_on_length(const Choice& choice) { return entry_of(schedule_table(), choice).depends_on_length; }

std::int64_t common_epochs(const Choice& one, const Choice& other, std::int64_t epochs) {
  if (one == other) return epochs;
  const Length length{1, static_cast<double>(epochs)};
  const auto first = make_schedule(one, length), second = make_schedule(other, length);
  if (!first->goes_by_epoch() || !second->goes_by_epoch()) return 0;
  std::int64_t common = 0;
  while (common < epochs &&
         first->factor(static_cast<double>(common)) == second->factor(static_cast<double>(common)))
    ++common;
  return common;
}

std::unique_ptr<Schedule> make_schedule(const Choice& choice, Length length) {
  return entry_of(schedule_table(), choice).make(choice, length);
}

}  // namespace tryall::schedule
