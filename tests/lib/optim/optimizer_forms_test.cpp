// Forms that other libraries have and PyTorch, whose trajectories are golden, does not: against the formulas
// of their sources, written out here anew, for 100 steps in double precision.
#include <array>

#include "trajectory.hpp"

namespace optimizer_forms_test {

using tryall::Choice;
using tryall::testing::check_against_formula;
using tryall::testing::made_optimizer;

namespace {

constexpr std::size_t size = 13;
using Values = std::array<double, size>;

/// f = sum c_i w_i^2 / 2, from ones; the largest |gradient| when no step is taken any more, or after 1,000.
double gradient_at_rest(const Choice& choice, std::string& reason) {
  const auto optimizer = made_optimizer<double>(choice, 5);
  std::vector<double> weights(5, 1.0), gradients(5);
  double largest = 0;
  for (int step = 1; step <= 1000; ++step) {
    largest = 0;
    for (std::size_t i = 0; i < 5; ++i) {
      gradients[i] = std::pow(3.0, static_cast<double>(i)) * weights[i];
      largest = std::max(largest, std::abs(gradients[i]));
    }
    optimizer->update(weights, gradients, 1.0, step);
    if (reason = optimizer->at_rest(); !reason.empty()) break;
  }
  return largest;
}

}  // namespace

TEST_CASE("nadam's variant tensorflow1 is tf.contrib.opt.NadamOptimizer") {
  // The kernel ApplyAdam with use_nesterov: alpha = lr sqrt(1 - b2^t) / (1 - b1^t).
  for (const char* mode : {"outside", "inside"}) {
    Values mean{}, square{};
    const Choice choice{"nadam", {{"variant", "tensorflow1"}, {"epsilon", 1e-3}, {"epsilon_mode", mode}}};
    check_against_formula(
        *made_optimizer<double>(choice, size), 0.01, [&](double w, double g, std::size_t i, int t) {
          mean[i] += (g - mean[i]) * (1 - 0.9);
          square[i] += (g * g - square[i]) * (1 - 0.999);
          const double alpha = 0.01 * std::sqrt(1 - std::pow(0.999, t)) / (1 - std::pow(0.9, t));
          const double root =
              std::string(mode) == "inside" ? std::sqrt(square[i] + 1e-3) : std::sqrt(square[i]) + 1e-3;
          return w - (g * (1 - 0.9) + 0.9 * mean[i]) * alpha / root;
        });
  }
}

TEST_CASE("adabelief's rectify is the authors' code with its default") {
  // adabelief-pytorch 0.2: the rectified update, with degenerated_to_sgd while N_sma is below 5.
  Values mean{}, variance{};
  const Choice choice{"adabelief", {{"rectify", true}, {"epsilon", 1e-6}}};
  check_against_formula(
      *made_optimizer<double>(choice, size), 0.01, [&](double w, double g, std::size_t i, int t) {
        mean[i] = 0.9 * mean[i] + (1 - 0.9) * g;
        variance[i] = 0.999 * variance[i] + (1 - 0.999) * (g - mean[i]) * (g - mean[i]) + 1e-6;
        const double power = std::pow(0.999, t), most = 2 / (1 - 0.999) - 1;
        const double length = most - 2 * t * power / (1 - power);
        if (length < 5) return w - 0.01 / (1 - std::pow(0.9, t)) * mean[i];
        const double step =
            std::sqrt((1 - power) * (length - 4) / (most - 4) * (length - 2) / length * most / (most - 2)) /
            (1 - std::pow(0.9, t));
        return w - step * 0.01 * mean[i] / (std::sqrt(variance[i]) + 1e-6);
      });
}

TEST_CASE("adagrad with an initial accumulator and no epsilon is TensorFlow 1's") {
  Values sum;
  sum.fill(0.1);
  const Choice choice{"adagrad", {{"initial_accumulator", 0.1}, {"epsilon", 0.0}}};
  check_against_formula(*made_optimizer<double>(choice, size), 0.01,
                        [&](double w, double g, std::size_t i, int) {
                          sum[i] += g * g;
                          return w - 0.01 * g / std::sqrt(sum[i]);
                        });
}

TEST_CASE("lbfgs comes to rest by its tolerances, says which, and goes on without them") {
  std::string reason;
  CHECK(gradient_at_rest({"lbfgs", {}}, reason) > 1e-7);
  CHECK_THAT(reason, ContainsSubstring("descent_tolerance of 1e-09"));
  CHECK(gradient_at_rest({"lbfgs", {{"descent_tolerance", 0.0}, {"curvature_tolerance", 0.0}}}, reason) <=
        1e-7);
  CHECK_THAT(reason, ContainsSubstring("gradient_tolerance of 1e-07"));
  const Choice exact{
      "lbfgs", {{"gradient_tolerance", 1e-12}, {"descent_tolerance", 0.0}, {"curvature_tolerance", 0.0}}};
  CHECK(gradient_at_rest(exact, reason) <= 1e-12);
  CHECK(gradient_at_rest({"lbfgs", {{"gradient_tolerance", 1e-2}}}, reason) <= 1e-2);
  CHECK(gradient_at_rest({"sgd", {}}, reason) > 0);
  CHECK(reason.empty());
}

}  // namespace optimizer_forms_test
