// The initializers' draws against the distributions they state: mean, variance, and Kolmogorov's and
// Smirnov's test. The seeds are fixed and the streams are counter-based, so that each p-value is the same in
// every run: alpha says how unlucky the choice of a seed had to be, not how often the test fails.
#include <numbers>

#include "catch.hpp"
#include "filled.hpp"
#include "kolmogorov.hpp"

namespace distribution_test {

using tryall::Choice;
using namespace tryall::testing;

namespace {

constexpr double alpha = 1e-3;
constexpr std::size_t inputs = 400, outputs = 250;

std::vector<double> sample(const Choice& choice) { return filled(choice, dense(inputs, outputs), 11); }

/// What a distribution is tested for; its fourth central moment over the variance squared is `kurtosis`.
struct Expected {
  Distribution distribution;
  double mean, variance, kurtosis;
};

Expected normal(double variance) {
  return {[=](double x) { return normal_distribution(x / std::sqrt(variance)); }, 0, variance, 3};
}

Expected uniform(double low, double high) {
  return {[=](double x) { return std::clamp((x - low) / (high - low), 0.0, 1.0); }, (low + high) / 2,
          (high - low) * (high - low) / 12, 1.8};
}

/// N(0, std^2) within +-bound std; its kurtosis is at most the normal's.
Expected truncated(double std, double bound) {
  const double kept = 1 - 2 * normal_distribution(-bound);
  const double density = std::exp(-bound * bound / 2) / std::sqrt(2 * std::numbers::pi);
  return {[=](double x) {
            const double z = std::clamp(x / std, -bound, bound);
            return (normal_distribution(z) - normal_distribution(-bound)) / kept;
          },
          0, std * std * (1 - 2 * bound * density / kept), 3};
}

/// Mean and variance within four standard errors, and the whole distribution.
void check(const std::vector<double>& sample, const Expected& expected) {
  const auto n = static_cast<double>(sample.size());
  double sum = 0, squares = 0;
  for (const double x : sample) {
    sum += x;
    squares += (x - expected.mean) * (x - expected.mean);
  }
  CHECK(std::abs(sum / n - expected.mean) < 4 * std::sqrt(expected.variance / n));
  CHECK(std::abs(squares / n / expected.variance - 1) < 4 * std::sqrt((expected.kurtosis - 1) / n));
  CHECK(kolmogorov_p(sample, expected.distribution) > alpha);
}

Expected symmetric(double variance) { return uniform(-std::sqrt(3 * variance), std::sqrt(3 * variance)); }

}  // namespace

TEST_CASE("Kolmogorov's and Smirnov's test knows its table, and a distribution that is 2 percent too wide") {
  std::vector<double> even(10000);
  for (std::size_t i = 0; i < even.size(); ++i) even[i] = (static_cast<double>(i) + 0.5) / 10000;
  const auto shifted = [&](double by) {
    return kolmogorov_p(even, [=](double x) { return std::clamp(x + by, 0.0, 1.0); });
  };
  CHECK(shifted(0) == 1);
  CHECK(shifted(0.013581) == Approx(0.05).margin(2e-3));
  CHECK(shifted(0.016276) == Approx(0.01).margin(1e-3));
  CHECK(kolmogorov_p(sample({"normal", {}}), normal(1.04).distribution) < alpha);
}

TEST_CASE("normal draws from N(0, std^2), with std 1 unless said otherwise") {
  check(sample({"normal", {}}), normal(1.0));
  check(sample({"normal", {{"std", 0.01}}}), normal(1e-4));
}

TEST_CASE("uniform draws from U(low, high), which is U(0, 1) unless said otherwise") {
  check(sample({"uniform", {}}), uniform(0, 1));
  check(sample({"uniform", {{"low", -0.5}, {"high", 0.25}}}), uniform(-0.5, 0.25));
  check(sample({"uniform", {{"low", 0.25}, {"high", -0.5}}}), uniform(-0.5, 0.25));
}

TEST_CASE("xavier and LeCun's have the variance 1 / fan_in") {
  check(sample({"xavier", {}}), normal(1.0 / inputs));
  check(sample({"lecun_normal", {}}), normal(1.0 / inputs));
  check(sample({"lecun_uniform", {}}), symmetric(1.0 / inputs));
}

TEST_CASE("Glorot's have the variance gain^2 2 / (fan_in + fan_out)") {
  constexpr double variance = 2.0 / (inputs + outputs);
  check(sample({"glorot_normal", {}}), normal(variance));
  check(sample({"glorot_normal", {{"gain", 3.0}}}), normal(9 * variance));
  check(sample({"glorot_uniform", {}}), symmetric(variance));
  check(sample({"glorot_uniform", {{"gain", 3.0}}}), symmetric(9 * variance));
}

TEST_CASE("He's have the variance 2 / fan_in, or 2 / fan_out") {
  const std::string in = "in", out = "out";
  check(sample({"he", {}}), normal(2.0 / inputs));
  check(sample({"he", {{"fan", in}}}), normal(2.0 / inputs));
  check(sample({"he", {{"fan", out}}}), normal(2.0 / outputs));
  check(sample({"he_uniform", {}}), symmetric(2.0 / inputs));
  check(sample({"he_uniform", {{"fan", out}}}), symmetric(2.0 / outputs));
}

TEST_CASE("a truncated normal is N(0, std^2) cut at truncation std, and so of a smaller deviation") {
  check(sample({"truncated_normal", {}}), truncated(1, 2));
  check(sample({"truncated_normal", {{"std", 0.02}, {"truncation", 0.5}}}), truncated(0.02, 0.5));
  CHECK(std::sqrt(truncated(1, 2).variance) == Approx(0.8796).epsilon(1e-4));
}

TEST_CASE("the weights that sparse leaves are from N(0, std^2)") {
  for (const double std : {0.01, 2.0}) {
    std::vector<double> weights = sample({"sparse", {{"std", std}, {"sparsity", 0.5}}});
    std::erase(weights, 0.0);
    CHECK(weights.size() == inputs * outputs / 2);
    check(weights, normal(std * std));
  }
}

TEST_CASE("sparse chooses its zeros evenly among the outputs") {
  std::vector<double> zeros(outputs);
  const std::vector<double> weights = sample({"sparse", {{"sparsity", 0.2}}});
  for (std::size_t i = 0; i < weights.size(); ++i) zeros[i / inputs] += weights[i] == 0 ? 1 : 0;
  const double mean = inputs * 0.2, deviation = std::sqrt(inputs * 0.2 * 0.8);
  for (const double count : zeros) CHECK(std::abs(count - mean) < 4.5 * deviation);
}

}  // namespace distribution_test
