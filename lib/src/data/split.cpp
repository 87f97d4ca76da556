#include "tryall/data/split.hpp"

#include <fmt/format.h>

#include "holdout.hpp"
#include "tryall/table.hpp"

namespace tryall::data {

const std::vector<SplitEntry>& split_table() {
  static const std::vector<SplitEntry> table = {holdout()};
  return table;
}

const Family& splits() {
  static const Family family = family_of("split", "splits", split_table());
  return family;
}

Choice active_settings(const Choice& choice, const Dataset& dataset) {
  return entry_of(split_table(), choice).active(choice, dataset);
}

Split split_samples(const Choice& choice, const Dataset& dataset, std::uint64_t seed) {
  Split result = entry_of(split_table(), choice).split(choice, dataset, seed);
  if (result.training.empty())
    throw Error(ErrorCode::bad_input,
                fmt::format("the split leaves no training samples of the {} in dataset '{}'; lower its "
                            "validation and test shares",
                            dataset.samples(), dataset.name));
  return result;
}

}  // namespace tryall::data
