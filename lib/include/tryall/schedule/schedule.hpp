#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "tryall/experiment/table.hpp"

namespace tryall::schedule {

/// How long the training is that a schedule is for, without its warm-up.
struct Length {
  double steps_per_epoch = 1;
  double epochs = 1;

  double steps() const { return steps_per_epoch * epochs; }
};

/// How the learning rate changes: lr = factor * learning_rate.
class Schedule {
 public:
  virtual ~Schedule() = default;

  /// The factor of the update after `steps_done` updates (counted from the end of the warm-up).
  virtual double factor(double steps_done) const = 0;

  /// Tells how an epoch ended: the validation loss, or the training loss where there is no validation split.
  virtual void epoch_ended(double) {}

  /// Whether the factor stays the same within an epoch and depends on the number of epochs done alone.
  virtual bool goes_by_epoch() const { return false; }

  /// All that it remembers, for checkpoints.
  virtual std::vector<double*> state() { return {}; }
};

/// A schedule: how it is made for a training. A new one is a file and a line in the table.
struct ScheduleEntry {
  Technique about;
  std::unique_ptr<Schedule> (*make)(const Choice& choice, Length length);
  bool depends_on_length;  ///< The factor depends on how many epochs there are to be.
};

const Table<ScheduleEntry>& schedule_table();
inline const Family& schedules() { return schedule_table().family(); }

/// For how many of the first `epochs` epochs two schedules have the same factors: where one of them steps and
/// the other does not, they part. 0 where they differ and one of them does not go by epochs.
std::int64_t common_epochs(const Choice& one, const Choice& other, std::int64_t epochs,
                           const Table<ScheduleEntry>& table = schedule_table());

std::unique_ptr<Schedule> make_schedule(const Choice& choice, Length length,
                                        const Table<ScheduleEntry>& table = schedule_table());

}  // namespace tryall::schedule
