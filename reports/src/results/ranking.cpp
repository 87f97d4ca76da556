#include "ranking.hpp"

#include <algorithm>
#include <string_view>
#include <tuple>

#include "rank_key.hpp"

namespace tryall::reports {
namespace {

/// Orders best first but for ties.
struct BetterScore {
  Direction direction;

  auto rank(const Score& score) const {
    return rank_key(mean_of(score.values.front()), score.diverged, score.n, direction);
  }
  bool operator()(const Score& a, const Score& b) const { return rank(a) < rank(b); }
};

}  // namespace

void keep_best(const StoreReader& store, std::vector<Score>& scores, Direction direction, std::size_t top) {
  const BetterScore better{direction};
  if (top != 0 && top < scores.size()) {  // and those that tie with the last of them
    const auto last = scores.begin() + static_cast<std::ptrdiff_t>(top) - 1;
    std::nth_element(scores.begin(), last, scores.end(), better);
    scores.erase(std::partition(last + 1, scores.end(), [&](const Score& s) { return !better(*last, s); }),
                 scores.end());
  }
  store.read_keys(scores);
  std::sort(scores.begin(), scores.end(), [&](const Score& a, const Score& b) {
    return std::tuple(better.rank(a), std::string_view(a.key)) <
           std::tuple(better.rank(b), std::string_view(b.key));
  });
  if (top != 0 && top < scores.size()) scores.resize(top);
}

}  // namespace tryall::reports
