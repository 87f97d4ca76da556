#include "tryall/tracking/numerics.hpp"

#include <fmt/format.h>

#include <bit>
#include <cmath>
#include <cstdint>

#include "results/environment_fields.hpp"

namespace tryall::tracking {
namespace {

bool same_bits(double one, double other) {
  return std::bit_cast<std::uint64_t>(one) == std::bit_cast<std::uint64_t>(other) ||
         (std::isnan(one) && std::isnan(other));
}

double value_at(const std::vector<double>& curve, std::size_t epoch) {
  return epoch < curve.size() ? curve[epoch] : train::RunResult::missing();
}

NumericsDifference difference(const std::string& metric, std::size_t epoch, double before, double now) {
  const double size = std::fabs(now - before);
  return {.metric = metric,
          .epoch = static_cast<std::int64_t>(epoch),
          .before = before,
          .now = now,
          .difference = size,
          .relative = size / std::fabs(before)};
}

/// The metrics in which the runs can differ: those that are repeatable, but for later ones that were not
/// measured before.
std::vector<std::size_t> compared_metrics(const std::vector<Metric>& metrics,
                                          const train::RunResult& before) {
  std::vector<std::size_t> compared;
  for (std::size_t i = 0; i < metrics.size(); ++i) {
    const bool measured = !std::isnan(before.value(i)) || !before.curve(i).empty();
    if (metrics[i].repeatable &&
        (measured || metric_index(train::indexed_metrics(), metrics[i].name) < train::metric_count))
      compared.push_back(i);
  }
  return compared;
}

std::optional<NumericsDifference> first_of_curves(const train::RunResult& before, const train::RunResult& now,
                                                  const std::vector<Metric>& metrics,
                                                  const std::vector<std::size_t>& compared) {
  std::size_t epochs = 0;
  for (const auto* curves : {&before.curves, &now.curves})
    for (const auto& curve : *curves) epochs = std::max(epochs, curve.size());
  for (std::size_t epoch = 0; epoch < epochs; ++epoch)
    for (const std::size_t i : compared) {
      const double was = value_at(before.curve(i), epoch), is = value_at(now.curve(i), epoch);
      if (!same_bits(was, is)) return difference(metrics[i].name, epoch + 1, was, is);
    }
  return std::nullopt;
}

std::string ends_differ(const train::RunResult& before, const train::RunResult& now) {
  if (before.outcome != now.outcome)
    return fmt::format("{} before, {} now", to_text(before.outcome), to_text(now.outcome));
  if (before.epochs_done != now.epochs_done || before.steps_done != now.steps_done)
    return fmt::format("ended after {} steps before, {} now", before.steps_done, now.steps_done);
  return "";
}

}  // namespace

std::optional<NumericsDifference> first_difference(const TrackedRun& before, const TrackedRun& now,
                                                   const std::vector<Metric>& metrics) {
  const std::string ends = ends_differ(before.result, now.result);
  const std::vector<std::size_t> compared = compared_metrics(metrics, before.result);
  auto found = first_of_curves(before.result, now.result, metrics, compared);
  for (std::size_t place = 0; !found && place < compared.size(); ++place)
    if (const std::size_t i = compared[place]; !same_bits(before.result.value(i), now.result.value(i)))
      found = difference(metrics[i].name, 0, before.result.value(i), now.result.value(i));
  if (!found && !ends.empty()) found = NumericsDifference{};
  if (!found) return std::nullopt;
  found->seed = before.seed;
  found->how = ends;
  return found;
}

std::vector<std::string> environment_differences(const sweeps::Environment& before,
                                                 const sweeps::Environment& now) {
  std::vector<std::string> differences;
  const auto shown = [](const std::string& text) { return text.empty() ? "unknown" : text; };
  for (const reports::EnvironmentField& field : reports::environment_fields)
    if (field.may_change_bits && before.*field.member != now.*field.member)
      differences.push_back(
          fmt::format("{} {} -> {}", field.name, shown(before.*field.member), shown(now.*field.member)));
  if (before.dirty || now.dirty)
    differences.push_back(fmt::format("the source {} uncommitted changes", before.dirty && now.dirty
                                                                               ? "had and still has"
                                                                           : now.dirty ? "has"
                                                                                       : "had"));
  return differences;
}

}  // namespace tryall::tracking
