#include "tryall/work_clock.hpp"

#include "catch.hpp"

using tryall::WorkClock;
using namespace std::chrono_literals;

TEST_CASE("the clock stands still while nobody could look at it, and runs on from there") {
  const WorkClock::Beat beat;
  const auto begin = WorkClock::Steady::now() + 1h;  // later than what the beat itself asks for
  const auto first = WorkClock::at(begin);
  CHECK(WorkClock::at(begin + 500ms) - first == 500ms);
  CHECK(WorkClock::at(begin + 1s) - first == 1s);
  CHECK(WorkClock::at(begin + 1s + 3h) - first == 1s);  // stopped for three hours
  CHECK(WorkClock::at(begin + 2s + 3h) - first == 2s);  // and runs on
  CHECK(WorkClock::at(begin + 2s + 5h) - first == 2s);
}

TEST_CASE("without a beat it is the steady clock") {
  const auto begin = WorkClock::Steady::now() + 10h;
  const auto first = WorkClock::at(begin);
  CHECK(WorkClock::at(begin + 3h) - first == 3h);
}
