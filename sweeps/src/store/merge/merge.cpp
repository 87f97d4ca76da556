#include "tryall/sweeps/store/merge.hpp"

#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "store/file/new_store.hpp"
#include "store/file/write_access.hpp"
#include "store/merge/merger.hpp"
#include "store/schema/schema.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/store/connection.hpp"
#include "tryall/sweeps/store/examine.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::sweeps {
namespace {

namespace fs = std::filesystem;

bool same_file(const fs::path& one, const fs::path& other) {
  std::error_code error;
  return fs::equivalent(one, other, error) && !error;
}

/// Whether what went wrong went wrong in that database.
bool is_to_blame(const SQLite::Database& database) {
  const int code = database.getErrorCode();
  return code != SQLITE_OK && code != SQLITE_ROW && code != SQLITE_DONE;
}

struct Source {
  fs::path file;
  std::unique_ptr<SQLite::Database> database;  ///< None for the target itself.
};

std::vector<Source> open_all(const Merge& merge) {
  std::vector<Source> sources;
  for (const fs::path& file : merge.sources) {
    auto database = open_unchanged(file);
    if (same_file(file, merge.into)) database.reset();
    sources.push_back({file, std::move(database)});
  }
  return sources;
}

/// As it was before the merge: by a connection of its own.
bool is_damaged(const fs::path& store) {
  try {
    const std::vector<Finding> findings = examine(*open_for_reading(store), Depth::content);
    return std::any_of(findings.begin(), findings.end(), [](const Finding& one) { return one.bad; });
  } catch (const std::exception&) {  // a new one, which is not there yet
    return false;
  }
}

/// Where rows of both stores do not fit together, the one into which they are merged may be the damaged one.
void blame_target(const fs::path& file, const SQLite::Exception& error) {
  if (is_damaged(file)) fail_damaged(file, fmt::format("its rows do not fit together ({})", error.what()));
}

void add(Merger& merger, const Source& source, const fs::path& into, MergeReport& report) {
  constexpr int primary_bits = 0xff;
  if (!source.database) {
    report.stores.push_back({.file = source.file, .is_target = true});
    return;
  }
  try {
    report.stores.push_back(merger.add(source.file, *source.database));
  } catch (const SQLite::Exception& error) {
    const bool of_rows =
        (error.getErrorCode() & primary_bits) == SQLITE_CONSTRAINT || error.getErrorCode() < 0;
    if (of_rows) blame_target(into, error);
    if ((error.getErrorCode() & primary_bits) == SQLITE_CONSTRAINT)
      fail_damaged(source.file, fmt::format("it has a row that no store takes ({})", error.what()));
    if (is_to_blame(*source.database) || error.getErrorCode() < 0)
      fail_store(source.file, error.getErrorCode(), error.what());
    throw;
  } catch (const Error&) {
    throw;
  } catch (const nlohmann::json::exception&) {
    fail_with(source.file, std::current_exception());
  }
}

/// Through `target`, which is or will be `merge.into`.
MergeReport merge_into(WriteAccess& target, const Merge& merge, const std::vector<Source>& sources) {
  MergeReport report;
  try {
    SQLite::Database& database = target.database();
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const int changes_before = database.getTotalChanges();
    {
      Merger merger(database, merge.into);
      for (const Source& source : sources) add(merger, source, merge.into, report);
      report.contradictions = merger.contradictions();
    }
    std::sort(
        report.contradictions.begin(), report.contradictions.end(),
        [](const Contradiction& one, const Contradiction& other) { return one.run_key < other.run_key; });
    if (!report.contradictions.empty() && !merge.skip_contradictions) return report;
    report.changed = database.getTotalChanges() != changes_before;
    refresh_views(database);
    transaction.commit();
  } catch (...) {
    fail_with(merge.into, std::current_exception());
  }
  report.merged = true;
  return report;
}

}  // namespace

MergeReport merge(const Merge& merge) {
  const std::vector<Source> sources = open_all(merge);
  if (!fs::exists(merge.into)) {
    NewStore made(merge.into);
    std::optional<WriteAccess> target(std::in_place, made, merge.into, merge.patience);
    MergeReport report = merge_into(*target, merge, sources);
    target.reset();
    if (!report.merged || made.publish()) return report;
  }
  WriteAccess target(merge.into, merge.patience);
  return merge_into(target, merge, sources);
}

}  // namespace tryall::sweeps
