#include <fmt/format.h>

#include "context.hpp"
#include "tables.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/config.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/nn/activations/activation.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/train/metric.hpp"

namespace tryall::cli {
namespace {

using reports::Table;

Table axes_table() {
  Table table{{"axis", "default", "what"}, {}};
  for (const Axis& axis : axes())
    table.rows.push_back({axis.name, sweeps::axis_label(axis, completed(Config{})), axis.meaning});
  table.rows.push_back(
      {std::string("seed"), std::string("0"), std::string("replicates: init, data order and split")});
  return table;
}

Table activations_table() {
  Table table{{"activation", "what"}, {}};
  for (const nn::ActivationEntry& entry : nn::activation_table())
    table.rows.push_back({entry.name, entry.summary});
  return table;
}

Table family_table(const Family& family) {
  Table table{{family.singular, "what"}, {}};
  for (const Technique* technique : family.techniques)
    table.rows.push_back({technique->name, technique->summary});
  return table;
}

Table list(const std::string& what) {
  if (what.empty() || what == "axes") return axes_table();
  if (what == "metrics") return metrics_table();
  if (what == "activations") return activations_table();
  std::vector<std::string> names = {"axes", "metrics", "activations"};
  for (const Family* family : families()) {
    if (what == family->plural || what == family->singular) return family_table(*family);
    names.push_back(family->plural);
  }
  throw Error(ErrorCode::bad_input, fmt::format("there is no list '{}'{}", what, did_you_mean(what, names)));
}

std::string parameters_text(const std::vector<Parameter>& parameters) {
  if (parameters.empty()) return "It has no settings.\n";
  return reports::render(setting_table(parameters), reports::Format::table);
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

template <class Entry>
std::string description(const Entry& entry, const std::string& kind) {
  std::string text = fmt::format("{} ({})\n  {}\n", entry.name, kind, entry.summary);
  if (!entry.source.empty()) text += fmt::format("  Source: {}\n", entry.source);
  if (!entry.advice.empty()) text += fmt::format("  When it helps: {}\n", entry.advice);
  return text;
}

void explain_techniques(Explanation& explanation) {
  for (const Family* family : families())
    for (const Technique* technique : family->techniques)
      if (explanation.is_called(technique->name))
        explanation.text +=
            description(*technique, family->singular) + "\n" + parameters_text(technique->parameters);
  for (const nn::ActivationEntry& entry : nn::activation_table())
    if (explanation.is_called(entry.name)) explanation.text += description(entry, "activation");
}

void explain_axes(Explanation& explanation) {
  for (const Axis& axis : axes()) {
    if (!explanation.is_called(axis.name)) continue;
    explanation.text += fmt::format("{} (axis)\n  {}\n\n", axis.name, axis.meaning);
    explanation.text += axis.is_choice() ? reports::render(family_table(*axis.family), reports::Format::table)
                                         : parameters_text({axis.parameter});
  }
}

std::string explain(const std::string& name) {
  Explanation explanation{.name = name};
  explain_techniques(explanation);
  for (const train::Metric& metric : train::metrics())
    if (explanation.is_called(metric.name))
      explanation.text += fmt::format("{} (metric)\n  {}\n", name, metric.meaning);
  explain_axes(explanation);
  if (explanation.text.empty())
    throw Error(ErrorCode::bad_input,
                fmt::format("nothing is called '{}'{}", name, did_you_mean(name, explanation.names)));
  return explanation.text;
}

}  // namespace

void add_list(CommandLine& command, Context&) {
  struct Options {
    std::string what, format = "table";
  };
  auto options = std::make_shared<Options>();
  command.option("what", options->what, "axes, metrics, activations, optimizers, inits, ...");
  add_format_option(command, options->format);
  command.action(
      [options] { print(reports::render(list(options->what), reports::format_from(options->format))); });
}

void add_explain(CommandLine& command, Context&) {
  auto name = std::make_shared<std::string>();
  command.option("name", *name, "An optimizer, an init, an axis, a metric, ...").required();
  command.action([name] { print(explain(*name)); });
}

}  // namespace tryall::cli
