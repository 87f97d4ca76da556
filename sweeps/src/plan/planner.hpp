#pragma once

#include <unordered_map>

#include "plan/group_tables.hpp"
#include "tryall/sweeps/plan/plan.hpp"

namespace tryall::sweeps {

/// Places by key, in an array with free slots: 8 to 16 bytes a key.
class KeyIndex {
 public:
  /// The place of the key among `keys`; their number where it is not among them, and it is to be put there.
  std::size_t find_or_add(const Key& key, const std::vector<Key>& keys);

 private:
  void grow(const std::vector<Key>& keys);
  std::uint32_t& slot_of(const Key& key, const std::vector<Key>& keys);

  std::vector<std::uint32_t> slots_;  // a place and 1, or 0
};

/// Fills a plan's groups and runs. What costs is done once: a config is normalized once for each combination
/// of the axes that the trainer looks at, and each setting is written once.
class Planner {
 public:
  Planner(Plan& plan, Trainer& trainer);

  void fill();

 private:
  using Seeds = std::vector<std::uint64_t>;

  /// Of the axes that the grids have, those that the trainer does not look at.
  void find_own_axes();
  void reserve();
  /// The kind of group that has these settings of the axes that the trainer looks at.
  std::uint32_t kind_of(const GridPoint& point);
  std::uint32_t normalized(const GridPoint& point);
  std::uint32_t subject_number(const Config& config);
  /// Adds the settings that the trainer does not look at, and the seeds.
  void add(const GridPoint& point);
  void add_seeds(std::size_t group, const Seeds* seeds);
  void make_runs();
  template <class Visit>
  void for_each_seed(std::size_t group, Visit&& visit) const;
  /// The key of what the group's training begins like.
  Key trunk(std::size_t group);

  Plan& plan_;
  Trainer& trainer_;
  GroupTables& tables_;
  std::vector<std::size_t> looked_at_;  ///< Axes.
  std::unordered_map<Key, std::uint32_t, HashKey> kinds_;
  std::unordered_map<std::string, std::uint32_t> subjects_;  ///< By hash and name.
  KeyIndex places_;
  std::vector<const Seeds*> seed_lists_;
  std::unordered_map<const Seeds*, std::uint32_t> seed_list_numbers_;
  std::vector<std::uint32_t> seeds_;  ///< Of each group, the number of a list,
  std::unordered_map<std::size_t, std::vector<const Seeds*>> more_seeds_;  ///< or more where spaces overlap.
  std::vector<std::uint32_t> numbers_;                                     ///< Of the point at hand.
};

}  // namespace tryall::sweeps
