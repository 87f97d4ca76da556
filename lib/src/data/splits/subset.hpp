#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "tryall/data/dataset.hpp"

namespace tryall::data {

/// Keeps the share or number of training samples that `train_size` asks for: of each class about as much, and
/// the samples of a smaller subset among those of a larger one. Of a dataset with groups it keeps whole ones,
/// as near to that number as they come. Without a `seed` nothing is drawn: the latest samples are kept.
/// Throws Error where there are fewer samples.
void take_subset(std::vector<std::uint32_t>& training, double train_size, const Dataset& dataset,
                 std::optional<std::uint64_t> seed);

}  // namespace tryall::data
