#include <array>

#include "trajectory.hpp"
#include "tryall/error.hpp"

namespace momentum_test {

using namespace tryall::testing;

namespace {

void check_momentum(tryall::optim::Optimizer<double>& optimizer, double learning_rate, double kept) {
  std::array<double, 13> velocity = {};
  check_against_formula(optimizer, learning_rate, [&](double w, double g, std::size_t i, int) {
    velocity[i] = kept * velocity[i] - learning_rate * g;
    return w + velocity[i];
  });
}

}  // namespace

TEST_CASE("momentum follows v = a v - lr g, w += v, with a 0.9 unless said otherwise") {
  check_momentum(*made_optimizer<double>({"momentum", {}}, 13), 0.1, 0.9);
  check_momentum(*made_optimizer<double>({"momentum", {{"momentum", 0.5}}}, 13), 0.02, 0.5);
}

TEST_CASE("momentum 0 is sgd") {
  const auto momentum = made_optimizer<double>({"momentum", {{"momentum", 0.0}}}, 13);
  check_against_formula(*momentum, 0.1, [](double w, double g, std::size_t, int) { return w - 0.1 * g; });
}

TEST_CASE("the learning rate is inside the velocity: a change of rate does not scale what is kept") {
  // By hand: v = -1, w = -1; then v = 0.9 * -1 - 0.1 = -1, w = -2 (PyTorch's form would give -1.19).
  const auto momentum = made_optimizer<double>({"momentum", {}}, 1);
  std::vector<double> weight = {0}, gradient = {1};
  momentum->update(weight, gradient, 1.0, 1);
  momentum->update(weight, gradient, 0.1, 2);
  CHECK(weight[0] == Approx(-2).epsilon(1e-14));
}

TEST_CASE("in the form of a buffer a change of rate scales the whole step") {
  // By hand: b = 1, w = -1; then b = 0.9 + 1, w = -1 - 0.1 * 1.9.
  const auto momentum = made_optimizer<double>({"momentum", {{"form", "buffer"}}}, 1);
  std::vector<double> weight = {0}, gradient = {1};
  momentum->update(weight, gradient, 1.0, 1);
  momentum->update(weight, gradient, 0.1, 2);
  CHECK(weight[0] == Approx(-1.19).epsilon(1e-14));
}

TEST_CASE("a momentum of 1 is refused") {
  CHECK_THROWS_AS(made_optimizer<double>({"momentum", {{"momentum", 1.0}}}, 1), tryall::SettingError);
}

}  // namespace momentum_test
