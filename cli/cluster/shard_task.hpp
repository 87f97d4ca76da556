#pragma once

#include <chrono>
#include <filesystem>
#include <string>

#include "cluster/job_folder.hpp"
#include "terminal/files.hpp"

namespace tryall::cli {

/// One attempt at a shard. It works in a store on a disk of this machine, which begins with what earlier
/// attempts left, and publishes copies of that in the shard's folder, under a name that no other attempt has:
/// two attempts at once harm nothing. The one that began last owns the shard.
class ShardTask {
 public:
  struct Params {
    ShardFolder files;
    std::string attempt;
    std::chrono::milliseconds publish_every;
  };
  /// Takes the shard. Throws Error.
  explicit ShardTask(Params params);

  const std::filesystem::path& store() const { return store_; }

  /// Publishes where it is due; what fails is noted, and tried again when it is due next.
  void publish_when_due(std::size_t stored);
  /// Throws Error.
  void publish(std::size_t stored, const std::string& state);
  /// Whether another attempt has taken the shard. Looked at when something was published.
  bool is_superseded() const { return superseded_; }

 private:
  using Clock = std::chrono::steady_clock;

  void begin_with_earlier_attempts();

  Params params_;
  ScratchFolder scratch_;
  std::filesystem::path store_;
  std::size_t runs_;
  std::string host_;
  Clock::time_point last_ = Clock::now();
  bool superseded_ = false;
};

}  // namespace tryall::cli
