#include "search/tpe_rounds.hpp"

#include <algorithm>

#include "space/draw.hpp"
#include "tryall/random.hpp"

namespace tryall::sweeps {
namespace {

constexpr std::size_t candidates = 24;
constexpr std::size_t good_one_in = 10;

/// Places drawn with chances in proportion to weights.
class WeightedDraw {
 public:
  explicit WeightedDraw(const std::vector<double>& weights) {
    double sum = 0;
    for (const double weight : weights) sums_.push_back(sum += weight);
  }

  /// For `uniform` on [0, 1).
  std::size_t at(double uniform) const {
    const auto above = std::upper_bound(sums_.begin(), sums_.end(), uniform * sums_.back());
    return std::min(static_cast<std::size_t>(above - sums_.begin()), sums_.size() - 1);
  }

 private:
  std::vector<double> sums_;
};

}  // namespace

TpeRounds::TpeRounds(const Plan& plan)
    : plan_(plan),
      runs_of_(plan),
      families_(families_of(plan)),
      features_(features_of(plan)),
      is_tried_(plan.groups.size(), false) {}

std::optional<std::vector<std::size_t>> TpeRounds::next(const Results& results) {
  if (over()) return std::nullopt;
  const std::size_t count = plan_.rounds[round_].configs;
  std::vector<std::size_t> groups;
  if (round_ == 0)
    for (const std::uint64_t group : draw_random(plan_.groups.size(), count, seed())) groups.push_back(group);
  else
    groups = draw(count, results);
  ++round_;
  std::vector<std::size_t> runs;
  for (const std::size_t group : groups) {
    tried_.push_back(group);
    is_tried_[group] = true;
    runs.insert(runs.end(), runs_of_[group].begin(), runs_of_[group].end());
  }
  std::sort(runs.begin(), runs.end());
  return runs;
}

std::size_t TpeRounds::later() const {
  std::size_t configs = 0, seeds = 0;
  for (std::size_t i = round_; i < plan_.rounds.size(); ++i) {
    configs += plan_.rounds[i].configs;
    seeds = std::max(seeds, plan_.rounds[i].seeds);
  }
  return configs * seeds;
}

std::pair<std::vector<std::size_t>, std::vector<std::size_t>> TpeRounds::split(const Results& results) const {
  std::vector<std::vector<std::pair<double, std::size_t>>> ranked;  // by family: the smaller the better
  for (const std::size_t group : tried_) {
    if (families_[group] >= ranked.size()) ranked.resize(families_[group] + 1);
    ranked[families_[group]].emplace_back(runs_of_.cost(group, results), group);
  }
  std::vector<std::size_t> good, others;
  for (auto& family : ranked) {
    std::stable_sort(family.begin(), family.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    for (std::size_t i = 0; i < family.size(); ++i)
      (i * good_one_in < family.size() ? good : others).push_back(family[i].second);
  }
  return {good, others};
}

std::vector<std::size_t> TpeRounds::draw(std::size_t count, const Results& results) {
  const auto [good, others] = split(results);
  const Parzen of_good(features_, good), of_others(features_, others);
  std::vector<std::size_t> left;
  std::vector<double> weights;
  for (std::size_t group = 0; group < plan_.groups.size(); ++group) {
    if (is_tried_[group]) continue;
    left.push_back(group);
    weights.push_back(of_good(group));
  }
  std::vector<std::size_t> drawn;
  while (drawn.size() < count && drawn.size() < left.size()) {
    const Stream stream(seed(), Purpose::search,
                        static_cast<std::uint32_t>(1 + tried_.size() + drawn.size()));
    const WeightedDraw draw(weights);
    std::size_t best = left.size();
    double most = -1;
    for (std::size_t i = 0; i < candidates; ++i) {
      const std::size_t place = draw.at(stream.uniform(i));
      const double ratio = weights[place] / of_others(left[place]);
      if (weights[place] > 0 && ratio > most) {
        best = place;
        most = ratio;
      }
    }
    if (best == left.size()) break;
    drawn.push_back(left[best]);
    weights[best] = 0;
  }
  return drawn;
}

}  // namespace tryall::sweeps
