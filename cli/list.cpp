#include <fmt/format.h>
#include <fmt/ranges.h>

#include "context.hpp"
#include "tryall/config.hpp"
#include "tryall/error.hpp"
#include "tryall/nn/activation.hpp"
#include "tryall/suggest.hpp"
#include "tryall/sweeps/config_json.hpp"
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

Table metrics_table() {
  Table table{{"metric", "better", "measured", "what"}, {}};
  for (const train::Metric& metric : train::metrics())
    table.rows.push_back({metric.name,
                          std::string(metric.direction == train::Direction::maximize ? "larger" : "smaller"),
                          std::string(metric.each_epoch ? "each epoch" : "at the end"), metric.meaning});
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
  Table table{{"setting", "default", "range", "what"}, {}};
  for (const Parameter& parameter : parameters) {
    const std::string range =
        parameter.words.empty() ? range_text(parameter) : fmt::format("{}", fmt::join(parameter.words, ", "));
    table.rows.push_back({parameter.name,
                          parameter.fallback ? to_text(*parameter.fallback) : "(must be given)", range,
                          parameter.meaning});
  }
  return reports::render(table, reports::Format::table);
}

std::string explain(const std::string& name) {
  std::string text;
  std::vector<std::string> names;
  for (const Family* family : families())
    for (const Technique* technique : family->techniques) {
      names.push_back(technique->name);
      if (technique->name != name) continue;
      text += fmt::format("{}{} ({})\n  {}\n", text.empty() ? "" : "\n", name, family->singular,
                          technique->summary);
      if (!technique->source.empty()) text += fmt::format("  Source: {}\n", technique->source);
      text += "\n" + parameters_text(technique->parameters);
    }
  for (const train::Metric& metric : train::metrics()) {
    names.push_back(metric.name);
    if (metric.name == name) text += fmt::format("{} (metric)\n  {}\n", name, metric.meaning);
  }
  for (const Axis& axis : axes()) {
    names.push_back(axis.name);
    if (axis.name != name) continue;
    text += fmt::format("{} (axis)\n  {}\n\n", name, axis.meaning);
    text += axis.is_choice() ? reports::render(family_table(*axis.family), reports::Format::table)
                             : parameters_text({axis.parameter});
  }
  if (text.empty())
    throw Error(ErrorCode::bad_input,
                fmt::format("nothing is called '{}'{}", name, did_you_mean(name, names)));
  return text;
}

}  // namespace

void add_list(CLI::App& command, Context&) {
  struct Options {
    std::string what, format = "table";
  };
  auto options = std::make_shared<Options>();
  command.add_option("what", options->what, "axes, metrics, activations, optimizers, inits, ...");
  add_format_option(command, options->format);
  command.callback(
      [options] { print(reports::render(list(options->what), reports::format_from(options->format))); });
}

void add_explain(CLI::App& command, Context&) {
  auto name = std::make_shared<std::string>();
  command.add_option("name", *name, "An optimizer, an init, an axis, a metric, ...")->required();
  command.callback([name] { print(explain(*name)); });
}

}  // namespace tryall::cli
