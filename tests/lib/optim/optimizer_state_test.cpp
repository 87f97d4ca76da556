// What every optimizer owes a checkpoint and an evaluation.
#include <algorithm>

#include "allocation_count.hpp"
#include "quadratic.hpp"

namespace optimizer_state_test {

using tryall::optim::Optimizer;
using namespace tryall::testing;

namespace {

/// Brings what `from` remembers to `to`.
template <class Scalar>
void restore(Optimizer<Scalar>& from, Optimizer<Scalar>& to) {
  const auto saved = from.state(), restored = to.state();
  REQUIRE(saved.size() == restored.size());
  for (std::size_t i = 0; i < saved.size(); ++i) {
    REQUIRE(saved[i].size() == size);
    std::copy(saved[i].begin(), saved[i].end(), restored[i].begin());
  }
  const auto numbers = from.counters(), places = to.counters();
  REQUIRE(numbers.size() == places.size());
  for (std::size_t i = 0; i < numbers.size(); ++i) *places[i] = *numbers[i];
}

}  // namespace

TEMPLATE_TEST_CASE("every optimizer's state is as long as the weights and with its counters all it remembers",
                   "", float, double) {
  for_each_optimizer<TestType>([](auto make) {
    Quadratic<TestType> straight, resumed;
    const auto first = make(), second = make();
    straight.train(*first, 1, 10);
    resumed.weights = straight.weights;
    restore(*first, *second);
    for (int step = 10; step <= 20; ++step) {
      if (step > 10) straight.train(*first, step, step);
      if (step > 10) resumed.train(*second, step, step);
      CHECK(straight.weights == resumed.weights);
      first->begin_evaluation(straight.weights);
      second->begin_evaluation(resumed.weights);
      CHECK(straight.weights == resumed.weights);
      first->end_evaluation(straight.weights);
      second->end_evaluation(resumed.weights);
    }
  });
}

TEMPLATE_TEST_CASE("every optimizer comes back from an evaluation to the last bit", "", float, double) {
  for_each_optimizer<TestType>([](auto make) {
    Quadratic<TestType> straight, interrupted;
    const auto first = make(), second = make();
    for (int step = 0; step <= 20; ++step) {
      if (step > 0) straight.train(*first, step, step);
      if (step > 0) interrupted.train(*second, step, step);
      second->begin_evaluation(interrupted.weights);
      if (step == 0) CHECK(straight.weights == interrupted.weights);
      second->end_evaluation(interrupted.weights);
      CHECK(straight.weights == interrupted.weights);
    }
  });
}

TEMPLATE_TEST_CASE("no optimizer allocates in a step or around an evaluation", "", float, double) {
  for_each_optimizer<TestType>([](auto make) {
    Quadratic<TestType> problem;
    const auto optimizer = make();
    problem.train(*optimizer, 1, 1);
    const std::int64_t before = tryall::testing::allocation_count();
    problem.train(*optimizer, 2, 10);
    optimizer->begin_evaluation(problem.weights);
    optimizer->end_evaluation(problem.weights);
    CHECK(tryall::testing::allocation_count() == before);
  });
}

}  // namespace optimizer_state_test
