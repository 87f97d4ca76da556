#include "store/repeatable_curves.hpp"

#include <nlohmann/json.hpp>

#include "tryall/sweeps/store/stored_vocabulary.hpp"

namespace tryall::sweeps {

RepeatableCurves::RepeatableCurves(SQLite::Database& database) {
  for (const StoredMetric& one : stored_metrics(database))
    if (!one.metric.repeatable && one.metric.each_epoch) others_.push_back(one.metric.name);
}

std::string RepeatableCurves::of(std::string curves) const {
  if (others_.empty()) return curves;
  auto json = nlohmann::json::parse(curves, nullptr, false);
  if (!json.is_object()) return curves;
  std::size_t gone = 0;
  for (const std::string& name : others_) gone += json.erase(name);
  return gone == 0 ? curves : json.dump();
}

}  // namespace tryall::sweeps
