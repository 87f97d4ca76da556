#include <cmath>

#include "tryall/tracking/check_output.hpp"

namespace tryall::tracking {
namespace {

nlohmann::json json_of(const NumericsDifference& difference) {
  return {{"seed", difference.seed},
          {"metric", difference.metric},
          {"epoch", difference.epoch > 0 ? nlohmann::json(difference.epoch) : nlohmann::json()},
          {"before", difference.before},
          {"now", difference.now},
          {"difference", difference.difference},
          {"relative", difference.relative},
          {"how", difference.how}};
}

nlohmann::json json_of(const Arrivals& arrivals) {
  return {{"target", arrivals.target},           {"reached_before", arrivals.reached_before},
          {"reached_now", arrivals.reached_now}, {"steps_before", arrivals.steps_before},
          {"steps_now", arrivals.steps_now},     {"suspect", arrivals.suspect}};
}

nlohmann::json json_of(const MeasureCheck& measure) {
  const statistics::QualityChange& change = measure.change;
  nlohmann::json json = {{"metric", measure.metric},
                         {"measure", measure.arrivals ? "epochs_to_target" : "final"},
                         {"verdict", !is_decided(measure) ? "insufficient_data" : verdict_text(measure)},
                         {"n", measure.seeds_before},
                         {"n_now", measure.seeds_now},
                         {"paired", measure.paired()},
                         {"pairing_gain", measure.pairing_gain},
                         {"mean_before", measure.mean_before},
                         {"mean_now", measure.mean_now},
                         {"mean_difference", change.mean_difference},
                         {"interval", {change.interval.low, change.interval.high}},
                         {"margin", measure.margin},
                         {"p_different", change.p_different},
                         {"p_same", change.p_same},
                         {"p_not_worse", change.p_not_worse},
                         {"seeds_needed", nullptr},
                         {"note", measure.note}};
  if (change.seeds_needed) json["seeds_needed"] = *change.seeds_needed;
  if (measure.arrivals) json.update(json_of(*measure.arrivals));
  return json;
}

nlohmann::json json_of(const GroupCheck& group) {
  nlohmann::json measures = nlohmann::json::array();
  for (const MeasureCheck& measure : group.measures) measures.push_back(json_of(measure));
  return {{"group", group.label},
          {"group_key", group.key},
          {"error", group.error.empty() ? nlohmann::json() : nlohmann::json(group.error)},
          {"pairs", group.pairs},
          {"diverged_before", group.diverged_before},
          {"diverged_now", group.diverged_now},
          {"numerics",
           {{"same_bits", group.same_bits},
            {"first_difference", group.difference ? json_of(*group.difference) : nlohmann::json()},
            {"reasons", group.reasons}}},
          {"quality", std::move(measures)}};
}

}  // namespace

std::string to_json(const CheckReport& report) {
  nlohmann::json groups = nlohmann::json::array();
  for (const GroupCheck& group : report.groups) groups.push_back(json_of(group));
  const nlohmann::json json = {
      {"baseline", report.baseline},
      {"status", report.status()},
      {"summary", summary_text(report)},
      {"alpha", report.options.alpha},
      {"looks", report.looks},
      {"numerics_version", {{"before", report.numerics_before}, {"now", report.numerics_now}}},
      {"groups", std::move(groups)}};
  return json.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

}  // namespace tryall::tracking
