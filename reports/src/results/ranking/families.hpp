#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "tryall/experiment/config.hpp"
#include "tryall/experiment/metric.hpp"
#include "tryall/reports/results/score.hpp"

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

/// How data are called: "digits", "a.csv"; and the hash of their contents.
struct DataName {
  std::string name, hash;
};

/// What a config calls its data: the file's name, where it has one, else the data set's.
std::string data_name(const Config& config);

/// The name of the data that a score's group learns from.
using DataNameOf = std::function<DataName(std::size_t place)>;

/// Gives each score its family; `keys` are by score. Families are in the order in which their data came to
/// the store, of data of one name the newest version first. Names are asked for where there are several
/// families.
void put_into_families(Scores& scores, const std::vector<FamilyKey>& keys, const DataNameOf& data_name_of);

}  // namespace tryall::reports
