#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <numeric>

#include "connection.hpp"
#include "curves_json.hpp"
#include "row.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/sweeps/store/connection.hpp"

namespace tryall::reports {

std::vector<Curve> StoreReader::curves(const std::string& run_key) const try {
  std::vector<std::size_t> all(metrics().size());
  std::iota(all.begin(), all.end(), std::size_t{0});
  return curves(run_key, all);
} catch (...) {
  fail_answer(*connection_);
}

std::vector<Curve> StoreReader::curves(const std::string& run_key,
                                       const std::vector<std::size_t>& places) const try {
  std::optional<SQLite::Statement>& query = connection_->curves;
  if (!query) query.emplace(*connection_->database, "SELECT curves FROM runs WHERE key = ?");
  query->bind(1, run_key);
  const bool found = query->executeStep();
  const nlohmann::json json = nlohmann::json::parse(found ? Row(*query).text() : "", nullptr, false);
  query->reset();
  if (!are_curves(json))
    sweeps::fail_damaged(file(), fmt::format("table runs: the curves of run {} cannot be read", run_key));
  std::vector<Curve> curves(places.size());
  for (std::size_t i = 0; i < places.size(); ++i)
    if (const auto found = json.find(metrics()[places[i]].name); found != json.end())
      for (const nlohmann::json& value : *found)
        curves[i].push_back(value.is_number() ? value.get<double>() : std::nan(""));
  return curves;
} catch (...) {
  fail_answer(*connection_);
}

}  // namespace tryall::reports
