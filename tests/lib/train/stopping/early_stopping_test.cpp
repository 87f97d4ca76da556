#include "tryall/train/stopping/early_stopping.hpp"

#include <cmath>
#include <limits>

#include "catch.hpp"

namespace early_stopping_test {

using namespace tryall::train;
using tryall::Choice;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();
constexpr double infinity = std::numeric_limits<double>::infinity();

std::unique_ptr<EarlyStopping> made(std::int64_t epochs, double min_delta = 0,
                                    const std::string& metric = "validation_loss") {
  return make_early_stopping(with_defaults(
      early_stoppings(), {"patience", {{"epochs", epochs}, {"min_delta", min_delta}, {"metric", metric}}}));
}

/// The epoch, from 1, after which the training ends; 0 if it does not.
int last_epoch(EarlyStopping& rule, const std::vector<double>& values) {
  for (std::size_t i = 0; i < values.size(); ++i)
    if (rule.ends(values[i])) return static_cast<int>(i) + 1;
  return 0;
}

/// The epochs, from 1, that were the best so far.
std::vector<int> best_epochs(EarlyStopping& rule, const std::vector<double>& values) {
  std::vector<int> best;
  for (std::size_t i = 0; i < values.size(); ++i) {
    rule.ends(values[i]);
    if (rule.is_best()) best.push_back(static_cast<int>(i) + 1);
  }
  return best;
}

}  // namespace

TEST_CASE("none never stops") { CHECK(make_early_stopping({"none", {}}) == nullptr); }

TEST_CASE("patience ends after so many epochs in a row without improvement") {
  CHECK(last_epoch(*made(2), {5, 4, 6, 3, 4, 4, 1}) == 6);
  CHECK(last_epoch(*made(1), {5, 4, 3, 4}) == 4);
  CHECK(last_epoch(*made(3), {5, 4, 6, 3, 4, 4, 2}) == 0);
  CHECK(last_epoch(*made(3), {1, 2, 3, 4, 5}) == 4);
}

TEST_CASE("an equal value is no improvement") {
  CHECK(last_epoch(*made(2), {5, 5, 5, 5}) == 3);
  CHECK(best_epochs(*made(9), {5, 5, 4, 4, 5}) == std::vector<int>{1, 3});
}

TEST_CASE("the direction is the metric's") {
  CHECK(last_epoch(*made(2, 0, "validation_accuracy"), {0.5, 0.6, 0.7, 0.6, 0.7, 0.8}) == 5);
  CHECK(best_epochs(*made(9, 0, "train_accuracy"), {0.5, 0.4, 0.6}) == std::vector<int>{1, 3});
  CHECK(best_epochs(*made(9, 0, "validation_r2"), {-3, -2, -2.5}) == std::vector<int>{1, 2});
  CHECK(best_epochs(*made(9, 0, "validation_rmse"), {3, 2, 2.5}) == std::vector<int>{1, 2});
  CHECK(made(1, 0, "train_rmse")->metric() == train_rmse);
}

TEST_CASE("an improvement must be larger than min_delta, and slow ones add up") {
  CHECK(last_epoch(*made(2, 0.5), {4, 3.5, 3.5}) == 3);
  CHECK(last_epoch(*made(2, 0.5), {4, 3.75, 3.25, 3, 2.5, 2.25, 2.125}) == 7);
  CHECK(last_epoch(*made(2, 0.125, "validation_accuracy"), {0.5, 0.625, 0.6}) == 3);
}

TEST_CASE("the best epoch is the very best, whatever min_delta is") {
  CHECK(best_epochs(*made(9, 0.5), {4, 3.75, 3.875, 3.5}) == std::vector<int>{1, 2, 4});
}

TEST_CASE("a missing value is no improvement") {
  CHECK(last_epoch(*made(2), {5, missing, missing, 4}) == 3);
  CHECK(last_epoch(*made(2), {missing, missing}) == 2);
  CHECK(last_epoch(*made(2), {missing, 4, missing, 3}) == 0);
  CHECK(best_epochs(*made(9), {missing, 4, missing, infinity, 3}) == std::vector<int>{2, 5});
  CHECK(best_epochs(*made(9, 0, "validation_accuracy"), {missing, 0.5}) == std::vector<int>{2});
}

TEST_CASE("a rule of stopping that is restored in mid-course decides as if nothing had been") {
  const std::vector<double> values = {5,   4,   missing, 3.9, 3,   3,   3.5, 2.9, 2.5,
                                      2.6, 2.6, 2.6,     2.4, 2.6, 2.6, 2.6, 2.6};
  for (std::size_t interrupted = 0; interrupted <= values.size(); ++interrupted) {
    const auto whole = made(4, 0.2), first = made(4, 0.2), second = made(4, 0.2);
    for (std::size_t i = 0; i < interrupted; ++i) {
      whole->ends(values[i]);
      first->ends(values[i]);
    }
    const std::vector<double*> saved = first->state(), restored = second->state();
    REQUIRE(saved.size() == restored.size());
    for (std::size_t i = 0; i < saved.size(); ++i) *restored[i] = *saved[i];
    INFO("interrupted after " << interrupted);
    CHECK(second->is_best() == whole->is_best());
    for (std::size_t i = interrupted; i < values.size(); ++i) {
      CHECK(second->ends(values[i]) == whole->ends(values[i]));
      CHECK(second->is_best() == whole->is_best());
    }
  }
}

TEST_CASE("patience watches what is measured each epoch and is good or bad, validation_loss by default") {
  const Choice by_default = with_defaults(early_stoppings(), {"patience", {}});
  CHECK(make_early_stopping(by_default)->metric() == validation_loss);
  CHECK(make_early_stopping(by_default)->restores_best());
  for (const Metric& metric : metrics()) {
    INFO(metric.name);
    if (metric.each_epoch && metric.split != tryall::Split::none)
      CHECK(made(1, 0, metric.name)->metric() == index_of(metric));
    else
      CHECK_THROWS(made(1, 0, metric.name));
  }
  CHECK_FALSE(make_early_stopping(with_defaults(early_stoppings(), {"patience", {{"restore_best", false}}}))
                  ->restores_best());
}

}  // namespace early_stopping_test
