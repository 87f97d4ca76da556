#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tryall/sweeps/store/record.hpp"

namespace tryall::sweeps {

/// Where results go. Calls may come from several threads at once.
class Store {
 public:
  virtual ~Store() = default;

  /// Notes a sweep and which runs belong to it; a sweep of the same name and spec is the same sweep. Returns
  /// its id.
  virtual std::int64_t begin_sweep(const SweepRecord& sweep, const std::vector<std::string>& run_keys) = 0;

  /// More runs of a sweep that has begun.
  virtual void add_members(std::int64_t sweep, const std::vector<std::string>& run_keys) = 0;

  /// Those of the sweep's runs that are stored, with their value of the metric.
  virtual std::vector<StoredRun> stored_runs(std::int64_t sweep, const std::string& metric) = 0;

  /// Those of the runs that are stored, with their value of the metric.
  virtual std::vector<StoredRun> find(const std::vector<std::string>& run_keys,
                                      const std::string& metric) = 0;

  /// Stores finished runs, all or none, and lets go of the claims to them. A run that is there already stays
  /// as it is, unless what is there is no result (it failed, it ran out of time).
  virtual void add(const std::vector<RunRecord>& runs) = 0;

  /// Whether a checkpoint's state is not too large to be kept.
  virtual bool can_keep(std::size_t /*state_bytes*/) const { return true; }
  /// Keeps checkpoints, each in place of the earlier ones under way of its key, and removes those under way
  /// of the `finished` keys. A checkpoint is a shortcut: one that cannot be kept is left out, and nothing is
  /// thrown.
  virtual void keep(const std::vector<CheckpointRecord>&, const std::vector<std::string>& /*finished*/) {}
  virtual std::vector<CheckpointFacts> checkpoints() { return {}; }
  /// Nothing where it is no longer there.
  virtual std::optional<Checkpoint> checkpoint(const std::string& /*key*/, std::int64_t /*steps_done*/) {
    return std::nullopt;
  }

  /// Notes that a process works on the sweep; returns the session's id.
  virtual std::int64_t open_session(const SessionRecord&) { return 0; }
  /// Asks for runs to train, so that no two processes train the same. Runs stored with one of the outcomes
  /// `again` count as not stored; those of a process that has died can be had at once.
  virtual std::vector<Claim> claim(std::int64_t /*session*/, const std::vector<std::string>& run_keys,
                                   const std::vector<Outcome>& /*again*/) {
    return std::vector<Claim>(run_keys.size(), Claim::ours);
  }
  /// Throws Error where what was stored is no longer where it belongs.
  virtual void check() {}
  /// How far the session is, as JSON, for whoever asks for the status.
  virtual void note_progress(std::int64_t /*session*/, const std::string& /*progress*/) {}
  /// Lets go of what the session claimed and did not store.
  virtual void close_session(std::int64_t /*session*/) {}
};

}  // namespace tryall::sweeps
