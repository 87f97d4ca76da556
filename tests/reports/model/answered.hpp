#pragma once

#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include "tryall/data/dataset.hpp"
#include "tryall/train/prediction.hpp"

namespace tryall::testing {

inline std::vector<std::uint32_t> all_rows(const data::Dataset& dataset) {
  std::vector<std::uint32_t> rows(dataset.samples());
  std::iota(rows.begin(), rows.end(), 0U);
  return rows;
}

/// Rows of one feature, which is 0.
inline data::Dataset labelled(const std::vector<std::int32_t>& labels, std::vector<std::string> names) {
  data::Dataset dataset{.name = "made", .shape = {1}, .features = 1, .classes = names.size()};
  dataset.values = Buffer<double>(labels.size());
  dataset.labels = labels;
  dataset.test_begin = labels.size();
  dataset.class_names = std::move(names);
  return dataset;
}

inline data::Dataset valued(const std::vector<double>& targets, std::size_t columns = 1) {
  data::Dataset dataset{.name = "made", .shape = {1}, .features = 1, .task = Task::regression};
  dataset.values = Buffer<double>(targets.size() / columns);
  dataset.targets = targets;
  dataset.target_columns = columns;
  dataset.test_begin = dataset.samples();
  return dataset;
}

/// An answer to one of two classes, so sure.
struct SureAnswer {
  std::size_t label = 0;
  double probability = 1;
};

inline train::ModelAnswers answers_of(const std::vector<SureAnswer>& all) {
  train::ModelAnswers answers{.columns = 2, .classes = 2};
  for (const SureAnswer& one : all)
    for (std::size_t label = 0; label < 2; ++label)
      answers.probabilities.push_back(label == one.label ? one.probability : 1 - one.probability);
  answers.outputs = answers.probabilities;
  return answers;
}

/// Ten rows of classes no and yes, "no" six times, eight answered rightly with .9, and one mistake of each
/// kind with .6.
struct TenRows {
  data::Dataset dataset = labelled({0, 0, 0, 0, 0, 0, 1, 1, 1, 1}, {"no", "yes"});
  train::ModelAnswers answers = answers_of(
      {{0, 0.9}, {0, 0.9}, {0, 0.9}, {0, 0.9}, {0, 0.9}, {1, 0.6}, {0, 0.6}, {1, 0.9}, {1, 0.9}, {1, 0.9}});
};

}  // namespace tryall::testing
