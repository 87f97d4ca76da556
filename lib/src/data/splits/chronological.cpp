#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

#include "shares.hpp"
#include "splits.hpp"
#include "tryall/error.hpp"

namespace tryall::data {
namespace {

bool seals(const Choice& choice) {
  return choice.settings.contains("test_rows") && choice.word("test_rows") == "sealed";
}

/// The samples that are no test set, from the earliest to the latest.
std::vector<std::uint32_t> sorted_by_time(const Dataset& dataset) {
  std::vector<std::uint32_t> order(dataset.test_begin);
  std::iota(order.begin(), order.end(), std::uint32_t{0});
  std::ranges::stable_sort(order, {}, [&](std::uint32_t sample) { return dataset.times[sample]; });
  return order;
}

/// The places at which the order can be cut: between different times, and where no group is on both sides.
std::vector<std::size_t> places_to_cut(const std::vector<std::uint32_t>& order, const Dataset& dataset) {
  std::vector<std::size_t> last(dataset.groups.empty() ? 0 : 1 + std::ranges::max(dataset.groups), 0);
  if (!last.empty())
    for (std::size_t i = 0; i < order.size(); ++i) last[dataset.groups[order[i]]] = i;
  std::vector<std::size_t> places;
  std::size_t reach = 0;  // the last sample of the groups so far
  for (std::size_t i = 0; i + 1 < order.size(); ++i) {
    if (!last.empty()) reach = std::max(reach, last[dataset.groups[order[i]]]);
    if (reach <= i && dataset.times[order[i]] != dataset.times[order[i + 1]]) places.push_back(i + 1);
  }
  return places;
}

/// Moves the latest samples, as near to the share as they can be cut off, to `taken`. At least one time is
/// moved where the share is above 0, and at least one stays.
void take_latest(std::vector<std::uint32_t>& order, std::vector<std::uint32_t>& taken, const char* setting,
                 const Choice& choice, const Dataset& dataset) {
  const double share = choice.number(setting);
  if (!(share > 0)) return;
  const std::vector<std::size_t> places = places_to_cut(order, dataset);
  if (places.empty())
    throw Error(
        ErrorCode::bad_input,
        fmt::format("split {} = {}: there is no moment at which the {} samples of dataset '{}' can be "
                    "cut so that equal times {}stay together; set it to 0, or use another split",
                    setting, share, order.size(), dataset.name, dataset.groups.empty() ? "" : "and groups "));
  const auto size = static_cast<double>(order.size());
  const double wanted = size - share * size;
  const auto distance = [&](std::size_t place) { return std::abs(static_cast<double>(place) - wanted); };
  auto nearest = places.begin();
  for (auto place = places.begin(); place != places.end(); ++place)
    if (distance(*place) <= distance(*nearest)) nearest = place;
  const auto cut = order.begin() + static_cast<std::ptrdiff_t>(*nearest);
  taken.assign(cut, order.end());
  order.erase(cut, order.end());
}

SampleSplit split_by_time(const Choice& choice, const Dataset& dataset, std::uint64_t) {
  if (dataset.times.empty())
    throw Error(ErrorCode::bad_input,
                fmt::format("split 'chronological' needs the time of each sample, and dataset '{}' has none; "
                            "name its column in the setting time of a csv dataset, or use another split",
                            dataset.name));
  SampleSplit result;
  result.training = sorted_by_time(dataset);
  if (dataset.has_test_set())
    result.test = own_test_set(dataset);
  else
    take_latest(result.training, result.test, "test", choice, dataset);
  if (seals(choice)) result.test.clear();
  take_latest(result.training, result.validation, "validation", choice, dataset);
  return result;
}

Choice active_by_time(Choice choice, const Dataset& dataset) {
  const bool tests = dataset.has_test_set() || choice.number("test") > 0;
  if (dataset.has_test_set()) choice.settings.erase("test");
  if (!seals(choice) || !tests) choice.settings.erase("test_rows");
  return choice;
}

std::vector<Parameter> parameters_by_time() {
  return {
      {.name = "validation",
       .type = Parameter::Type::number,
       .fallback = 0.1,
       .meaning = "share of what is not test, its latest samples, that is set aside for validation",
       .low = 0,
       .high = 1,
       .high_open = true},
      test_share(),
      {.name = "test_rows",
       .type = Parameter::Type::word,
       .fallback = std::string("fixed"),
       .meaning = "fixed: the latest; sealed: those, neither trained on nor evaluated, so that a later sweep "
                  "can judge by them",
       .words = {"fixed", "sealed"}}};
}

}  // namespace

SplitEntry chronological() {
  return {{.name = "chronological",
           .summary = "trains on the earliest samples, validates on later ones and tests on the latest, by "
                      "the times that the data have (setting time of a csv dataset); samples of equal time, "
                      "and groups, are never divided, so that the shares are as near as that allows; the "
                      "seed changes nothing about which samples are where",
           .source = "Hyndman and Athanasopoulos (2021), Forecasting: principles and practice, section 5.8",
           .advice = "Where a model will predict the future of what it is trained on: any other split "
                     "trains on the future of the samples that it is judged by. Seeds vary the start and "
                     "the order of training alone, so that intervals over seeds do not tell what another "
                     "period would give.",
           .parameters = parameters_by_time()},
          split_by_time,
          active_by_time,
          false};
}

}  // namespace tryall::data
