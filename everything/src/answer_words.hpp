#pragma once

#include <string>

#include "tryall/everything/answer.hpp"

namespace tryall::everything {

/// In lines of at most 80 characters, the last with its end.
std::string folded(const std::string& text);

/// A value of the metric for people: "91.7 %", or six digits of a number.
std::string value_text(const Answer& answer, double value);
/// With its interval: "91.7 % (81.9 to 96.4)".
std::string estimate_text(const Answer& answer, const reports::Estimated& estimate);
/// A difference, in points of a share: "+2.1 (0.4 to 3.8)".
std::string change_text(const Answer& answer, const reports::Estimated& change);

/// "better by 2.1 points (0.4 to 3.8)", "worse by ...", the interval turned with it.
std::string better_text(const Answer& answer, const reports::Estimated& change);

/// What the held-out rows say of the model.
reports::Estimated test_value(const reports::ModelEvaluation& evaluation);
double baseline_value(const reports::ModelEvaluation& evaluation);
/// The model's value less the baseline's, above 0 where the model is better.
reports::Estimated gain_over_baseline(const reports::ModelEvaluation& evaluation);
/// "always predicting 'no'", "always predicting the mean (152)".
std::string baseline_text(const reports::ModelEvaluation& evaluation);

/// Whether the best is better than the linear model; empty where that was not measured.
std::string linear_sentence(const Answer& answer);

/// Which seeds a contender's validation value is of: "on fresh seeds".
std::string seeds_text(const Contender& contender);
/// What the search tried, and how many of its configs diverged.
std::string search_sentence(const Answer& answer);
/// Which config is the best, and of how many finalists and seeds.
std::string best_sentence(const Answer& answer);
/// Why the best's validation value looks better than it is; empty where it does not.
std::string optimism_sentence(const Answer& answer);
/// Which stages the time cut short; empty where it did none.
std::string cut_sentence(const Answer& answer);

/// The sentence that matters first, and those that go with it.
std::string verdict_text(const Answer& answer);

}  // namespace tryall::everything
