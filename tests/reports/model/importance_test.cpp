#include <cmath>
#include <memory>

#include "catch.hpp"
#include "made_model.hpp"
#include "tryall/data/table_census.hpp"
#include "tryall/reports/model/importance.hpp"
#include "tryall/reports/model/rows.hpp"

namespace data = tryall::data;
using tryall::Stream;
using tryall::reports::ColumnImportance;
using tryall::reports::permutation_importance;
using tryall::reports::PermutationImportance;
using namespace tryall::testing;

namespace {

std::vector<std::string> names_of(const PermutationImportance& importance) {
  std::vector<std::string> names;
  for (const ColumnImportance& column : importance.columns) names.push_back(column.name);
  return names;
}

/// The share of 500 tables of 100 rows whose interval over rows holds the true rise.
template <class Make>
double coverage_of_rise(double truth, Make&& importance_of_table) {
  constexpr std::uint32_t tables = 500;
  int covered = 0;
  for (std::uint32_t i = 0; i < tables; ++i) {
    const PermutationImportance importance = importance_of_table(Stream(9, tryall::Purpose::noise, i), i);
    const auto& rise = importance.columns[0].rise_over_rows;
    covered += rise.low <= truth && truth <= rise.high ? 1 : 0;
  }
  return covered / static_cast<double>(tables);
}

}  // namespace

TEST_CASE("importance: the column that matters comes first, one without a weight has 0") {
  const auto dataset = normal_rows(400, 3);
  const auto importance =
      permutation_importance(linear_model(dataset, {1, 0.1, 0}), *dataset, all_rows(*dataset));
  CHECK(importance.error == Approx(0).margin(1e-12));
  CHECK(importance.rows == 400);
  CHECK(importance.repeats == 5);
  CHECK(names_of(importance) == std::vector<std::string>{"feature 0", "feature 1", "feature 2"});
  // Two independent standard normal values differ by sqrt 2 in quadratic mean.
  const ColumnImportance& first = importance.columns[0];
  CHECK(first.rise.center == Approx(std::sqrt(2)).margin(0.1));
  CHECK(first.rise.low < first.rise.center);
  CHECK(first.rise.low > 1.2);
  CHECK(first.rise_over_rows.low < std::sqrt(2));
  CHECK(first.rise_over_rows.high > std::sqrt(2));
  CHECK(importance.columns[1].rise.center == Approx(0.1 * std::sqrt(2)).margin(0.02));
  CHECK(importance.columns[2].rise.center == 0);
  CHECK(std::isnan(importance.columns[2].rise.low));
}

TEST_CASE("importance: a noise column that the model leans on does not help on new rows") {
  const auto dataset = normal_rows(1000, 3);
  // The truth is x0 + x1 / 10: a weight of x2 only adds error, which a shuffle leaves as it is.
  const auto importance =
      permutation_importance(linear_model(dataset, {1, 0.1, 0.5}), *dataset, all_rows(*dataset));
  const ColumnImportance& noise = importance.columns.back();
  CHECK(noise.name == "feature 2");
  CHECK(noise.rise.center == Approx(0).margin(1e-9));
}

TEST_CASE("importance: a table's column is shuffled with all its features") {
  const auto dataset = normal_rows(200, 3);
  auto census = std::make_shared<data::TableCensus>();
  census->columns = {{.name = "id", .use = data::ColumnUse::left_out},
                     {.name = "b", .use = data::ColumnUse::feature, .first_feature = 2, .features = 1},
                     {.name = "a", .use = data::ColumnUse::feature, .first_feature = 0, .features = 2},
                     {.name = "y", .use = data::ColumnUse::target}};
  dataset->census = census;
  const auto importance =
      permutation_importance(linear_model(dataset, {1, 0.1, 0}), *dataset, all_rows(*dataset));
  CHECK(names_of(importance) == std::vector<std::string>{"a", "b"});
  CHECK(importance.columns[0].rise.center > 1.2);
}

TEST_CASE("importance: so many rows and columns as are asked for, and it says so") {
  const auto dataset = normal_rows(300, 3);
  const auto model = linear_model(dataset, {1, 0.1, 0});
  const auto part = permutation_importance(model, *dataset, all_rows(*dataset),
                                           {.repeats = 3, .most_rows = 100, .most_columns = 2, .seed = 4});
  CHECK(part.rows == 100);
  CHECK(part.rows_given == 300);
  CHECK(part.columns.size() == 2);
  CHECK(part.columns_left_out == 1);
  const auto again = permutation_importance(model, *dataset, all_rows(*dataset),
                                            {.repeats = 3, .most_rows = 100, .most_columns = 1, .seed = 4});
  CHECK(again.columns[0].rise.center == part.columns[0].rise.center);
  const auto other = permutation_importance(model, *dataset, all_rows(*dataset),
                                            {.repeats = 3, .most_rows = 100, .seed = 5});
  CHECK(other.columns[0].rise.center != part.columns[0].rise.center);
  CHECK_THROWS_AS(permutation_importance(model, *dataset, {}), std::invalid_argument);
}

