#include "tryall/sweeps/space/search.hpp"

#include <algorithm>

#include "space/draw.hpp"
#include "tryall/experiment/table.hpp"
#include "tryall/random.hpp"

namespace tryall::sweeps {
namespace {

using Rungs = std::vector<RungSize>;

Parameter count_parameter() {
  return {.name = "count",
          .type = Parameter::Type::integer,
          .meaning = "configs to draw; all of them if the space has fewer",
          .low = 1};
}

Parameter seed_parameter() {
  return {.name = "seed",
          .type = Parameter::Type::integer,
          .fallback = std::int64_t{0},
          .meaning = "the search's seed; unrelated to training seeds",
          .low = 0};
}

/// Of searches that go over all of the space if they are not told otherwise.
Parameter count_or_all_parameter() {
  Parameter parameter = count_parameter();
  parameter.fallback = std::int64_t{0};
  parameter.meaning = "configs to draw at random, or \"all\" of the space";
  parameter.low = 0;
  parameter.zero_word = "all";
  return parameter;
}

Parameter size_parameter(const char* name, std::int64_t standard, std::int64_t least, const char* meaning) {
  return {.name = name,
          .type = Parameter::Type::integer,
          .fallback = standard,
          .meaning = meaning,
          .low = static_cast<double>(least)};
}

Parameter eta_parameter() {
  return {.name = "eta",
          .type = Parameter::Type::integer,
          .fallback = std::int64_t{3},
          .meaning = "the best 1/eta of the configs go on, for eta times as many epochs",
          .low = 2};
}

Parameter min_epochs_parameter() {
  return {.name = "min_epochs",
          .type = Parameter::Type::integer,
          .fallback = std::int64_t{1},
          .meaning = "epochs of the shortest trainings",
          .low = 1};
}

Technique tpe() {
  return {.name = "tpe",
          .summary =
              "`startup` configs at random, then in rounds of `round` those that look most like the best "
              "tenth so far and least like the others: tree-structured Parzen estimator",
          .source = "Bergstra et al. (2011), with joint kernels as Falkner et al. (2018)",
          .advice =
              "Finds a good config of a large space with a fraction of random's runs. Smaller rounds "
              "learn more from each run, larger ones keep more workers busy; every config has all seeds.",
          .parameters = {
              count_parameter(), size_parameter("startup", 5, 1, "configs of the first round"),
              size_parameter("round", 2, 1, "configs of each later round"),
              size_parameter("pool", 20'000, 1,
                             "combinations to pick from: of a larger space, so many are drawn first, since "
                             "each round looks at all of them"),
              seed_parameter()}};
}

const TechniqueTable& search_table() {
  static const TechniqueTable table(
      "search", "searches",
      {{{.name = "grid",
         .summary = "every combination",
         .source = "",
         .advice = "Shows how axes interact, and completes an older grid. With more than four or five axes, "
                   "draw configs instead.",
         .parameters = {}}},
       {{.name = "random",
         .summary = "`count` combinations, drawn uniformly without replacement",
         .source = "Bergstra and Bengio (2012)",
         .advice = "Give axes fine series, such as {\"log\": [1e-5, 1, 101]}: then nearly every config tries "
                   "a new value of the axis that matters, while a grid repeats a few.",
         .parameters = {count_parameter(), seed_parameter()}}},
       {{.name = "sobol",
         .summary = "`count` combinations along Sobol's sequence",
         .source = "Sobol (1967), directions of Joe and Kuo (2008); Bousquet et al. (2017)",
         .advice = "Like random, but the draws cover the space more evenly; best with powers of two.",
         .parameters = {count_parameter(), seed_parameter()}}},
       {{.name = "halving",
         .summary =
             "all configs for a few epochs, the best 1/eta of them for eta times as many, and so on up "
             "to the base's epochs",
         .source = "Jamieson and Talwalkar (2016), synchronous",
         .advice = "Finds a good config for a fraction of a grid's epochs where early results predict late "
                   "ones; slow starters (small learning rates, strong regularization) are lost.",
         .parameters = {count_or_all_parameter(), eta_parameter(), min_epochs_parameter(),
                        seed_parameter()}}},
       {{.name = "hyperband",
         .summary = "brackets of halving, from many configs trained briefly to a few trained for the base's "
                    "epochs from the start",
         .source = "Li et al. (2018), Algorithm 1, synchronous, in integers",
         .advice = "For when it is unknown whether early results predict late ones: some configs are trained "
                   "in full from the start.",
         .parameters = {eta_parameter(), min_epochs_parameter(), seed_parameter()}}},
       {{.name = "racing",
         .summary = "all configs with the first seeds, then more seeds for those that the test for ties does "
                    "not tell from the best, until the seeds are used up or one config is left",
         .source = "Maron and Moore (1994); Birattari et al. (2002), F-race; the test of docs/statistics.md",
         .advice =
             "For many seeds and configs that differ much: bad ones cost three seeds each. Where a loss "
             "blows up in some configs, their spread hides differences: let a bounded metric decide.",
         .parameters = {count_or_all_parameter(),
                        size_parameter("first", 3, 3, "seeds of the first round, in which all configs are"),
                        size_parameter("block", 1, 1, "seeds of each later round"), seed_parameter()}}},
       {tpe()}});
  return table;
}

/// How often R can be divided by eta and stay at least min_epochs.
std::int64_t divisions(std::int64_t most_epochs, std::int64_t eta, std::int64_t min_epochs) {
  std::int64_t count = 0;
  for (std::int64_t left = most_epochs / eta; left >= min_epochs; left /= eta) ++count;
  return count;
}

std::int64_t power(std::int64_t base, std::int64_t exponent) {
  std::int64_t result = 1;
  for (std::int64_t i = 0; i < exponent; ++i) result *= base;
  return result;
}

/// Halves `configs` configs `times` times.
Rungs rungs(std::size_t configs, std::int64_t times, std::int64_t eta, std::int64_t most_epochs) {
  Rungs result;
  for (std::int64_t i = 0; i <= times; ++i)
    result.push_back({most_epochs / power(eta, times - i),
                      std::max<std::size_t>(1, configs / static_cast<std::size_t>(power(eta, i)))});
  return result;
}

std::vector<Rungs> hyperband(std::int64_t most_epochs, std::int64_t eta, std::int64_t min_epochs) {
  std::vector<Rungs> result;
  const std::int64_t most = divisions(most_epochs, eta, min_epochs);
  for (std::int64_t s = most; s >= 0; --s) {
    const std::int64_t numerator = (most + 1) * power(eta, s);
    result.push_back(rungs(static_cast<std::size_t>((numerator + s) / (s + 1)), s, eta, most_epochs));
  }
  return result;
}

/// Configs that the search draws; 0 for all.
std::uint64_t wanted(const Choice& search, std::int64_t most_epochs) {
  if (search.name == "tpe")
    return static_cast<std::uint64_t>(std::max(search.integer("pool"), search.integer("count")));
  if (search.name != "hyperband") return static_cast<std::uint64_t>(search.integer("count"));
  std::uint64_t sum = 0;
  for (const Rungs& bracket : hyperband(most_epochs, search.integer("eta"), search.integer("min_epochs")))
    sum += bracket.front().configs;
  return sum;
}

}  // namespace

const Family& searches() { return search_table().family(); }

std::vector<const Family*> families_with_searches(const AxisTable& axes) {
  std::vector<const Family*> all = axes.families();
  all.push_back(&searches());
  return all;
}

bool has_rungs(const Choice& search) { return search.name == "halving" || search.name == "hyperband"; }

std::vector<std::vector<RungSize>> brackets(const Choice& search, std::int64_t most_epochs,
                                            std::size_t configs) {
  const std::int64_t eta = search.integer("eta"), min_epochs = search.integer("min_epochs");
  if (search.name == "halving") {
    const std::int64_t times = std::min(divisions(most_epochs, eta, min_epochs),
                                        divisions(static_cast<std::int64_t>(configs), eta, 1));
    return {rungs(configs, times, eta, most_epochs)};
  }
  std::vector<Rungs> result = hyperband(most_epochs, eta, min_epochs);
  for (Rungs& bracket : result)
    for (RungSize& rung : bracket) rung.configs = std::min(rung.configs, configs);
  return result;
}

std::vector<RoundSize> round_sizes(const Choice& search, std::size_t configs, std::size_t seeds) {
  const auto size = [&](const char* setting) { return static_cast<std::size_t>(search.integer(setting)); };
  std::vector<RoundSize> rounds;
  if (search.name == "racing")
    for (std::size_t done = 0; done < seeds; done += rounds.back().seeds)
      rounds.push_back({configs, std::min(seeds - done, size(done == 0 ? "first" : "block"))});
  if (search.name == "tpe") {
    const std::size_t count = std::min(configs, size("count"));
    for (std::size_t done = 0; done < count; done += rounds.back().configs)
      rounds.push_back({std::min(count - done, size(done == 0 ? "startup" : "round")), seeds});
  }
  return rounds;
}

Space searched(const Space& space, const Choice& search, std::int64_t most_epochs) {
  if (search.name == "grid") return space;
  std::uint64_t combinations = 0;
  for (const Grid& grid : space.grids) combinations = saturating_sum(combinations, grid.combinations());
  const std::uint64_t count = wanted(search, most_epochs);
  if (count == 0 || count >= combinations) return space;
  const auto seed = static_cast<std::uint64_t>(search.integer("seed"));
  return picked(space, search.name == "sobol" ? draw_sobol(space, count, seed)
                                              : draw_random(combinations, count, seed));
}

}  // namespace tryall::sweeps
