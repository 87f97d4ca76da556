#include "work.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

#include "terminal/output.hpp"
#include "terminal/quantities.hpp"
#include "tryall/reports/results/store_reader.hpp"
#include "tryall/reports/tables/table.hpp"
#include "tryall/sweeps/space/config_json.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"
#include "tryall/sweeps/store/wait_for_store.hpp"

namespace tryall::cli {
namespace {

std::vector<sweeps::StoredRun> stored_runs(const Context& context, const sweeps::Plan& plan,
                                           const std::vector<train::Outcome>& again) {
  sweeps::wait_for_store(context.db, {.note = note});
  if (sweeps::is_empty_database(context.db)) return {};
  auto runs = reports::StoreReader(context.db).stored(plan.run_keys(), plan.sweep.objective.metric);
  runs.erase(std::remove_if(runs.begin(), runs.end(),
                            [&](const sweeps::StoredRun& run) {
                              return std::find(again.begin(), again.end(), run.outcome) != again.end();
                            }),
             runs.end());
  return runs;
}

/// The memory that this process has now: the program, the plan and the data.
double resident_bytes() {
  std::ifstream file("/proc/self/statm");
  double total = 0, resident = 0;
  constexpr double page = 4096;
  return file >> total >> resident ? resident * page : 0;
}

std::string epochs_text(const sweeps::RemainingWork& remaining) {
  std::string epochs = counted(static_cast<std::size_t>(remaining.epochs), "epoch") + " in all";
  if (remaining.epochs == remaining.separately || remaining.epochs == 0) return epochs;
  return fmt::format("{} (without sharing: {}, {:.2f} times as many)", epochs, remaining.separately,
                     static_cast<double>(remaining.separately) / static_cast<double>(remaining.epochs));
}

/// "racing: at most 600 runs of 60 configs in 8 rounds", "tpe: 200 runs of 40 configs in 19 rounds".
std::string rounds_text(const sweeps::Plan& plan, const sweeps::RemainingWork& remaining) {
  const bool race = plan.sweep.search.name == "racing";
  std::size_t configs = 0;
  for (const sweeps::RoundSize& round : plan.rounds) configs = race ? round.configs : configs + round.configs;
  return fmt::format("{}: {}{} of {} in {}", plan.sweep.search.name,
                     race && remaining.to_train() > 0 ? "at most " : "", counted(remaining.runs, "run"),
                     counted(configs, "config"), counted(plan.rounds.size(), "round"));
}

/// "60 runs in 6 groups of up to 10 seeds", or what a search with rungs trains.
std::string size_text(const sweeps::Plan& plan, const sweeps::RemainingWork& remaining) {
  if (!plan.rounds.empty()) return rounds_text(plan, remaining);
  if (plan.brackets.empty()) {
    const bool even = plan.runs.size() == plan.groups.size() * plan.sweep.seeds.size();
    return fmt::format("{} in {} of {}{}", counted(plan.runs.size(), "run"),
                       counted(plan.groups.size(), "group"), even ? "" : "up to ",
                       counted(plan.sweep.seeds.size(), "seed"));
  }
  std::size_t configs = 0;
  for (const sweeps::Bracket& bracket : plan.brackets) configs += bracket.rungs.front().survivors;
  return fmt::format("{}: {} of {} in {}", plan.sweep.search.name, counted(remaining.runs, "run"),
                     counted(configs, "config"), counted(plan.brackets.size(), "bracket"));
}

}  // namespace

Work work_of(const Context& context, const sweeps::Plan& plan, sweeps::Trainer& trainer,
             const WorkOptions& options) {
  const sweeps::RemainingWorkOptions how{trainer.resumes(), options.jobs};
  Work work{remaining_work(plan, stored_runs(context, plan, options.again), how), {}, options.jobs};
  if (options.estimate_seconds > 0 && !work.remaining.next.empty()) {
    work.costs = estimate_costs(plan, work.remaining.next, trainer, options.estimate_seconds);
    add_costs(plan, work.costs, how, work.remaining);
  }
  return work;
}

std::string estimate_text(const Work& work) {
  constexpr double shortest = 0.1;  // below it, starting and storing take longer than training
  return work.seconds() < shortest ? "less than 0.1 s" : "about " + reports::duration_text(work.seconds());
}

std::string work_text(const sweeps::Plan& plan, const Work& work) {
  std::string text =
      fmt::format("{}: {}; {} stored already; {} to train", plan.sweep.name, size_text(plan, work.remaining),
                  work.remaining.stored, work.remaining.to_train());
  if (work.remaining.to_train() == 0) return text;
  text += ", " + epochs_text(work.remaining);
  if (!work.costs.known()) return text + fmt::format(", {} at a time", work.jobs);
  return text + fmt::format(", {} and {} with {} at a time", estimate_text(work),
                            bytes_text(resident_bytes() + work.remaining.bytes), work.jobs);
}

std::string merged_text(const sweeps::Plan& plan) {
  constexpr std::size_t most = 100'000;  // groups that are looked at
  const std::uint64_t combinations = plan.sweep.combinations();
  const std::size_t groups = plan.groups.size();
  if (plan.sweep.search.name != "grid" || plan.adapts() || combinations <= groups || groups > most) return "";
  std::vector<std::string> idle;
  for (const sweeps::SweptAxis& swept : plan.sweep.axes) {
    if (swept.settings.size() < 2) continue;
    const std::string first = sweeps::axis_label(*swept.axis, plan.groups.config(0));
    bool differs = false;
    for (std::size_t i = 1; i < groups && !differs; ++i)
      differs = sweeps::axis_label(*swept.axis, plan.groups.config(i)) != first;
    if (!differs) idle.push_back(swept.axis->name);
  }
  return fmt::format("{} combinations come to {}: {}\n", combinations, counted(groups, "config"),
                     idle.empty()
                         ? std::string("the others differ in what makes no difference beside the rest")
                         : fmt::format("{} make{} no difference here", fmt::join(idle, " and "),
                                       idle.size() == 1 ? "s" : ""));
}

}  // namespace tryall::cli
