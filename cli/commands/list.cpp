#include <fmt/format.h>

#include <memory>
#include <string>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "terminal/output.hpp"
#include "terminal/tables.hpp"
#include "tryall/error.hpp"
#include "tryall/experiment/config.hpp"
#include "tryall/experiment/suggest.hpp"
#include "tryall/nn/activations/activation.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/space/search.hpp"
#include "tryall/train/metric.hpp"
#include "tryall/train/training_config.hpp"

namespace tryall::cli {
namespace {

using reports::Table;

Table axes_list() {
  Table table{{"axis", "default", "what"}, {}};
  for (const Axis& axis : axes())
    table.rows.push_back({axis.name, sweeps::axis_label(axis, axis.fallback()), axis.meaning});
  table.rows.push_back(
      {std::string("seed"), std::string("0"), std::string("replicates: init, data order and split")});
  return table;
}

Table activations_list() {
  Table table{{"activation", "what"}, {}};
  for (const nn::ActivationEntry& entry : nn::activation_table())
    table.rows.push_back({entry.about.name, entry.about.summary});
  return table;
}

Words list_names() {
  Words names = {"axes", "metrics", "activations"};
  for (const Family* family : sweeps::families_with_searches(axes())) names.push_back(family->plural);
  return names;
}

Table list_of(const std::string& what) {
  if (what.empty() || what == "axes") return axes_list();
  if (what == "metrics") return metrics_table();
  if (what == "activations") return activations_list();
  for (const Family* family : sweeps::families_with_searches(axes()))
    if (what == family->plural || what == family->singular) return family_table(*family);
  throw Error(ErrorCode::bad_input,
              fmt::format("unknown list '{}'{}", what, did_you_mean(what, list_names())));
}

void add_list(CommandLine& command, Context&) {
  struct Options {
    std::string what, format = "table";
  };
  auto options = std::make_shared<Options>();
  command.option("what", options->what, "axes, metrics, activations, optimizers, inits, ...")
      .suggest(list_names);
  add_format_option(command, options->format);
  command.action(
      [options] { print(table_text(list_of(options->what), reports::format_from(options->format))); });
}

}  // namespace

Command list_command() {
  return {.name = "list",
          .summary = "List axes, metrics, optimizers, inits, ...",
          .example = "tryall list optimizers",
          .add = add_list};
}

}  // namespace tryall::cli
