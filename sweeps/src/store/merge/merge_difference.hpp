#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <vector>

#include "store/repeatable_curves.hpp"
#include "tryall/experiment/metric.hpp"

namespace tryall::sweeps {

/// What was stored of a run, as texts, numbers to their last digit: outcome, message, epochs_done,
/// steps_done, curves, histograms, and the metrics.
using ResultTexts = std::vector<std::string>;

/// How many columns of a run are its result, for this many metrics.
std::size_t result_count(const std::vector<Metric>& metrics);

/// Those columns of a store, as SQL over its `runs` r and `results` s; NULL for a metric that it does not
/// have.
std::string result_columns(SQLite::Database& database, const std::vector<Metric>& metrics);

/// Reads them from a row whose first columns they are.
ResultTexts result_texts(SQLite::Statement& row, const std::vector<Metric>& metrics,
                         const RepeatableCurves& repeatable);

/// Whether the run came to a result, rather than failed or ran out of time.
bool is_result(const ResultTexts& run);

/// What of two results can be held against each other: without the later metrics that only one has, which the
/// other did not measure.
struct Comparison {
  ResultTexts one, other;
  bool other_has_more = false;  ///< It has later metrics that the first does not have.

  bool agree() const { return one == other; }
};

Comparison compared(const ResultTexts& one, const ResultTexts& other, const std::vector<Metric>& metrics);

/// What differs, in words: "validation_loss from epoch 4 on and 3 more curves, test_loss at the end".
std::string difference(const ResultTexts& one, const ResultTexts& other, const std::vector<Metric>& metrics);

}  // namespace tryall::sweeps
