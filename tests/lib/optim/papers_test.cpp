// Optimizers that PyTorch 1.13 has not: against the papers' formulas, written out here anew, for 100 steps in
// double precision.
#include <array>

#include "trajectory.hpp"

namespace papers_test {

using tryall::testing::check_against_formula;
using tryall::testing::gradient_at;
using tryall::testing::made_optimizer;

namespace {

constexpr std::size_t size = 13;
using Values = std::array<double, size>;

double sign(double x) { return x > 0 ? 1.0 : x < 0 ? -1.0 : 0.0; }

double norm(const Values& values, std::size_t begin, std::size_t end) {
  double sum = 0;
  for (std::size_t i = begin; i < end; ++i) sum += values[i] * values[i];
  return std::sqrt(sum);
}

/// Holds `optimizer` (two blocks: 8 weights, 5 biases) against `reference`, which updates all weights at
/// once.
template <class Reference>
void check_blockwise(const tryall::Choice& choice, double learning_rate, Reference reference) {
  const auto optimizer = tryall::optim::make_optimizer<double>(
      with_defaults(tryall::optim::optimizers(), choice),
      tryall::optim::Layout(size, 8, {{.shape = {8}}, {.shape = {5}, .offset = 8}}));
  std::vector<double> weights(size), gradients(size);
  Values expected{}, g{};
  for (std::size_t i = 0; i < size; ++i)
    weights[i] = expected[i] = i < 8 ? 1.0 - 0.3 * static_cast<double>(i) : 0.0;
  for (int t = 1; t <= 100; ++t) {
    for (std::size_t i = 0; i < size; ++i) g[i] = gradients[i] = gradient_at(i, t);
    optimizer->update(weights, gradients, learning_rate, t);
    reference(expected, g, t);
    for (std::size_t i = 0; i < size; ++i) {
      INFO("weight " << i << " after step " << t);
      REQUIRE(std::abs(weights[i] - expected[i]) <= 1e-12 * std::max(1.0, std::abs(expected[i])));
    }
  }
}

}  // namespace

TEST_CASE("lion follows its paper's algorithm 2, with decay of the weights and not of the biases") {
  Values mean{};
  check_blockwise({"lion", {{"weight_decay", 0.1}}}, 0.01, [&](Values& w, const Values& g, int) {
    for (std::size_t i = 0; i < size; ++i) {
      const double update = sign(0.9 * mean[i] + 0.1 * g[i]);
      w[i] -= 0.01 * (update + (i < 8 ? 0.1 * w[i] : 0.0));
      mean[i] = 0.99 * mean[i] + 0.01 * g[i];
    }
  });
}

TEST_CASE("yogi follows its paper's algorithm 2") {
  Values mean{}, square{};
  square.fill(1e-6);
  check_against_formula(*made_optimizer<double>({"yogi", {}}, size), 0.01,
                        [&](double w, double g, std::size_t i, int) {
                          mean[i] = 0.9 * mean[i] + 0.1 * g;
                          square[i] = square[i] - 0.001 * sign(square[i] - g * g) * g * g;
                          return w - 0.01 * mean[i] / (std::sqrt(square[i]) + 1e-3);
                        });
}

TEST_CASE("adabelief follows its paper's algorithm 2") {
  Values mean{}, variance{};
  check_against_formula(*made_optimizer<double>({"adabelief", {{"epsilon", 1e-8}}}, size), 0.01,
                        [&](double w, double g, std::size_t i, int t) {
                          mean[i] = 0.9 * mean[i] + 0.1 * g;
                          variance[i] = 0.999 * variance[i] + 0.001 * (g - mean[i]) * (g - mean[i]) + 1e-8;
                          const double m = mean[i] / (1 - std::pow(0.9, t));
                          const double s = variance[i] / (1 - std::pow(0.999, t));
                          return w - 0.01 * m / (std::sqrt(s) + 1e-8);
                        });
}

TEST_CASE("lamb follows its paper's algorithm 2, block by block") {
  Values mean{}, square{};
  check_blockwise({"lamb", {{"weight_decay", 0.01}}}, 0.01, [&](Values& w, const Values& g, int t) {
    Values direction{};
    for (std::size_t i = 0; i < size; ++i) {
      mean[i] = 0.9 * mean[i] + 0.1 * g[i];
      square[i] = 0.999 * square[i] + 0.001 * g[i] * g[i];
      direction[i] =
          mean[i] / (1 - std::pow(0.9, t)) / (std::sqrt(square[i] / (1 - std::pow(0.999, t))) + 1e-6) +
          0.01 * w[i];
    }
    for (const auto& [begin, end] : {std::pair<std::size_t, std::size_t>{0, 8}, {8, 13}}) {
      const double of_weights = norm(w, begin, end), of_direction = norm(direction, begin, end);
      const double trust = of_weights > 0 && of_direction > 0 ? of_weights / of_direction : 1;
      for (std::size_t i = begin; i < end; ++i) w[i] -= 0.01 * trust * direction[i];
    }
  });
}

TEST_CASE("lars follows its paper's algorithm 1, block by block") {
  Values velocity{};
  check_blockwise({"lars", {{"weight_decay", 0.01}}}, 1.0, [&](Values& w, const Values& g, int) {
    for (const auto& [begin, end] : {std::pair<std::size_t, std::size_t>{0, 8}, {8, 13}}) {
      const double of_weights = norm(w, begin, end), of_gradients = norm(g, begin, end);
      const double local = of_weights > 0 && of_gradients > 0
                               ? 0.001 * of_weights / (of_gradients + 0.01 * of_weights + 1e-8)
                               : 1;
      for (std::size_t i = begin; i < end; ++i) {
        velocity[i] = 0.9 * velocity[i] + local * (g[i] + 0.01 * w[i]);
        w[i] -= velocity[i];
      }
    }
  });
}

}  // namespace papers_test
