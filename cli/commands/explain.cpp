#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "command.hpp"
#include "terminal/output.hpp"
#include "terminal/tables.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/config.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/nn/activations/activation.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/space/search.hpp"
#include "tryall/train/metric.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::cli {
namespace {

std::string parameters_text(const std::vector<Parameter>& parameters) {
  if (parameters.empty()) return "It has no settings.\n";
  return table_text(setting_table(parameters), reports::Format::table);
}

/// What is known under one name; several things may share it, as an init and an activation do.
struct Explanation {
  std::string name;
  std::string text = {};
  std::vector<std::string> names = {};  ///< All that was asked, for a hint.

  bool is_called(const std::string& other) {
    names.push_back(other);
    if (other == name && !text.empty()) text += "\n";
    return other == name;
  }
};

std::string description(const Technique& technique, const std::string& kind) {
  std::string text = fmt::format("{} ({})\n  {}\n", technique.name, kind, technique.summary);
  if (!technique.source.empty()) text += fmt::format("  Source: {}\n", technique.source);
  if (!technique.advice.empty()) text += fmt::format("  When it helps: {}\n", technique.advice);
  return text;
}

void explain_family(Explanation& explanation, const Family& family) {
  for (const Technique* technique : family.techniques)
    if (explanation.is_called(technique->name))
      explanation.text +=
          description(*technique, family.singular) + "\n" + parameters_text(technique->parameters);
}

void explain_techniques(Explanation& explanation) {
  for (const Family* family : sweeps::families_with_searches(axes())) explain_family(explanation, *family);
  for (const nn::ActivationEntry& entry : nn::activation_table())
    if (explanation.is_called(entry.about.name)) explanation.text += description(entry.about, "activation");
}

void explain_axes(Explanation& explanation) {
  for (const Axis& axis : axes()) {
    if (!explanation.is_called(axis.name)) continue;
    explanation.text += fmt::format("{} (axis)\n  {}\n\n", axis.name, axis.meaning);
    explanation.text += axis.is_choice() ? table_text(family_table(*axis.family), reports::Format::table)
                                         : parameters_text({axis.parameter});
  }
}

void explain_settings(Explanation& explanation, const std::string& prefix, const Family& family) {
  for (const Technique* technique : family.techniques)
    for (const Parameter& parameter : technique->parameters)
      if (explanation.is_called(prefix + parameter.name))
        explanation.text +=
            fmt::format("{} (setting of {} {})\n\n", parameter.name, family.singular, technique->name) +
            parameters_text({parameter});
}

/// "optimizer.momentum"; "momentum" alone where nothing else is called so.
void explain_setting(Explanation& explanation) {
  if (explanation.name.find('.') != std::string::npos) {
    for (const Axis& axis : axes())
      if (axis.is_choice()) explain_settings(explanation, axis.name + ".", *axis.family);
  } else if (explanation.text.empty()) {
    for (const Family* family : sweeps::families_with_searches(axes()))
      explain_settings(explanation, "", *family);
  }
}

std::string explanation_of(const std::string& name) {
  Explanation explanation{.name = name};
  explain_techniques(explanation);
  for (const train::Metric& metric : train::metrics())
    if (explanation.is_called(metric.name))
      explanation.text += fmt::format("{} (metric)\n  {}\n", name, metric.meaning);
  explain_axes(explanation);
  if (name == "seed")
    explanation.text +=
        "seed (axis of sweeps)\n  What the random numbers of a run begin with: initial weights, the order of "
        "the "
        "rows, splits. The runs of a\n  group differ in it alone, which tells how results scatter. In a "
        "sweep: "
        "\"seed\": {\"count\": 5}, or --set seed=0..4\n";
  explain_setting(explanation);
  if (explanation.text.empty())
    throw Error(ErrorCode::bad_input,
                fmt::format("nothing is named '{}'{}", name, did_you_mean(name, explanation.names)));
  return explanation.text;
}

/// Everything that has a name, in order.
Words all_names() {
  Words words = axis_names();
  words.emplace_back("seed");
  const auto add = [&](const Words& names) { words.insert(words.end(), names.begin(), names.end()); };
  add(train::metric_names());
  for (const Family* family : sweeps::families_with_searches(axes())) add(family->names());
  add(nn::activations().names());
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

void add_explain(CommandLine& command, Context&) {
  auto name = std::make_shared<std::string>();
  command.option("name", *name, "An optimizer, an init, an axis, a metric, ...")
      .required()
      .suggest(all_names);
  command.action([name] { print(prose_text(explanation_of(*name))); });
}

}  // namespace

Command explain_command() {
  return {.name = "explain",
          .summary = "Explain a technique or an axis: formula, source, settings",
          .example = "tryall explain adam",
          .add = add_explain};
}

}  // namespace tryall::cli
