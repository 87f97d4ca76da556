#include <fmt/format.h>
#include <fmt/ranges.h>

#include "ask_forms.hpp"
#include "tryall/error.hpp"
#include "tryall/sweeps/store/connection.hpp"

namespace tryall::reports {
namespace {

using Form = Question::Form;

[[noreturn]] void refuse(const std::string& message) { throw Error(ErrorCode::bad_input, message); }

void check_form(const Question& question) {
  const Form form = question.form;
  if (form == Form::pivot && question.axes.size() != 2)
    refuse("--pivot takes two axes: --pivot optimizer x batch_size");
  if (form == Form::pivot && (question.top != 0 || question.metrics.size() > 1))
    refuse(question.top != 0 ? "--pivot shows every value of its axes; leave out --top"
                             : "--pivot shows one metric; name one with --metric");
  if (form == Form::runs && question.seeds_min != 0)
    refuse("--seeds-min selects groups; with --runs, use --where instead");
  if (!question.columns.empty() && form != Form::groups && form != Form::runs)
    refuse("--columns is for groups and --runs; this table has fixed columns");
}

void check_epoch(const std::vector<Metric>& metrics, const Question& question) {
  if (!question.at_epoch) return;
  if (question.form == Form::curves) refuse("--curves shows every epoch; leave out --at-epoch");
  if (*question.at_epoch < 1) refuse("--at-epoch: epochs are counted from 1");
  std::vector<std::string> curves;
  for (const Metric& metric : metrics)
    if (metric.each_epoch) curves.push_back(metric.name);
  for (const std::string& metric : question.metrics)
    if (!find_metric(metrics, metric).each_epoch)
      refuse(fmt::format("--at-epoch: {} is measured only at the end; measured each epoch: {}", metric,
                         fmt::join(curves, ", ")));
}

Asked complete(const StoreReader& store, const Question& question) {
  const std::vector<Metric>& metrics = store.metrics();
  Asked asked{.question = question,
              .selection = {.where = question.where, .at_epoch = question.at_epoch},
              .all_curves = question.metrics.empty()};
  if (question.metrics.empty() || !question.sweep.empty()) {
    const SweepRow sweep = store.sweep(question.sweep);
    if (!question.sweep.empty()) asked.selection.sweep = sweep.id;
    if (question.metrics.empty()) asked.question.metrics = {sweep.metric};
    asked.direction = sweep.direction;
  }
  if (!question.metrics.empty()) asked.direction = find_metric(metrics, question.metrics.front()).direction;
  for (const std::string& metric : question.metrics) find_metric(metrics, metric);
  if (question.direction) asked.direction = *question.direction;
  if (question.form != Form::runs && question.form != Form::curves)
    asked.selection = of_groups(std::move(asked.selection), metrics);
  check_form(question);
  check_epoch(metrics, asked.question);
  return asked;
}

Answer answer(const StoreReader& store, const Asked& asked) {
  switch (asked.question.form) {
    case Form::groups:
      return ask_groups(store, asked);
    case Form::combinations:
    case Form::pivot:
      return ask_combinations(store, asked);
    case Form::runs:
      return ask_runs(store, asked);
    case Form::curves:
      return ask_curves(store, asked);
  }
  return {};
}

}  // namespace

Answer ask(const StoreReader& store, const Question& question) try {
  const StoreReader::Snapshot snapshot(store);  // a sweep may be adding runs
  return answer(store, complete(store, question));
} catch (...) {
  sweeps::fail_with(store.file(), std::current_exception());
}

Answer ask(const std::filesystem::path& store, const Question& question) {
  return ask(StoreReader(store), question);
}

}  // namespace tryall::reports
