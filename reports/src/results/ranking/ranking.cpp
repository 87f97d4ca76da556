#include "ranking.hpp"

#include <algorithm>
#include <tuple>

#include "rank_key.hpp"
#include "tryall/statistics/interval.hpp"

namespace tryall::reports {
namespace {

RankKey rank_of(const Score& score, Direction direction) {
  return rank_key(score.values.front(), score.n, direction, score.key);
}

/// The places of each family's scores.
std::vector<std::vector<std::size_t>> by_family(const Scores& scores) {
  std::vector<std::vector<std::size_t>> members(scores.families.size());
  for (std::size_t i = 0; i < members.size(); ++i) members[i].reserve(scores.families[i].groups);
  for (std::size_t i = 0; i < scores.list.size(); ++i) members[scores.list[i].family].push_back(i);
  return members;
}

/// Whether the group can be a family's best: it is compared.
bool can_lead(const Scores& scores, std::size_t place) {
  return scores.values_of(scores.list[place]).values.size() >= statistics::fewest_for_interval;
}

/// The place of the group that leads a family, of equal means that with the smallest key; the first, where
/// none can lead. Keys that decide and are not known yet are asked for.
std::size_t leading(Scores& scores, const std::vector<std::size_t>& members, Direction direction,
                    const KeyOf& key_of) {
  const auto rank = [&](std::size_t i) { return rank_of(scores.list[i], direction); };
  const auto better = [&](std::size_t a, std::size_t b) { return rank(a) < rank(b); };
  std::vector<std::size_t> able;
  std::copy_if(members.begin(), members.end(), std::back_inserter(able),
               [&](std::size_t i) { return can_lead(scores, i); });
  if (able.empty()) return members.front();
  if (key_of) {
    const RankKey best = rank(*std::min_element(able.begin(), able.end(), better));
    std::erase_if(able, [&](std::size_t i) { return rank(i) != best; });
    for (const std::size_t i : able) scores.list[i].key = key_of(scores.list[i].id);
  }
  return *std::min_element(able.begin(), able.end(), better);
}

/// What a family's shares are multiples of, seen from all its groups' values, also of those that are not
/// compared.
double resolution_of(const Scores& scores, const std::vector<std::size_t>& members) {
  std::vector<statistics::Values> groups;
  for (const std::size_t member : members) {
    const Score& score = scores.list[member];
    if (!score.values.empty())
      groups.push_back(statistics::Values(scores.values).subspan(score.first, score.values.front().count()));
  }
  return statistics::seed_resolution(groups);
}

void test_family(Scores& scores, const std::vector<std::size_t>& members, Comparable& family,
                 Direction direction, bool share) {
  std::vector<statistics::SeedValues> groups;
  groups.reserve(members.size());
  for (const std::size_t member : members) groups.push_back(scores.values_of(scores.list[member]));
  const statistics::TieTest test =
      statistics::tie_test(groups, {.direction = direction, .resolution = family.resolution, .share = share});
  family.compared = test.compared;
  family.remaining = test.remaining;
  family.same_seeds = test.same_seeds;
  for (std::size_t i = 0; i < members.size(); ++i) {
    scores.list[members[i]].tie = test.rows[i];
    family.no_spread += test.rows[i].mark == statistics::TieMark::no_spread;
  }
}

/// Keeps the first `top` of each family, which are its best; `scores` are in order.
void cut(Scores& scores, std::size_t top) {
  if (top == 0) return;
  std::vector<std::size_t> kept(scores.families.size(), 0);
  std::erase_if(scores.list, [&](const Score& score) { return kept[score.family]++ >= top; });
}

/// Drops what cannot be among the `top` best of a list, so that few keys are read: those that tie with the
/// last of them stay.
void drop_others(std::vector<Score>& list, Direction direction, std::size_t top) {
  if (top == 0 || top >= list.size()) return;
  const auto better = [&](const Score& a, const Score& b) {
    return rank_of(a, direction) < rank_of(b, direction);
  };
  const auto last = list.begin() + static_cast<std::ptrdiff_t>(top) - 1;
  std::nth_element(list.begin(), last, list.end(), better);
  list.erase(std::partition(last + 1, list.end(), [&](const Score& s) { return !better(*last, s); }),
             list.end());
}

/// The same of each family.
void drop_others(Scores& scores, Direction direction, std::size_t top) {
  if (scores.families.size() == 1) return drop_others(scores.list, direction, top);
  std::vector<Score> kept;
  for (const std::vector<std::size_t>& members : by_family(scores)) {
    std::vector<Score> list;
    for (const std::size_t member : members) list.push_back(std::move(scores.list[member]));
    drop_others(list, direction, top);
    std::move(list.begin(), list.end(), std::back_inserter(kept));
  }
  scores.list = std::move(kept);
}

}  // namespace

void sort_by_rank(Scores& scores, Direction direction) {
  std::sort(scores.list.begin(), scores.list.end(), [&](const Score& a, const Score& b) {
    return std::tuple(a.family, rank_of(a, direction)) < std::tuple(b.family, rank_of(b, direction));
  });
  std::vector<std::size_t> ranks(scores.families.size(), 0);
  for (Score& score : scores.list) score.rank = score.values.front().count() == 0 ? 0 : ++ranks[score.family];
}

void find_seeds_needed(Scores& scores) {
  for (Score& score : scores.list) {
    const Comparable& family = scores.families[score.family];
    score.seeds_needed = statistics::seeds_to_separate(score.tie, family.compared, family.remaining);
  }
}

void find_ties(Scores& scores, const Metric& metric, Direction direction, const KeyOf& key_of) {
  auto members = by_family(scores);
  for (std::size_t family = 0; family < members.size(); ++family) {
    std::vector<std::size_t>& own = members[family];
    if (own.empty()) continue;
    std::iter_swap(own.begin(), std::find(own.begin(), own.end(), leading(scores, own, direction, key_of)));
    if (metric.share) scores.families[family].resolution = resolution_of(scores, own);
    test_family(scores, own, scores.families[family], direction, metric.share);
  }
}

void rank_and_keep_best(const StoreReader& store, Scores& scores, const Metric& metric, Direction direction,
                        std::size_t top) {
  store.find_families(scores, metric);
  find_ties(scores, metric, direction, [&](std::int64_t id) { return store.group_key(id); });
  const auto hidden = [](const Score& score) { return score.hidden; };
  if (std::none_of(scores.list.begin(), scores.list.end(), hidden)) drop_others(scores, direction, top);
  store.read_keys(scores.list);
  sort_by_rank(scores, direction);
  std::erase_if(scores.list, hidden);
  cut(scores, top);
  find_seeds_needed(scores);
}

}  // namespace tryall::reports
