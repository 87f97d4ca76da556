#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "compare_document.hpp"
#include "tryall/reports/compare/compare_sweeps.hpp"
#include "tryall/reports/results/quantities.hpp"
#include "tryall/reports/tables/json_text.hpp"

namespace tryall::reports {
namespace {

std::string heading(const std::string& text, Format format) {
  return format == Format::markdown ? "### " + text + "\n\n" : text + "\n";
}

std::string item(const std::string& text, Format format) {
  return (format == Format::markdown ? "- " : "  ") + text + "\n";
}

std::string definition_text(const SweepComparison& c, Format format) {
  std::string text = heading("definition: " + c.a.label + " -> " + c.b.label, format);
  for (const std::string& line : sweeps::difference_lines(c.definition)) text += item(line, format);
  if (c.definition.empty()) text += item("the same axes, values and settings", format);
  return text +
         item(fmt::format("runs: {} and {}, {} of them in both", c.runs.a, c.runs.b, c.runs.both), format);
}

std::string best_text(const SweepComparison& c, const SweepRow& sweep, const std::optional<SweepBest>& best) {
  if (!best) return sweep.label + ": none";
  return fmt::format("{}: {}{}{} (n = {}, group {:.8})", sweep.label, best->label,
                     best->label.empty() ? "" : "  ", reports::interval_text(c.objective, best->values),
                     best->seeds, best->key);
}

std::string result_text(const std::optional<Comparison>& comparison, const std::string& why_not,
                        std::optional<std::size_t> table_width, Format format) {
  if (!comparison) return item(why_not, format);
  std::string text = item(sentence(*comparison), format);
  if (table_width) text += "\n" + render(settings_table(*comparison, true), format, *table_width) + "\n";
  for (const std::string& line : findings(*comparison)) text += item(line, format);
  return text;
}

using Json = nlohmann::ordered_json;

Json json_of_sweep(const SweepRow& sweep, std::int64_t runs) {
  return {{"sweep", sweep.label}, {"last_run", sweep.started_at}, {"runs", runs}};
}

Json json_of_definition(const sweeps::SpecDifference& definition) {
  Json json = {{"axes", Json::array()}, {"other", definition.other}};
  for (const sweeps::AxisDifference& axis : definition.axes)
    json["axes"].push_back({{"axis", axis.axis}, {"added", axis.added}, {"removed", axis.removed}});
  return json;
}

Json json_of_best(const std::optional<SweepBest>& best) {
  if (!best) return {};
  const bool measured = best->values.count() > 0;
  return {{"group", best->key},
          {"label", best->label},
          {"n", best->seeds},
          {"mean", measured ? Json(best->values.mean()) : Json()}};
}

/// A comparison as `compare` writes it, or why there is none.
Json json_of_result(const std::optional<Comparison>& comparison, const std::string& why_not) {
  return comparison ? comparison_document(*comparison) : Json{{"missing", why_not}};
}

}  // namespace

std::string comparison_text(const SweepComparison& c, Format format, std::size_t width) {
  return definition_text(c, format) + "\n" + heading("best of each, by " + c.objective.name, format) +
         item(best_text(c, c.a, c.best_a), format) + item(best_text(c, c.b, c.best_b), format) +
         result_text(c.bests, c.no_bests, {}, format) + "\n" +
         heading("settings that both have, paired by seed", format) +
         result_text(c.settings, c.no_settings, width, format);
}

std::string comparison_json(const SweepComparison& c) {
  const Json json = {{"a", json_of_sweep(c.a, c.runs.a)},
                     {"b", json_of_sweep(c.b, c.runs.b)},
                     {"runs_in_both", c.runs.both},
                     {"definition", json_of_definition(c.definition)},
                     {"metric", c.objective.name},
                     {"best_a", json_of_best(c.best_a)},
                     {"best_b", json_of_best(c.best_b)},
                     {"best", json_of_result(c.bests, c.no_bests)},
                     {"settings", json_of_result(c.settings, c.no_settings)}};
  return json_text(json, 2) + "\n";
}

}  // namespace tryall::reports
