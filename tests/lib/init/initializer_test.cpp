#include "tryall/init/initializer.hpp"

#include <cmath>

#include "catch.hpp"
#include "choices.hpp"

using tryall::Choice;
using tryall::Purpose;
using tryall::Stream;
using tryall::init::Fans;
using tryall::init::initializers;
using tryall::testing::default_choice;

namespace {

std::vector<double> filled(const Choice& choice, Fans fans, std::uint64_t seed, std::size_t size) {
  std::vector<double> weights(size, std::nan(""));
  fill(completed(initializers(), choice), fans, Stream(seed, Purpose::init), weights);
  return weights;
}

/// Holds if mean and variance of 100,000 weights are within four standard errors of N(0, variance).
void check_normal(const Choice& choice, Fans fans, double variance) {
  constexpr double count = 100000;
  double sum = 0, squares = 0;
  for (const double weight : filled(choice, fans, 11, static_cast<std::size_t>(count))) {
    sum += weight;
    squares += weight * weight;
  }
  INFO(choice.name);
  CHECK(std::abs(sum / count) < 4 * std::sqrt(variance / count));
  CHECK(std::abs(squares / count / variance - 1) < 4 * std::sqrt(2 / count));
}

}  // namespace

TEST_CASE("every initializer fills all weights with finite values, as a function of the stream alone") {
  for (const tryall::init::InitializerEntry& entry : tryall::init::initializer_table()) {
    INFO(entry.about.name);
    const Choice choice = default_choice(initializers(), entry.about);
    const std::vector<double> weights = filled(choice, {20, 30}, 1, 600);
    for (const double weight : weights) REQUIRE(std::isfinite(weight));
    CHECK(weights == filled(choice, {20, 30}, 1, 600));
    const bool random = entry.about.name != "zeros";
    CHECK((weights != filled(choice, {20, 30}, 2, 600)) == random);
  }
}

TEST_CASE("zeros are zeros") { CHECK(filled({"zeros", {}}, {4, 2}, 1, 8) == std::vector<double>(8, 0.0)); }

TEST_CASE("xavier draws from N(0, 1 / fan_in)") { check_normal({"xavier", {}}, {400, 250}, 1.0 / 400); }

TEST_CASE("he draws from N(0, 2 / fan_in)") { check_normal({"he", {}}, {400, 250}, 2.0 / 400); }

TEST_CASE("normal draws from N(0, std^2), with std 1 unless said otherwise") {
  check_normal({"normal", {}}, {400, 250}, 1.0);
  check_normal({"normal", {{"std", 0.01}}}, {400, 250}, 1e-4);
}

TEST_CASE("the initializers differ in scale alone: he is xavier times the root of 2") {
  const std::vector<double> xavier = filled({"xavier", {}}, {50, 2}, 1, 100);
  const std::vector<double> he = filled({"he", {}}, {50, 2}, 1, 100);
  for (std::size_t i = 0; i < he.size(); ++i)
    CHECK(he[i] == Approx(xavier[i] * std::sqrt(2.0)).epsilon(1e-12));
}
