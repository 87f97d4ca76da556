// Schedule-free rules against the recursion of Defazio et al. (2024) in x, y and z, written out here anew.
#include <array>

#include "trajectory.hpp"

namespace schedule_free_test {

using tryall::testing::gradient_at;
using tryall::testing::made_optimizer;

namespace {

constexpr std::size_t size = 13, weights_end = 8;
using Values = std::array<double, size>;

/// The rate rises for 20 steps and stays.
double rate_at(int t) { return 0.05 * std::min(t, 20) / 20; }

struct Points {
  Values x{}, y{}, z{};
  double square_sum = 0;

  /// z = z - rate (direction + decay y); x = (1 - c) x + c z; y = (1 - beta) z + beta x.
  void step(double rate, const Values& direction, double decay, double beta) {
    square_sum += rate * rate;
    const double c = rate * rate / square_sum;
    for (std::size_t i = 0; i < size; ++i) {
      z[i] = z[i] - rate * direction[i] - rate * (i < weights_end ? decay : 0.0) * y[i];
      x[i] = (1 - c) * x[i] + c * z[i];
      y[i] = (1 - beta) * z[i] + beta * x[i];
    }
  }
};

void check_same(const std::vector<double>& ours, const Values& expected) {
  for (std::size_t i = 0; i < size; ++i) {
    INFO("weight " << i);
    REQUIRE(std::abs(ours[i] - expected[i]) <= 1e-12 * std::max(1.0, std::abs(expected[i])));
  }
}

/// Holds the trained weights against y and the evaluated against x, for 120 steps; `reference` moves the
/// points by the gradients at y.
template <class Reference>
void check_points(const tryall::Choice& choice, Reference reference) {
  const auto optimizer = tryall::optim::make_optimizer<double>(
      with_defaults(tryall::optim::optimizers(), choice),
      {size, weights_end, {{.shape = {8}}, {.shape = {5}, .offset = 8}}});
  std::vector<double> weights(size), gradients(size);
  Points points;
  for (std::size_t i = 0; i < size; ++i)
    weights[i] = points.x[i] = points.y[i] = points.z[i] = 1.0 - 0.3 * static_cast<double>(i);
  for (int t = 1; t <= 120; ++t) {
    INFO("after step " << t);
    Values g{};
    for (std::size_t i = 0; i < size; ++i) {
      gradients[i] = weights[i] + gradient_at(i, t);
      g[i] = points.y[i] + gradient_at(i, t);
    }
    optimizer->update(weights, gradients, rate_at(t), t);
    reference(points, g, t);
    check_same(weights, points.y);
    optimizer->begin_evaluation(weights);
    check_same(weights, points.x);
    optimizer->end_evaluation(weights);
  }
}

/// x after two steps along a gradient of 1, from 0.
double average_after(double first_rate, double second_rate) {
  const auto optimizer = made_optimizer<double>({"schedule_free_sgd", {{"beta", 0.5}}}, 1);
  std::vector<double> weight = {0}, gradient = {1};
  optimizer->update(weight, gradient, first_rate, 1);
  optimizer->update(weight, gradient, second_rate, 2);
  optimizer->begin_evaluation(weight);
  return weight[0];
}

}  // namespace

TEST_CASE("schedule_free_sgd follows its paper's recursion, with decay at y of the weights alone") {
  check_points({"schedule_free_sgd", {{"weight_decay", 0.1}}},
               [](Points& points, const Values& g, int t) { points.step(rate_at(t), g, 0.1, 0.9); });
}

TEST_CASE("schedule_free_adamw follows its paper's algorithm 1") {
  Values square{};
  check_points({"schedule_free_adamw", {{"weight_decay", 0.1}, {"beta1", 0.8}}},
               [&](Points& points, const Values& g, int t) {
                 Values direction{};
                 for (std::size_t i = 0; i < size; ++i) {
                   square[i] = 0.999 * square[i] + 0.001 * g[i] * g[i];
                   direction[i] = g[i] / (std::sqrt(square[i]) + 1e-8);
                 }
                 points.step(rate_at(t) * std::sqrt(1 - std::pow(0.999, t)), direction, 0.1, 0.8);
               });
}

TEST_CASE("a schedule-free average weighs a step by the square of the largest rate so far") {
  // By hand: z is -0.1 and then -0.3, with weights 0.01 and 0.04.
  CHECK(average_after(0.1, 0.2) == Approx((0.01 * -0.1 + 0.04 * -0.3) / 0.05).epsilon(1e-14));
  // z is -0.2 and then -0.3, with weights 0.04 and 0.04.
  CHECK(average_after(0.2, 0.1) == Approx(-0.25).epsilon(1e-14));
}

TEST_CASE("a schedule-free step at a rate of 0 stays where it is") {
  CHECK(average_after(0, 0) == 0);
  CHECK(average_after(0, 0.1) == Approx(-0.1).epsilon(1e-14));
}

}  // namespace schedule_free_test
