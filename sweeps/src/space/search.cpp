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
         .parameters = {{.name = "count",
                         .type = Parameter::Type::integer,
                         .fallback = std::int64_t{0},
                         .meaning = "configs to draw at random, or \"all\" of the space",
                         .low = 0,
                         .zero_word = "all"},
                        eta_parameter(),
                        min_epochs_parameter(),
                        seed_parameter()}}},
       {{.name = "hyperband",
         .summary = "brackets of halving, from many configs trained briefly to a few trained for the base's "
                    "epochs from the start",
         .source = "Li et al. (2018), Algorithm 1, synchronous, in integers",
         .advice = "For when it is unknown whether early results predict late ones: some configs are trained "
                   "in full from the start.",
         .parameters = {eta_parameter(), min_epochs_parameter(), seed_parameter()}}}});
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
