#include "tryall/experiment/run_result.hpp"

#include <array>
#include <limits>

namespace tryall {
namespace {

constexpr std::array<std::string_view, 6> outcome_names = {"completed", "diverged", "pruned",
                                                           "timed_out", "failed",   "cancelled"};

}  // namespace

std::string_view to_text(Outcome outcome) { return outcome_names[static_cast<std::size_t>(outcome)]; }

std::optional<Outcome> outcome_from(std::string_view text) {
  for (std::size_t i = 0; i < outcome_names.size(); ++i)
    if (outcome_names[i] == text) return static_cast<Outcome>(i);
  return std::nullopt;
}

double RunResult::missing() { return std::numeric_limits<double>::quiet_NaN(); }

double RunResult::value(std::size_t metric) const {
  return metric < final_values.size() ? final_values[metric] : missing();
}

const std::vector<double>& RunResult::curve(std::size_t metric) const {
  static const std::vector<double> none;
  return metric < curves.size() ? curves[metric] : none;
}

}  // namespace tryall
