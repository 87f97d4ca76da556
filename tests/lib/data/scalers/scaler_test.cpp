#include "tryall/data/scalers/scaler.hpp"

#include <cmath>
#include <numeric>

#include "catch.hpp"
#include "choices.hpp"

namespace scaler_test {

using tryall::Buffer;
using tryall::Choice;
using tryall::data::Dataset;
using tryall::data::InputMap;
using tryall::testing::default_choice;

namespace {

using Rows = std::vector<std::uint32_t>;

Dataset table(std::size_t features, const std::vector<float>& values) {
  Dataset dataset{.name = "made", .shape = {features}, .features = features, .classes = 1};
  dataset.values = Buffer<float>(values.begin(), values.end());
  dataset.labels.assign(values.size() / features, 0);
  dataset.test_begin = dataset.labels.size();
  return dataset;
}

/// The lecture's table: cocoa, syrup and milk of four drinks.
Dataset drinks() { return table(3, {300, 30, 10, 1000, 35, 15, 500, 10, 10, 200, 60, 30}); }

InputMap fit(const Choice& choice, const Dataset& dataset, const Rows& rows) {
  return fit_scaler(with_defaults(tryall::data::scalers(), choice), dataset, rows);
}

Buffer<double> scaled(const Dataset& dataset, const InputMap& map, const Rows& rows) {
  Buffer<double> raw(rows.size() * dataset.features), out(rows.size() * map.outputs());
  const auto count = static_cast<std::ptrdiff_t>(rows.size());
  gather<double>(dataset, map, map, rows, {raw.data(), static_cast<std::ptrdiff_t>(dataset.features), count},
                 {out.data(), static_cast<std::ptrdiff_t>(map.outputs()), count});
  return out;
}

/// The nearest of the drinks 2 to 4 to drink 1, counted from 1.
int nearest_to_first(const InputMap& map) {
  const Buffer<double> x = scaled(drinks(), map, {0, 1, 2, 3});
  int nearest = 0;
  double least = INFINITY;
  for (std::size_t row = 1; row < 4; ++row) {
    double distance = 0;
    for (std::size_t i = 0; i < 3; ++i) distance += std::pow(x[3 * row + i] - x[i], 2);
    if (distance < least) nearest = static_cast<int>(row) + 1;
    least = std::min(least, distance);
  }
  return nearest;
}

const Rows all = {0, 1, 2, 3};
const Choice standard{"standard", {{"ddof", std::int64_t{1}}}};

}  // namespace

TEST_CASE("the standard scaler gives the lecture's numbers with ddof 1") {
  const InputMap map = fit(standard, drinks(), all);
  const double means[] = {500, 33.75, 16.25}, variances[] = {126667, 422.92, 89.58};
  const double first[] = {-0.56195, -0.18235, -0.66034};
  const Buffer<double> x = scaled(drinks(), map, {0});
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(map.shift[i] == Approx(means[i]).epsilon(1e-14));
    CHECK(1 / (map.scale[i] * map.scale[i]) == Approx(variances[i]).epsilon(5e-5));
    CHECK(std::abs(x[i] - first[i]) < 6e-6);
  }
}

TEST_CASE("with ddof 0 the variance divides by the count") {
  const InputMap with_0 = fit({"standard", {}}, drinks(), all), with_1 = fit(standard, drinks(), all);
  for (std::size_t i = 0; i < 3; ++i)
    CHECK(with_0.scale[i] / with_1.scale[i] == Approx(std::sqrt(4.0 / 3)).epsilon(1e-12));
}

TEST_CASE("the min-max scaler gives the lecture's numbers") {
  const Buffer<double> x = scaled(drinks(), fit({"min_max", {}}, drinks(), all), all);
  CHECK(x[0] == Approx(0.125).epsilon(1e-12));
  CHECK(x[1] == Approx(0.4).epsilon(1e-12));
  CHECK(x[2] == 0);
  CHECK(x[3] == Approx(1).epsilon(1e-12));  // the most cocoa
  CHECK(x[9] == 0);                         // the least
}

TEST_CASE("scaling changes which drink is nearest to the first: 4 before, 3 after") {
  CHECK(nearest_to_first(fit({"none", {}}, drinks(), all)) == 4);
  CHECK(nearest_to_first(fit(standard, drinks(), all)) == 3);
  CHECK(nearest_to_first(fit({"min_max", {}}, drinks(), all)) == 3);
}

