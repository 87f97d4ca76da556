#include "families.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "results/config_column.hpp"
#include "results/connection.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/store/raw_statement.hpp"

namespace tryall::reports {
namespace {

using sweeps::RawStatement;

constexpr const char* loss_axis = "loss";

const Axis* axis_of_losses(const Metric& metric, const AxisTable& axes) {
  if (metric.quantity != "loss") return nullptr;
  return axes.find(loss_axis);
}

/// A family before it has a place.
struct Found {
  FamilyKey key;
  DataName data;
  std::int64_t first_of_name = 0;  // the first number of data of that name
};

/// "a.csv (data 1f2e3d4c), loss mse": the hash only where data of one name have several, and so on.
std::string label_of(const Found& one, const std::vector<Found>& all) {
  constexpr std::size_t shown = 8;
  const auto any = [&](auto&& differs) { return std::any_of(all.begin(), all.end(), differs); };
  std::string text = one.data.name;
  if (any([&](const Found& other) {
        return other.data.name == one.data.name && other.key.dataset != one.key.dataset;
      }))
    text += fmt::format(" (data {})", one.data.hash.substr(0, shown));
  if (any([&](const Found& other) { return other.key.loss != one.key.loss; }))
    text += ", loss " + one.key.loss;
  return text;
}

std::vector<Found> in_order(std::vector<Found> found) {
  std::map<std::string, std::int64_t> first;
  for (const Found& one : found) {
    const auto [place, is_new] = first.try_emplace(one.data.name, one.key.dataset);
    if (!is_new) place->second = std::min(place->second, one.key.dataset);
  }
  for (Found& one : found) one.first_of_name = first[one.data.name];
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

std::string data_name(const Config& config) {
  const Axis* axis = config.axes().find("dataset");
  if (axis == nullptr) return "data";
  if (const Choice* choice = choice_on(*axis, config))
    for (const auto& [name, value] : choice->settings)
      if (name == "file") return std::filesystem::path(to_text(value)).filename().string();
  return sweeps::axis_label(*axis, config);
}

void put_into_families(Scores& scores, const std::vector<FamilyKey>& keys, const DataNameOf& data_name_of) {
  std::map<FamilyKey, std::size_t> places;  // first of a score, then among families
  for (std::size_t i = 0; i < keys.size(); ++i) places.try_emplace(keys[i], i);
  std::vector<Found> found;
  for (const auto& [key, score] : places)
    found.push_back({key, places.size() > 1 ? data_name_of(score) : DataName{}});
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

void StoreReader::find_families(Scores& scores, const Metric& metric) const try {
  std::vector<FamilyKey> keys(scores.list.size());
  SQLite::Database& database = *connection_->database;
  if (database.execAndGet("SELECT count(*) FROM datasets").getInt() == 1) {
    const std::int64_t only = database.execAndGet("SELECT id FROM datasets").getInt64();
    for (FamilyKey& key : keys) key.dataset = only;
  } else {
    RawStatement groups(database, "SELECT id, dataset_id FROM groups ORDER BY id");
    for (std::size_t i = 0; i < keys.size() && groups.step();)
      if (sqlite3_column_int64(groups.row(), 0) == scores.list[i].id)
        keys[i++].dataset = sqlite3_column_int64(groups.row(), 1);
  }
  if (axis_of_losses(metric, axes()) != nullptr)
    for_each_config(scores.list, {loss_axis},
                    [&](std::size_t i, const Config& config) { keys[i].loss = loss_of(metric, config); });
  put_into_families(scores, keys, [&](std::size_t place) {
    DataName data{"", dataset(keys[place].dataset).hash};
    for_each_config({scores.list[place]}, {"dataset"},
                    [&](std::size_t, const Config& config) { data.name = data_name(config); });
    return data;
  });
} catch (...) {
  fail_answer(*connection_);
}

}  // namespace tryall::reports
