#pragma once

#include <set>
#include <string>
#include <vector>

#include "results/config_column.hpp"
#include "tryall/reports/results/run.hpp"

namespace tryall::reports {

/// What two groups agree on to be a match: everything but some columns. Of an axis of choices that is left
/// out, the settings stay that both sides have and that vary: momentum's 0.5 and 0.9 against nesterov's.
class MatchKey {
 public:
  MatchKey(const std::vector<Group>& a, const std::vector<Group>& b,
           const std::vector<ConfigColumn>& left_out);

  std::string of(const Config& config) const;
  /// What a config has on these of the axes, for people: "learning_rate=0.1 he".
  std::string label(const Config& config, const std::vector<std::string>& axes) const;
  /// The axes on which these configs have different keys.
  std::vector<std::string> differing(const std::vector<const Config*>& configs) const;

 private:
  bool leaves_out(const Axis& axis) const;
  bool keeps(const Axis& axis, const std::string& setting) const;
  std::string text_of(const Axis& axis, const Config& config) const;

  std::vector<ConfigColumn> left_out_;
  std::set<std::string> kept_;  // "optimizer.momentum"
};

/// "learning_rate=0.1 optimizer.momentum=0.9"
std::string columns_text(const Config& config, const std::vector<ConfigColumn>& columns);
/// "optimizer.momentum"
std::string name_of(const ConfigColumn& column);

}  // namespace tryall::reports
