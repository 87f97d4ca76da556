#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "tryall/data/dataset.hpp"
#include "tryall/reports/figures/figure.hpp"
#include "tryall/train/prediction.hpp"

namespace tryall::reports {

struct PermutationOptions {
  std::size_t repeats = 5;         ///< Shuffles of each column.
  std::size_t most_rows = 1000;    ///< Of more rows, so many are drawn.
  std::size_t most_columns = 200;  ///< Of more columns, the first so many are shuffled.
  std::uint64_t seed = 0;
};

/// How much worse a model is without what a column says.
struct ColumnImportance {
  std::string name;
  std::size_t first_feature = 0, features = 1;
  /// The rise of the error, 1 - accuracy or the RMSE, when the column's values are shuffled among the rows:
  /// the mean over shuffles. Its interval is Student's over the shuffles: how well they determine the mean
  /// for these rows.
  Estimated rise = {};
  /// The same with Student's interval over the rows: how far it may be on other rows. A row counts twice, by
  /// how its own error rises and how that of the row does which has its value (the mean is a U-statistic of
  /// pairs of rows: Hoeffding 1948), averaged over the shuffles. What they leave open is in it, so that it is
  /// rather too wide: of 2,000 tables of 100 rows it holds the true rise of the RMSE in .957 (of a column as
  /// large as the noise) and .974 (three tenths of it), of accuracy in .981; of a column with log-normal
  /// values in .71, of 1,000 rows in .86.
  Estimated rise_over_rows = {};
  /// Two-sided, of that rise being 0; adjusted for the number of columns by Holm. NaN where there is no
  /// interval.
  double p = 1;

  /// Whether the model is worse without it, by more than chance at .05.
  bool matters() const { return p <= 0.05 && rise.center > 0; }
};

struct PermutationImportance {
  Task task = Task::classification;
  double error = 0;                            ///< Without a shuffle, on the rows used.
  std::vector<ColumnImportance> columns = {};  ///< The largest rise first; of equal ones the first column.
  std::size_t columns_left_out = 0;            ///< Beyond options.most_columns.
  std::size_t rows = 0, rows_given = 0;        ///< Those used, and all.
  std::size_t repeats = 0;
};

/// Permutation importance: Breiman (2001), "Random forests", for any model as Fisher, Rudin and Dominici
/// (2019). Columns are those of the dataset's table with all their features (a text's 0/1 features are
/// shuffled together), else single features. A column whose information others hold as well rises little, and
/// a column on which the model leans may rise much without being a cause. Intervals are of 95 %, NaN where
/// all values are the same or there are too few. Shuffles are a function of the seed, the column and the
/// repeat. Throws std::invalid_argument where there are no rows, and for a test function.
PermutationImportance permutation_importance(const train::Predictor& model, const data::Dataset& dataset,
                                             std::span<const std::uint32_t> samples,
                                             const PermutationOptions& options = {});

}  // namespace tryall::reports
