#pragma once

#include <string>
#include <vector>

namespace tryall::sweeps {

/// How two sweeps differ in the values of an axis. Values are as people write them: "0.1", "momentum",
/// "momentum momentum=0.9"; settings of a choice are named where they differ.
struct AxisDifference {
  std::string axis;
  std::vector<std::string> removed, added;  ///< In the order of their sweeps.
  std::size_t before = 0, after = 0;        ///< How many values the axis has in each.

  /// Each sweep has one value.
  bool is_change() const { return before == 1 && after == 1; }
};

/// What differs in the definitions of two sweeps.
struct SpecDifference {
  std::vector<AxisDifference> axes;  ///< The seed is one.
  std::vector<std::string> other;    ///< "search: grid -> random", "description"
  bool empty() const { return axes.empty() && other.empty(); }
};

/// Compares two specs as `Plan::spec` writes them. What only one of the programs that wrote them knew (an
/// axis or setting of a later version) is no difference. Throws nothing: a text that is no spec has no axes.
SpecDifference spec_difference(const std::string& before, const std::string& after);

/// "learning_rate: added 0.3; removed 0.01", "epochs: 2 -> 3", a line each; of long lists the first values.
std::vector<std::string> difference_lines(const SpecDifference& difference);

}  // namespace tryall::sweeps
