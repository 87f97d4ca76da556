#include "groups.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace tryall::data {

std::vector<std::uint32_t> shuffled_by_group(std::span<const std::uint32_t> samples, const Dataset& dataset,
                                             const Stream& stream) {
  std::vector<std::uint32_t> groups;
  for (const std::uint32_t sample : samples) groups.push_back(dataset.groups[sample]);
  std::ranges::sort(groups);
  groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
  shuffle(groups, stream);
  std::vector<std::uint32_t> place(groups.empty() ? 0 : 1 + std::ranges::max(groups));
  for (std::uint32_t i = 0; i < groups.size(); ++i) place[groups[i]] = i;
  std::vector<std::uint32_t> sorted(samples.begin(), samples.end());
  std::ranges::stable_sort(sorted, {}, [&](std::uint32_t sample) { return place[dataset.groups[sample]]; });
  return sorted;
}

std::vector<GroupSamples> groups_in(std::span<const std::uint32_t> samples, const Dataset& dataset) {
  std::vector<GroupSamples> groups;
  for (std::size_t begin = 0, end = 0; begin < samples.size(); begin = end) {
    while (end < samples.size() && dataset.groups[samples[end]] == dataset.groups[samples[begin]]) ++end;
    groups.push_back(samples.subspan(begin, end - begin));
  }
  return groups;
}

ClassCounts class_counts(GroupSamples group, const Dataset& dataset) {
  std::map<std::size_t, std::size_t> counts;
  for (const std::uint32_t sample : group) ++counts[dataset.class_of(sample)];
  return {counts.begin(), counts.end()};
}

ClassTally::ClassTally(std::span<const std::uint32_t> all, double share, const Dataset& dataset)
    : classes_(std::max<std::size_t>(1, dataset.classes)) {
  for (const std::uint32_t sample : all) ++classes_[dataset.class_of(sample)].size;
  for (OfClass& one : classes_) one.wanted = share * one.size;
}

double ClassTally::change(const ClassCounts& group) const {
  double sum = 0;
  for (const auto& [label, count] : group) {
    const OfClass& one = classes_[label];
    const auto joining = static_cast<double>(count);
    sum += joining * (joining + 2 * (one.count - one.wanted)) / one.size;
  }
  return sum;
}

void ClassTally::add(const ClassCounts& group) {
  for (const auto& [label, count] : group) {
    classes_[label].count += static_cast<double>(count);
    samples_ += count;
  }
}

namespace {

/// Which of the groups are taken.
std::vector<bool> chosen_groups(const std::vector<ClassCounts>& groups, ClassTally tally) {
  std::vector<bool> chosen(groups.size(), false);
  std::size_t left = groups.size();
  for (std::size_t i = 0; i < groups.size() && left > 1; ++i) {
    if (!(tally.change(groups[i]) < 0)) continue;
    tally.add(groups[i]);
    chosen[i] = true;
    --left;
  }
  if (left < groups.size()) return chosen;
  std::vector<double> changes;  // each group has more than twice the share: the one that is nearest
  for (const ClassCounts& group : groups) changes.push_back(tally.change(group));
  chosen[static_cast<std::size_t>(std::ranges::min_element(changes) - changes.begin())] = true;
  return chosen;
}

}  // namespace

void take_groups(std::vector<std::uint32_t>& pool, std::vector<std::uint32_t>& taken, double share,
                 const Dataset& dataset) {
  const std::vector<GroupSamples> groups = groups_in(pool, dataset);
  if (!(share > 0) || groups.size() < 2) return;
  std::vector<ClassCounts> counts;
  for (const GroupSamples group : groups) counts.push_back(class_counts(group, dataset));
  const std::vector<bool> chosen = chosen_groups(counts, ClassTally(pool, share, dataset));
  std::vector<std::uint32_t> rest;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    std::vector<std::uint32_t>& part = chosen[i] ? taken : rest;
    part.insert(part.end(), groups[i].begin(), groups[i].end());
  }
  pool = std::move(rest);
}

std::vector<std::uint32_t> first_groups(std::span<const GroupSamples> order, double wanted) {
  std::vector<std::uint32_t> samples;
  for (const GroupSamples group : order) {
    const auto before = static_cast<double>(samples.size());
    const double after = before + static_cast<double>(group.size());
    if (!samples.empty() && std::abs(after - wanted) >= std::abs(before - wanted)) break;
    samples.insert(samples.end(), group.begin(), group.end());
  }
  return samples;
}

}  // namespace tryall::data
