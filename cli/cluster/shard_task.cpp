#include "cluster/shard_task.hpp"

#include <fmt/format.h>

#include <utility>

#include "cluster/gather.hpp"
#include "terminal/output.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/store/record.hpp"
#include "tryall/sweeps/store/snapshot.hpp"

namespace tryall::cli {

namespace fs = std::filesystem;

ShardTask::ShardTask(Params params)
    : params_(std::move(params)),
      store_(scratch_.path() / "shard.db"),
      runs_(params_.files.run_keys().size()),
      host_(sweeps::ProcessId::current().host) {
  params_.files.take(params_.attempt);
  begin_with_earlier_attempts();
}

/// A damaged store is put aside, so that it is told of once.
void ShardTask::begin_with_earlier_attempts() {
  const std::vector<fs::path> stores = params_.files.stores();
  const Gathered gathered = gather(stores, store_);
  for (const DamagedStore& damaged : gathered.damaged) {
    std::error_code ignored;
    fs::rename(damaged.file, damaged.file.string() + ".damaged", ignored);
    note(fmt::format("{}: is damaged ({}); what it held is trained again\n", damaged.file.string(),
                     damaged.why));
  }
  if (!stores.empty()) sweeps::fetch_checkpoints(stores.back(), store_);
}

void ShardTask::publish_when_due(std::size_t stored) {
  if (Clock::now() - last_ < params_.publish_every) return;
  try {
    publish(stored, "running");
  } catch (const Error& error) {
    note(fmt::format("{}; trying again later\n", error.what()));
    last_ = Clock::now();
  }
}

void ShardTask::publish(std::size_t stored, const std::string& state) {
  sweeps::snapshot(store_, params_.files.store_of(params_.attempt));
  superseded_ = params_.files.owner() != params_.attempt;
  if (!superseded_)
    params_.files.write({.runs = runs_,
                         .stored = stored,
                         .attempt = params_.attempt,
                         .host = host_,
                         .at = sweeps::now_text(),
                         .state = state});
  last_ = Clock::now();
}

}  // namespace tryall::cli
