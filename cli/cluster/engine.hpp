#pragma once

#include <cstddef>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace tryall::cli {

/// A script for an engine to run, once or, as an array, once for each index from 0 on.
struct Job {
  std::string name;
  std::filesystem::path script;           ///< Its text, with the engine's own lines at the top.
  std::filesystem::path log;              ///< "%a" stands for the index.
  std::size_t tasks = 0;                  ///< Of an array; 0: the script is run once.
  std::size_t at_once = 0;                ///< Tasks of an array that run at the same time; 0: as many as fit.
  bool can_be_stopped = false;            ///< It wants a signal before its time is over.
  std::vector<std::string> options = {};  ///< Of the user, as the engine has them.
};

/// Where an engine is with a task.
struct EngineTask {
  std::string job;
  std::size_t index = 0;    ///< In its array.
  std::string state;        ///< In small letters: "pending", "running", "completed", ...
  std::string node = {};    ///< Where it runs.
  std::string time = {};    ///< How long it has run.
  std::string reason = {};  ///< Why it waits.
};

/// What carries scripts out on the machines of a cluster.
class Engine {
 public:
  virtual ~Engine() = default;

  /// Throws Error where nothing can be submitted from this machine.
  virtual void check() const = 0;
  /// So many tasks an array may have.
  virtual std::size_t most_tasks() const = 0;
  /// The lines that a job's script begins with.
  virtual std::string header(const Job& job) const = 0;
  /// The line of an array's script that asks the engine to run this task again.
  virtual std::string requeue_command() const = 0;
  /// The line that makes what a script submits begin anew, whatever attempt the script itself is.
  virtual std::string forget_attempt() const = 0;
  /// The variable of an array's script that holds the task's index, and an expression for a name that each
  /// attempt at a task has alone.
  virtual std::string index_variable() const = 0;
  virtual std::string attempt_name() const = 0;
  /// An expression for the number of processors that a task has.
  virtual std::string processors() const = 0;
  /// The command that submits a script once the jobs `after` have ended, however they ended.
  virtual std::string submit_command(const Job& job, const std::vector<std::string>& after) const = 0;
  /// Submits it; returns the job's id. Throws Error.
  virtual std::string submit(const Job& job, const std::vector<std::string>& after) = 0;
  /// The tasks that the engine still knows of. Throws Error where it cannot be asked.
  virtual std::vector<EngineTask> tasks(const std::vector<std::string>& jobs) = 0;
  /// Ends the jobs. Throws Error.
  virtual void cancel(const std::vector<std::string>& jobs) = 0;
};

/// Slurm, by its commands sbatch, squeue, scancel and scontrol.
std::unique_ptr<Engine> make_slurm();

}  // namespace tryall::cli