TEST_CASE("with per \"all\" every feature is scaled by the statistics of all numbers together") {
  // By hand: the twelve numbers sum to 2200, their squares to 1387150; least 10, largest 1000.
  const double mean = 2200.0 / 12, squares = 1387150 - 12 * mean * mean;
  for (const std::int64_t ddof : {0, 1}) {
    const InputMap map = fit({"standard", {{"per", std::string("all")}, {"ddof", ddof}}}, drinks(), all);
    const auto divisor = static_cast<double>(12 - ddof);
    for (std::size_t i = 0; i < 3; ++i) {
      CHECK(map.shift[i] == Approx(mean).epsilon(1e-12));
      CHECK(map.scale[i] == Approx(1 / std::sqrt(squares / divisor)).epsilon(1e-12));
    }
  }
  const InputMap range = fit({"min_max", {{"per", std::string("all")}}}, drinks(), all);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(range.shift[i] == 10);
    CHECK(range.scale[i] == Approx(1.0 / 990).epsilon(1e-12));
  }
}

TEST_CASE("max_abs divides by the largest magnitude, of a feature or of all") {
  const Dataset dataset = table(2, {-4, 1, 2, 0.5F, 1, -2});
  CHECK(scaled(dataset, fit({"max_abs", {}}, dataset, {0, 1, 2}), {0, 1, 2}) ==
        Buffer<double>{-1, 0.5, 0.5, 0.25, 0.25, -1});
  const Choice pooled = {"max_abs", {{"per", std::string("all")}}};
  CHECK(fit(pooled, dataset, {0, 1, 2}).scale == Buffer<double>{0.25, 0.25});
}

TEST_CASE("robust interpolates quartiles linearly, in bytes as well") {
  // Of 10, 15, 30, 60: quartiles 13.75, 22.5, 37.5. Of 300, 1000, 500, 200: 275, 400, 625.
  const InputMap map = fit({"robust", {}}, table(2, {300, 15, 1000, 60, 500, 10, 200, 30}), all);
  CHECK(map.shift == Buffer<double>{400, 22.5});
  CHECK(1 / map.scale[0] == Approx(350).epsilon(1e-14));
  CHECK(1 / map.scale[1] == Approx(23.75).epsilon(1e-14));
  Dataset bytes{.name = "bytes", .shape = {1}, .features = 1, .classes = 1};
  bytes.values = Buffer<std::uint8_t>{15, 60, 10, 30};
  bytes.labels.assign(4, 0);
  CHECK(fit({"robust", {}}, bytes, all).shift == Buffer<double>{22.5});
}

TEST_CASE("per_image brings each sample to mean 0 and deviation 1 of its own") {
  const Dataset dataset = table(4, {1, 2, 3, 4, 10, 10, 30, 30});
  const Buffer<double> x = scaled(dataset, fit({"per_image", {}}, dataset, {0}), {1, 0});
  for (const std::size_t i : {0, 1}) CHECK(x[i] == Approx(-1).epsilon(1e-15));
  for (const std::size_t i : {2, 3}) CHECK(x[i] == Approx(1).epsilon(1e-15));
  for (std::size_t i = 0; i < 4; ++i)
    CHECK(x[4 + i] == Approx((static_cast<double>(i) - 1.5) / std::sqrt(1.25)).epsilon(1e-14));
}

TEST_CASE("per_image makes a sample of one value 0, rounding or not") {
  Dataset dataset{.name = "made", .shape = {10}, .features = 10, .classes = 1};
  dataset.values = Buffer<double>(10, 0.1);
  dataset.labels = {0};
  CHECK(scaled(dataset, fit({"per_image", {}}, dataset, {0}), {0}) == Buffer<double>(10, 0.0));
}

TEST_CASE("every scaler is fitted on the training rows alone and applied to all") {
  Dataset changed = drinks();
  std::get<Buffer<float>>(changed.values)[9] = -1e6F;  // of the row that is left out
  for (const tryall::data::ScalerEntry& entry : tryall::data::scaler_table()) {
    INFO(entry.about.name);
    const Choice choice = default_choice(tryall::data::scalers(), entry.about);
    const InputMap map = fit(choice, drinks(), {0, 1, 2}), same = fit(choice, changed, {0, 1, 2});
    CHECK(map.shift == same.shift);
    CHECK(map.scale == same.scale);
    CHECK(map.rotation == same.rotation);
    CHECK(map.per_sample == same.per_sample);
    CHECK(scaled(drinks(), map, {3}) != scaled(changed, map, {3}));
  }
}

