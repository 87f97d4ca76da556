#include "history_points.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace tryall::tracking {
namespace {

using Entry = Sightings::value_type;
using Row = std::vector<const Entry*>;

/// The name of the file; the path where another file is called the same.
std::string file_name(const std::vector<std::filesystem::path>& files, std::size_t place) {
  const std::filesystem::path name = files[place].filename();
  const auto same =
      std::count_if(files.begin(), files.end(), [&](const auto& file) { return file.filename() == name; });
  return same > 1 ? files[place].string() : name.string();
}

std::string name_of(const PointId& id, const Sightings& all,
                    const std::vector<std::filesystem::path>& files) {
  if (id.store == 0) return id.commit;
  std::string file = file_name(files, id.store - 1);
  if (id.commit.empty()) return file;
  const auto stores = std::count_if(all.begin(), all.end(), [&](const Entry& one) {
    return one.first.commit == id.commit && one.first.dirty;
  });
  return id.commit + "+changes" + (stores > 1 ? " (" + file + ")" : "");
}

bool by_time(const Entry* a, const Entry* b) {
  return std::tie(a->second.first_date, a->second.first_store) <
         std::tie(b->second.first_date, b->second.first_store);
}

/// Puts each of the others behind the last that ran before it.
void insert_by_time(Row& rows, Row others) {
  std::stable_sort(others.begin(), others.end(), by_time);
  for (const Entry* one : others) {
    auto place = rows.end();
    while (place != rows.begin() && (*(place - 1))->second.first_date > one->second.first_date) --place;
    rows.insert(place, one);
  }
}

void sort_by_store(Row& rows) {
  Row named, others;
  for (const Entry* one : rows) (one->second.first_store == not_named ? others : named).push_back(one);
  std::stable_sort(named.begin(), named.end(), [](const Entry* a, const Entry* b) {
    return std::tie(a->second.first_store, a->second.first_date) <
           std::tie(b->second.first_store, b->second.first_date);
  });
  insert_by_time(named, std::move(others));
  rows = std::move(named);
}

bool is_hash(const std::string& commit) {
  constexpr std::size_t shortest = 7;
  return commit.size() >= shortest && commit.find_first_not_of("0123456789abcdef") == std::string::npos;
}

std::vector<std::string> commits_of(const Sightings& all) {
  std::vector<std::string> commits;
  for (const Entry& one : all)
    if (!one.first.commit.empty() && (commits.empty() || commits.back() != one.first.commit))
      commits.push_back(one.first.commit);
  return commits;
}

/// The points of commits in this order, those with changes after those without; every other one goes
/// behind the last of them that ran before it.
Row by_commits(Row rows, const std::vector<std::string>& commits) {
  const auto rank = [&](const Entry* one) {
    return std::find(commits.begin(), commits.end(), one->first.commit) - commits.begin();
  };
  const auto known = static_cast<std::ptrdiff_t>(commits.size());
  const auto others =
      std::stable_partition(rows.begin(), rows.end(), [&](const Entry* one) { return rank(one) < known; });
  Row result(rows.begin(), others);
  std::stable_sort(result.begin(), result.end(), [&](const Entry* a, const Entry* b) {
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    if (a->first.dirty != b->first.dirty) return b->first.dirty;
    return by_time(a, b);
  });
  insert_by_time(result, Row(others, rows.end()));
  return result;
}

/// Without a repository that has the commits.
std::string sort_without_commits(Row& rows, const std::vector<std::string>& commits) {
  const bool hashes = !commits.empty() && std::all_of(commits.begin(), commits.end(), is_hash);
  if (hashes)
    std::stable_sort(rows.begin(), rows.end(), by_time);
  else
    sort_by_store(rows);
  if (commits.empty()) return "no run has a known commit: each store is a point, in the order given";
  return std::string("no repository has these commits: they are in the order in which ") +
         (hashes ? "they ran" : "their stores are named");
}

std::string sort_by_commits(Row& rows, const Sightings& all, const CommitOrder& repository) {
  const std::vector<std::string> commits = commits_of(all);
  const auto known = repository && !commits.empty() ? repository(commits) : std::vector<std::string>{};
  if (known.empty()) return rows.size() > 1 ? sort_without_commits(rows, commits) : "";
  rows = by_commits(std::move(rows), known);
  const auto others = std::count_if(rows.begin(), rows.end(), [&](const Entry* one) {
    return std::find(known.begin(), known.end(), one->first.commit) == known.end();
  });
  if (others == 0) return "";
  return fmt::format("{0} of {1} points {2} not at a commit of the repository and {2} placed by time", others,
                     rows.size(), others == 1 ? "is" : "are");
}

}  // namespace

OrderedPoints ordered(const Sightings& sightings, const std::vector<std::filesystem::path>& files,
                      const HistoryQuestion& question) {
  Row rows;
  for (const Entry& one : sightings) rows.push_back(&one);
  OrderedPoints result;
  if (question.by_date || question.order == PointOrder::time)
    std::stable_sort(rows.begin(), rows.end(), by_time);
  else if (question.order == PointOrder::stores)
    sort_by_store(rows);
  else
    result.note = sort_by_commits(rows, sightings, question.repository);
  for (const Entry* one : rows)
    result.points.push_back({one->first, {name_of(one->first, sightings, files), one->second.first_date}});
  return result;
}

}  // namespace tryall::tracking
