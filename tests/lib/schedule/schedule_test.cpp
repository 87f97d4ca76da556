#include "tryall/schedule/schedule.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"
#include "choices.hpp"

namespace schedule_test {

using namespace tryall::schedule;
using tryall::Choice;

namespace {

std::unique_ptr<Schedule> made(const Choice& choice, Length length = {}) {
  return make_schedule(with_defaults(schedules(), choice), length);
}

/// Every entry with its defaults, then with each number and word at the ends of what is allowed.
std::vector<Choice> choices_of(const tryall::Technique& technique) {
  std::vector<Choice> choices = {tryall::testing::default_choice(schedules(), technique)};
  const auto with = [&](const tryall::Parameter& parameter, const tryall::Value& value) {
    Choice choice = choices.front();
    choice.settings[parameter.name] = value;
    choices.push_back(with_defaults(schedules(), choice));
  };
  for (const tryall::Parameter& parameter : technique.parameters) {
    for (const std::string& word : parameter.words) with(parameter, word);
    if (parameter.type == tryall::Parameter::Type::word) continue;
    if (!parameter.low_open) with(parameter, parameter.low);
    if (!parameter.high_open && std::isfinite(parameter.high)) with(parameter, parameter.high);
  }
  return choices;
}

/// The first factor over the length that is negative or not finite, or 0.
double wrong_factor(Schedule& schedule, Length length, double offset) {
  for (double t = offset; t < std::max(1.0, length.steps()); ++t) {
    const double factor = schedule.factor(t);
    if (!(factor >= 0) || !std::isfinite(factor)) return factor;
    schedule.epoch_ended(1);
  }
  return 0;
}

}  // namespace

TEST_CASE("every factor is finite and not negative, however short or odd the training") {
  const std::vector<Length> lengths = {{1, 1}, {1, 0},   {7, 0},  {0, 0},   {1, 2},
                                       {2, 1}, {7, 0.3}, {7, 30}, {13, 2.6}};
  for (const ScheduleEntry& entry : schedule_table())
    for (const Choice& choice : choices_of(entry.about))
      for (const Length length : lengths)
        for (const double offset : {0.0, 0.4}) {
          INFO(label(schedules(), choice) << ", " << length.steps_per_epoch << " x " << length.epochs);
          CHECK(wrong_factor(*entry.make(choice, length), length, offset) == 0);
        }
}

TEST_CASE(
    "a schedule that is not one_cycle starts at the learning rate itself, even where there is one update") {
  for (const ScheduleEntry& entry : schedule_table())
    for (const Length length : {Length{7, 10}, Length{1, 1}, Length{1, 0}}) {
      INFO(entry.about.name);
      const double first = made({entry.about.name, {}}, length)->factor(0);
      CHECK(first == (entry.about.name == "one_cycle" && length.epochs == 10 ? Approx(0.04) : Approx(1)));
    }
}

TEST_CASE(
    "what changes by the epoch changes with an epoch's first update, also after a warm-up of broken length") {
  for (const Choice& choice : {Choice{"step", {{"every", std::int64_t{1}}, {"factor", 0.5}}},
                               Choice{"exponential", {{"factor", 0.5}}}}) {
    const auto schedule = made(choice, {100, 5});
    CHECK(schedule->factor(99) == 1);
    CHECK(schedule->factor(100) == 0.5);
    CHECK(schedule->factor(199) == 0.5);
    CHECK(schedule->factor(210 - 1.1 * 100) == 0.5);  // 99.99999999999999
  }
}

TEST_CASE("cosine_restarts restarts after periods that grow by the multiplier") {
  const Choice choice{"cosine_restarts", {{"period", std::int64_t{1}}, {"multiplier", 1.5}}};
  const auto schedule = made(choice, {100, 20});
  CHECK(schedule->factor(99) < 0.001);
  for (const double restart : {0.0, 100.0, 250.0, 475.0}) CHECK(schedule->factor(restart) == 1);
  CHECK(schedule->factor(210 - 1.1 * 100) == 1);  // 99.99999999999999, after a warm-up of 1.1 epochs
  CHECK(schedule->factor(175) == Approx(0.5));
  CHECK(schedule->factor(249) < 0.001);
}

TEST_CASE("one_cycle rises to its peak at the share warm and falls to its end at the last update") {
  const auto schedule = made({"one_cycle", {{"warm", 0.25}}}, {10, 4});
  CHECK(schedule->factor(0) == Approx(0.04));
  CHECK(schedule->factor(9) == 1);
  CHECK(schedule->factor(8) < 1);
  CHECK(schedule->factor(10) < 1);
  CHECK(schedule->factor(39) == Approx(4e-6));
}

TEST_CASE("a plateau's schedule that is restored in mid-course goes on as if nothing had been") {
  const Choice choice{"reduce_on_plateau",
                      {{"patience", std::int64_t{2}}, {"cooldown", std::int64_t{2}}, {"factor", 0.5}}};
  const auto loss = [](int epoch) {
    return epoch % 7 == 3 ? std::numeric_limits<double>::quiet_NaN() : 2 + std::cos(0.4 * epoch);
  };
  for (int interrupted = 0; interrupted < 30; ++interrupted) {
    const auto whole = made(choice), first = made(choice), second = made(choice);
    for (int epoch = 0; epoch < interrupted; ++epoch) {
      whole->epoch_ended(loss(epoch));
      first->epoch_ended(loss(epoch));
    }
    const std::vector<double*> saved = first->state(), restored = second->state();
    REQUIRE(saved.size() == restored.size());
    for (std::size_t i = 0; i < saved.size(); ++i) *restored[i] = *saved[i];
    for (int epoch = interrupted; epoch < 40; ++epoch) {
      whole->epoch_ended(loss(epoch));
      second->epoch_ended(loss(epoch));
      INFO("interrupted after " << interrupted << " epochs, now " << epoch);
      CHECK(second->factor(0) == whole->factor(0));
    }
    CHECK(whole->factor(0) < 0.1);
  }
}

}  // namespace schedule_test
