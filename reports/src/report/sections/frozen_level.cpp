#include "frozen_level.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "tryall/error.hpp"
#include "tryall/statistics/summary.hpp"

namespace tryall::reports {

std::optional<tracking::Baseline> newest_baseline(SQLite::Database& database) {
  constexpr int most_bytes = 8'000'000;
  SQLite::Statement query(database,
                          "SELECT name, CASE WHEN length(document) <= ? THEN document END FROM baselines "
                          "ORDER BY created_at DESC, name LIMIT 1");
  query.bind(1, most_bytes);
  if (!query.executeStep() || query.getColumn(1).isNull()) return std::nullopt;
  try {
    return tracking::baseline_from_text(query.getColumn(1).getString(), query.getColumn(0).getString());
  } catch (const Error&) {  // a report does not depend on it
    return std::nullopt;
  }
}

double frozen_level(const tracking::Baseline& baseline, const std::string& config, const std::string& dataset,
                    std::size_t metric) {
  const auto wanted = nlohmann::json::parse(config);
  for (const tracking::TrackedGroup& group : baseline.groups) {
    if (group.dataset.hash != dataset || group.config != wanted) continue;
    std::vector<double> values;
    for (const tracking::TrackedRun& run : group.runs)
      if (const double value = run.result.final_values[metric];
          run.result.outcome == train::Outcome::completed && std::isfinite(value))
        values.push_back(value);
    return statistics::mean(values);
  }
  return statistics::no_value;
}

}  // namespace tryall::reports
