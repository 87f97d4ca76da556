// Epsilon on the other side of the root than by default: against the formulas, written out here anew, for 100
// steps in double precision.
#include <array>

#include "trajectory.hpp"

namespace epsilon_mode_test {

using tryall::testing::check_against_formula;
using tryall::testing::made_optimizer;

namespace {

constexpr std::size_t size = 13;
using Values = std::array<double, size>;

}  // namespace

TEST_CASE("epsilon inside the root stands inside it, and outside by default") {
  const auto inside = [](const char* name) {
    return tryall::Choice{name, {{"epsilon_mode", "inside"}, {"epsilon", 1e-3}}};
  };
  Values sum{};
  check_against_formula(*made_optimizer<double>(inside("adagrad"), size), 0.1,
                        [&](double w, double g, std::size_t i, int) {
                          sum[i] += g * g;
                          return w - 0.1 * g / std::sqrt(sum[i] + 1e-3);
                        });
  Values square{};
  check_against_formula(*made_optimizer<double>(inside("rmsprop"), size), 0.01,
                        [&](double w, double g, std::size_t i, int) {
                          square[i] = 0.9 * square[i] + 0.1 * g * g;
                          return w - 0.01 * g / std::sqrt(square[i] + 1e-3);
                        });
  Values mean{}, variance{};
  check_against_formula(*made_optimizer<double>(inside("adam"), size), 0.01,
                        [&](double w, double g, std::size_t i, int t) {
                          mean[i] = 0.9 * mean[i] + 0.1 * g;
                          variance[i] = 0.999 * variance[i] + 0.001 * g * g;
                          return w - 0.01 * mean[i] / (1 - std::pow(0.9, t)) /
                                         std::sqrt(variance[i] / (1 - std::pow(0.999, t)) + 1e-3);
                        });
}

TEST_CASE("adadelta's epsilon outside stands outside both roots") {
  Values square{}, updates{};
  const tryall::Choice choice{"adadelta", {{"epsilon_mode", "outside"}, {"epsilon", 1e-3}}};
  check_against_formula(
      *made_optimizer<double>(choice, size), 1.0, [&](double w, double g, std::size_t i, int) {
        square[i] = 0.95 * square[i] + 0.05 * g * g;
        const double change = (std::sqrt(updates[i]) + 1e-3) / (std::sqrt(square[i]) + 1e-3) * g;
        updates[i] = 0.95 * updates[i] + 0.05 * change * change;
        return w - change;
      });
}

TEST_CASE("radam's epsilon inside stands beside the uncorrected mean of squares") {
  Values mean{}, square{};
  const tryall::Choice choice{"radam", {{"epsilon_mode", "inside"}, {"epsilon", 1e-3}}};
  check_against_formula(
      *made_optimizer<double>(choice, size), 0.01, [&](double w, double g, std::size_t i, int t) {
        mean[i] = 0.9 * mean[i] + 0.1 * g;
        square[i] = 0.999 * square[i] + 0.001 * g * g;
        const double step = 0.01 * mean[i] / (1 - std::pow(0.9, t));
        const double power = std::pow(0.999, t), longest = 2 / (1 - 0.999) - 1;
        const double length = longest - 2 * t * power / (1 - power);
        if (length <= 5) return w - step;
        const double rectification =
            std::sqrt((length - 4) * (length - 2) * longest / ((longest - 4) * (longest - 2) * length));
        return w - step * rectification * std::sqrt(1 - power) / std::sqrt(square[i] + 1e-3);
      });
}

TEST_CASE("adabelief's epsilon inside leaves the one in its recursion where it is") {
  Values mean{}, variance{};
  const tryall::Choice choice{"adabelief", {{"epsilon_mode", "inside"}, {"epsilon", 1e-3}}};
  check_against_formula(*made_optimizer<double>(choice, size), 0.01,
                        [&](double w, double g, std::size_t i, int t) {
                          mean[i] = 0.9 * mean[i] + 0.1 * g;
                          variance[i] = 0.999 * variance[i] + 0.001 * (g - mean[i]) * (g - mean[i]) + 1e-3;
                          return w - 0.01 * mean[i] / (1 - std::pow(0.9, t)) /
                                         std::sqrt(variance[i] / (1 - std::pow(0.999, t)) + 1e-3);
                        });
}

}  // namespace epsilon_mode_test
