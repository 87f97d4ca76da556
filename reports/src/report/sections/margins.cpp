#include "margins.hpp"

#include <fmt/format.h>

#include <cmath>

#include "report/words.hpp"
#include "results/axis_edge.hpp"

namespace tryall::reports {
namespace {

constexpr double share_margin = 0.01;
constexpr double relative_margin = 0.05;

/// The best whole group at each level of an axis.
std::vector<std::optional<std::size_t>> best_by_level(const SweepData& data, const ReportAxis& axis,
                                                      std::optional<std::size_t> arm) {
  std::vector<std::optional<std::size_t>> best(axis.level_count());
  for (const std::size_t group : data.order) {
    const auto level = axis.level(group);
    if (!level || !data.comparable[group] || !data.scores[group].whole() ||
        (arm && data.arm_of(group) != arm))
      continue;
    if (!best[*level]) best[*level] = group;
  }
  return best;
}

struct Peak {
  std::vector<std::optional<std::size_t>> best;
  std::size_t level = 0;
  std::size_t count = 0;  ///< Levels with a value.
};

std::optional<Peak> peak_of(const SweepData& data, const ReportAxis& axis, std::optional<std::size_t> arm) {
  Peak peak{.best = best_by_level(data, axis, arm)};
  for (std::size_t level = 0; level < peak.best.size(); ++level) {
    if (!peak.best[level]) continue;
    if (peak.count++ == 0 ||
        data.better(data.scores[*peak.best[level]].mean, data.scores[*peak.best[peak.level]].mean))
      peak.level = level;
  }
  constexpr std::size_t fewest_levels = 3;
  if (peak.count < fewest_levels) return std::nullopt;
  return peak;
}

/// Whether a level between the outermost is exactly as good as the peak.
bool has_equal_inside(const SweepData& data, const Peak& peak) {
  const double best = data.scores[*peak.best[peak.level]].mean;
  for (std::size_t level = 1; level + 1 < peak.best.size(); ++level)
    if (peak.best[level] && data.scores[*peak.best[level]].mean == best) return true;
  return false;
}

/// How far the stretch reaches from the peak towards one end.
double reach(const SweepData& data, const ReportAxis& axis, const Peak& peak, int step) {
  const bool log = axis.scale == ReportAxis::Scale::log;
  const auto place = [&](std::size_t level) {
    return log ? std::log10(axis.position(level)) : axis.position(level);
  };
  const double best = data.scores[*peak.best[peak.level]].mean;
  const double size = margin_size(data, best);
  double end = place(peak.level);
  double loss_before = 0;
  for (auto level = static_cast<std::ptrdiff_t>(peak.level) + step;
       level >= 0 && level < static_cast<std::ptrdiff_t>(peak.best.size()); level += step) {
    const auto index = static_cast<std::size_t>(level);
    if (!peak.best[index]) break;
    const double loss = std::abs(best - data.scores[*peak.best[index]].mean);
    if (loss > size) {
      end += (place(index) - end) * (size - loss_before) / (loss - loss_before);
      break;
    }
    loss_before = loss;
    end = place(index);
  }
  return log ? std::pow(10, end) : end;
}

/// Whether the axis itself ends there.
bool ends_at(const ReportAxis& axis, double value) {
  return axis.edges.empty() && axis.setting.empty() && !axis.config_axis->is_choice() &&
         is_bound(axis.config_axis->parameter, value);
}

}  // namespace

double margin_size(const SweepData& data, double best) {
  return data.objective->share ? share_margin : relative_margin * std::abs(best);
}

std::string margin_text(const SweepData& data) { return data.objective->share ? "1 point" : "5 %"; }

std::optional<Margin> margin_of(const SweepData& data, const ReportAxis& axis,
                                std::optional<std::size_t> arm) {
  const auto peak = peak_of(data, axis, arm);
  if (!peak) return std::nullopt;
  Margin margin{.best = axis.position(peak->level),
                .low = reach(data, axis, *peak, -1),
                .high = reach(data, axis, *peak, 1)};
  const double first = axis.position(0), last = axis.position(axis.level_count() - 1);
  constexpr double rounding = 1e-9;
  margin.at_low_edge = margin.low <= first * (first > 0 ? 1 + rounding : 1);
  margin.at_high_edge = margin.high >= last * (last > 0 ? 1 - rounding : 1);
  margin.width =
      axis.scale == ReportAxis::Scale::log ? std::log10(margin.high / margin.low) : margin.high - margin.low;
  return margin;
}

std::string edge_alarm(const SweepData& data, const ReportAxis& axis, std::optional<std::size_t> arm) {
  if (!axis.ordered()) return "";
  const auto peak = peak_of(data, axis, arm);
  if (!peak) return "";
  const AxisEdge edge = axis_edge(peak->level, axis.level_count(), ends_at(axis, axis.position(peak->level)));
  if (edge == AxisEdge::none || has_equal_inside(data, *peak)) return "";
  const std::size_t group = *peak->best[peak->level];
  std::string text = fmt::format("the best {}, {}, is the {} that was tried; try {} ones", axis.label,
                                 axis.value_text(group), to_text(edge), beyond(edge));
  for (std::size_t level = 0; level < peak->best.size(); ++level)
    if (level != peak->level && peak->best[level] &&
        overlap(data.scores[group].interval, data.scores[*peak->best[level]].interval))
      return text + ", though its interval overlaps that of the best at another value.";
  return text + ".";
}

}  // namespace tryall::reports