TEST_CASE("importance: of classes it is the accuracy that is lost") {
  // Class 1 where the only feature that has a weight is above 0; a half of the rows change when it is
  // shuffled.
  const auto dataset = normal_rows(500, 2);
  dataset->task = tryall::Task::classification;
  dataset->classes = 2;
  const auto& values = std::get<tryall::Buffer<double>>(dataset->values);
  for (std::size_t row = 0; row < 500; ++row) dataset->labels.push_back(values[2 * row] > 0 ? 1 : 0);
  dataset->targets.clear();
  const auto importance =
      permutation_importance(two_class_model(dataset, {1, 0}), *dataset, all_rows(*dataset));
  CHECK(importance.error == 0);
  CHECK(importance.columns[0].name == "feature 0");
  CHECK(importance.columns[0].rise.center == Approx(0.5).margin(0.04));
  CHECK(importance.columns[0].rise_over_rows.low < 0.5);
  CHECK(importance.columns[0].rise_over_rows.high > 0.5);
  CHECK(importance.columns[1].rise.center == 0);
}

TEST_CASE("importance: what can be told from chance allows for the number of columns") {
  const auto dataset = normal_rows(400, 3);
  const auto importance =
      permutation_importance(linear_model(dataset, {1, 0.1, 0}), *dataset, all_rows(*dataset));
  CHECK(importance.columns[0].matters());
  CHECK(importance.columns[1].matters());
  CHECK_FALSE(importance.columns[2].matters());
  CHECK(std::isnan(importance.columns[2].p));
}

TEST_CASE("coverage: the interval of a rise of the RMSE holds the true one") {
  // The target is the feature and a normal error: an RMSE of 1, and of sqrt 3 when the feature is shuffled.
  const double coverage = coverage_of_rise(std::sqrt(3) - 1, [](const Stream& draws, std::uint64_t seed) {
    const auto dataset = normal_rows(100, 2);
    auto& values = std::get<tryall::Buffer<double>>(dataset->values);
    for (std::size_t row = 0; row < 100; ++row) {
      values[2 * row] = draws.normal(2 * row);
      dataset->targets[row] = values[2 * row] + draws.normal(2 * row + 1);
    }
    return permutation_importance(linear_model(dataset, {1, 0}), *dataset, all_rows(*dataset),
                                  {.seed = seed});
  });
  CHECK(coverage >= 0.93);
  CHECK(coverage <= 0.99);
}

TEST_CASE("coverage: the interval of lost accuracy holds the true one") {
  // Nine labels of ten are right of a sign that a shuffle makes a toss of a coin.
  const double coverage = coverage_of_rise(0.4, [](const Stream& draws, std::uint64_t seed) {
    const auto dataset = normal_rows(100, 2);
    auto& values = std::get<tryall::Buffer<double>>(dataset->values);
    dataset->task = tryall::Task::classification;
    dataset->classes = 2;
    dataset->targets.clear();
    for (std::size_t row = 0; row < 100; ++row) {
      values[2 * row] = draws.normal(row);
      const bool flipped = draws.uniform(1000 + row) < 0.1;
      dataset->labels.push_back((values[2 * row] > 0) != flipped ? 1 : 0);
    }
    return permutation_importance(two_class_model(dataset, {1, 0}), *dataset, all_rows(*dataset),
                                  {.seed = seed});
  });
  CHECK(coverage >= 0.93);
  CHECK(coverage <= 0.995);
}

TEST_CASE("rows of a dataset are one of their own") {
  const auto dataset = normal_rows(4, 2);
  const std::vector<std::uint32_t> picked = {3, 1};
  const auto part = tryall::reports::rows_of(*dataset, picked);
  const auto& all = std::get<tryall::Buffer<double>>(dataset->values);
  const auto& values = std::get<tryall::Buffer<double>>(part->values);
  CHECK(part->samples() == 2);
  CHECK(values == tryall::Buffer<double>{all[6], all[7], all[2], all[3]});
  CHECK(part->targets == std::vector<double>{dataset->targets[3], dataset->targets[1]});
  CHECK_FALSE(part->has_test_set());
  CHECK_NOTHROW(data::check_consistent(*part));
}
