#include "labels.hpp"

#include <algorithm>
#include <numeric>

namespace tryall::reports {
namespace {

/// Labels that touch, from top to bottom.
struct Block {
  std::vector<std::size_t> members;
  double height = 0;
  double wished_top = 0;  // mean over the members of where the block's top would have to be for each
  double top = 0;
};

void place(Block& block, const Range& room) {
  block.top = std::max(room.low, std::min(block.wished_top, room.high - block.height));
}

void absorb(Block& upper, const Block& lower) {
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
  std::vector<Block> blocks;
  for (const std::size_t index : order) {
    const LabelWish& wish = wishes[index];
    blocks.push_back({{index}, wish.height, wish.center - wish.height / 2, 0});
    place(blocks.back(), room);
    while (blocks.size() > 1 &&
           blocks.back().top < blocks[blocks.size() - 2].top + blocks[blocks.size() - 2].height) {
      absorb(blocks[blocks.size() - 2], blocks.back());
      blocks.pop_back();
      place(blocks.back(), room);
    }
  }
  std::vector<double> centers(wishes.size());
  for (const Block& block : blocks) {
    double top = block.top;
    for (const std::size_t index : block.members) {
      centers[index] = top + wishes[index].height / 2;
      top += wishes[index].height;
    }
  }
  return centers;
}

}  // namespace tryall::reports
