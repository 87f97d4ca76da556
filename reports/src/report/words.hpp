#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "tryall/reports/report/sweep_data.hpp"
#include "tryall/reports/results/quantities.hpp"

namespace tryall::reports {

/// "12,345".
std::string count_text(std::size_t count);
/// "1 group", "12,345 groups".
std::string plural(std::size_t count, const std::string& noun);
/// "validation accuracy".
std::string metric_label(const Metric& metric);
/// Of a difference: "0.42 points" or "0.00123". Without its sign.
std::string magnitude_text(const Metric& metric, double difference);
/// "97.83 % (95 % interval 97.7 % to 97.9 %, n = 5)"; of a single seed "97.83 % on one seed".
std::string score_text(const Metric& metric, const GroupScore& score);
/// What the group has on the axes that vary: "adam learning_rate=0.003".
std::string group_text(const SweepData& data, std::size_t group);
/// As findings name it: "adam, learning rate 0.0316".
std::string group_name(const SweepData& data, std::size_t group);
/// The same as `group_text`, each value with its axis: "optimizer=adam learning_rate=0.003".
std::string group_words(const SweepData& data, std::size_t group);
/// Short: only axes on which the groups `among` differ, and texts but "none" without their axis:
/// "adam learning_rate=0.003". In full where they do not differ.
std::string short_group_words(const SweepData& data, std::size_t group,
                              const std::vector<std::size_t>& among);
/// What they have in common on the axes that vary in the report, in full; may be empty.
std::string common_words(const SweepData& data, const std::vector<std::size_t>& groups);
/// A commit as people write it, its first eight characters, "3f2a91c0+changes"; a version as it is.
std::string commit_text(const std::string& commit);

/// "a, b and c".
std::string joined(const std::vector<std::string>& words);

/// Whether the intervals of two scores overlap; false where one has none.
bool overlap(const statistics::Interval& a, const statistics::Interval& b);

}  // namespace tryall::reports
