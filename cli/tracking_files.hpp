#pragma once

#include <optional>
#include <string>
#include <vector>

#include "context.hpp"
#include "repository.hpp"
#include "terminal/options.hpp"
#include "tryall/tracking/baseline.hpp"
#include "tryall/tracking/check.hpp"
#include "tryall/tracking/history.hpp"

namespace tryall::cli {

/// The file's baseline where there is such a file, else the one of that name in the store. Throws Error.
tracking::Baseline find_baseline(const Context& context, const std::string& name_or_file);

/// The text of a baseline of the store. Throws Error with the nearest name.
std::string stored_baseline_text(const Context& context, const std::string& name);

/// Adds "--alpha", the chance of a false verdict `over` what, and "--margin".
void add_margin_options(CommandLine& command, tracking::CheckOptions& options,
                        std::vector<std::string>& margins, const char* over);
/// "0.01" for all metrics, or "test_loss=0.02". Throws Error.
void read_margins(const std::vector<std::string>& margins, tracking::CheckOptions& options);

/// Adds "--annotations": the file of accepted changes.
void add_annotations_option(CommandLine& command, std::string& file);

/// Throws Error for what begins neither the name of a point of the history nor a commit of the repository.
void check_is_point(const std::string& when, const tracking::History& history, const Repository& repository);
/// The same where no history is at hand: commits are hexadecimal, dates are written 2026-01-31.
void check_looks_like_point(const std::string& when);

/// Adds the change to the file of accepted changes, in place of what the file says of it.
void accept(const std::string& file, const tracking::Annotation& change);

/// None where there is no such file. Throws Error for a file that holds something else.
std::vector<tracking::Annotation> read_annotations(const std::string& file);

}  // namespace tryall::cli
