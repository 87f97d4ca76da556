#include "tryall/train/run.hpp"

#include <fmt/format.h>

#include <array>
#include <limits>

#include "tryall/data/scaler.hpp"
#include "tryall/error.hpp"

namespace tryall::train {
namespace {

constexpr std::array<std::string_view, 6> outcome_names = {"completed", "diverged", "pruned",
                                                           "timed_out", "failed",   "cancelled"};

}  // namespace

std::string_view to_text(Outcome outcome) { return outcome_names[static_cast<std::size_t>(outcome)]; }

std::optional<Outcome> outcome_from(std::string_view text) {
  for (std::size_t i = 0; i < outcome_names.size(); ++i)
    if (outcome_names[i] == text) return static_cast<Outcome>(i);
  return std::nullopt;
}

double RunResult::missing() { return std::numeric_limits<double>::quiet_NaN(); }

Prepared prepare(const Config& config, std::uint64_t seed, std::shared_ptr<const data::Dataset> dataset) {
  data::Split split = data::split_samples(config.split, *dataset, seed);
  data::AffineMap map = data::fit_scaler(config.scaler, *dataset, split.training);
  return {std::move(dataset), std::move(split), std::move(map)};
}

void check_fits(const Config& config, const data::Split& split) {
  const auto samples = static_cast<std::int64_t>(split.training.size());
  if (config.batch_size > samples)
    throw Error(
        ErrorCode::bad_input,
        fmt::format("batch_size {} is larger than the {} training samples of dataset '{}'; use \"full\" for "
                    "all of them",
                    config.batch_size, samples, config.dataset.name));
}

}  // namespace tryall::train
