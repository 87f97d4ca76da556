#include "tryall/everything/facts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

#include "tryall/data/splits/split.hpp"
#include "tryall/error.hpp"

namespace tryall::everything {
namespace {

using namespace std::string_literals;

/// Folds, a test set and a class of a single sample do not go together.
void check_classes(const data::Dataset& dataset) {
  std::vector<std::size_t> counts(dataset.classes, 0);
  for (const std::int32_t label : dataset.labels) ++counts[static_cast<std::size_t>(label)];
  for (std::size_t label = 0; label < counts.size(); ++label)
    if (counts[label] == 1)
      throw Error(
          ErrorCode::bad_input,
          fmt::format(
              "class '{}' has a single sample: it cannot be in both the training and the test rows; leave it "
              "out, or join it with another class",
              dataset.class_name(label)));
}

/// The samples that are held out and the groups of the others, where whole groups are.
void count_groups(Facts& facts, const data::Dataset& dataset, double test_share) {
  const data::SampleSplit split = data::split_samples(
      with_defaults(data::splits(),
                    {"holdout", {{"validation", 0.0}, {"test", test_share}, {"test_rows", "fixed"s}}}),
      dataset, 0);
  std::set<std::uint32_t> groups;
  for (const std::uint32_t sample : split.training) groups.insert(dataset.groups[sample]);
  facts.groups = groups.size();
  facts.sealed = split.test.size();
  facts.learning = split.training.size();
  constexpr std::size_t fewest = 3;
  const std::size_t all = std::set(dataset.groups.begin(), dataset.groups.end()).size();
  if (facts.groups < fewest)
    throw Error(ErrorCode::not_enough_data,
                fmt::format("dataset '{}' has {} groups, {} of them held out: at least {} must be left to "
                            "train on and to compare models with",
                            dataset.name, all, all - facts.groups, fewest));
}

}  // namespace

Facts facts_of(const data::Dataset& dataset, double test_share) {
  constexpr std::size_t fewest = 20;
  if (dataset.task == Task::function)
    throw Error(ErrorCode::bad_input,
                fmt::format("'{}' is a test function: there is nothing to predict", dataset.name));
  if (dataset.samples() < fewest)
    throw Error(ErrorCode::not_enough_data, fmt::format("dataset '{}' has {} samples; at least {} are needed",
                                                        dataset.name, dataset.samples(), fewest));
  if (dataset.task == Task::classification) check_classes(dataset);
  const std::size_t samples = dataset.samples();
  const std::size_t sealed =
      dataset.has_test_set()
          ? samples - dataset.test_begin
          : static_cast<std::size_t>(std::lround(test_share * static_cast<double>(samples)));
  Facts facts = {.task = dataset.task,
                 .sealed = sealed,
                 .learning = samples - sealed,
                 .features = dataset.features,
                 .classes = dataset.classes,
                 .images = dataset.shape.size() > 1,
                 .ordered = !dataset.times.empty()};
  if (!dataset.groups.empty() && !facts.ordered) count_groups(facts, dataset, test_share);
  return facts;
}

}  // namespace tryall::everything
