#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "tryall/data/dataset.hpp"
#include "tryall/random.hpp"

namespace tryall::data {

/// The samples of a group.
using GroupSamples = std::span<const std::uint32_t>;

/// Sorts samples by their groups: those of one behind each other, in their order, and the groups as `stream`
/// shuffles them. Each group is as likely to come first as another, however many samples it has.
std::vector<std::uint32_t> shuffled_by_group(std::span<const std::uint32_t> samples, const Dataset& dataset,
                                             const Stream& stream);

/// The groups of samples that are sorted by them.
std::vector<GroupSamples> groups_in(std::span<const std::uint32_t> samples, const Dataset& dataset);

/// How many samples of each class a group has, without those of which it has none; all are of class 0 where
/// there are no classes.
using ClassCounts = std::vector<std::pair<std::size_t, std::size_t>>;
ClassCounts class_counts(GroupSamples group, const Dataset& dataset);

/// Counts samples by class, to tell how a set of groups would share them.
class ClassTally {
 public:
  /// `all`: what is shared out. `share`: how much of each class is wanted.
  ClassTally(std::span<const std::uint32_t> all, double share, const Dataset& dataset);

  /// What the group, if it joined, would add to the distance from the wanted counts, which is the sum over
  /// the classes of (count - wanted)^2 / size.
  double change(const ClassCounts& group) const;
  void add(const ClassCounts& group);
  std::size_t samples() const { return samples_; }

 private:
  struct OfClass {
    double size = 0, count = 0, wanted = 0;
  };

  std::vector<OfClass> classes_;
  std::size_t samples_ = 0;
};

/// Moves whole groups from the pool, which is sorted by them, to `taken`: one after the other, those that
/// bring the counts of the classes nearer to the share. At least one is moved where the share is above 0, and
/// at least one stays.
void take_groups(std::vector<std::uint32_t>& pool, std::vector<std::uint32_t>& taken, double share,
                 const Dataset& dataset);

/// The first groups of an order, as many as come nearest to so many samples, and at least one.
std::vector<std::uint32_t> first_groups(std::span<const GroupSamples> order, double wanted);

}  // namespace tryall::data
