#include "cluster/collect.hpp"

#include <fmt/format.h>

#include <unordered_set>

#include "terminal/quantities.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/sweeps/store/snapshot.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::cli {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> stores_of_shards(const JobFolder& folder, const JobRecord& record) {
  std::vector<fs::path> stores;
  for (std::size_t i = 0; i < record.submissions.size(); ++i)
    for (std::size_t shard = 1; shard <= record.submissions[i].shards; ++shard)
      for (fs::path& store : folder.shard(i + 1, shard).stores()) stores.push_back(std::move(store));
  return stores;
}

/// Which of the runs the store has; none where there is no store.
std::unordered_set<std::string> stored_of(const fs::path& store, const std::vector<std::string>& keys) {
  std::unordered_set<std::string> stored;
  if (sweeps::is_empty_database(store)) return stored;
  for (sweeps::StoredRun& run : reports::StoreReader(store).stored(keys, train::metrics().front().name))
    stored.insert(std::move(run.key));
  return stored;
}

/// A run that was submitted again belongs to its last submission.
void count_missing(const JobFolder& folder, const JobRecord& record, const fs::path& store,
                   Collected& collected) {
  std::unordered_set<std::string> seen;
  for (std::size_t submission = record.submissions.size(); submission > 0; --submission)
    for (std::size_t number = 1; number <= record.submissions[submission - 1].shards; ++number) {
      std::vector<std::string> keys = folder.shard(submission, number).run_keys();
      std::erase_if(keys, [&](const std::string& key) { return seen.contains(key); });
      if (submission > 1) seen.insert(keys.begin(), keys.end());
      const std::size_t stored = stored_of(store, keys).size();
      collected.runs += keys.size();
      collected.stored += stored;
      if (stored < keys.size())
        collected.unfinished.push_back({submission, number, keys.size(), keys.size() - stored});
    }
}

}  // namespace

Collected collect(const JobFolder& folder, const JobRecord& record, const fs::path& into) {
  std::error_code ignored;
  Collected collected;
  Gathered own;
  if (fs::exists(folder.store(), ignored)) own = gather({folder.store()}, into);
  Gathered shards = gather(stores_of_shards(folder, record), into);
  collected.changed = own.stores == 0 ? shards.stores > 0 : shards.changed;
  collected.damaged = std::move(own.damaged);
  collected.damaged.insert(collected.damaged.end(), shards.damaged.begin(), shards.damaged.end());
  count_missing(folder, record, into, collected);
  return collected;
}

void keep_collected(const JobFolder& folder, const Collected& collected, const fs::path& store) {
  if (!collected.changed) return;
  std::error_code ignored;
  for (const DamagedStore& damaged : collected.damaged)
    if (damaged.file == folder.store())
      fs::rename(folder.store(), folder.store().string() + ".damaged", ignored);
  sweeps::snapshot(store, folder.store());
}

std::string missing_runs_text(const JobFolder& folder, const Collected& collected) {
  std::string text;
  for (const DamagedStore& damaged : collected.damaged)
    text += fmt::format("{}: is damaged and was left out: {}\n", damaged.file.string(), damaged.why);
  const std::string path = folder.path().string();
  for (const UnfinishedShard& shard : collected.unfinished)
    text += fmt::format(
        "shard {0}: {1} of {2} missing; to train them on this machine: "
        "tryall task {3} {0} --submission {4}\n",
        shard.number, shard.missing, counted(shard.runs, "run"), path, shard.submission);
  if (!collected.unfinished.empty())
    text += fmt::format(
        "{} missing. Once no task is left in the queue (tryall status {}), tryall submit {} submits what is "
        "missing\n",
        counted(collected.runs - collected.stored, "run"), path, path);
  return text;
}

}  // namespace tryall::cli
