#include <algorithm>
#include <cmath>
#include <utility>

#include "tryall/sweeps/trainer/trainer.hpp"

namespace tryall::sweeps {
namespace {

/// Epochs and schedules part trainings: until then they are the same, bit for bit.
class TrainingBeginnings final : public Beginnings {
 public:
  explicit TrainingBeginnings(std::shared_ptr<const Library> library) : library_(std::move(library)) {}

  bool parts_later(const Axis& axis) const override {
    return axis.name == "epochs" || axis.name == "schedule";
  }

  Config trunk(const Config& config) const override {
    const Choice& choice = config.choice("schedule");
    if (schedules().find(choice).depends_on_length) return config;
    Config result = without_epochs(config);
    if (schedule::make_schedule(choice, {}, schedules())->goes_by_epoch())
      result.set("schedule", Choice{"constant", {}});
    return result;
  }

  std::int64_t common_epochs(const Config& one, const Config& other) const override {
    const std::int64_t epochs = std::min(epochs_of(one), epochs_of(other));
    const Choice &schedule = one.choice("schedule"), &others = other.choice("schedule");
    if (schedule == others) return epochs;
    const auto warm = static_cast<std::int64_t>(std::floor(one.number("warmup")));
    return std::min(epochs, warm + schedule::common_epochs(schedule, others, epochs, schedules()));
  }

  Config trajectory(const Config& config) const override {
    return continues(config) ? without_epochs(config) : config;
  }

  bool continues(const Config& config) const override {
    return !schedules().find(config.choice("schedule")).depends_on_length;
  }

 private:
  const Table<schedule::ScheduleEntry>& schedules() const { return library_->schedules; }

  static Config without_epochs(const Config& config) {
    static const auto none = std::make_shared<const Setting>(Value(std::int64_t{0}));
    Config result = config;
    result.put(config.axes().index("epochs"), none);
    return result;
  }

  std::shared_ptr<const Library> library_;
};

}  // namespace

const Beginnings& training_beginnings() {
  static const TrainingBeginnings beginnings(shared_standard_library());
  return beginnings;
}

std::unique_ptr<Beginnings> make_training_beginnings(std::shared_ptr<const Library> library) {
  return std::make_unique<TrainingBeginnings>(std::move(library));
}

std::string trajectory_key(const Config& config, const std::string& dataset_hash) {
  return group_key(training_beginnings().trajectory(config), dataset_hash);
}

}  // namespace tryall::sweeps
