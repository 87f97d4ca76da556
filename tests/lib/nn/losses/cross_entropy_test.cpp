#include <cmath>
#include <limits>

#include "catch.hpp"
#include "tryall/nn/losses/loss.hpp"

using tryall::Batch;
using tryall::Buffer;

namespace {

/// The sum of the losses of rows of three classes; the gradient is left in `gradient`, unless that is null.
template <class Scalar>
double loss_of(const Buffer<Scalar>& logits, const std::vector<std::int32_t>& labels,
               Buffer<Scalar>* gradient = nullptr, Scalar scale = 1) {
  const auto rows = static_cast<std::ptrdiff_t>(labels.size());
  Buffer<Scalar> targets(logits.size(), Scalar{0});
  for (std::size_t row = 0; row < labels.size(); ++row)
    targets[3 * row + static_cast<std::size_t>(labels[row])] = 1;
  if (gradient) gradient->assign(logits.size(), Scalar{99});
  return tryall::nn::make_loss<Scalar>({"cross_entropy", {}})
      ->sum({logits.data(), 3, rows}, {targets.data(), 3, rows}, scale,
            {gradient ? gradient->data() : nullptr, 3, rows});
}

template <class Scalar>
constexpr double tolerance = std::is_same_v<Scalar, float> ? 1e-6 : 1e-14;

}  // namespace

TEMPLATE_TEST_CASE("the loss and its gradient are those worked by hand", "", float, double) {
  // Softmax of (log 1, log 2, log 3) is (1, 2, 3) / 6; with label 1 the loss is log 3.
  const auto log_of = [](int n) { return static_cast<TestType>(std::log(n)); };
  const Buffer<TestType> logits = {log_of(1), log_of(2), log_of(3), log_of(1), log_of(2), log_of(3)};
  Buffer<TestType> gradient;
  const double loss = loss_of<TestType>(logits, {1, 2}, &gradient, TestType{0.5});
  CHECK(loss == Approx(std::log(3.0) + std::log(2.0)).epsilon(tolerance<TestType>));
  const double expected[] = {1.0 / 12, -2.0 / 6, 3.0 / 12, 1.0 / 12, 2.0 / 12, -3.0 / 12};
  for (std::size_t i = 0; i < 6; ++i)
    CHECK(static_cast<double>(gradient[i]) == Approx(expected[i]).epsilon(10 * tolerance<TestType>));
}

TEST_CASE("the loss is summed over the rows, not averaged, with or without a gradient") {
  const Buffer<double> logits = {0, 0, 0, 0, 0, 0, 0, 0, 0};
  Buffer<double> gradient;
  CHECK(loss_of<double>(logits, {0, 1, 2}, &gradient) == Approx(3 * std::log(3.0)).epsilon(1e-14));
  CHECK(loss_of<double>(logits, {0, 1, 2}) == loss_of<double>(logits, {0, 1, 2}, &gradient));
}

TEST_CASE("the loss gradient matches central differences") {
  const Buffer<double> logits = {0.3, -1.2, 2.0, -0.5, 0.25, 0.1};
  const std::vector<std::int32_t> labels = {1, 0};
  Buffer<double> gradient;
  loss_of<double>(logits, labels, &gradient);
  constexpr double h = 1e-5;
  for (std::size_t i = 0; i < logits.size(); ++i) {
    Buffer<double> up = logits, down = logits;
    up[i] += h;
    down[i] -= h;
    const double expected = (loss_of<double>(up, labels) - loss_of<double>(down, labels)) / (2 * h);
    CHECK(std::abs(gradient[i] - expected) < 1e-9);
  }
}

TEMPLATE_TEST_CASE("a shift of all outputs changes neither loss nor gradient", "", float, double) {
  const Buffer<TestType> logits = {0.5, -1.25, 2};  // exact after the shift as well
  Buffer<TestType> shifted = logits, gradient, shifted_gradient;
  for (TestType& logit : shifted) logit += TestType{1024};
  CHECK(loss_of<TestType>(logits, {1}, &gradient) == loss_of<TestType>(shifted, {1}, &shifted_gradient));
  CHECK(gradient == shifted_gradient);
}

TEMPLATE_TEST_CASE("huge outputs do not overflow", "", float, double) {
  const TestType huge = std::numeric_limits<TestType>::max() / 4;
  Buffer<TestType> gradient;
  CHECK(loss_of<TestType>({huge, 0, -huge}, {0}, &gradient) == 0);
  CHECK(gradient == Buffer<TestType>{0, 0, 0});
  CHECK(loss_of<TestType>({huge, 0, -huge}, {1}, &gradient) == Approx(static_cast<double>(huge)));
  CHECK(gradient == Buffer<TestType>{1, -1, 0});
}

TEMPLATE_TEST_CASE("an output that is not finite makes the loss NaN wherever it is", "", float, double) {
  for (const TestType bad :
       {std::numeric_limits<TestType>::quiet_NaN(), std::numeric_limits<TestType>::infinity()})
    for (std::size_t place = 0; place < 3; ++place)
      for (const std::int32_t label : {0, 1, 2}) {
        Buffer<TestType> logits = {1, 2, 3};
        logits[place] = bad;
        CHECK(std::isnan(loss_of<TestType>(logits, {label})));
      }
}

TEMPLATE_TEST_CASE("a row's gradient sums to zero and is negative for its label alone", "", float, double) {
  const Buffer<TestType> logits = {TestType{0.25}, TestType{-4}, TestType{2}};
  Buffer<TestType> gradient;
  for (const std::int32_t label : {0, 1, 2}) {
    loss_of<TestType>(logits, {label}, &gradient);
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i) {
      sum += static_cast<double>(gradient[i]);
      CHECK((gradient[i] < 0) == (static_cast<std::int32_t>(i) == label));
    }
    CHECK(std::abs(sum) < tolerance<TestType>);
  }
}
