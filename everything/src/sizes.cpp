#include "tryall/everything/sizes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tryall/error.hpp"

namespace tryall::everything {
namespace {

constexpr std::size_t few_samples = 2000;  // up to here a cross-validation is worth its cost
constexpr std::int64_t fewest_epochs = 3;
constexpr std::size_t wanted_configs = 40;

/// Folds, seeds and the epochs of a training, so that about `wanted_configs` are trained in `epochs`.
Sizes lengths_for(const Facts& facts, double epochs) {
  constexpr std::size_t most_folds = 5, shares = 3;
  const std::size_t folds = facts.groups > 0 ? std::min(most_folds, facts.groups) : most_folds;
  Sizes sizes;
  const bool folded = facts.learning <= few_samples && !facts.ordered;
  sizes.folds = folded ? folds : 0;
  sizes.seeds = folded ? folds : shares;
  const double each = epochs / static_cast<double>(wanted_configs * sizes.seeds);
  sizes.epochs = std::clamp(static_cast<std::int64_t>(each), fewest_epochs, usual_epochs(facts));
  return sizes;
}

}  // namespace

std::int64_t Sizes::epochs_in_all() const {
  const std::size_t trainings =
      seeds * (linear + configs) + fresh_seeds * (finalists + 1 + variants) + 3 * members;
  return static_cast<std::int64_t>(trainings) * epochs;
}

std::int64_t usual_epochs(const Facts& facts) {
  constexpr double updates = 3000, batch = 32;
  const double steps = std::ceil(static_cast<double>(facts.learning) / batch);
  return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::ceil(updates / steps)), 5, 100);
}

namespace {

/// What follows the search, where there is enough for so many configs in all.
void set_ends(Sizes& sizes, double configs) {
  constexpr double enough = 24, plenty = 80;
  constexpr std::size_t most_variants = 12, most_members = 5;
  sizes.finalists = configs < enough ? 2 : 3;
  sizes.variants = configs < enough ? 0 : std::min(most_variants, static_cast<std::size_t>(configs / 4));
  sizes.members = configs < enough ? 1 : most_members;
  sizes.fresh_seeds = configs < plenty ? sizes.seeds : 2 * sizes.seeds;
}

}  // namespace

Sizes sizes_for(const Facts& facts, std::int64_t epochs) {
  Sizes sizes = lengths_for(facts, static_cast<double>(epochs));
  const std::int64_t each = static_cast<std::int64_t>(sizes.seeds) * sizes.epochs;
  set_ends(sizes, static_cast<double>(epochs) / static_cast<double>(each));
  const std::int64_t left = epochs - sizes.epochs_in_all();
  if (left < 2 * each) {
    sizes.configs = 2;
    sizes.variants = 0;
    throw Error(ErrorCode::bad_input,
                fmt::format("a budget of {} epochs is too small: at least {} epochs are needed", epochs,
                            sizes.epochs_in_all()));
  }
  sizes.configs = static_cast<std::size_t>(left / each);
  return sizes;
}

Sizes sizes_for_time(const Facts& facts, double epochs_in_time) {
  Sizes sizes = lengths_for(facts, epochs_in_time);
  const double each = static_cast<double>(sizes.seeds) * static_cast<double>(sizes.epochs);
  const double configs = epochs_in_time / each;
  set_ends(sizes, configs);
  // More than there is time for, were they as cheap as a third of the usual.
  constexpr double fewest = 50, most = 5000, margin = 3;
  sizes.configs = static_cast<std::size_t>(std::clamp(margin * configs, fewest, most));
  return sizes;
}

}  // namespace tryall::everything
