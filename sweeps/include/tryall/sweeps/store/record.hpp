#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "tryall/experiment/vocabulary.hpp"
#include "tryall/sweeps/trainer/trainer.hpp"
#include "tryall/train/run.hpp"

namespace tryall::sweeps {

/// The time as records have it: UTC, "2026-01-31T12:00:00Z".
std::string now_text();

/// A group as the store keeps it.
struct GroupRecord {
  std::string key;
  std::string setting_key;  ///< Of the config alone.
  std::string config;       ///< Canonical JSON.
  Subject subject;
  Origin origin = {};
  /// What its config and the results of its runs are made of; this library's own where null.
  std::shared_ptr<const Vocabulary> vocabulary = {};
};

/// A finished run as the store keeps it.
struct RunRecord {
  std::string key;
  const GroupRecord* group = nullptr;  ///< Outlives the record.
  std::uint64_t seed = 0;
  RunResult result;
  std::string finished_at;                        ///< UTC, "2026-01-31T12:00:00Z".
  std::shared_ptr<const GroupRecord> owner = {};  ///< Of the group, where the record itself keeps it.
};

/// A sweep as the store keeps it.
struct SweepRecord {
  std::string name;
  std::string spec;  ///< Canonical JSON of what was asked.
  std::string metric;
  bool maximize = true;
  std::string started_at;
  Origin origin = {};                                 ///< Of what trains it.
  std::shared_ptr<const Vocabulary> vocabulary = {};  ///< Of that; this library's own where null.
};

/// Where and by what runs were made.
struct Environment {
  std::string version;  ///< Of tryall.
  std::string commit;   ///< Of tryall's source, or empty.
  bool dirty = false;   ///< That source had changes that were not committed.
  std::string compiler;
  std::string build_type;
  std::string instruction_set;  ///< That the kernels used: "avx512", "avx2", "neon" or "plain".
  std::string eigen;            ///< Version of the linear algebra.
  std::string cpu;
  std::string host;
  std::string system;
  std::string flags;      ///< Of the compiler.
  std::string libraries;  ///< With their versions: "glibc 2.36, tbb 2021.8, ...".
  /// The git repository in whose work tree the process was started, its commit, and whether tracked files
  /// differ from that; empty where there is none.
  std::string repository, repository_commit;
  bool repository_dirty = false;

  /// The one of this process, found out once.
  static const Environment& current();
};

/// Which process: that of this number on the host, begun at that moment (so that a later process of the same
/// number is another).
struct ProcessId {
  std::string host;
  std::int64_t pid = 0;
  std::string start;

  static ProcessId current();
};

/// A process at work on a sweep.
struct SessionRecord {
  std::int64_t sweep = 0;
  ProcessId process;
  int jobs = 1;
};

/// What became of the wish to train a run.
enum class Claim {
  ours,       ///< It is to be trained here.
  elsewhere,  ///< Another living process is at it.
  stored      ///< Its result is there.
};

/// Where a training can go on.
struct CheckpointRecord {
  std::string key;
  bool at_end = false;  ///< Of a training that is done; otherwise of one under way.
  Checkpoint checkpoint;
};

/// A stored checkpoint without its state.
struct CheckpointFacts {
  std::string key;
  std::int64_t epochs_done = 0;
  std::int64_t steps_done = 0;
};

/// What is known of a stored run without its curves.
struct StoredRun {
  std::string key;
  Outcome outcome = Outcome::completed;
  double objective = 0;  ///< NaN where it was not measured.
};

}  // namespace tryall::sweeps
