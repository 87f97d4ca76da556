#include "tryall/schedule/schedule.hpp"

#include "schedules.hpp"

namespace tryall::schedule {

const Table<ScheduleEntry>& schedule_table() {
  static const Table<ScheduleEntry> table("schedule", "schedules",
                                          {
#define TRYALL_TECHNIQUE(name) name(),
#include "schedules.def"
#undef TRYALL_TECHNIQUE
                                          });
  return table;
}

std::int64_t common_epochs(const Choice& one, const Choice& other, std::int64_t epochs,
                           const Table<ScheduleEntry>& table) {
  if (one == other) return epochs;
  const Length length{1, static_cast<double>(epochs)};
  const auto first = make_schedule(one, length, table), second = make_schedule(other, length, table);
  if (!first->goes_by_epoch() || !second->goes_by_epoch()) return 0;
  std::int64_t common = 0;
  while (common < epochs &&
         first->factor(static_cast<double>(common)) == second->factor(static_cast<double>(common)))
    ++common;
  return common;
}

std::unique_ptr<Schedule> make_schedule(const Choice& choice, Length length,
                                        const Table<ScheduleEntry>& table) {
  return table.find(choice).make(choice, length);
}

}  // namespace tryall::schedule
