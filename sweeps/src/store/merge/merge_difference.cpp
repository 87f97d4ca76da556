#include "store/merge/merge_difference.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "store/merge/row_copier.hpp"
#include "tryall/sweeps/store/stored_vocabulary.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::sweeps {
namespace {

constexpr const char* nothing = "nothing";

constexpr const char* fixed_names[] = {"outcome",    "message", "epochs_done",
                                       "steps_done", "curves",  "histograms"};
enum Place : std::size_t { outcome, message, epochs_done, steps_done, curves, histograms, first_metric };

/// The first epoch, from 1, at which two curves differ; 0 where they are the same.
std::size_t first_difference(const nlohmann::json& one, const nlohmann::json& other) {
  for (std::size_t i = 0; i < std::max(one.size(), other.size()); ++i)
    if (i >= one.size() || i >= other.size() || one[i] != other[i]) return i + 1;
  return 0;
}

/// The curve that differs first, and how many more do.
std::string curves_difference(const std::string& one, const std::string& other,
                              const std::vector<Metric>& metrics) {
  const auto curves = nlohmann::json::parse(one, nullptr, false);
  const auto others = nlohmann::json::parse(other, nullptr, false);
  if (!curves.is_object() || !others.is_object()) return "";
  const auto none = nlohmann::json::array();
  std::string first;
  std::size_t epoch = 0, count = 0;
  for (const Metric& metric : metrics) {
    const std::size_t differs =
        first_difference(curves.value(metric.name, none), others.value(metric.name, none));
    if (differs == 0) continue;
    ++count;
    if (epoch != 0 && epoch <= differs) continue;
    epoch = differs;
    first = metric.name;
  }
  if (count == 0) return "";
  return fmt::format("{} from epoch {} on{}", first, epoch,
                     count > 1 ? fmt::format(" and {} more curve{}", count - 1, count > 2 ? "s" : "") : "");
}

/// Metrics with an index are measured by every training; where one of these is missing, that is a result.
bool is_later(const Metric& metric) {
  return metric_index(train::indexed_metrics(), metric.name) == train::metric_count;
}

/// Takes from each curves' object what only that one has of the later metrics. Whether the other lost any.
bool drop_lonely_curves(std::string& one, std::string& other, const std::vector<Metric>& metrics) {
  if (one == other) return false;
  auto curves = nlohmann::json::parse(one, nullptr, false);
  auto others = nlohmann::json::parse(other, nullptr, false);
  if (!curves.is_object() || !others.is_object()) return false;
  std::size_t dropped = 0, dropped_of_other = 0;
  for (const Metric& metric : metrics) {
    if (!is_later(metric) || curves.contains(metric.name) == others.contains(metric.name)) continue;
    dropped += curves.erase(metric.name);
    dropped_of_other += others.erase(metric.name);
  }
  if (dropped > 0) one = curves.dump();
  if (dropped_of_other > 0) other = others.dump();
  return dropped_of_other > 0;
}

/// "train_loss, test_loss and 3 more at the end"
std::string metrics_difference(const ResultTexts& one, const ResultTexts& other,
                               const std::vector<Metric>& metrics) {
  constexpr std::size_t most_named = 2;
  std::vector<std::string> named;
  std::size_t count = 0;
  for (std::size_t i = first_metric; i < one.size(); ++i) {
    if (one[i] == other[i]) continue;
    if (++count <= most_named) named.push_back(metrics[i - first_metric].name);
  }
  if (count == 0) return "";
  return fmt::format("{}{} at the end", joined(named),
                     count > most_named ? fmt::format(" and {} more", count - most_named) : "");
}

}  // namespace

std::size_t result_count(const std::vector<Metric>& metrics) { return first_metric + metrics.size(); }

std::string result_columns(SQLite::Database& database, const std::vector<Metric>& metrics) {
  std::string columns = "s.outcome, r.message, r.epochs_done, r.steps_done, r.curves, r.histograms";
  const std::vector<StoredMetric> known = stored_metrics(database);
  for (const Metric& metric : metrics) {
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const StoredMetric& one) { return one.metric.name == metric.name; });
    columns += found == known.end() ? ", NULL" : ", s." + quoted_name(found->column);
  }
  return columns;
}

ResultTexts result_texts(SQLite::Statement& row, const std::vector<Metric>& metrics,
                         const RepeatableCurves& repeatable) {
  ResultTexts texts;
  for (int i = 0; i < static_cast<int>(result_count(metrics)); ++i) {
    const SQLite::Column value = row.getColumn(i);
    texts.push_back(value.isNull()    ? nothing
                    : value.isFloat() ? fmt::format("{}", value.getDouble())
                                      : value.getString());
  }
  texts[curves] = repeatable.of(std::move(texts[curves]));
  return texts;
}

bool is_result(const ResultTexts& run) { return run[outcome] != "failed" && run[outcome] != "timed_out"; }

Comparison compared(const ResultTexts& one, const ResultTexts& other, const std::vector<Metric>& metrics) {
  Comparison comparison{one, other};
  comparison.other_has_more = drop_lonely_curves(comparison.one[curves], comparison.other[curves], metrics);
  for (std::size_t i = first_metric; i < one.size(); ++i) {
    if ((one[i] == nothing) == (other[i] == nothing) || !is_later(metrics[i - first_metric])) continue;
    comparison.other_has_more = comparison.other_has_more || one[i] == nothing;
    comparison.one[i] = comparison.other[i] = nothing;
  }
  return comparison;
}

std::string difference(const ResultTexts& one, const ResultTexts& other, const std::vector<Metric>& metrics) {
  std::vector<std::string> parts;
  for (const Place place : {outcome, message, epochs_done, steps_done})
    if (one[place] != other[place])
      parts.push_back(fmt::format("{} ({}, {})", fixed_names[place], one[place], other[place]));
  for (std::string part :
       {curves_difference(one[curves], other[curves], metrics), metrics_difference(one, other, metrics),
        one[histograms] == other[histograms] ? std::string() : std::string("histograms")})
    if (!part.empty()) parts.push_back(std::move(part));
  return parts.empty() ? "how its curves are encoded" : joined(parts);
}

}  // namespace tryall::sweeps
