#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_set>
#include <vector>

#include "tryall/sweeps/identity/identity.hpp"
#include "tryall/sweeps/plan/planned_groups.hpp"
#include "tryall/sweeps/space/sweep.hpp"
#include "tryall/sweeps/store/record.hpp"

namespace tryall::sweeps {

/// One run of a plan.
struct PlannedRun {
  std::size_t group = 0;  ///< Index into the plan's groups.
  std::uint64_t seed = 0;
  Key key;  ///< Converts to the text that stores hold.
};

/// A step of a bracket of successive halving.
struct Rung {
  std::int64_t epochs = 1;
  std::size_t survivors = 1;        ///< Configs that are trained here.
  std::vector<std::size_t> groups;  ///< Of each config of the bracket, its group with these epochs.
};

/// Configs of which fewer and fewer are trained for more and more epochs.
struct Bracket {
  std::vector<Rung> rungs;
};

/// All runs of a sweep, each once: settings that come out as the same training are one group. Runs are
/// ordered by seed first, so that a sweep that is stopped early has tried every config before it repeats any.
/// Where the search has brackets or rounds, the runs are those that may be trained; which are depends on
/// results.
struct Plan {
  Sweep sweep;
  Origin origin = {};                                 ///< The trainer's.
  std::shared_ptr<const Vocabulary> vocabulary = {};  ///< The trainer's.
  PlannedGroups groups = {};
  std::vector<PlannedRun> runs = {};
  bool shares_beginnings = false;          ///< Some runs may begin alike.
  const Beginnings* beginnings = nullptr;  ///< The trainer's.
  std::vector<Bracket> brackets = {};
  std::vector<RoundSize> rounds = {};  ///< Of racing, where later ones may have fewer configs, and of tpe.
  Metric metric = {};                  ///< The objective's.

  /// How many seeds each group has.
  std::vector<std::size_t> seeds_of_groups() const;
  /// Whether results decide what is trained.
  bool adapts() const { return !brackets.empty() || !rounds.empty(); }
  /// Runs that are trained in all; of a race, at most.
  std::size_t runs_to_train() const;

  std::vector<std::string> run_keys() const;
  /// The runs whose keys are not among `stored`.
  std::vector<std::size_t> missing(const std::unordered_set<std::string>& stored) const;
  /// The same of some runs.
  std::vector<std::size_t> missing(const std::vector<std::size_t>& among,
                                   const std::unordered_set<std::string>& stored) const;
  /// What was asked, canonically, in the grammar of sweeps: the groups' configs are determined by it.
  std::string spec() const;
};

/// Works the plan out: reads the data, checks every config against them. Throws Error.
Plan make_plan(Sweep sweep, Trainer& trainer);

/// A config's settings on the axes that the sweep varies, as tables show them: "adam learning_rate=0.003 he".
std::string short_label(const Sweep& sweep, const Config& config);

}  // namespace tryall::sweeps
