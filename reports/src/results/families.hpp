#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tryall/experiment/config.hpp"
#include "tryall/experiment/metric.hpp"
#include "tryall/reports/results/score.hpp"
#include "tryall/sweeps/trainer/trainer.hpp"

namespace tryall::reports {

/// What makes values comparable: the data, by their number in the store, and the loss where the metric is
/// one.
struct FamilyKey {
  std::int64_t dataset = 0;
  std::string loss = {};

  auto operator<=>(const FamilyKey&) const = default;
};

/// The loss by which a config's values of the metric are told apart: empty but for metrics that are a loss.
std::string loss_of(const Metric& metric, const Config& config);

/// What a number of the store stands for.
using SubjectOf = std::function<sweeps::Subject(std::int64_t dataset)>;

/// Gives each score its family; `keys` are by score. Families are in the order in which their data came to
/// the store, of data of one name the newest version first.
void put_into_families(Scores& scores, const std::vector<FamilyKey>& keys, const SubjectOf& subject_of);

}  // namespace tryall::reports
