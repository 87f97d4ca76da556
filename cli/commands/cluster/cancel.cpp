#include <fmt/format.h>

#include <memory>
#include <string>

#include "cluster/engine.hpp"
#include "cluster/job_folder.hpp"
#include "command.hpp"
#include "terminal/files.hpp"
#include "terminal/output.hpp"

namespace tryall::cli {
namespace {

/// The mark comes first: a task that is ended must not ask for another turn.
int cancel_sweep(const std::string& path) {
  const JobFolder folder(path);
  const JobRecord record = folder.record();
  write_file(folder.cancelled(), "");
  std::vector<std::string> jobs;
  for (const Submission& submission : record.submissions)
    for (std::string& job : submission.jobs()) jobs.push_back(std::move(job));
  make_slurm()->cancel(jobs);
  note(fmt::format("cancelled; what was published stays: tryall collect {0}; to go on: tryall submit {0}\n",
                   folder.path().string()));
  return fine;
}

void add_cancel(CommandLine& command, Context& context) {
  auto folder = std::make_shared<std::string>();
  command.option("folder", *folder, "A folder that tryall submit has made").required();
  command.action([folder, &context] { context.status = cancel_sweep(*folder); });
}

}  // namespace

Command cancel_command() {
  return {.name = "cancel",
          .summary = "End the tasks of a submitted sweep",
          .example = "tryall cancel sweep-cluster",
          .add = add_cancel};
}

}  // namespace tryall::cli
