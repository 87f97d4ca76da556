#include "subset.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <utility>

#include "groups.hpp"
#include "tryall/error.hpp"
#include "tryall/random.hpp"

namespace tryall::data {
namespace {

std::vector<std::uint32_t> first_samples(std::vector<std::uint32_t> order, double wanted) {
  order.resize(static_cast<std::size_t>(wanted));
  return order;
}

/// The order that, at every length, keeps the classes in proportion.
std::vector<std::uint32_t> drawn_order(std::vector<std::uint32_t> order, const Dataset& dataset,
                                       const Stream& stream) {
  shuffle(order, stream);
  std::vector<double> members(std::max<std::size_t>(1, dataset.classes)), seen(members.size());
  for (const std::uint32_t sample : order) ++members[dataset.class_of(sample)];
  std::vector<std::pair<double, std::uint32_t>> ranked;
  for (const std::uint32_t sample : order) {
    const std::size_t label = dataset.class_of(sample);
    ranked.emplace_back((seen[label]++ + 0.5) / members[label], sample);
  }
  std::stable_sort(ranked.begin(), ranked.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = ranked[i].second;
  return order;
}

/// The same of groups, each of which counts for the class that most of its samples have.
std::vector<GroupSamples> drawn_order(const std::vector<GroupSamples>& groups, const Dataset& dataset) {
  std::vector<double> members(std::max<std::size_t>(1, dataset.classes)), seen(members.size());
  std::vector<std::size_t> labels;
  for (const GroupSamples group : groups) {
    const ClassCounts counts = class_counts(group, dataset);
    labels.push_back(std::ranges::max_element(counts, {}, &ClassCounts::value_type::second)->first);
    members[labels.back()] += static_cast<double>(group.size());
  }
  std::vector<std::pair<double, GroupSamples>> ranked;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const auto size = static_cast<double>(groups[i].size());
    ranked.emplace_back((seen[labels[i]] + size / 2) / members[labels[i]], groups[i]);
    seen[labels[i]] += size;
  }
  std::ranges::stable_sort(ranked, {}, [](const auto& one) { return one.first; });
  std::vector<GroupSamples> order;
  for (const auto& one : ranked) order.push_back(one.second);
  return order;
}

/// From the latest back; of equal times, from the last.
void sort_from_latest(std::vector<std::uint32_t>& samples, const Dataset& dataset) {
  std::ranges::sort(samples, std::greater(),
                    [&](std::uint32_t sample) { return std::pair(dataset.times[sample], sample); });
}

/// Groups by their latest samples, in the order in which these come in `samples`.
std::vector<std::uint32_t> whole_groups(const std::vector<std::uint32_t>& samples, const Dataset& dataset) {
  std::vector<std::size_t> first(1 + std::ranges::max(dataset.groups), samples.size());
  for (std::size_t i = samples.size(); i-- > 0;) first[dataset.groups[samples[i]]] = i;
  std::vector<std::uint32_t> sorted = samples;
  std::ranges::stable_sort(sorted, {}, [&](std::uint32_t sample) { return first[dataset.groups[sample]]; });
  return sorted;
}

}  // namespace

void take_subset(std::vector<std::uint32_t>& training, double train_size, const Dataset& dataset,
                 std::optional<std::uint64_t> seed) {
  const auto size = static_cast<double>(training.size());
  const double wanted = train_size <= 1 ? std::round(train_size * size) : std::floor(train_size);
  if (wanted > size || wanted < 1)
    throw Error(ErrorCode::bad_input,
                fmt::format("train_size {} asks for {} of the {} training samples of dataset '{}'",
                            train_size, wanted, size, dataset.name));
  if (wanted == size) return;
  if (!seed) sort_from_latest(training, dataset);
  if (!dataset.groups.empty()) {
    const std::vector<std::uint32_t> sorted =
        seed ? shuffled_by_group(training, dataset, Stream(*seed, Purpose::split, 1))
             : whole_groups(training, dataset);
    const std::vector<GroupSamples> groups = groups_in(sorted, dataset);
    training = first_groups(seed ? drawn_order(groups, dataset) : groups, wanted);
  } else {
    training =
        first_samples(seed ? drawn_order(std::move(training), dataset, Stream(*seed, Purpose::split, 1))
                           : std::move(training),
                      wanted);
  }
  std::sort(training.begin(), training.end());
}

}  // namespace tryall::data
