#pragma once

#include <algorithm>
#include <iterator>
#include <numeric>
#include <vector>

#include "catch.hpp"
#include "tryall/data/splits/split.hpp"

namespace tryall::testing {

/// Samples of three classes, 30, 20 and 10 of each in each 60, without features; the last `tests` are a test
/// set.
inline data::Dataset labelled(std::size_t samples, std::size_t tests = 0) {
  data::Dataset dataset{.name = "made", .shape = {0}, .features = 0, .classes = 3};
  for (std::size_t i = 0; i < samples; ++i) dataset.labels.push_back(i % 6 < 3 ? 0 : i % 6 < 5 ? 1 : 2);
  dataset.test_begin = samples - tests;
  return dataset;
}

/// Samples of a regression without features.
inline data::Dataset numbered(std::size_t samples) {
  data::Dataset dataset{.name = "made", .shape = {0}};
  dataset.task = Task::regression;
  dataset.targets.assign(samples, 0.5);
  dataset.test_begin = samples;
  return dataset;
}

inline std::vector<int> class_counts(const std::vector<std::uint32_t>& part, const data::Dataset& dataset) {
  std::vector<int> counts(dataset.classes, 0);
  for (const std::uint32_t index : part) ++counts.at(static_cast<std::size_t>(dataset.labels.at(index)));
  return counts;
}

/// Each sample is in one of the parts; in training it may be there several times.
inline void check_parts_cover(const data::SampleSplit& split, std::size_t samples) {
  std::vector<std::uint32_t> all;
  for (const auto* part : {&split.training, &split.validation, &split.test}) {
    CHECK(std::is_sorted(part->begin(), part->end()));
    std::unique_copy(part->begin(), part->end(), std::back_inserter(all));
  }
  std::sort(all.begin(), all.end());
  std::vector<std::uint32_t> expected(samples);
  std::iota(expected.begin(), expected.end(), 0U);
  CHECK(all == expected);
}

inline bool same(const data::SampleSplit& a, const data::SampleSplit& b) {
  return a.training == b.training && a.validation == b.validation && a.test == b.test;
}

}  // namespace tryall::testing
