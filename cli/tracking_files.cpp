#include "tracking_files.hpp"

#include <fmt/format.h>
#include <algorithm>

#include <filesystem>
#include <set>
#include <utility>

#include "named_things.hpp"
#include "terminal/files.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/number_text.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::cli {

std::string stored_baseline_text(const Context& context, const std::string& name) {
  const reports::StoreReader store(context.db);
  const std::string known = find_baseline_name(store, name);
  std::vector<sweeps::BaselineRecord> records = store.baselines();
  return std::find_if(records.begin(), records.end(), [&](const auto& one) { return one.name == known; })
      ->document;
}

tracking::Baseline find_baseline(const Context& context, const std::string& name_or_file) {
  if (std::error_code ignored; std::filesystem::is_regular_file(name_or_file, ignored))
    return tracking::baseline_from_text(read_text(name_or_file), name_or_file);
  if (name_or_file.ends_with(".json"))
    throw Error(ErrorCode::bad_input, fmt::format("{}: no such file", name_or_file));
  return tracking::baseline_from_text(stored_baseline_text(context, name_or_file),
                                      fmt::format("{}: baseline '{}'", context.db.string(), name_or_file));
}

namespace {

double margin_from(const std::string& text) {
  const std::optional<double> margin = real_number_from(text);
  if (!margin || *margin <= 0)
    throw Error(ErrorCode::bad_input, fmt::format("--margin: expected a number above 0, not '{}'", text));
  return *margin;
}

}  // namespace

void add_margin_options(CommandLine& command, tracking::CheckOptions& options,
                        std::vector<std::string>& margins, const char* over) {
  command.option("--alpha", options.alpha, fmt::format("Probability of any false verdict, over {}", over))
      .between(1e-9, 0.5)
      .show_default();
  command
      .option("--margin", margins,
              "Ignore mean differences below this: a number in the metric's unit, or metric=number; by "
              "default 0.005 for shares and 1 % of the earlier mean for other metrics")
      .comma_separated();
}

void read_margins(const std::vector<std::string>& margins, tracking::CheckOptions& options) {
  std::set<std::string> given;
  for (const std::string& text : margins) {
    const std::size_t equals = text.find('=');
    const std::string metric =
        equals == std::string::npos ? "" : train::find_metric(text.substr(0, equals)).name;
    if (!given.insert(metric).second)
      throw Error(ErrorCode::bad_input, fmt::format("--margin {}: a second margin {}; give one", text,
                                                    metric.empty() ? "for all metrics" : "for " + metric));
    if (metric.empty())
      options.margin = margin_from(text);
    else
      options.margins[metric] = margin_from(text.substr(equals + 1));
  }
}

void add_annotations_option(CommandLine& command, std::string& file) {
  file = "tryall-accepted.json";
  command.option("--annotations", file, "File that lists the accepted changes").show_default();
}

std::vector<tracking::Annotation> read_annotations(const std::string& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored) && !std::filesystem::is_symlink(file, ignored)) return {};
  return tracking::annotations_from_text(read_text(file), file);
}

void check_is_point(const std::string& when, const tracking::History& history, const Repository& repository) {
  std::vector<std::string> names;
  for (const tracking::HistoryPlace& place : history.order) {
    if (place.when.starts_with(when)) return;
    names.push_back(place.when);
  }
  if (repository.commit(when).starts_with(when)) return;
  throw Error(ErrorCode::bad_input,
              fmt::format("--accept {}: the stores have no such point{}", when, did_you_mean(when, names)));
}

void check_looks_like_point(const std::string& when) {
  if (when.find_first_not_of("0123456789abcdef-") == std::string::npos) return;
  throw Error(
      ErrorCode::bad_input,
      fmt::format("--accept {}: is neither a commit nor a date such as 2026-01-31, and there is no store to "
                  "look it up in; name the stores",
                  when));
}

void accept(const std::string& file, const tracking::Annotation& change) {
  auto annotations = read_annotations(file);
  std::erase_if(annotations, [&](const tracking::Annotation& one) {
    return one.when == change.when && one.metric == change.metric;
  });
  annotations.push_back(change);
  write_file(file, tracking::to_text(annotations));
}

}  // namespace tryall::cli
