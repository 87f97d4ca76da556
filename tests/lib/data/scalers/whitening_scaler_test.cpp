// Whitening's own promises; its numbers are held to scikit-learn's in scalers_golden_test.cpp.
#include <cmath>
#include <numeric>

#include "catch.hpp"
#include "tryall/data/scalers/scaler.hpp"
#include "tryall/error.hpp"
#include "tryall/random.hpp"

namespace whitening_scaler_test {

using tryall::Buffer;
using tryall::Choice;
using tryall::data::Dataset;
using tryall::data::FeatureMap;
using tryall::data::InputMap;

namespace {

using Rows = std::vector<std::uint32_t>;

Dataset table(std::size_t features, const Buffer<double>& values) {
  Dataset dataset{.name = "made", .shape = {features}, .features = features, .classes = 1};
  dataset.values = values;
  dataset.labels.assign(values.size() / features, 0);
  return dataset;
}

/// 300 samples of features a, a + b, a - 2b + 0.1c, and two that bring nothing new: 0.1 and 2a.
Dataset deficient() {
  const tryall::Stream stream(5, tryall::Purpose::split);
  Buffer<double> values;
  for (std::uint64_t row = 0; row < 300; ++row) {
    const double a = stream.normal(3 * row), b = stream.normal(3 * row + 1), c = stream.normal(3 * row + 2);
    values.insert(values.end(), {a, a + b, a - 2 * b + 0.1 * c, 0.1, 2 * a});
  }
  return table(5, values);
}

Rows all_rows(const Dataset& dataset) {
  Rows rows(dataset.samples());
  std::iota(rows.begin(), rows.end(), 0U);
  return rows;
}

InputMap fit(const Dataset& dataset, std::map<std::string, tryall::Value, std::less<>> settings,
             const Rows& rows) {
  return fit_scaler(with_defaults(tryall::data::scalers(), {"whitening", std::move(settings)}), dataset,
                    rows);
}

template <class Scalar>
Buffer<Scalar> scaled(const Dataset& dataset, const InputMap& exact) {
  const FeatureMap<Scalar> map = exact.cast<Scalar>();
  const Rows rows = all_rows(dataset);
  const auto count = static_cast<std::ptrdiff_t>(rows.size());
  Buffer<Scalar> raw(rows.size() * dataset.features), out(rows.size() * map.outputs());
  gather<Scalar>(dataset, exact, map, rows,
                 {raw.data(), static_cast<std::ptrdiff_t>(dataset.features), count},
                 {out.data(), static_cast<std::ptrdiff_t>(map.outputs()), count});
  return out;
}

/// Of columns i and j, divided by n - 1; whitened data have mean 0.
double covariance(const Buffer<double>& x, std::size_t columns, std::size_t i, std::size_t j) {
  double sum = 0;
  for (std::size_t row = 0; row < x.size(); row += columns) sum += x[row + i] * x[row + j];
  const std::size_t rows = x.size() / columns;
  return sum / static_cast<double>(rows - 1);
}

const tryall::Value pca = std::string("pca"), zca = std::string("zca");

void check_refusal(std::map<std::string, tryall::Value, std::less<>> settings, const std::string& message) {
  try {
    fit(deficient(), std::move(settings), {0, 1, 2});
    FAIL("accepted");
  } catch (const tryall::SettingError& error) {
    CHECK(error.setting() == "components");
    CHECK_THAT(error.what(), ContainsSubstring(message));
  }
}

}  // namespace

TEST_CASE("pca makes data uncorrelated and of variance 1, and directions without variance 0") {
  const Dataset dataset = deficient();
  for (const double epsilon : {0.0, 1e-12}) {
    const Buffer<double> x = scaled<double>(dataset, fit(dataset, {{"epsilon", epsilon}}, all_rows(dataset)));
    for (std::size_t i = 0; i < 5; ++i)
      for (std::size_t j = 0; j <= i; ++j)
        CHECK(covariance(x, 5, i, j) == Approx(i == j && i < 3 ? 1 : 0).margin(1e-9));
    for (std::size_t row = 0; row < x.size(); row += 5) {
      CHECK(x[row + 3] == 0);
      CHECK(x[row + 4] == 0);
    }
  }
}

TEST_CASE("epsilon is added to the variance inside the root") {
  const Dataset dataset = table(1, {1, 3, 5});  // variance 4
  CHECK(fit(dataset, {{"epsilon", 5.0}}, {0, 1, 2}).rotation[0] == Approx(1.0 / 3).epsilon(1e-14));
  CHECK(fit(dataset, {{"epsilon", 5.0}, {"kind", zca}}, {0, 1, 2}).rotation[0] ==
        Approx(1.0 / 3).epsilon(1e-14));
}

TEST_CASE("fewer components are the first of all, and the model's inputs are as many") {
  const Dataset dataset = deficient();
  const InputMap whole = fit(dataset, {}, all_rows(dataset));
  const InputMap two = fit(dataset, {{"components", std::int64_t{2}}}, all_rows(dataset));
  CHECK(whole.outputs() == 5);
  CHECK(two.outputs() == 2);
  for (std::size_t feature = 0; feature < 5; ++feature)
    for (std::size_t k = 0; k < 2; ++k)
      CHECK(two.rotation[2 * feature + k] == whole.rotation[5 * feature + k]);
}

TEST_CASE("zca is symmetric, and keeps whitened data near their features") {
  const Dataset dataset = deficient();
  const InputMap map = fit(dataset, {{"kind", zca}, {"epsilon", 0.0}}, all_rows(dataset));
  REQUIRE(map.outputs() == 5);
  for (std::size_t i = 0; i < 5; ++i)
    for (std::size_t j = 0; j < i; ++j)
      CHECK(map.rotation[5 * i + j] == Approx(map.rotation[5 * j + i]).margin(1e-12));
  // Its square is that of the pca, whose directions are orthogonal.
  const InputMap along = fit(dataset, {{"kind", pca}, {"epsilon", 0.0}}, all_rows(dataset));
  for (std::size_t i = 0; i < 5; ++i)
    for (std::size_t j = 0; j < 5; ++j) {
      double ours = 0, theirs = 0;
      for (std::size_t k = 0; k < 5; ++k) {
        ours += map.rotation[5 * k + i] * map.rotation[5 * k + j];
        theirs += along.rotation[5 * i + k] * along.rotation[5 * j + k];
      }
      CHECK(ours == Approx(theirs).margin(1e-9));
    }
  for (const double value : scaled<double>(dataset, map)) CHECK(std::isfinite(value));
}

TEST_CASE("fewer samples than features, equal samples and a single one whiten without dividing by zero") {
  const Dataset dataset = deficient(), constant = table(2, Buffer<double>(20, 0.1));
  for (const tryall::Value& kind : {pca, zca})
    for (const double epsilon : {0.0, 1e-5}) {
      for (const Rows& rows : {Rows{0, 1, 2}, Rows{4}})
        for (const double value :
             scaled<double>(dataset, fit(dataset, {{"kind", kind}, {"epsilon", epsilon}}, rows)))
          CHECK(std::isfinite(value));
      const InputMap map = fit(constant, {{"kind", kind}, {"epsilon", epsilon}}, all_rows(constant));
      CHECK(scaled<double>(constant, map) == Buffer<double>(20, 0.0));
    }
}

TEST_CASE("the largest entry of each direction is positive, so that signs are not left to chance") {
  const Dataset dataset = deficient();
  const InputMap map = fit(dataset, {}, all_rows(dataset));
  for (std::size_t i = 0; i < 3; ++i) {
    double largest = 0;
    for (std::size_t j = 0; j < 5; ++j)
      if (std::abs(map.rotation[5 * j + i]) > std::abs(largest)) largest = map.rotation[5 * j + i];
    CHECK(largest > 0);
  }
}

TEST_CASE("whitening in single precision is that in double, rounded") {
  const Dataset dataset = deficient();
  const InputMap map = fit(dataset, {{"components", std::int64_t{3}}}, all_rows(dataset));
  const Buffer<double> both = scaled<double>(dataset, map);
  const Buffer<float> single = scaled<float>(dataset, map);
  for (std::size_t i = 0; i < both.size(); ++i)
    CHECK(static_cast<double>(single[i]) == Approx(both[i]).epsilon(1e-4).margin(1e-4));
}

TEST_CASE("components that cannot be are refused by name") {
  check_refusal({{"kind", zca}, {"components", std::int64_t{2}}}, "must be 0 with kind zca");
  check_refusal({{"components", std::int64_t{6}}}, "at most the dataset's 5 features, not 6");
}

}  // namespace whitening_scaler_test
