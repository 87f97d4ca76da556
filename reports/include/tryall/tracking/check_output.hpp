#pragma once

#include <string>

#include "tryall/reports/tables/table.hpp"
#include "tryall/tracking/check.hpp"

namespace tryall::tracking {

/// "adam learning_rate=0.1: same config, same seed, other bits: train_loss first differs at epoch 1 (seed 0:
/// 0.52 -> 0.53, by 0.01), ..."; empty where all bits are the same.
std::string numerics_text(const GroupCheck& group);

/// One line: how many groups are worse, better, the same, undecided or could not run.
std::string summary_text(const CheckReport& report);

/// A row a group and measure.
reports::Table check_table(const CheckReport& report);

/// For people at a terminal, for a pull request, for programs, for CI. JUnit: a suite a group, a case a
/// level and measure; worse is a failure, what could not run an error, too little data is skipped.
/// `width`: as of reports::render.
std::string to_plain(const CheckReport& report, std::size_t width = 0);
std::string to_markdown(const CheckReport& report);
std::string to_json(const CheckReport& report);
std::string to_junit(const CheckReport& report);

}  // namespace tryall::tracking
