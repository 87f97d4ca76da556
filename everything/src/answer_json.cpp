#include <cmath>

#include "answer_words.hpp"
#include "tryall/reports/tables/json_text.hpp"
#include "tryall/sweeps/space/config_json.hpp"

namespace tryall::everything {
namespace {

using nlohmann::json;

json number(double value) { return std::isfinite(value) ? json(value) : json(nullptr); }

json estimate(const reports::Estimated& one) {
  return {{"value", number(one.center)}, {"low", number(one.low)}, {"high", number(one.high)}};
}

json contender(const Contender& one) {
  if (one.label.empty()) return nullptr;
  return {{"label", one.label},
          {"config", sweeps::telling_json(one.config)},
          {"validation", estimate(one.validation)},
          {"seeds", one.seeds},
          {"fresh_seeds", one.fresh}};
}

json test_json(const Answer& answer) {
  json classes = json::array();
  if (const auto& found = answer.test.classification)
    for (std::size_t truth = 0; truth < found->classes.size(); ++truth) {
      json counts = json::array();
      for (std::size_t said = 0; said < found->classes.size(); ++said)
        counts.push_back(found->count(truth, said));
      classes.push_back({{"class", found->class_names[truth]}, {"predicted", std::move(counts)}});
    }
  return {{"rows", answer.test.rows},
          {"sealed_rows", answer.sealed_rows},
          {"model", estimate(test_value(answer.test))},
          {"baseline", number(baseline_value(answer.test))},
          {"linear", estimate(test_value(answer.linear_test))},
          {"over_baseline", estimate(gain_over_baseline(answer.test))},
          {"better_than_baseline", answer.beats_baseline()},
          {"confusion", classes}};
}

}  // namespace

std::string to_json(const Answer& answer) {
  json effects = json::array(), best_of = json::array(), importance = json::array();
  for (const Effect& one : answer.effects)
    effects.push_back(
        {{"axis", one.axis}, {"from", one.from}, {"to", one.to}, {"change", estimate(one.change)}});
  for (const BestOf& one : answer.best_of)
    best_of.push_back({{"configs", one.configs}, {"value", number(one.value)}});
  for (const reports::ColumnImportance& one : answer.importance.columns)
    importance.push_back({{"column", one.name}, {"rise", estimate(one.rise_over_rows)}});
  json all = {{"name", answer.name},
              {"metric", answer.metric.name},
              {"task", answer.facts.task == Task::classification ? "classification" : "regression"},
              {"rows", {{"sealed", answer.facts.sealed}, {"learning", answer.facts.learning}}},
              {"configs", answer.configs},
              {"runs", answer.runs},
              {"diverged", answer.diverged},
              {"finalists", answer.finalists},
              {"cut_short", answer.cut_short},
              {"warnings", answer.warnings},
              {"epochs", answer.sizes.epochs},
              {"seeds", answer.sizes.seeds},
              {"linear", contender(answer.linear)},
              {"best", contender(answer.best)},
              {"linear_won", answer.linear_won},
              {"over_linear", estimate(answer.over_linear)},
              {"effects", effects},
              {"effect_level", answer.effect_level},
              {"best_of", best_of},
              {"importance", importance},
              {"not_tried", answer.not_tried},
              {"interrupted", answer.interrupted}};
  if (!answer.interrupted) {
    all["test"] = test_json(answer);
    all["model"] = {{"members", answer.members},
                    {"validation_alone", number(answer.alone)},
                    {"validation_averaged", number(answer.averaged)}};
  }
  return reports::json_text(all, 2) + "\n";
}

}  // namespace tryall::everything
