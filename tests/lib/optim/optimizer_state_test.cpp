// What every optimizer owes a checkpoint and an evaluation.
#include <algorithm>
#include <cmath>
#include <span>

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

/// Whether a value is neither 0 nor normal, NaN or infinite.
template <class Scalar>
bool has_denormal(std::span<const Scalar> values) {
  return std::any_of(values.begin(), values.end(),
                     [](Scalar value) { return std::fpclassify(value) == FP_SUBNORMAL; });
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

TEST_CASE("what decays once the gradients are 0 becomes 0 and is never denormal, in every optimizer") {
  for_each_optimizer<float>([](auto make) {
    Quadratic<float> problem;
    const auto optimizer = make();
    problem.train(*optimizer, 1, 10);
    std::ranges::fill(problem.gradients, 0.0F);
    for (int step = 11; step <= 100'000; ++step) {
      optimizer->update(problem.weights, problem.gradients, 0.05, step);
      if (step % 16 != 0) continue;
      bool denormal = has_denormal<float>(problem.weights);
      for (const std::span<const float> buffer : optimizer->state()) denormal |= has_denormal(buffer);
      if (denormal) FAIL_CHECK("a denormal after step " << step);
      if (denormal) break;
    }
  });
}

TEST_CASE("adam's means of units that died are exactly 0 in the end, and stay so") {
  const auto adam = tryall::optim::make_optimizer<float>(
      with_defaults(tryall::optim::optimizers(), {"adam", {}}), matrix_and_vector);
  Quadratic<float> problem;
  problem.train(*adam, 1, 10);
  std::ranges::fill(problem.gradients, 0.0F);
  int step = 10;
  const auto all_zero = [&] {
    for (const auto& buffer : adam->state())
      if (std::ranges::any_of(buffer, [](float value) { return value != 0; })) return false;
    return true;
  };
  while (!all_zero() && step < 120'000) adam->update(problem.weights, problem.gradients, 0.05, ++step);
  CHECK(step < 120'000);
  const std::vector<float> rest = problem.weights;
  for (int more = 0; more < 100; ++more) adam->update(problem.weights, problem.gradients, 0.05, ++step);
  CHECK(all_zero());
  CHECK(problem.weights == rest);
}

}  // namespace optimizer_state_test
