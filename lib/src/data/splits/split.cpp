#include "tryall/data/splits/split.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "splits.hpp"

namespace tryall::data {

const Table<SplitEntry>& split_table() {
  static const Table<SplitEntry> table("split", "splits",
                                       {
#define TRYALL_TECHNIQUE(name) name(),
#include "splits.def"
#undef TRYALL_TECHNIQUE
                                       });
  return table;
}

namespace {

/// A test function has its samples for training and those of its test set, and nothing to validate.
SampleSplit split_function(const Dataset& dataset) {
  SampleSplit result;
  result.training.resize(dataset.test_begin);
  result.test.resize(dataset.samples() - dataset.test_begin);
  std::iota(result.training.begin(), result.training.end(), std::uint32_t{0});
  std::iota(result.test.begin(), result.test.end(), static_cast<std::uint32_t>(dataset.test_begin));
  return result;
}

}  // namespace

Choice active_settings(const Choice& choice, const Dataset& dataset, const Table<SplitEntry>& table) {
  if (dataset.task == Task::function) return {"holdout", {}};
  const SplitEntry& entry = table.find(choice);
  return entry.active ? entry.active(choice, dataset) : choice;
}

SampleSplit split_samples(const Choice& choice, const Dataset& dataset, std::uint64_t seed,
                          const Table<SplitEntry>& table) {
  if (dataset.task == Task::function) return split_function(dataset);
  SampleSplit result = table.find(choice).split(choice, dataset, seed);
  for (auto* part : {&result.training, &result.validation, &result.test}) std::ranges::sort(*part);
  if (result.training.empty())
    throw Error(ErrorCode::bad_input,
                fmt::format("the split leaves no training samples of the {} in dataset '{}'; lower its "
                            "validation and test shares",
                            dataset.samples(), dataset.name));
  return result;
}

}  // namespace tryall::data
