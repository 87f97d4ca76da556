#include "ranking.hpp"

#include <algorithm>

#include "rank_key.hpp"

namespace tryall::reports {
namespace {

RankKey rank_of(const Score& score, Direction direction) {
  return rank_key(score.values.front(), score.n, direction, score.key);
}

}  // namespace

void keep_best(const StoreReader& store, std::vector<Score>& scores, Direction direction, std::size_t top) {
  const auto better = [&](const Score& a, const Score& b) {
    return rank_of(a, direction) < rank_of(b, direction);
  };
  if (top != 0 && top < scores.size()) {  // and those that tie with the last of them
    const auto last = scores.begin() + static_cast<std::ptrdiff_t>(top) - 1;
    std::nth_element(scores.begin(), last, scores.end(), better);
    scores.erase(std::partition(last + 1, scores.end(), [&](const Score& s) { return !better(*last, s); }),
                 scores.end());
  }
  store.read_keys(scores);
  std::sort(scores.begin(), scores.end(), better);
  if (top != 0 && top < scores.size()) scores.resize(top);
}

}  // namespace tryall::reports
