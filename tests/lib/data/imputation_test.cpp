// What stands in for missing values: found on the training rows alone.
#include "data/imputation.hpp"

#include <cmath>

#include "catch.hpp"
#include "choices.hpp"
#include "tryall/data/scalers/scaler.hpp"
#include "tryall/train/run.hpp"

namespace imputation_test {

using tryall::Batch;
using tryall::Buffer;
using tryall::Choice;
using tryall::data::Dataset;
using tryall::data::FeatureMap;
using tryall::data::Imputation;
using tryall::data::InputMap;
using Rows = std::vector<std::uint32_t>;

namespace {

constexpr double gap = std::numeric_limits<double>::quiet_NaN();

template <class Raw>
Dataset table(std::size_t features, const std::vector<double>& values, Imputation imputation) {
  Dataset dataset{.name = "made", .shape = {features}, .features = features, .classes = 2};
  dataset.values = Buffer<Raw>(values.begin(), values.end());
  for (std::size_t i = 0; i < values.size() / features; ++i)
    dataset.labels.push_back(static_cast<std::int32_t>(i % 2));
  dataset.test_begin = dataset.labels.size();
  dataset.imputation = imputation;
  return dataset;
}

/// Rows 0 to 3 are trained on; what is in rows 4 and 5 must not be seen.
Dataset gaps(Imputation imputation, double unseen = 1000) {
  return table<double>(2, {1, 10, gap, 20, 2, gap, 9, 60, gap, gap, unseen, unseen}, imputation);
}
const Rows training = {0, 1, 2, 3};

std::vector<double> filled(const Dataset& dataset) {
  const auto fill = fit_fill(dataset, training);
  return {fill.values.begin(), fill.values.end()};
}

template <class Scalar>
std::vector<Scalar> mapped(const Dataset& dataset, const InputMap& exact) {
  Rows all(dataset.samples());
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint32_t>(i);
  const FeatureMap<Scalar> map = exact.cast<Scalar>();
  Buffer<Scalar> raw(all.size() * dataset.features), out(all.size() * map.outputs());
  const auto rows = static_cast<std::ptrdiff_t>(all.size());
  gather<Scalar>(dataset, exact, map, all, {raw.data(), static_cast<std::ptrdiff_t>(dataset.features), rows},
                 {out.data(), static_cast<std::ptrdiff_t>(map.outputs()), rows});
  return {out.begin(), out.end()};
}

}  // namespace

TEST_CASE("means and medians are those of the training rows") {
  CHECK(filled(gaps(Imputation::mean)) == std::vector<double>{4, 30});
  CHECK(filled(gaps(Imputation::median)) == std::vector<double>{2, 20});
  const Dataset even = table<float>(1, {4, 1, gap, 2, 100, gap}, Imputation::median);
  CHECK(fit_fill(even, Rows{0, 1, 2, 3, 4}).values[0] == 3);
  CHECK(fit_fill(even, Rows{1, 3}).values[0] == 1.5);
}

TEST_CASE("no scaler sees a row that is not trained on, whatever it holds") {
  for (const auto* technique : tryall::data::scalers().techniques)
    for (const Imputation imputation : {Imputation::mean, Imputation::median}) {
      INFO(technique->name);
      const Choice choice = with_defaults(tryall::data::scalers(), {technique->name, {}});
      const InputMap one = fit_scaler(choice, gaps(imputation), training);
      const InputMap other = fit_scaler(choice, gaps(imputation, -3), training);
      CHECK(one.fill == other.fill);
      CHECK(one.shift == other.shift);
      CHECK(one.scale == other.scale);
      CHECK(one.rotation == other.rotation);
    }
}

TEST_CASE("every scaler gives what it gives for the filled table, and no NaN") {
  const std::vector<double> whole = {1, 10, 4, 20, 2, 30, 9, 60, 4, 30, 1000, 1000};
  for (const auto* technique : tryall::data::scalers().techniques) {
    INFO(technique->name);
    const Choice choice = with_defaults(tryall::data::scalers(), {technique->name, {}});
    const Dataset complete = table<double>(2, whole, Imputation::none);
    const InputMap expected = fit_scaler(choice, complete, training);
    const InputMap found = fit_scaler(choice, gaps(Imputation::mean), training);
    CHECK(expected.fill.empty());
    CHECK(mapped<double>(gaps(Imputation::mean), found) == mapped<double>(complete, expected));
    CHECK(mapped<float>(gaps(Imputation::mean), found) == mapped<float>(complete, expected));
  }
}

TEST_CASE("a feature without a value in the training rows becomes 0, also where others have one") {
  const Dataset dataset = table<double>(2, {1, gap, 2, gap, 3, gap, 5, gap, 7, 400}, Imputation::mean);
  CHECK(fit_fill(dataset, training).without_values == std::vector<std::size_t>{1});
  for (const char* name : {"none", "standard", "min_max"}) {
    const InputMap map = fit_scaler(with_defaults(tryall::data::scalers(), {name, {}}), dataset, training);
    const std::vector<double> inputs = mapped<double>(dataset, map);
    for (std::size_t i = 1; i < inputs.size(); i += 2) CHECK(inputs[i] == 0);
  }
}

TEST_CASE("raw batches are filled before they are augmented") {
  const Dataset dataset = gaps(Imputation::mean);
  const InputMap map =
      fit_scaler(with_defaults(tryall::data::scalers(), {"standard", {}}), dataset, training);
  Buffer<double> raw(4);
  const Batch<double> batch{raw.data(), 2, 2};
  gather<double>(dataset, Rows{1, 2}, batch);
  CHECK(std::isnan(raw[0]));
  fill_missing(map, batch);
  CHECK(std::vector<double>(raw.begin(), raw.end()) == std::vector<double>{4, 20, 2, 30});
}

TEST_CASE("a training fills gaps with the means of the rows that its split gives it") {
  tryall::train::TrainingConfig config;
  config.split.settings["validation"] = 0.25;
  const auto map_with = [&](double unseen) {
    std::vector<double> values;
    for (int i = 0; i < 80; ++i) values.push_back(i % 7 == 0 ? gap : i % 5 + 0.25 * i);
    auto dataset = std::make_shared<Dataset>(table<double>(2, values, Imputation::mean));
    const auto split = tryall::train::prepare(with_defaults(config), 3, dataset).split;
    auto& numbers = std::get<Buffer<double>>(dataset->values);
    for (const std::uint32_t sample : split.validation)
      for (std::size_t i = 0; i < 2; ++i) numbers[std::size_t{2} * sample + i] += unseen;
    return tryall::train::prepare(with_defaults(config), 3, dataset).map;
  };
  CHECK(map_with(0).fill == map_with(50).fill);
  CHECK(map_with(0).shift == map_with(50).shift);
  CHECK(map_with(0).fill[0] != 0);
}

}  // namespace imputation_test
