#pragma once

#include <map>
#include <string>
#include <vector>

#include "tryall/sweeps/store/examine.hpp"
#include "tryall/sweeps/store/stored_vocabulary.hpp"

namespace tryall::sweeps {

/// Collects rows by what is wrong with them and names the first few of each kind.
class Findings {
 public:
  void add(const std::string& what, const std::string& key);
  /// "2 runs ...: 3f2a, 77b0"
  std::vector<Finding> list() const;

 private:
  struct Rows {
    std::size_t count = 0;
    std::vector<std::string> first;
  };
  std::map<std::string, Rows> rows_;
};

/// A group's row with where it comes from.
struct GroupFacts {
  std::string key, config, subject_hash, setting_key;
  const StoredOrigin& origin;
};
/// Whether its keys are those of its config and its config is canonical.
void check_group(const GroupFacts& group, Findings& findings);

/// A run's row with what its group says.
struct RunFacts {
  std::string key, group_key;
  std::uint64_t seed = 0;
  std::string outcome;
  std::int64_t epochs_done = 0;
  std::string curves;
  std::vector<double> final_values;  ///< By metric; NaN where there is none.
  bool restores_best = false;        ///< The values at the end may be those of any epoch.
};
void check_run(const RunFacts& run, const std::vector<StoredMetric>& metrics, Findings& findings);

}  // namespace tryall::sweeps
