#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <string>
#include <vector>

namespace tryall::sweeps {

/// The columns of a run that are its result: outcome, message, epochs_done, steps_done, curves, histograms,
/// and the metrics.
const std::vector<std::string>& result_columns();

/// What was stored of a run, as texts in the order of `result_columns`, numbers to their last digit.
using ResultTexts = std::vector<std::string>;

/// Reads them from a row whose first columns they are.
ResultTexts result_texts(SQLite::Statement& row);

/// Whether the run came to a result, rather than failed or ran out of time.
bool is_result(const ResultTexts& run);

/// What differs, in words: "validation_loss from epoch 4 on and 3 more curves, test_loss at the end".
std::string difference(const ResultTexts& one, const ResultTexts& other);

}  // namespace tryall::sweeps
