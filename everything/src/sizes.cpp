#include "tryall/everything/sizes.hpp"

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
  constexpr std::size_t folds = 5, shares = 3;
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
  const std::size_t trainings = seeds * (linear + configs + finalists + variants) + 2 * members + 1;
  return static_cast<std::int64_t>(trainings) * epochs;
}

std::int64_t usual_epochs(const Facts& facts) {
  constexpr double updates = 3000, batch = 32;
  const double steps = std::ceil(static_cast<double>(facts.learning) / batch);
  return std::clamp<std::int64_t>(static_cast<std::int64_t>(std::ceil(updates / steps)), 5, 100);
}

Sizes sizes_for(const Facts& facts, std::int64_t epochs) {
  Sizes sizes = lengths_for(facts, static_cast<double>(epochs));
  const auto configs =
      static_cast<std::int64_t>(epochs / (static_cast<std::int64_t>(sizes.seeds) * sizes.epochs));
  constexpr std::int64_t enough = 24;
  sizes.finalists = configs < enough ? 2 : 3;
  sizes.variants = configs < enough ? 0 : std::min<std::size_t>(12, static_cast<std::size_t>(configs) / 4);
  sizes.members = configs < enough ? 1 : 5;
  sizes.configs = 0;
  const std::int64_t left = epochs - sizes.epochs_in_all();
  const std::int64_t each = static_cast<std::int64_t>(sizes.seeds) * sizes.epochs;
  if (left < 2 * each) {
    sizes.configs = 2;
    sizes.variants = 0;
    throw Error(
        ErrorCode::bad_input,
        fmt::format("a budget of {} epochs is too small: the fewest trainings that tell anything need {}",
                    epochs, sizes.epochs_in_all()));
  }
  sizes.configs = static_cast<std::size_t>(left / each);
  return sizes;
}

Sizes sizes_for_time(const Facts& facts, double epochs_in_time) {
  Sizes sizes = lengths_for(facts, epochs_in_time);
  // More than there is time for, were they as cheap as a third of the usual.
  constexpr double fewest = 50, most = 5000, margin = 3;
  const double each = static_cast<double>(sizes.seeds) * static_cast<double>(sizes.epochs);
  const double configs = epochs_in_time / each;
  constexpr double enough = 24;
  sizes.finalists = configs < enough ? 2 : 3;
  sizes.variants = configs < enough ? 0 : 12;
  sizes.members = configs < enough ? 1 : 5;
  sizes.configs = static_cast<std::size_t>(std::clamp(margin * configs, fewest, most));
  return sizes;
}

}  // namespace tryall::everything
