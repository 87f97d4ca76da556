#pragma once

#include <cstdint>
#include <vector>

#include "tryall/data/dataset.hpp"
#include "tryall/experiment/table.hpp"

namespace tryall::data {

/// Which samples are for training, for selection and for the last word. Each list ascends; no sample is in
/// two, and no group, where the dataset has groups. In training a sample may be there several times, where
/// the split draws with replacement.
struct SampleSplit {
  std::vector<std::uint32_t> training;
  std::vector<std::uint32_t> validation;
  std::vector<std::uint32_t> test;
};

/// A way of splitting; a function of the seed through its own stream.
struct SplitEntry {
  Technique about;
  /// The lists in any order.
  SampleSplit (*split)(const Choice& choice, const Dataset& dataset, std::uint64_t seed);
  /// Drops the settings that make no difference on this dataset; null: all of them do.
  Choice (*active)(Choice choice, const Dataset& dataset) = nullptr;
  /// Whether samples are drawn; if not, they are the same with each seed, and go by their times.
  bool drawn = true;
};

const Table<SplitEntry>& split_table();
inline const Family& splits() { return split_table().family(); }

/// The choice without the settings that make no difference on this dataset, so that equal trainings have
/// equal configs.
Choice active_settings(const Choice& choice, const Dataset& dataset,
                       const Table<SplitEntry>& table = split_table());

/// Throws Error where a part that is asked for would be empty.
SampleSplit split_samples(const Choice& choice, const Dataset& dataset, std::uint64_t seed,
                          const Table<SplitEntry>& table = split_table());

}  // namespace tryall::data
