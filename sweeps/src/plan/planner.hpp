#pragma once

#include <unordered_map>

#include "identity/config_texts.hpp"
#include "tryall/sweeps/plan/plan.hpp"

namespace tryall::sweeps {

/// Fills a plan's groups and runs. What costs is done once: a config is normalized once for each combination
/// of the axes that the trainer looks at, and each setting is written once.
class Planner {
 public:
  Planner(Plan& plan, Trainer& trainer);

  void fill();

 private:
  /// A config as the trainer normalized it.
  struct NormalizedConfig {
    Config config;
    std::vector<std::uint32_t> numbers;
    Subject subject;
    std::uint32_t kind = 0;
  };
  using Seeds = std::vector<std::uint64_t>;

  /// The normalized config for these settings of the axes that the trainer looks at.
  const NormalizedConfig& normalized(const GridPoint& point);
  /// Adds the settings that the trainer does not look at, and the seeds.
  void add(const GridPoint& point);
  void make_runs();
  /// The key of what the config's training begins like.
  Key trunk(const Config& config, const Subject& subject);

  Plan& plan_;
  Trainer& trainer_;
  ConfigTexts texts_;
  std::vector<std::size_t> looked_at_, passed_on_;  ///< Axes.
  std::unordered_map<std::string, NormalizedConfig> normalized_;
  std::unordered_map<Key, std::size_t, HashKey> groups_;
  std::vector<std::vector<const Seeds*>> seeds_;  ///< Of each group: one list, or more where spaces overlap.
};

}  // namespace tryall::sweeps
