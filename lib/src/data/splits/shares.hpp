#pragma once

#include "tryall/data/splits/split.hpp"

namespace tryall::data {

/// The samples that are not a test set, in the order that `partition` shuffles them into; where the dataset
/// has groups, those of one behind each other.
std::vector<std::uint32_t> shuffled_samples(const Dataset& dataset, std::uint64_t partition);

/// Moves the first share of each class in `pool` (of all samples, where there are no classes) to `taken`,
/// rounded to the nearest count; or whole groups (groups.hpp).
void take_share(std::vector<std::uint32_t>& pool, std::vector<std::uint32_t>& taken, double share,
                const Dataset& dataset);

/// The samples of the test set that the dataset brings.
std::vector<std::uint32_t> own_test_set(const Dataset& dataset);

/// The test part: the dataset's own test set, or the share that the setting `test` says, of `pool`, which
/// loses it; empty where it is sealed. Throws Error where a share above 0 comes out empty.
std::vector<std::uint32_t> take_test(const Choice& choice, const Dataset& dataset,
                                     std::vector<std::uint32_t>& pool);

/// Throws Error where `share`, above 0, has set nothing aside: its metrics would be missing for no visible
/// reason.
void check_part(const std::vector<std::uint32_t>& part, const char* setting, double share,
                const Dataset& dataset);

/// The setting `test`.
Parameter test_share();
/// The setting `test_rows`.
Parameter test_rows();
/// The choice without those of both that make no difference: the data bring a test set, or rows are drawn by
/// seed, as is usual.
Choice active_test_settings(Choice choice, const Dataset& dataset);

}  // namespace tryall::data
