#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "tryall/sweeps/plan/plan.hpp"

namespace tryall::cli {

/// One time that shards of a sweep were submitted.
struct Submission {
  std::size_t shards = 0;
  std::size_t chunk = 1;            ///< Shards of an array; the last may have fewer.
  std::vector<std::string> arrays;  ///< Job ids.
  std::string merge;                ///< The id of the job that collects; empty where there is none.

  std::vector<std::string> jobs() const;
};

/// What a sweep on a cluster was asked to be, and what was submitted so far: job.json of its folder.
struct JobRecord {
  std::string name;
  std::vector<std::string> set;  ///< The arguments of --set.
  std::string working_folder,
      data;             ///< Where `submit` ran, and its --data: paths mean what they meant there.
  std::string program;  ///< The tryall that the scripts call.
  std::size_t nodes = 1, shards = 1;
  double checkpoint_every = 60;
  std::vector<std::string> options;  ///< Of sbatch.
  std::vector<Submission> submissions;
};

/// How far a shard is, as its task last wrote.
struct ShardProgress {
  std::size_t runs = 0, stored = 0;
  std::string attempt, host, at;  ///< Who wrote it, and when.
  std::string state;              ///< "running", "stopped", "done"; empty before the first time.
};

/// The files of a shard, which its tasks write and whoever collects reads.
class ShardFolder {
 public:
  explicit ShardFolder(std::filesystem::path path) : path_(std::move(path)) {}

  const std::filesystem::path& path() const { return path_; }
  void make(const std::vector<std::string>& run_keys) const;
  /// Throws Error where they cannot be read.
  std::vector<std::string> run_keys() const;

  /// The stores that attempts at the shard have left, the latest last.
  std::vector<std::filesystem::path> stores() const;
  std::filesystem::path store_of(const std::string& attempt) const { return path_ / (attempt + ".db"); }

  /// Says that this attempt is the one; all others are to stop.
  void take(const std::string& attempt) const;
  /// The attempt that took the shard last.
  std::string owner() const;

  void write(const ShardProgress& progress) const;
  ShardProgress progress() const;

 private:
  std::filesystem::path path_;
};

/// The folder of a sweep on a cluster, on a file system that all its machines see.
class JobFolder {
 public:
  explicit JobFolder(const std::filesystem::path& path);

  const std::filesystem::path& path() const { return path_; }
  bool exists() const;

  /// Makes the folder with the sweep's file. Throws Error where there is one already.
  void make(const JobRecord& record, const std::string& sweep) const;
  /// Throws Error for a folder that `submit` has not made.
  JobRecord record() const;
  void write(const JobRecord& record) const;

  std::filesystem::path sweep() const { return path_ / "sweep.json"; }
  std::filesystem::path store() const { return path_ / "tryall.db"; }
  /// Submissions and shards count from 1.
  std::filesystem::path submission(std::size_t number) const;
  ShardFolder shard(std::size_t submission, std::size_t number) const;
  /// Where the output of an array's tasks goes, with "%a" for the index; arrays count from 0.
  std::filesystem::path array_log(std::size_t submission, std::size_t array) const;
  std::filesystem::path merge_log(std::size_t submission) const;
  /// The log of a shard's task.
  std::filesystem::path shard_log(const JobRecord& record, std::size_t submission, std::size_t shard) const;

  /// While it is there, no task asks to be run again.
  std::filesystem::path cancelled() const { return path_ / "cancelled"; }

 private:
  std::filesystem::path path_;
};

/// The plan of the folder's sweep. The process goes where `submit` ran, so that relative paths mean the same.
sweeps::Plan plan_of(const JobFolder& folder, const JobRecord& record, sweeps::Trainer& trainer);

/// The text of the sweep's file with absolute paths and the sweep's name. Throws Error.
std::string sweep_text(const std::filesystem::path& spec, const std::string& name);

}  // namespace tryall::cli
