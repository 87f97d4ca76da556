#include "labels.hpp"

#include <algorithm>
#include <numeric>

namespace tryall::reports {
namespace {

/// Labels that touch, from top to bottom.
struct LabelCluster {
  std::vector<std::size_t> members;
  double height = 0;
  double wished_top = 0;  // mean over the members of where the cluster's top would have to be for each
  double top = 0;
};

void place(LabelCluster& cluster, const Range& room) {
  cluster.top = std::max(room.low, std::min(cluster.wished_top, room.high - cluster.height));
}

void absorb(LabelCluster& upper, const LabelCluster& lower) {
  const double upper_count = static_cast<double>(upper.members.size());
  const double lower_count = static_cast<double>(lower.members.size());
  upper.wished_top = (upper.wished_top * upper_count + (lower.wished_top - upper.height) * lower_count) /
                     (upper_count + lower_count);
  upper.height += lower.height;
  upper.members.insert(upper.members.end(), lower.members.begin(), lower.members.end());
}

}  // namespace

std::vector<double> spread_labels(const std::vector<LabelWish>& wishes, const Range& room) {
  std::vector<std::size_t> order(wishes.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return wishes[a].center < wishes[b].center; });
  std::vector<LabelCluster> clusters;
  for (const std::size_t index : order) {
    const LabelWish& wish = wishes[index];
    clusters.push_back({{index}, wish.height, wish.center - wish.height / 2, 0});
    place(clusters.back(), room);
    while (clusters.size() > 1 &&
           clusters.back().top < clusters[clusters.size() - 2].top + clusters[clusters.size() - 2].height) {
      absorb(clusters[clusters.size() - 2], clusters.back());
      clusters.pop_back();
      place(clusters.back(), room);
    }
  }
  std::vector<double> centers(wishes.size());
  for (const LabelCluster& cluster : clusters) {
    double top = cluster.top;
    for (const std::size_t index : cluster.members) {
      centers[index] = top + wishes[index].height / 2;
      top += wishes[index].height;
    }
  }
  return centers;
}

}  // namespace tryall::reports
