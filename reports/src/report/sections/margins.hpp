#pragma once

#include "tryall/reports/report/sections/robustness_section.hpp"
#include "tryall/reports/report/sweep_data.hpp"

namespace tryall::reports {

/// How far from the best is as good: one point of a share, else 5 % of the best value.
double margin_size(const SweepData& data, double best);
std::string margin_text(const SweepData& data);

/// Among the groups of an arm, or all. Nothing where fewer than three levels have a value. Ends are
/// interpolated between neighbouring levels; beside a level without a value (all failed) they are not.
std::optional<Margin> margin_of(const SweepData& data, const ReportAxis& axis,
                                std::optional<std::size_t> arm);

/// What to do where the best value stands at an edge of an axis of three values or more, or nothing. Edges
/// that the setting cannot pass (a share of 0 or 1) are none.
std::string edge_alarm(const SweepData& data, const ReportAxis& axis, std::optional<std::size_t> arm);

}  // namespace tryall::reports
