#include "history_past.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <algorithm>
#include <map>

#include "sections.hpp"

namespace tryall::reports {
namespace {

constexpr std::size_t most_series = 4;

std::string dataset_of(SQLite::Database& database, const std::string& group) {
  SQLite::Statement query(
      database, "SELECT d.hash FROM groups g JOIN datasets d ON d.id = g.dataset_id WHERE g.key = ?");
  query.bind(1, group);
  return query.executeStep() ? query.getColumn(0).getString() : "";
}

}  // namespace

std::vector<Past> read_past(SQLite::Database& database, const SweepData& data,
                            const std::vector<std::filesystem::path>& stores) {
  std::vector<Past> all;
  std::map<std::string, std::size_t> place;
  tracking::HistoryQuestion question{.stores = stores, .metric = data.objective->name};
  for (const std::size_t group : contenders(data, most_series)) {
    const ReportGroup& about = data.groups[group];
    Past past{.group = group, .dataset = dataset_of(database, about.key)};
    const std::string name = about.config + '\n' + past.dataset;
    if (!place.try_emplace(name, all.size()).second) continue;  // the same under another numerics version
    question.groups.insert(name);
    all.push_back(std::move(past));
  }
  if (all.empty()) return all;
  for (tracking::HistorySeries& series : tracking::history(database, question))
    all[place.at(series.group)].series = std::move(series);
  return all;
}

std::vector<Commit> commits_of(const std::vector<Past>& all) {
  std::map<std::string, std::string> dates;
  for (const Past& past : all)
    for (const tracking::HistoryPoint& point : past.series.points) {
      std::string& date = dates.try_emplace(point.when, point.first_date).first->second;
      date = std::min(date, point.first_date);
    }
  std::vector<Commit> commits;
  for (const auto& [id, date] : dates) commits.push_back({id, date});
  std::stable_sort(commits.begin(), commits.end(),
                   [](const Commit& a, const Commit& b) { return a.date < b.date; });
  if (commits.size() > most_commits)
    commits.erase(commits.begin(), commits.end() - static_cast<std::ptrdiff_t>(most_commits));
  return commits;
}

std::size_t place_of(const std::vector<Commit>& commits, const std::string& id) {
  return static_cast<std::size_t>(
      std::find_if(commits.begin(), commits.end(), [&](const Commit& one) { return one.id == id; }) -
      commits.begin());
}

void settle(Past& past, const std::vector<Commit>& commits, train::Direction direction) {
  auto& points = past.series.points;
  std::erase_if(points, [&](const auto& point) { return place_of(commits, point.when) == commits.size(); });
  std::stable_sort(points.begin(), points.end(), [&](const auto& a, const auto& b) {
    return place_of(commits, a.when) < place_of(commits, b.when);
  });
  past.changes = tracking::changes_of(past.series, direction, {});
}

}  // namespace tryall::reports
