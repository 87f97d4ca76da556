#include <array>

#include "trajectory.hpp"
#include "tryall/error.hpp"

namespace adam_test {

using namespace tryall::testing;

namespace {

struct Betas {
  double beta1 = 0.9;
  double beta2 = 0.999;
  double epsilon = 1e-8;
};

/// Kingma and Ba's algorithm 1, word for word.
void check_adam(tryall::optim::Optimizer<double>& optimizer, double learning_rate, Betas betas) {
  std::array<double, 13> m = {}, v = {};
  check_against_formula(optimizer, learning_rate, [&](double w, double g, std::size_t i, int t) {
    m[i] = betas.beta1 * m[i] + (1 - betas.beta1) * g;
    v[i] = betas.beta2 * v[i] + (1 - betas.beta2) * g * g;
    const double m_hat = m[i] / (1 - std::pow(betas.beta1, t));
    const double v_hat = v[i] / (1 - std::pow(betas.beta2, t));
    return w - learning_rate * m_hat / (std::sqrt(v_hat) + betas.epsilon);
  });
}

}  // namespace

TEST_CASE("adam follows the paper's algorithm with the paper's defaults") {
  check_adam(*made_optimizer<double>({"adam", {}}, 13), 0.001, {});
}

TEST_CASE("adam's settings are those of the formula, with epsilon outside the root") {
  const tryall::Choice choice{"adam", {{"beta1", 0.8}, {"beta2", 0.9}, {"epsilon", 0.1}}};
  check_adam(*made_optimizer<double>(choice, 13), 0.05, {.beta1 = 0.8, .beta2 = 0.9, .epsilon = 0.1});
}

TEST_CASE("adam's first step has the size of the learning rate, whatever the gradient's") {
  const auto adam = made_optimizer<double>({"adam", {{"epsilon", 0.0}}}, 3);
  std::vector<double> weights = {0, 0, 0}, gradients = {1e-6, -5, 1e6};
  adam->update(weights, gradients, 0.01, 1);
  CHECK(weights[0] == Approx(-0.01).epsilon(1e-12));
  CHECK(weights[1] == Approx(0.01).epsilon(1e-12));
  CHECK(weights[2] == Approx(-0.01).epsilon(1e-12));
}

TEST_CASE("a weight without a gradient stays where it is") {
  const auto adam = made_optimizer<float>({"adam", {}}, 1);
  std::vector<float> weight = {0.25F}, gradient = {0};
  for (int t = 1; t <= 5; ++t) adam->update(weight, gradient, 0.1, t);
  CHECK(weight[0] == 0.25F);
}

TEST_CASE("decay rates of 1 are refused") {
  CHECK_THROWS_AS(made_optimizer<double>({"adam", {{"beta1", 1.0}}}, 1), tryall::SettingError);
  CHECK_THROWS_AS(made_optimizer<double>({"adam", {{"beta2", 1.0}}}, 1), tryall::SettingError);
}

}  // namespace adam_test
