#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <sstream>

#include "cluster/engine.hpp"
#include "cluster/shell_command.hpp"
#include "repository.hpp"
#include "tryall/error.hpp"

namespace tryall::cli {
namespace {

/// What Slurm's commands say when they may be asked again.
bool slurm_is_busy(const std::string& text) {
  static constexpr const char* busy[] = {"Socket timed out",   "Unable to contact slurm controller",
                                         "temporarily unable", "Resource temporarily unavailable",
                                         "Connection refused", "Zero Bytes were transmitted"};
  return std::any_of(std::begin(busy), std::end(busy),
                     [&](const char* part) { return text.find(part) != std::string::npos; });
}

/// A value of a line "#SBATCH --option=value": quoted, and without patterns other than the index.
std::string sbatch_value(const std::string& text) {
  std::string value = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') value += '\\';
    value += c;
  }
  return value + "\"";
}

std::string without_patterns(const std::string& path) {
  std::string text;
  for (std::size_t i = 0; i < path.size(); ++i) {
    text += path[i];
    if (path[i] == '%' && path.compare(i, 2, "%a") != 0) text += '%';
  }
  return text;
}

std::string lower(std::string text) {
  for (char& c : text) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return text;
}

std::size_t number_at(const std::string& text, std::size_t otherwise) {
  std::size_t number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// The id in what `sbatch --parsable` printed, "17" or "17;cluster", perhaps below warnings; empty without
/// one.
std::string job_id(const std::string& printed) {
  std::istringstream lines(printed);
  std::string id;
  for (std::string line; std::getline(lines, line);) {
    line = line.substr(0, line.find(';'));
    if (!line.empty() && line.find_first_not_of("0123456789") == std::string::npos) id = line;
  }
  return id;
}

/// "F|K|T|N|M|r" as `squeue` was asked to print a task.
EngineTask task_of(const std::string& line) {
  std::vector<std::string> fields;
  std::istringstream parts(line);
  for (std::string field; std::getline(parts, field, '|');) fields.push_back(field);
  constexpr std::size_t count = 6;
  fields.resize(count);
  return {.job = fields[0],
          .index = number_at(fields[1], 0),
          .state = lower(fields[2]),
          .node = fields[3],
          .time = fields[4],
          .reason = fields[5] == "None" ? "" : fields[5]};
}

class Slurm final : public Engine {
 public:
  void check() const override {
    if (!run_in_shell("command -v sbatch").good())
      throw Error(ErrorCode::failed,
                  "sbatch: no such program; submit from a machine of a Slurm cluster, or see with --dry-run "
                  "what would be submitted");
  }

  /// MaxArraySize bounds the index, not the number of tasks: indices begin with 0 in every array.
  std::size_t most_tasks() const override {
    constexpr std::size_t usual = 1001;
    const CommandResult config = run_in_shell("scontrol show config");
    const std::string label = "MaxArraySize";
    const std::size_t place = config.text.find(label);
    if (!config.good() || place == std::string::npos) return usual;
    const std::size_t digits = config.text.find_first_of("0123456789", place);
    if (digits == std::string::npos) return usual;
    return std::max<std::size_t>(1, number_at(config.text.substr(digits), usual));
  }

  std::string header(const Job& job) const override {
    std::string text = fmt::format("#SBATCH --job-name={}\n#SBATCH --output={}\n", sbatch_value(job.name),
                                   sbatch_value(without_patterns(job.log.string())));
    text += "#SBATCH --open-mode=append\n#SBATCH --requeue\n";
    if (job.tasks > 0)
      text += fmt::format("#SBATCH --array=0-{}{}\n", job.tasks - 1,
                          job.at_once > 0 ? fmt::format("%{}", job.at_once) : "");
    if (job.can_be_stopped) text += "#SBATCH --signal=B:TERM@60\n";
    for (const std::string& option : job.options) text += fmt::format("#SBATCH {}\n", option);
    return text;
  }

  std::string requeue_command() const override {
    return "scontrol requeue \"${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID\"";
  }
  std::string forget_attempt() const override { return "unset SLURM_RESTART_COUNT"; }
  std::string index_variable() const override { return "SLURM_ARRAY_TASK_ID"; }
  std::string attempt_name() const override { return "$SLURM_JOB_ID.${SLURM_RESTART_COUNT:-0}"; }
  std::string processors() const override { return "${SLURM_CPUS_PER_TASK:-${SLURM_CPUS_ON_NODE:-1}}"; }

  std::string submit_command(const Job& job, const std::vector<std::string>& after) const override {
    const std::string dependency =
        after.empty() ? "" : fmt::format("--dependency=afterany:{} ", fmt::join(after, ":"));
    return fmt::format("sbatch --parsable {}{}", dependency, quoted(job.script.string()));
  }

  std::string submit(const Job& job, const std::vector<std::string>& after) override {
    const CommandResult result = run_patiently(submit_command(job, after), slurm_is_busy);
    std::string id = job_id(result.text);
    if (!result.good() || id.empty())
      throw Error(ErrorCode::failed, fmt::format("sbatch refused {}: {}", job.script.string(), result.text));
    return id;
  }

  std::vector<EngineTask> tasks(const std::vector<std::string>& jobs) override {
    std::vector<EngineTask> tasks;
    if (jobs.empty()) return tasks;
    const CommandResult result = run_in_shell(
        fmt::format("squeue --noheader --array --states=all --format='%F|%K|%T|%N|%M|%r' --jobs={}",
                    fmt::join(jobs, ",")));
    if (!result.good()) {
      if (result.text.find("Invalid job id") != std::string::npos) return tasks;  // all are over
      throw Error(ErrorCode::failed, fmt::format("squeue does not answer: {}", result.text));
    }
    std::istringstream lines(result.text);
    for (std::string line; std::getline(lines, line);)
      if (line.find('|') != std::string::npos) tasks.push_back(task_of(line));
    return tasks;
  }

  void cancel(const std::vector<std::string>& jobs) override {
    if (jobs.empty()) return;
    const CommandResult result =
        run_patiently(fmt::format("scancel {}", fmt::join(jobs, " ")), slurm_is_busy);
    if (!result.good() && result.text.find("Invalid job id") == std::string::npos)
      throw Error(ErrorCode::failed, fmt::format("scancel failed: {}", result.text));
  }
};

}  // namespace

std::unique_ptr<Engine> make_slurm() { return std::make_unique<Slurm>(); }

}  // namespace tryall::cli
