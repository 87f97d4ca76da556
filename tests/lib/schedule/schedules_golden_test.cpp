// Our schedules against PyTorch's, in double precision. The rates are in tests/golden/schedules.txt;
// scripts/make-schedule-goldens makes them anew and says which class stands behind each name.
#include <cmath>
#include <fstream>
#include <map>
#include <sstream>

#include "catch.hpp"
#include "golden_line.hpp"
#include "tryall/schedule/schedule.hpp"

namespace schedules_golden_test {

namespace {

/// One line of the file: what to run, and the factor of each update (or after each loss).
struct Golden {
  tryall::Choice choice = {};
  tryall::schedule::Length length;
  std::vector<double> losses, factors;
};

std::vector<double> numbers(const std::string& list) {
  std::vector<double> result;
  std::istringstream words(list);
  for (std::string word; std::getline(words, word, ',');) result.push_back(std::stod(word));
  return result;
}

Golden parse(const std::string& text) {
  std::istringstream words(text);
  tryall::testing::GoldenLine line = tryall::testing::read_golden_line(words);
  Golden golden{.length = {std::stod(line.take("steps_per_epoch", "1")), std::stod(line.take("epochs", "1"))},
                .losses = numbers(line.take("losses", "")),
                .factors = line.numbers};
  golden.choice = line.choice();
  return golden;
}

}  // namespace

TEST_CASE("every schedule has PyTorch's learning rates") {
  std::ifstream file(TRYALL_GOLDEN "/schedules.txt");
  std::map<std::string, int> seen;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const Golden golden = parse(line);
    const auto choice = with_defaults(tryall::schedule::schedules(), golden.choice);
    const auto schedule = tryall::schedule::make_schedule(choice, golden.length);
    REQUIRE(golden.factors.size() == (golden.losses.empty() ? 84 : golden.losses.size()));
    for (std::size_t i = 0; i < golden.factors.size(); ++i) {
      if (!golden.losses.empty()) schedule->epoch_ended(golden.losses[i]);
      INFO(label(tryall::schedule::schedules(), choice) << ", value " << i);
      const double ours = schedule->factor(static_cast<double>(i)), theirs = golden.factors[i];
      // what the cancellation in 1 + cos leaves besides
      CHECK(std::abs(ours - theirs) <= 1e-12 * theirs + 1e-15);
    }
    ++seen[choice.name];
  }
  CHECK(seen.size() == tryall::schedule::schedule_table().size() - 1);  // all but `constant`
}

}  // namespace schedules_golden_test
