// Our scalers against scikit-learn's, and ZCA whitening against NumPy's. The values are in
// tests/golden/scalers.txt; scripts/make-scaler-goldens makes them anew.
#include <cmath>
#include <fstream>
#include <numeric>
#include <sstream>

#include "catch.hpp"
#include "golden_line.hpp"
#include "tryall/data/scalers/scaler.hpp"

using tryall::Buffer;
using tryall::Choice;
using tryall::data::Dataset;
using tryall::data::InputMap;

namespace {

constexpr std::size_t held_out = 2;

/// What follows "data": NAME rows columns : values.
Dataset read_table(std::istringstream& words) {
  Dataset dataset{.name = "", .classes = 1};
  std::size_t rows = 0;
  std::string colon;
  words >> dataset.name >> rows >> dataset.features >> colon;
  dataset.shape = {dataset.features};
  dataset.labels.assign(rows, 0);
  Buffer<double> values;
  for (double value = 0; words >> value;) values.push_back(value);
  dataset.values = std::move(values);
  return dataset;
}

/// All rows, mapped by the scaler fitted on those that are not held out.
Buffer<double> scaled(const Choice& choice, const Dataset& dataset) {
  std::vector<std::uint32_t> rows(dataset.samples());
  std::iota(rows.begin(), rows.end(), 0U);
  const InputMap map = fit_scaler(choice, dataset, std::span(rows).first(rows.size() - held_out));
  const auto count = static_cast<std::ptrdiff_t>(rows.size());
  Buffer<double> raw(rows.size() * dataset.features), out(rows.size() * map.outputs());
  gather<double>(dataset, map, map, rows, {raw.data(), static_cast<std::ptrdiff_t>(dataset.features), count},
                 {out.data(), static_cast<std::ptrdiff_t>(map.outputs()), count});
  return out;
}

/// Turns every column of `ours` to the sign that `theirs` has: principal components have none of their own.
void turn_as(const Buffer<double>& theirs, std::size_t rows, Buffer<double>& ours) {
  const std::size_t columns = ours.size() / rows;
  for (std::size_t column = 0; column < columns; ++column)
    if (ours[column] * theirs[column] < 0)
      for (std::size_t i = column; i < ours.size(); i += columns) ours[i] = -ours[i];
}

}  // namespace

TEST_CASE("scalers give scikit-learn's numbers, on training rows and others") {
  std::ifstream file(TRYALL_GOLDEN "/scalers.txt");
  std::map<std::string, Dataset> tables;
  int checked = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with('#')) continue;
    std::istringstream words(line);
    std::string name;
    words >> name;
    if (name == "data") {
      const Dataset dataset = read_table(words);
      tables[dataset.name] = dataset;
      continue;
    }
    const tryall::testing::GoldenLine golden = tryall::testing::read_golden_line(words);
    const Choice choice = with_defaults(tryall::data::scalers(), golden.choice());
    const Buffer<double> theirs(golden.numbers.begin(), golden.numbers.end());
    Buffer<double> ours = scaled(choice, tables.at(name));
    INFO(name << " " << label(tryall::data::scalers(), choice));
    REQUIRE(ours.size() == theirs.size());
    if (choice.name == "whitening" && choice.word("kind") == "pca")
      turn_as(theirs, tables.at(name).samples(), ours);
    const double tolerance = choice.name == "whitening" ? 1e-9 : 1e-12;
    for (std::size_t i = 0; i < ours.size(); ++i)
      CHECK(std::abs(ours[i] - theirs[i]) <= tolerance * std::max(1.0, std::abs(theirs[i])));
    ++checked;
  }
  CHECK(checked == 20);
}
