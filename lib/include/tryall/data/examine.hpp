#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tryall/data/dataset.hpp"

namespace tryall::data {

/// A column that predicts the target almost perfectly, alone. It may be one that is known only after the
/// outcome.
struct GiveAway {
  std::string column;
  /// Classification: the share of rows that are predicted right. Regression: the share of the variance that
  /// is predicted (R squared).
  double right = 0;
};

/// What is to be known of a table before a model is trained on it.
struct TableFindings {
  std::size_t repeated_rows = 0;   ///< Rows of which an earlier one has the same features and target.
  std::size_t seen_test_rows = 0;  ///< Rows of the test set that a training row repeats.
  std::size_t examined_rows = 0;   ///< Of the training file, by which columns were judged: all or a part.
  std::vector<GiveAway> give_aways = {};
};

/// Examines a dataset with a census (others have no findings). A column is judged by leaving one out: each
/// row is predicted by those with the same value, or, where there are none, by its neighbours in the order of
/// the values. Classes: at most 2 % of the errors of always predicting the most frequent one are left.
/// Numbers: at most 1 % of the variance is. Tables of fewer than 20 rows, or fewer than 5 rows beside the
/// most frequent class, tell nothing.
TableFindings examine(const Dataset& dataset);

/// How many of these samples have the same features and target as one of `others`.
std::size_t count_repeated_in(const Dataset& dataset, std::span<const std::uint32_t> samples,
                              std::span<const std::uint32_t> others);

}  // namespace tryall::data
