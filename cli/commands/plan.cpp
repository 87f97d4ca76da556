#include <fmt/format.h>

#include <cstdint>
#include <memory>
#include <string>
#include <variant>
#include <vector>

#include "command.hpp"
#include "common_options.hpp"
#include "named_things.hpp"
#include "sweep_options.hpp"
#include "terminal/output.hpp"
#include "terminal/quantities.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "work.hpp"

namespace tryall::cli {
namespace {

struct PlanOptions : SweepOptions {
  std::string format = "table";
  int jobs = default_jobs();
  bool validate = false, no_estimate = false;
};

/// "a, b, c", or the first ones and the last where there are many.
template <class Text>
std::string listed(std::size_t count, const Text& text) {
  constexpr std::size_t shown = 12;
  std::string all;
  for (std::size_t i = 0; i < count; ++i) {
    if (count > shown && i == shown - 1) {
      all += ", ...";
      i = count - 1;
    }
    all += (i == 0 ? "" : ", ") + text(i);
  }
  return all;
}

/// One row an axis: how many values, and which.
reports::Table swept_axes_table(const sweeps::Sweep& sweep) {
  reports::Table table{{"axis", "count", "values"}, {}};
  for (const sweeps::SweptAxis& swept : sweep.axes) {
    const auto label = [&](std::size_t i) { return sweeps::axis_label(*swept.axis, swept.settings[i]); };
    table.rows.push_back({swept.axis->name, static_cast<std::int64_t>(swept.settings.size()),
                          listed(swept.settings.size(), label)});
  }
  const auto seed = [&](std::size_t i) { return std::to_string(sweep.seeds[i]); };
  table.rows.push_back(
      {std::string("seed"), static_cast<std::int64_t>(sweep.seeds.size()), listed(sweep.seeds.size(), seed)});
  return table;
}

reports::Table counts_table(const sweeps::Plan& plan, const Work& work) {
  const auto integer = [](std::size_t count) { return static_cast<std::int64_t>(count); };
  const auto estimate = [&](double value) {
    return work.costs.known() ? reports::Cell(value) : reports::Cell();
  };
  return {{"sweep", "groups", "seeds", "runs", "stored", "to_train", "epochs_separately", "epochs_to_train",
           "seconds", "run_bytes"},
          {{plan.sweep.name, integer(plan.groups.size()), integer(plan.sweep.seeds.size()),
            integer(work.remaining.runs), integer(work.remaining.stored), integer(work.remaining.to_train()),
            work.remaining.separately, work.remaining.epochs, estimate(work.seconds()),
            estimate(work.remaining.bytes)}}};
}

/// A row a rung of each bracket.
reports::Table rungs_table(const sweeps::Plan& plan) {
  reports::Table table{{"bracket", "epochs", "configs"}, {}};
  std::int64_t number = 0;
  for (const sweeps::Bracket& bracket : plan.brackets) {
    ++number;
    for (const sweeps::Rung& rung : bracket.rungs)
      table.rows.push_back({number, rung.epochs, static_cast<std::int64_t>(rung.survivors)});
  }
  return table;
}

/// A row a round, or several that are alike; a race's have so many configs at most.
reports::Table rounds_table(const sweeps::Plan& plan) {
  const char* configs = plan.sweep.search.name == "racing" ? "configs_at_most" : "configs";
  reports::Table table{{"round", configs, "seeds"}, {}};
  const std::vector<sweeps::RoundSize>& rounds = plan.rounds;
  for (std::size_t first = 0, next = 0; first < rounds.size(); first = next) {
    while (next < rounds.size() && rounds[next] == rounds[first]) ++next;
    table.rows.push_back({next == first + 1 ? std::to_string(next) : fmt::format("{} to {}", first + 1, next),
                          static_cast<std::int64_t>(rounds[first].configs),
                          static_cast<std::int64_t>(rounds[first].seeds)});
  }
  return table;
}

int validate(const PlanOptions& options) {
  const sweeps::Sweep sweep = read_sweep(options, {train::training_axes(), train::metrics()});
  print(fmt::format("{}: valid, {} with {}\n", options.spec, counted(sweep.combinations(), "config"),
                    counted(sweep.seeds.size(), "seed")));
  return fine;
}

int show_plan(const Context& context, const PlanOptions& options) {
  const reports::Format format = reports::format_from(options.format);
  sweeps::NativeTrainer trainer(context.data);
  const sweeps::Plan plan = make_plan(options, trainer);
  show_notes(trainer.notes());
  note(merged_text(plan));
  note(edited_text(context, plan, "a run keeps both"));
  const Work work = work_of(context, plan, trainer,
                            {.jobs = options.jobs, .estimate_seconds = options.no_estimate ? 0 : 1.0});
  if (format != reports::Format::table) {
    print(table_text(counts_table(plan, work), format));
    return fine;
  }
  print(work_text(plan, work) + "\n\n" + table_text(swept_axes_table(plan.sweep), format));
  if (!plan.brackets.empty()) print("\n" + table_text(rungs_table(plan), format));
  if (!plan.rounds.empty()) print("\n" + table_text(rounds_table(plan), format));
  return fine;
}

void add_plan(CommandLine& command, Context& context) {
  auto options = std::make_shared<PlanOptions>();
  add_sweep_options(command, *options);
  add_db_option(command, context);
  add_data_option(command, context);
  add_format_option(command, options->format);
  add_jobs_option(command, options->jobs);
  command.flag("--no-estimate", options->no_estimate, "Do not estimate time and memory");
  command.flag("--validate", options->validate, "Only check the file; read neither data nor store");
  command.action([options, &context] {
    context.status = options->validate ? validate(*options) : show_plan(context, *options);
  });
}

}  // namespace

Command plan_command() {
  return {.name = "plan",
          .summary = "Show what a run would train, without training",
          .example = "tryall plan sweeps/recipes/first.json",
          .add = add_plan};
}

}  // namespace tryall::cli
