#include "tryall/functions/function.hpp"

#include <cmath>
#include <set>

#include "catch.hpp"
#include "tryall/error.hpp"
#include "tryall/random.hpp"

namespace function_test {

using tryall::Buffer;
using namespace tryall::functions;

namespace {

struct Point {
  double value = 0;
  std::vector<double> gradient;
};

std::size_t usual_dimension(const FunctionEntry& entry) { return entry.dimension > 0 ? entry.dimension : 5; }

Point at(const FunctionEntry& entry, const std::vector<double>& point) {
  const auto dimension = static_cast<std::ptrdiff_t>(point.size());
  const Buffer<double> aligned(point.begin(), point.end());
  Buffer<double> gradient(point.size());
  Point result;
  entry.double_precision({aligned.data(), dimension, 1}, &result.value, {gradient.data(), dimension, 1});
  result.gradient.assign(gradient.begin(), gradient.end());
  return result;
}

const FunctionEntry& named(const char* name) { return find_function(name); }

/// The slope along parameter i, to the sixth order in the step.
double difference(const FunctionEntry& entry, std::vector<double> point, std::size_t i) {
  constexpr double step = 1e-3;
  const double middle = point[i];
  const auto spread = [&](double steps) {
    point[i] = middle + steps * step;
    const double above = at(entry, point).value;
    point[i] = middle - steps * step;
    return above - at(entry, point).value;
  };
  return (45 * spread(1) - 9 * spread(2) + spread(3)) / (60 * step);
}

void check_gradient(const FunctionEntry& entry, const std::vector<double>& point) {
  const Point there = at(entry, point);
  double largest = 1;
  for (const double slope : there.gradient) largest = std::max(largest, std::abs(slope));
  for (std::size_t i = 0; i < point.size(); ++i) {
    INFO("parameter " << i << " at " << point[i]);
    CHECK(std::abs(there.gradient[i] - difference(entry, point, i)) < 1e-7 * largest);
  }
}

}  // namespace

TEST_CASE("every test function's gradient matches central differences, at its start and elsewhere") {
  for (const FunctionEntry& entry : function_table()) {
    INFO(entry.about.name);
    const std::size_t dimension = usual_dimension(entry);
    check_gradient(entry, repeated(entry.start, dimension));
    for (std::uint32_t k = 0; k < 5; ++k) {
      const tryall::Stream stream(3, tryall::Purpose::init, k);
      std::vector<double> point(dimension);
      for (std::size_t i = 0; i < dimension; ++i) point[i] = 1.5 * stream.normal(i);
      check_gradient(entry, point);
    }
  }
}

TEST_CASE("a test function's minimum has the value and the gradient 0, and no point near it has less") {
  for (const FunctionEntry& entry : function_table()) {
    if (entry.minimum.empty()) continue;
    INFO(entry.about.name);
    const std::vector<double> minimum = repeated(entry.minimum, usual_dimension(entry));
    CHECK(at(entry, minimum).value == 0);
    for (const double slope : at(entry, minimum).gradient) CHECK(slope == 0);
    for (std::size_t i = 0; i < minimum.size(); ++i)
      for (const double step : {-0.01, 0.01}) {
        std::vector<double> near = minimum;
        near[i] += step;
        CHECK(at(entry, near).value > 0);
      }
  }
}

TEST_CASE("the saddle is flat at 0, where it is least along x and greatest along y") {
  CHECK(named("saddle").minimum.empty());
  CHECK(at(named("saddle"), {0, 0}).value == 0);
  CHECK(at(named("saddle"), {0, 0}).gradient == std::vector<double>{0, 0});
  CHECK(at(named("saddle"), {0.1, 0}).value > 0);
  CHECK(at(named("saddle"), {0, 0.1}).value < 0);
}

TEST_CASE("the test functions have the values worked by hand") {
  CHECK(at(named("ellipse"), {-7, 2}).value == Approx(6.45).epsilon(1e-14));
  CHECK(at(named("rosenbrock"), {-1.2, 1}).value == Approx(24.2).epsilon(1e-14));
  CHECK(at(named("beale"), {1, 1}).value == 14.203125);
  CHECK(at(named("beale"), {0, 7}).value == 14.203125);
  CHECK(at(named("saddle"), {3, 2}).value == 5);
  CHECK(at(named("rastrigin"), {-2, 3.5}).value == Approx(4 + 12.25 + 20).epsilon(1e-14));
  CHECK(at(named("rastrigin"), {0.5, 0.25, 1}).value == Approx(0.25 + 20 + 0.0625 + 10 + 1).epsilon(1e-14));
}

TEST_CASE("the test functions are the same in single precision") {
  for (const FunctionEntry& entry : function_table()) {
    INFO(entry.about.name);
    const std::size_t dimension = usual_dimension(entry);
    const std::vector<double> start = repeated(entry.start, dimension);
    const Buffer<float> point(start.begin(), start.end());
    Buffer<float> gradient(dimension);
    float value = 0;
    const auto size = static_cast<std::ptrdiff_t>(dimension);
    entry.single_precision({point.data(), size, 1}, &value, {gradient.data(), size, 1});
    const Point exact = at(entry, start);
    CHECK(value == Approx(exact.value).epsilon(1e-5));
    for (std::size_t i = 0; i < dimension; ++i)
      CHECK(gradient[i] == Approx(exact.gradient[i]).epsilon(1e-5).margin(1e-4));
  }
}

TEST_CASE("a test function is found by its name alone") {
  std::set<std::string> names;
  for (const FunctionEntry& entry : function_table()) {
    CHECK(names.insert(entry.about.name).second);
    CHECK(&find_function(entry.about.name) == &entry);
  }
  CHECK_THROWS_AS(find_function("elipse"), tryall::Error);
}

}  // namespace function_test
