#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "tryall/reports/results/store_reader.hpp"

namespace tryall::reports {

/// Puts the scores of each family in their order, best first by the first metric, ties by group key, one
/// family after the other, and gives them their ranks. Scores have their families and keys.
void sort_by_rank(Scores& scores, Direction direction);

/// How many seeds would tell those that tie from their family's best.
void find_seeds_needed(Scores& scores);

/// The key of a group by its id.
using KeyOf = std::function<std::string(std::int64_t id)>;

/// Tests each family's groups against its best, however many are shown: the one procedure for ties, whose
/// marks the terminal, JSON, Markdown and the page show. Scores have their families, and their keys unless
/// `key_of` is given: then those are asked for that share the best mean.
void find_ties(Scores& scores, const Metric& metric, Direction direction, const KeyOf& key_of = {});

/// The same for scores that a store was asked for: keeps the `top` best of each family, or all where
/// that is 0, and reads their keys.
void rank_and_keep_best(const StoreReader& store, Scores& scores, const Metric& metric, Direction direction,
                        std::size_t top);

}  // namespace tryall::reports
