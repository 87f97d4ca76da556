// Losses of many rows and many outputs against their formulas, on every instruction set.
#include <cmath>
#include <cstring>

#include "catch.hpp"
#include "choices.hpp"
#include "random_values.hpp"
#include "tryall/nn/losses/loss.hpp"
#include "with_isa.hpp"

namespace loss_rows_test {

using tryall::Batch;
using tryall::Buffer;
using namespace tryall::nn;
using namespace tryall::testing;

namespace {

struct Shape {
  std::ptrdiff_t outputs, rows;
  std::size_t size() const { return static_cast<std::size_t>(outputs * rows); }
};

/// One row, rows beyond a group of the loss's, one output, and more outputs than lanes.
const std::vector<Shape> shapes = {{1, 1}, {3, 7}, {10, 1}, {10, 64}, {10, 65}, {10, 200}, {1000, 3}};

template <class Scalar>
struct Rows {
  explicit Rows(Shape of) : shape(of), targets(of.size(), Scalar{0}), gradient(of.size()) {
    for (const double value : random_values(static_cast<std::ptrdiff_t>(of.size()), 3, 5.0))
      outputs.push_back(static_cast<Scalar>(value));
    for (std::ptrdiff_t row = 0; row < of.rows; ++row)
      targets[static_cast<std::size_t>(row * of.outputs + (7 * row) % of.outputs)] = 1;
  }

  double sum(const Loss<Scalar>& loss, bool with_gradient) {
    return loss.sum({outputs.data(), shape.outputs, shape.rows}, {targets.data(), shape.outputs, shape.rows},
                    Scalar(0.5), {with_gradient ? gradient.data() : nullptr, shape.outputs, shape.rows});
  }

  Shape shape;
  Buffer<Scalar> outputs, targets, gradient;
};

/// The cross-entropy and softmax(z) - t of one row.
template <class Scalar>
double check_row(const Rows<Scalar>& rows, std::size_t begin, double tolerance) {
  const auto classes = static_cast<std::size_t>(rows.shape.outputs);
  double total = 0, loss = 0;
  for (std::size_t k = begin; k < begin + classes; ++k)
    total += std::exp(static_cast<double>(rows.outputs[k]));
  for (std::size_t k = begin; k < begin + classes; ++k) {
    const double share = std::exp(static_cast<double>(rows.outputs[k])) / total;
    if (rows.targets[k] == 1) loss = -std::log(share);
    CHECK(std::abs(static_cast<double>(rows.gradient[k]) -
                   0.5 * (share - static_cast<double>(rows.targets[k]))) < tolerance);
  }
  return loss;
}

}  // namespace

TEMPLATE_TEST_CASE("cross-entropy is that of the formula for any number of rows and classes", "", float,
                   double) {
  const double tolerance = std::is_same_v<TestType, float> ? 5e-7 : 1e-15;
  const auto loss = make_loss<TestType>({"cross_entropy", {}});
  for (const Shape shape : shapes) {
    CAPTURE(shape.outputs, shape.rows);
    Rows<TestType> rows(shape);
    const double sum = rows.sum(*loss, true);
    CHECK(rows.sum(*loss, false) == sum);
    double exact = 0;
    for (std::size_t row = 0; row < static_cast<std::size_t>(shape.rows); ++row)
      exact += check_row(rows, row * static_cast<std::size_t>(shape.outputs), tolerance);
    CHECK(sum == Approx(exact).epsilon(tolerance).margin(tolerance));
  }
}

TEMPLATE_TEST_CASE("every loss gives the same bits on every instruction set", "", float, double) {
  for (const LossEntry& entry : loss_table()) {
    if (entry.about.name == "auto") continue;  // stands for others
    const auto loss = make_loss<TestType>(with_defaults(losses(), {entry.about.name, {}}));
    for (const Shape shape : shapes) {
      CAPTURE(entry.about.name, shape.outputs, shape.rows);
      Rows<TestType> first(shape);
      double sum = 0;
      {
        const WithIsa scope(tryall::kernels::Isa::plain);
        sum = first.sum(*loss, true);
      }
      for (const auto isa : tryall::kernels::available_isas()) {
        const WithIsa scope(isa);
        Rows<TestType> rows(shape);
        CHECK(rows.sum(*loss, true) == sum);
        CHECK(std::memcmp(rows.gradient.data(), first.gradient.data(), shape.size() * sizeof(TestType)) == 0);
      }
    }
  }
}

TEMPLATE_TEST_CASE("the binary cross-entropy of a sure output keeps its digits", "", float, double) {
  const double tolerance = std::is_same_v<TestType, float> ? 1e-6 : 1e-14;
  const auto loss = make_loss<TestType>({"binary_cross_entropy", {}});
  for (const double z : {-60.0, -20.0, 20.0, 60.0}) {
    CAPTURE(z);
    const auto output = static_cast<TestType>(z);
    const TestType target = z > 0 ? 1 : 0;
    TestType gradient = 0;
    const double far = std::exp(-std::abs(z));
    CHECK(loss->sum({&output, 1, 1}, {&target, 1, 1}, 1, {&gradient, 1, 1}) ==
          Approx(std::log1p(far)).epsilon(tolerance));
    CHECK(static_cast<double>(gradient) == Approx((z > 0 ? -far : far) / (1 + far)).epsilon(tolerance));
  }
}

}  // namespace loss_rows_test
