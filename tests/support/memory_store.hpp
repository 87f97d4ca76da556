#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "tryall/sweeps/store/store.hpp"

namespace tryall::testing {

/// A store in memory, of one sweep.
class MemoryStore : public sweeps::Store {
 public:
  /// Called with each batch before it is stored; may throw.
  std::function<void(const std::vector<sweeps::RunRecord>&)> before_add = {};

  std::int64_t begin_sweep(const sweeps::SweepRecord& sweep,
                           const std::vector<std::string>& run_keys) override {
    sweep_ = sweep;
    add_members(1, run_keys);
    return 1;
  }

  void add_members(std::int64_t, const std::vector<std::string>& run_keys) override {
    for (const std::string& key : run_keys)
      if (known_.insert(key).second) run_keys_.push_back(key);
  }

  std::vector<sweeps::StoredRun> stored_runs(std::int64_t, const std::string& metric) override {
    return find(run_keys_, metric);
  }

  std::vector<sweeps::StoredRun> find(const std::vector<std::string>& run_keys,
                                      const std::string& metric) override {
    const std::lock_guard lock(mutex_);
    std::vector<sweeps::StoredRun> result;
    for (const std::string& key : run_keys)
      if (const auto run = runs_.find(key); run != runs_.end())
        result.push_back({key, run->second.result.outcome,
                          run->second.result.value(train::index_of(train::find_metric(metric)))});
    return result;
  }

  void add(const std::vector<sweeps::RunRecord>& runs) override {
    if (before_add) before_add(runs);
    const std::lock_guard lock(mutex_);
    for (const sweeps::RunRecord& run : runs) runs_.emplace(run.key, run);
  }

  const sweeps::SweepRecord& sweep() const { return sweep_; }
  const std::map<std::string, sweeps::RunRecord>& runs() const { return runs_; }

 private:
  std::mutex mutex_;
  sweeps::SweepRecord sweep_;
  std::vector<std::string> run_keys_;  // each once
  std::set<std::string> known_;
  std::map<std::string, sweeps::RunRecord> runs_;
};

}  // namespace tryall::testing
