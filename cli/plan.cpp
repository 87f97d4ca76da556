#include <fmt/format.h>

#include "sweep_options.hpp"
#include "tryall/sweeps/config_json.hpp"

namespace tryall::cli {
namespace {

struct PlanOptions : SweepOptions {
  std::string format = "table";
};

/// One row an axis: how many values, and which.
reports::Table axes_table(const sweeps::Plan& plan) {
  reports::Table table{{"axis", "count", "values"}, {}};
  for (const sweeps::SweptAxis& swept : plan.sweep.axes) {
    std::string values;
    for (const sweeps::Setting& setting : swept.settings) {
      Config config = plan.sweep.base;
      std::visit([&](const auto& known) { swept.axis->put(config, known); }, setting);
      values += (values.empty() ? "" : ", ") + sweeps::axis_label(*swept.axis, config);
    }
    table.rows.push_back({swept.axis->name, static_cast<std::int64_t>(swept.settings.size()), values});
  }
  std::string seeds;
  for (const std::uint64_t seed : plan.sweep.seeds)
    seeds += (seeds.empty() ? "" : ", ") + std::to_string(seed);
  table.rows.push_back({std::string("seed"), static_cast<std::int64_t>(plan.sweep.seeds.size()), seeds});
  return table;
}

reports::Table counts_table(const sweeps::Plan& plan, std::size_t stored) {
  const auto integer = [](std::size_t count) { return static_cast<std::int64_t>(count); };
  return {
      {"sweep", "groups", "seeds", "runs", "stored", "to_train", "epochs_to_train"},
      {{plan.sweep.name, integer(plan.groups.size()), integer(plan.sweep.seeds.size()),
        integer(plan.runs.size()), integer(stored), integer(plan.runs.size() - stored), std::int64_t{0}}}};
}

int show_plan(const Context& context, const PlanOptions& options) {
  const reports::Format format = reports::format_from(options.format);
  sweeps::NativeTrainer trainer(context.data);
  const sweeps::Plan plan = make_plan(options, trainer);
  const std::unordered_set<std::string> stored = stored_keys(context.db, plan);
  std::int64_t epochs = 0;
  for (const std::size_t run : plan.missing(stored))
    epochs += plan.groups[plan.runs[run].group].config.epochs;
  if (format == reports::Format::table) {
    print(fmt::format("{}; {} to train, {} in all\n\n", plan_text(plan, stored.size()),
                      plan.runs.size() - stored.size(), counted(static_cast<std::size_t>(epochs), "epoch")));
    print(reports::render(axes_table(plan), format));
    return fine;
  }
  reports::Table counts = counts_table(plan, stored.size());
  counts.rows.front().back() = epochs;
  print(reports::render(counts, format));
  return fine;
}

}  // namespace

void add_plan(CLI::App& command, Context& context) {
  auto options = std::make_shared<PlanOptions>();
  add_sweep_options(command, *options);
  add_db_option(command, context);
  add_data_option(command, context);
  add_format_option(command, options->format);
  command.callback([options, &context] { context.status = show_plan(context, *options); });
}

}  // namespace tryall::cli
