#include <cmath>
#include <memory>

#include "answered.hpp"
#include "catch.hpp"
#include "tryall/data/table_census.hpp"
#include "tryall/random.hpp"
#include "tryall/reports/model/evaluation.hpp"

namespace data = tryall::data;
namespace train = tryall::train;
using namespace tryall::reports;
using namespace tryall::testing;

namespace {

RegressionEvaluation evaluated(const data::Dataset& dataset, const std::vector<double>& predictions,
                               const std::vector<double>& means) {
  const train::ModelAnswers answers{.columns = means.size(), .outputs = predictions};
  return *evaluate(dataset, all_rows(dataset), answers, {.means = means}).regression;
}

}  // namespace

TEST_CASE("evaluation: errors of four numbers, worked out by hand") {
  const RegressionEvaluation result = evaluated(valued({1, 2, 3, 4}), {1, 2, 3, 6}, {2});
  CHECK(result.rmse.center == 1);
  CHECK(result.rmse.low == 0);
  CHECK(result.rmse.high == Approx(3.7156862076));
  CHECK(result.mae == 0.5);
  CHECK(result.r2 == Approx(0.2));
  CHECK(result.baseline_rmse == Approx(std::sqrt(1.5)));
  CHECK(result.over_baseline.center == Approx(-0.2247448714));
  CHECK(result.over_baseline.low == Approx(-0.7317606762));
  CHECK(result.over_baseline.high == Approx(1.3481562068));
}

TEST_CASE("evaluation: residuals are the truth less the prediction, the worst first") {
  const RegressionEvaluation result = evaluated(valued({1, 2, 3, 4, 5}), {1, 2.5, 1, 8, 5}, {3});
  CHECK(result.residual_quantiles.front() == -4);
  CHECK(result.residual_quantiles[3] == 0);
  CHECK(result.residual_quantiles.back() == 2);
  CHECK(result.residual_quantiles[1] == Approx(-4 + 0.2 * 3.5));
  REQUIRE(result.worst.size() == 5);
  CHECK(result.worst[0].sample == 3);
  CHECK(result.worst[0].residual() == -4);
  CHECK(result.worst[1].sample == 2);
  CHECK(result.values.size() == 5);
}

TEST_CASE("evaluation: the baseline is the mean of the training rows' targets") {
  const data::Dataset dataset = valued({1, 10, 3, 30, 8, 80}, 2);
  const std::vector<std::uint32_t> training = {0, 1};
  CHECK(baseline_of(dataset, training).means == std::vector<double>{2, 20});
}

TEST_CASE("evaluation: several targets count alike") {
  const RegressionEvaluation result = evaluated(valued({0, 0, 2, 4, 4, 8}, 2), {0, 0, 2, 5, 4, 6}, {2, 4});
  CHECK(result.columns == 2);
  CHECK(result.rmse.center == Approx(std::sqrt(5.0 / 6)));
  CHECK(result.mae == Approx(0.5));
  CHECK(result.r2 == Approx((1 + 1 - 5.0 / 32) / 2));
  CHECK(result.worst[0].column == 1);
  CHECK(result.worst[0].truth == 8);
}

TEST_CASE("evaluation: a target that does not vary has no R squared, two rows no interval") {
  const RegressionEvaluation result = evaluated(valued({2, 2}), {1, 4}, {2});
  CHECK(std::isnan(result.r2));
  CHECK(std::isnan(result.rmse.low));
  CHECK(result.rmse.center == Approx(std::sqrt(2.5)));
  CHECK(result.over_baseline.center == Approx(std::sqrt(2.5)));
  CHECK(std::isnan(result.over_baseline.low));
}

TEST_CASE("evaluation: without any error there is no interval") {
  const RegressionEvaluation result = evaluated(valued({1, 2, 3, 4}), {1, 2, 3, 4}, {2});
  CHECK(result.rmse.center == 0);
  CHECK(std::isnan(result.rmse.low));
  CHECK(result.over_baseline.center == Approx(-std::sqrt(1.5)));
  CHECK(std::isnan(result.over_baseline.low));
}

TEST_CASE("evaluation: predictions that are not finite have errors that are not") {
  const RegressionEvaluation result = evaluated(valued({1, 2, 3, 4}), {1, NAN, 3, 5}, {2});
  CHECK(std::isnan(result.rmse.center));
  CHECK(std::isnan(result.rmse.low));
  CHECK(result.residual_quantiles.empty());
  CHECK(result.worst[0].sample == 1);
}

TEST_CASE("evaluation: the target has the name that its table gives it") {
  data::Dataset dataset = valued({1, 2, 3});
  CHECK(evaluated(dataset, {1, 2, 3}, {2}).target.empty());
  auto census = std::make_shared<data::TableCensus>();
  census->columns = {{.name = "area", .use = data::ColumnUse::feature},
                     {.name = "rent", .use = data::ColumnUse::target}};
  dataset.census = census;
  CHECK(evaluated(dataset, {1, 2, 3}, {2}).target == "rent");
}

TEST_CASE("coverage: the interval of the difference to the baseline holds the true one") {
  // The target is normal with deviation 2, the model off by a Laplace value of variance 2; the mean is 0.
  constexpr std::uint32_t samples = 2000;
  constexpr std::size_t n = 100;
  const double truth = std::sqrt(2.0) - 2;
  int covered = 0;
  for (std::uint32_t i = 0; i < samples; ++i) {
    const tryall::Stream draws(3, tryall::Purpose::noise, i);
    std::vector<double> targets(n), predictions(n);
    for (std::size_t row = 0; row < n; ++row) {
      targets[row] = 2 * draws.normal(row);
      const double u = draws.uniform(10'000 + row) - 0.5;
      predictions[row] = targets[row] + std::copysign(std::log(1 - 2 * std::abs(u)), u);
    }
    const Estimated difference = evaluated(valued(targets), predictions, {0}).over_baseline;
    covered += difference.low <= truth && truth <= difference.high ? 1 : 0;
  }
  CHECK(covered / static_cast<double>(samples) == Approx(0.945).margin(0.015));
}
