#include "cluster/gather.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "terminal/files.hpp"
#include "tryall/error.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/sweeps/store/merge.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"
#include "tryall/sweeps/store/store_error.hpp"

namespace tryall::cli {
namespace {

namespace fs = std::filesystem;

/// Why the store cannot be used, if it cannot.
std::optional<std::string> damage_of(const fs::path& store) {
  if (sweeps::is_empty_database(store)) return "it is empty";
  try {
    for (const sweeps::Finding& finding : reports::StoreReader(store).examine(sweeps::Depth::file))
      if (finding.bad) return finding.text;
  } catch (const Error& error) {
    return error.what();
  }
  return std::nullopt;
}

/// Says the copy's name where its own belongs.
std::string with_own_name(std::string text, const fs::path& copy, const fs::path& own) {
  const std::string name = copy.string();
  for (std::size_t at = text.find(name); at != std::string::npos; at = text.find(name, at))
    text.replace(at, name.size(), own.string());
  return text;
}

/// A store with its copy on this machine.
struct CopiedStore {
  fs::path own, copy;
};

/// Merges many stores in one transaction: each takes a few syncs, wherever the disk is.
class Gatherer {
 public:
  explicit Gatherer(fs::path into) : into_(std::move(into)) {}

  void add(const fs::path& store) {
    const CopiedStore copied{store, scratch_.path() / fmt::format("{}.db", copies_++)};
    std::error_code error;
    fs::copy_file(store, copied.copy, error);
    if (error) return leave_out(copied, error.message());
    if (const auto damage = damage_of(copied.copy)) return leave_out(copied, *damage);
    batch_.push_back(copied);
    constexpr std::size_t at_once = 64;
    if (batch_.size() == at_once) merge_batch();
  }

  Gathered finish() {
    merge_batch();
    return std::move(gathered_);
  }

 private:
  void leave_out(const CopiedStore& store, const std::string& why) {
    gathered_.damaged.push_back({store.own, with_own_name(why, store.copy, store.own)});
    std::error_code ignored;
    fs::remove(store.copy, ignored);
  }

  /// Again without the one that turns out to be damaged only now.
  void merge_batch() {
    while (!batch_.empty()) {
      sweeps::Merge merge{.sources = {}, .into = into_};
      for (const CopiedStore& store : batch_) merge.sources.push_back(store.copy);
      try {
        const sweeps::MergeReport report = sweeps::merge(merge);
        if (!report.merged) refuse(report.contradictions.front());
        gathered_.stores += batch_.size();
        gathered_.changed = gathered_.changed || report.changed;
        std::error_code ignored;
        for (const CopiedStore& store : batch_) fs::remove(store.copy, ignored);
        batch_.clear();
      } catch (const sweeps::StoreError& broken) {
        const auto found = std::find_if(batch_.begin(), batch_.end(), [&](const CopiedStore& store) {
          return store.copy == broken.file();
        });
        if (found == batch_.end()) throw;
        leave_out(*found, broken.what());
        batch_.erase(found);
      }
    }
  }

  fs::path own_name_of(const fs::path& copy) const {
    for (const CopiedStore& store : batch_)
      if (store.copy == copy) return store.own;
    return "the stores merged before";
  }

  [[noreturn]] void refuse(const sweeps::Contradiction& found) const {
    throw Error(
        ErrorCode::failed,
        fmt::format("run {} has two results, which differ in {}: {} ({}) and {} ({}); nothing was "
                    "merged. A run has one result: look at the machines that trained it",
                    found.run_key, found.difference, own_name_of(found.here).string(), found.here_environment,
                    own_name_of(found.there).string(), found.there_environment));
  }

  fs::path into_;
  ScratchFolder scratch_;
  std::size_t copies_ = 0;
  std::vector<CopiedStore> batch_;
  Gathered gathered_;
};

}  // namespace

Gathered gather(const std::vector<fs::path>& stores, const fs::path& into) {
  Gatherer gatherer(into);
  for (const fs::path& store : stores) gatherer.add(store);
  return gatherer.finish();
}

}  // namespace tryall::cli
