// Our optimizers against PyTorch's, over 1,000 steps in double precision. The trajectories are in
// tests/golden/optimizers.txt; scripts/make-optimizer-goldens makes them anew.
#include <array>
#include <cmath>
#include <fstream>
#include <sstream>

#include "golden_line.hpp"
#include "trajectory.hpp"

namespace optimizers_golden_test {

namespace {

constexpr std::size_t size = 13;
using Weights = std::vector<double>;

const Weights start = {-0.2108988568338871,  -0.49755604664226294, -0.14129216202471762, -0.3420288967865903,
                       -0.25236350828037224, 0.6975570255493777,   -0.10853121966252377, -0.297948499687533,
                       0.6892015099955716,   -0.0508031301159767,  -0.39413518751058996, -0.28433759745928844,
                       -0.07113812430174116};

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

/// The gradient of the summed outputs of a 2-3-1 net of sigmoids on three samples.
Weights gradient(const Weights& w) {
  constexpr std::array<std::array<double, 2>, 3> samples = {{{0.1, 0.2}, {0.3, 0.4}, {0.5, 0.6}}};
  Weights g(size, 0.0);
  for (const auto& x : samples) {
    std::array<double, 3> hidden{};
    double sum = w[12];
    for (std::size_t j = 0; j < 3; ++j) {
      hidden[j] = sigmoid(w[2 * j] * x[0] + w[2 * j + 1] * x[1] + w[6 + j]);
      sum += w[9 + j] * hidden[j];
    }
    const double out = sigmoid(sum), delta = out * (1 - out);
    g[12] += delta;
    for (std::size_t j = 0; j < 3; ++j) {
      const double inner = delta * w[9 + j] * hidden[j] * (1 - hidden[j]);
      g[9 + j] += delta * hidden[j];
      g[6 + j] += inner;
      g[2 * j] += inner * x[0];
      g[2 * j + 1] += inner * x[1];
    }
  }
  return g;
}

/// One line of the file: what to run, and where it is to be after a step.
struct Golden {
  tryall::Choice choice = {};
  double learning_rate = 0;
  double rate_decay = 0;
  int step = 0;
  Weights weights = {};

  double rate_of(int t) const { return learning_rate / (1 + rate_decay * (t - 1)); }
};

Golden parse(const std::string& text) {
  std::istringstream words(text);
  tryall::testing::GoldenLine line = tryall::testing::read_golden_line(words);
  Golden golden{.learning_rate = std::stod(line.take("learning_rate")),
                .rate_decay = std::stod(line.take("rate_decay")),
                .step = std::stoi(line.take("step")),
                .weights = line.numbers};
  golden.choice = line.choice();
  return golden;
}

}  // namespace

TEST_CASE("optimizers take PyTorch's steps, a thousand of them") {
  std::ifstream file(TRYALL_GOLDEN "/optimizers.txt");
  std::size_t checked = 0;
  std::unique_ptr<tryall::optim::Optimizer<double>> optimizer;
  Weights weights;
  int step = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    const Golden golden = parse(line);
    REQUIRE(golden.weights.size() == size);
    if (golden.step == 1) {
      optimizer = tryall::testing::made_optimizer<double>(golden.choice, size);
      weights = start;
      step = 0;
    }
    while (step < golden.step) {
      ++step;
      optimizer->update(weights, gradient(weights), golden.rate_of(step), step);
    }
    optimizer->begin_evaluation(weights);
    INFO(golden.choice.name << " after step " << golden.step);
    for (std::size_t i = 0; i < size; ++i)
      CHECK(std::abs(weights[i] - golden.weights[i]) <= 1e-10 * std::max(1.0, std::abs(golden.weights[i])));
    optimizer->end_evaluation(weights);
    ++checked;
  }
  CHECK(checked == 126);
}

}  // namespace optimizers_golden_test
