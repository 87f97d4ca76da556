#include <SQLiteCpp/SQLiteCpp.h>
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "ask_forms.hpp"
#include "results/find_sweep.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/store/sqlite_store.hpp"

namespace tryall::reports {
namespace {

using Form = Question::Form;

[[noreturn]] void refuse(const std::string& message) { throw Error(ErrorCode::bad_input, message); }

void check_form(const Question& question) {
  const Form form = question.form;
  if (form == Form::pivot && question.axes.size() != 2)
    refuse("--pivot takes two axes: --pivot optimizer x batch_size");
  if (form == Form::pivot && (question.top != 0 || question.metrics.size() > 1))
    refuse(question.top != 0 ? "--pivot shows every value of its axes; leave --top out"
                             : "--pivot shows one metric; name one with --metric");
  if (form == Form::runs && question.seeds_min != 0)
    refuse("--seeds-min leaves groups out; with --runs ask for them by --where");
  if (!question.columns.empty() && form != Form::groups && form != Form::runs)
    refuse("--columns is for groups and --runs; the columns of this table are set");
}

void check_epoch(const Question& question) {
  if (!question.at_epoch) return;
  if (question.form == Form::curves) refuse("--curves has every epoch; leave --at-epoch out");
  if (*question.at_epoch < 1) refuse("--at-epoch: epochs are counted from 1");
  std::vector<std::string> curves;
  for (const train::Metric& metric : train::metrics())
    if (metric.each_epoch) curves.push_back(metric.name);
  for (const std::string& metric : question.metrics)
    if (!train::find_metric(metric).each_epoch)
      refuse(fmt::format("--at-epoch: {} is measured at the end only; each epoch: {}", metric,
                         fmt::join(curves, ", ")));
}

Asked complete(SQLite::Database& database, const Question& question) {
  Asked asked{.question = question,
              .selection = {.where = question.where, .at_epoch = question.at_epoch},
              .all_curves = question.metrics.empty()};
  if (question.metrics.empty() || !question.sweep.empty()) {
    const SweepRow sweep = uncounted_sweep(database, question.sweep);
    if (!question.sweep.empty()) asked.selection.sweep = sweep.id;
    if (question.metrics.empty()) asked.question.metrics = {sweep.metric};
    asked.direction = sweep.direction;
  }
  if (!question.metrics.empty()) asked.direction = train::find_metric(question.metrics.front()).direction;
  for (const std::string& metric : question.metrics) train::find_metric(metric);
  if (question.direction) asked.direction = *question.direction;
  check_form(question);
  check_epoch(asked.question);
  return asked;
}

Answer answer(SQLite::Database& database, const Asked& asked) {
  switch (asked.question.form) {
    case Form::groups:
      return ask_groups(database, asked);
    case Form::combinations:
    case Form::pivot:
      return ask_combinations(database, asked);
    case Form::runs:
      return ask_runs(database, asked);
    case Form::curves:
      return ask_curves(database, asked);
  }
  return {};
}

}  // namespace

Answer ask(SQLite::Database& database, const Question& question) {
  const SQLite::Transaction snapshot(database);  // a sweep may be adding runs
  return answer(database, complete(database, question));
}

Answer ask(const std::filesystem::path& store, const Question& question) {
  return ask(*sweeps::open_for_reading(store), question);
}

}  // namespace tryall::reports
