#include "simulated_search.hpp"

#include <fmt/format.h>

#include "space/draw.hpp"

namespace tryall::testing {

std::size_t RunsToReach::random(int seed) const {
  std::size_t tried = 0, winner = 0;
  for (const std::uint64_t group :
       sweeps::draw_random(configs(), configs(), static_cast<std::uint64_t>(seed))) {
    if (tried++ == 0 || scores_[group] > scores_[winner]) winner = group;
    if (tied_[winner]) break;
  }
  return tried * seeds();
}

std::size_t RunsToReach::racing(int seed) const {
  for (std::size_t count = 2;; count += std::max<std::size_t>(1, count / 10)) {
    const std::size_t configs_drawn = std::min(count, configs());
    const std::string search =
        fmt::format(R"({{"name": "racing", "count": {}, "seed": {}}})", configs_drawn, seed);
    std::vector<bool> tied;
    const SearchEnd end = search_on(table_, search, [&](const sweeps::Plan& plan, const SearchEnd&) {
      if (tied.empty()) tied = table_.tied(plan);
      return false;
    });
    if (tied[end.winner] || configs_drawn == configs()) return end.runs;
  }
}

std::size_t RunsToReach::tpe(int seed) const {
  const auto search = [&](std::size_t count) {
    return fmt::format(R"({{"name": "tpe", "count": {}, "seed": {}}})", count, seed);
  };
  const std::size_t runs =
      search_on(table_, search(configs()), [&](const sweeps::Plan&, const SearchEnd& end) {
        return bool(tied_[end.winner]);
      }).runs;
  const std::size_t fewer = runs - seeds();  // a search that ends within the round
  const auto never = [](const sweeps::Plan&, const SearchEnd&) { return false; };
  return fewer > 0 && tied_[search_on(table_, search(fewer / seeds()), never).winner] ? fewer : runs;
}

}  // namespace tryall::testing
