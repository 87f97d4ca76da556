#include "families.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "connection.hpp"
#include "raw_statement.hpp"
#include "sql_errors.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::reports {
namespace {

constexpr const char* loss_axis = "loss";

const Axis* axis_of_losses(const Metric& metric, const AxisTable& axes) {
  if (metric.quantity != "loss") return nullptr;
  const auto axis =
      std::find_if(axes.begin(), axes.end(), [](const Axis& one) { return one.name == loss_axis; });
  return axis == axes.end() ? nullptr : &*axis;
}

/// A family before it has a place.
struct Found {
  FamilyKey key;
  sweeps::Subject subject;
  std::int64_t first_of_name = 0;  // the first number of data of that name
};

/// "a.csv (data 1f2e3d4c), loss mse": the hash only where data of one name have several, and so on.
std::string label_of(const Found& one, const std::vector<Found>& all) {
  constexpr std::size_t shown = 8;
  const auto any = [&](auto&& differs) { return std::any_of(all.begin(), all.end(), differs); };
  std::string text = one.subject.name;
  if (any([&](const Found& other) {
        return other.subject.name == one.subject.name && other.key.dataset != one.key.dataset;
      }))
    text += fmt::format(" (data {})", one.subject.hash.substr(0, shown));
  if (any([&](const Found& other) { return other.key.loss != one.key.loss; }))
    text += ", loss " + one.key.loss;
  return text;
}

std::vector<Found> in_order(std::vector<Found> found) {
  std::map<std::string, std::int64_t> first;
  for (const Found& one : found) {
    const auto [place, is_new] = first.try_emplace(one.subject.name, one.key.dataset);
    if (!is_new) place->second = std::min(place->second, one.key.dataset);
  }
  for (Found& one : found) one.first_of_name = first[one.subject.name];
  std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
    return std::tuple(a.first_of_name, -a.key.dataset, a.key.loss) <
           std::tuple(b.first_of_name, -b.key.dataset, b.key.loss);
  });
  return found;
}

}  // namespace

std::string loss_of(const Metric& metric, const Config& config) {
  const Axis* axis = axis_of_losses(metric, config.axes());
  return axis == nullptr ? "" : sweeps::axis_label(*axis, config);
}

void put_into_families(Scores& scores, const std::vector<FamilyKey>& keys, const SubjectOf& subject_of) {
  std::map<FamilyKey, std::size_t> places;
  for (const FamilyKey& key : keys) places.try_emplace(key, 0);
  std::vector<Found> found;
  for (const auto& [key, place] : places)
    found.push_back({key, places.size() > 1 ? subject_of(key.dataset) : sweeps::Subject{}});
  found = in_order(std::move(found));
  scores.families.assign(std::max<std::size_t>(found.size(), 1), {});
  for (std::size_t i = 0; i < found.size(); ++i) {
    places[found[i].key] = i;
    if (found.size() > 1) scores.families[i].label = label_of(found[i], found);
  }
  for (std::size_t i = 0; i < scores.list.size(); ++i) {
    scores.list[i].family = found.size() > 1 ? places[keys[i]] : 0;
    ++scores.families[scores.list[i].family].groups;
  }
}

void StoreReader::find_families(Scores& scores, const Metric& metric) const {
  std::vector<FamilyKey> keys(scores.list.size());
  SQLite::Database& database = *connection_->database;
  if (database.execAndGet("SELECT count(*) FROM datasets").getInt() > 1) {
    RawStatement groups(database, "SELECT id, dataset_id FROM groups ORDER BY id");
    for (std::size_t i = 0; i < keys.size() && groups.step();)
      if (sqlite3_column_int64(groups.row(), 0) == scores.list[i].id)
        keys[i++].dataset = sqlite3_column_int64(groups.row(), 1);
  }
  if (axis_of_losses(metric, axes()) != nullptr)
    for_each_config(scores.list, {loss_axis},
                    [&](std::size_t i, const Config& config) { keys[i].loss = loss_of(metric, config); });
  put_into_families(scores, keys, [&](std::int64_t id) { return dataset(id); });
}

}  // namespace tryall::reports