TEST_CASE("every scaler leaves a constant feature finite, and those that center make it 0") {
  Dataset dataset = table(2, {});  // 0.1 times ten is not 1 in doubles: the mean is off by rounding
  Buffer<double> values;
  for (int row = 0; row < 10; ++row) values.insert(values.end(), {0.1, 1.0 + row});
  dataset.values = values;
  dataset.labels.assign(10, 0);
  const Rows rows = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  for (const tryall::data::ScalerEntry& entry : tryall::data::scaler_table()) {
    INFO(entry.about.name);
    const InputMap map = fit(default_choice(tryall::data::scalers(), entry.about), dataset, rows);
    const Buffer<double> x = scaled(dataset, map, rows);
    for (const double value : x) CHECK(std::isfinite(value));
    for (const char* centers : {"standard", "min_max", "robust"})
      if (entry.about.name == centers) CHECK(std::abs(x[0]) < 1e-15);
  }
}

TEST_CASE("every scaler leaves data finite that are constant in all features, or are one sample") {
  const Dataset dataset = table(2, {0.1F, 0, 0.1F, 0, 0.1F, 0});
  for (const tryall::data::ScalerEntry& entry : tryall::data::scaler_table())
    for (const Rows& rows : {Rows{0, 1, 2}, Rows{1}}) {
      INFO(entry.about.name);
      const InputMap map = fit(default_choice(tryall::data::scalers(), entry.about), dataset, rows);
      for (const double value : scaled(dataset, map, {0, 1, 2})) CHECK(std::isfinite(value));
    }
}

TEST_CASE("one training row with ddof 1 is finite as well") {
  for (const char* per : {"feature", "all"}) {
    const InputMap map =
        fit({"standard", {{"ddof", std::int64_t{1}}, {"per", std::string(per)}}}, table(1, {5, 6}), {0});
    CHECK(scaled(table(1, {5, 6}), map, {0, 1}) == Buffer<double>{0, 1});
  }
}

TEST_CASE("gathering copies the rows asked for, in their order, scaled") {
  const Dataset dataset = drinks();
  const InputMap map{{100, 0, 10}, {0.5, 1, 2}};
  Buffer<float> out(6);
  const Rows rows = {2, 0};
  gather<float>(dataset, map, map.cast<float>(), rows, {out.data(), 3, 2}, {out.data(), 3, 2});
  CHECK(out == Buffer<float>{200, 10, 0, 100, 30, 0});

  Dataset bytes{.name = "bytes", .shape = {2}, .features = 2, .classes = 1};
  bytes.values = Buffer<std::uint8_t>{0, 255, 128, 7};
  bytes.labels = {0, 0};
  CHECK(scaled(bytes, {{0, 5}, {1, 0.5}}, {1, 0}) == Buffer<double>{128, 1, 0, 125});
}

TEST_CASE("a feature that is large beside its spread keeps it in a batch of floats") {
  const double day = 86400, noon = 1.7e9;  // floats of this size are 128 apart
  Dataset stamps = table(1, {0, 0, 0, 0});
  stamps.values = Buffer<double>{noon, noon + 1, noon + 2 * day, noon + 2 * day + 1};
  const InputMap map = fit({"standard", {}}, stamps, {0, 1, 2, 3});
  const Buffer<double> exact = scaled(stamps, map, {0, 1, 2, 3});
  Buffer<float> out(4);
  gather<float>(stamps, map, map.cast<float>(), Rows{0, 1, 2, 3}, {out.data(), 1, 4}, {out.data(), 1, 4});
  for (std::size_t i = 0; i < out.size(); ++i) CHECK(out[i] == static_cast<float>(exact[i]));
}

TEST_CASE("a map brings single values back to their own unit") {
  const InputMap map{{2, -1}, {4, 0.5}};
  CHECK(map.unscaled(0, 8) == 4);
  CHECK(map.unscaled(1, 3) == 5);
}

}  // namespace scaler_test
