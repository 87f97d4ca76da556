// Every loss's gradient of the outputs against central differences.
#include <cmath>

#include "catch.hpp"
#include "choices.hpp"
#include "random_values.hpp"
#include "tryall/nn/losses/loss.hpp"

namespace loss_gradients_test {

using tryall::Buffer;
using tryall::Choice;
using namespace tryall::nn;
using tryall::testing::random_values;

namespace {

constexpr std::ptrdiff_t outputs = 3, rows = 4;
constexpr double h = 1e-5, scale = 0.25;

/// Rows that sum to 1, no two alike; the last is one label.
const Buffer<double> soft_targets = {0.7, 0.1, 0.2, 0.05, 0.9, 0.05, 0.3, 0.3, 0.4, 0, 1, 0};

/// Checks the gradient for outputs of the given magnitude; none is within h of a kink.
void check_gradient(const Choice& choice, double magnitude) {
  const auto loss = make_loss<double>(with_defaults(losses(), choice));
  Buffer<double> z = random_values(outputs * rows, 3, magnitude), gradient(z.size(), 99);
  const auto sum = [&](double* to) {
    return loss->sum({z.data(), outputs, rows}, {soft_targets.data(), outputs, rows}, scale,
                     {to, outputs, rows});
  };
  CHECK(sum(gradient.data()) == sum(nullptr));
  for (std::size_t i = 0; i < z.size(); ++i) {
    const double middle = z[i];
    for (const double kink : {0.0, 0.5, 1.0})
      REQUIRE(std::abs(std::abs(middle - soft_targets[i]) - kink) > h);
    z[i] = middle + h;
    const double above = sum(nullptr);
    z[i] = middle - h;
    const double below = sum(nullptr);
    z[i] = middle;
    INFO("output " << i);
    CHECK(std::abs(gradient[i] - scale * (above - below) / (2 * h)) < 1e-7);
  }
}

}  // namespace

TEST_CASE("every loss's gradient matches central differences, with targets between 0 and 1 too") {
  for (const LossEntry& entry : loss_table()) {
    if (entry.about.name == "auto") continue;  // stands for others
    INFO(entry.about.name);
    for (const double magnitude : {0.3, 1.0, 5.0}) check_gradient({entry.about.name, {}}, magnitude);
  }
  check_gradient({"huber", {{"delta", 0.5}}}, 1);
}

TEST_CASE("targets that do not sum to 1 weigh the cross-entropy's rows") {
  const auto loss = make_loss<double>({"cross_entropy", {}});
  const Buffer<double> z = {0.5, -1, 2}, once = {0.2, 0.3, 0.5}, twice = {0.4, 0.6, 1.0};
  Buffer<double> gradient(3), doubled(3);
  const double single = loss->sum({z.data(), 3, 1}, {once.data(), 3, 1}, 1.0, {gradient.data(), 3, 1});
  CHECK(loss->sum({z.data(), 3, 1}, {twice.data(), 3, 1}, 1.0, {doubled.data(), 3, 1}) ==
        Approx(2 * single).epsilon(1e-14));
  for (std::size_t k = 0; k < 3; ++k) CHECK(doubled[k] == Approx(2 * gradient[k]).epsilon(1e-14));
}

}  // namespace loss_gradients_test
