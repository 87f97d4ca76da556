// Checks a report.json against docs/report-json.md: lengths of columns, ranges of indices, no missing columns.
// Usage: node test/validate.mjs report.json
import { readFile } from "node:fs/promises";

const outcomes = ["completed", "diverged", "pruned", "timed_out", "failed", "cancelled"];
const estimates = ["center", "low", "high", "n"];

/** Everything that is wrong, as "path: what". */
export function complaints(report) {
  const list = [];
  const say = (path, what) => list.push(`${path}: ${what}`);
  const column = (path, values, length, below) => {
    if (!Array.isArray(values)) return say(path, "is no column");
    if (values.length !== length) say(path, `has ${values.length} rows, not ${length}`);
    if (
      below !== undefined &&
      values.some((v) => v !== null && !(Number.isInteger(v) && v >= 0 && v < below))
    )
      say(path, `holds an index that is not below ${below}`);
  };
  const columns = (path, object, names, length) =>
    names.forEach((name) => column(`${path}.${name}`, object[name], length));
  const optional = (path, values, length, below) =>
    values !== undefined && column(path, values, length, below);
  const axes = new Map((report.axes ?? []).map((axis) => [axis.name, axis]));
  const metrics = new Set((report.metrics ?? []).map((metric) => metric.name));
  const levels = (name) => {
    const axis = axes.get(name);
    return axis ? (axis.bins ? axis.bins.length - 1 : axis.values.length) : 0;
  };
  const axis = (path, name) => axes.has(name) || say(path, `there is no axis ${name}`);
  const metric = (path, name) => metrics.has(name) || say(path, `there is no metric ${name}`);
  const arms = report.arms === undefined ? 0 : levels(report.arms);

  if (report.format !== "tryall-report" || report.version !== 1)
    say("format", "is not version 1 of tryall-report");
  metric("objective.metric", report.objective?.metric);
  if (report.arms !== undefined) axis("arms", report.arms);
  for (const { name, scale, values, bins } of axes.values()) {
    if (scale !== "category" && values.some((v, i) => typeof v !== "number" || (i > 0 && v <= values[i - 1])))
      say(`axes.${name}`, "values are not rising numbers");
    if (bins && bins.some((v, i) => i > 0 && v <= bins[i - 1])) say(`axes.${name}`, "bins do not rise");
  }
  const { groups, runs } = report;
  column("groups.key", groups.key, groups.count);
  optional("groups.label", groups.label, groups.count);
  optional("groups.config", groups.config, groups.count);
  for (const name of axes.keys())
    column(`groups.axes.${name}`, groups.axes[name], groups.count, axes.get(name).values.length);
  for (const name of ["key", "seed"]) column(`runs.${name}`, runs[name], runs.count);
  if (new Set(runs.key).size !== runs.count) say("runs.key", "is not unique");
  column("runs.group", runs.group, runs.count, groups.count);
  column("runs.outcome", runs.outcome, runs.count, runs.outcomes.length);
  if (runs.outcomes.some((o) => !outcomes.includes(o))) say("runs.outcomes", "holds an unknown outcome");
  for (const [name, values] of Object.entries(runs.metrics))
    (metric("runs.metrics", name), column(`runs.metrics.${name}`, values, runs.count));
  optional("runs.environment", runs.environment, runs.count, report.environments?.length ?? 0);
  optional("runs.message", runs.message, runs.count, runs.messages?.length ?? 0);
  for (const name of ["epochs_done", "steps_done", "wall_seconds", "finished_at"])
    optional(`runs.${name}`, runs[name], runs.count);

  const pair = (path, one) => {
    (axis(path, one.x), axis(path, one.y));
    column(`${path}.x_level`, one.x_level, one.n.length, levels(one.x));
    column(`${path}.y_level`, one.y_level, one.n.length, levels(one.y));
    column(`${path}.failed`, one.failed, one.n.length);
  };
  const shown = Object.fromEntries(Object.entries(report.sections).filter(([, section]) => !section.missing));
  const {
    leaderboard: board,
    axis_effects: effects,
    interactions,
    parallel,
    curves,
    robustness,
    importance,
    significance,
    failures,
    pareto,
    history,
  } = shown;
  if (board) {
    const rows = board.group.length;
    metric("leaderboard", board.metric);
    column("leaderboard.group", board.group, rows, groups.count);
    columns("leaderboard", board, [...estimates, "rank", "failed"], rows);
    optional("leaderboard.tie", board.tie, rows);
    for (const other of board.also ?? [])
      (metric("leaderboard.also", other.metric), columns("leaderboard.also", other, estimates, rows));
    if (board.baseline) columns("leaderboard.baseline", board.baseline, ["difference", "low", "high"], rows);
    if (board.cost) column("leaderboard.cost.value", board.cost.value, rows);
  }
  for (const effect of effects?.effects ?? []) {
    axis("axis_effects", effect.axis);
    for (const series of effect.series) {
      column("axis_effects.level", series.level, series.level.length, levels(effect.axis));
      columns("axis_effects", series, estimates, series.level.length);
      column("axis_effects.arm", [series.arm], 1, arms);
      optional("axis_effects.failed_share", series.failed_share, series.level.length);
    }
  }
  for (const one of interactions?.pairs ?? [])
    (pair("interactions", one), column("interactions.center", one.center, one.n.length));
  for (const one of failures?.maps ?? []) pair("failures.maps", one);
  for (const name of parallel?.axes ?? []) axis("parallel.axes", name);
  for (const name of parallel?.metrics ?? []) metric("parallel.metrics", name);
  for (const series of curves?.series ?? []) {
    metric("curves", series.metric);
    column("curves.group", [series.group], 1, groups.count);
    columns("curves", series, estimates, series.center.length);
    for (const [name, values] of Object.entries(series.x))
      column(`curves.x.${name}`, values, series.center.length);
    for (const { run, values } of series.seeds ?? []) {
      column("curves.seeds.run", [run], 1, runs.count);
      if (values.length > series.center.length) say("curves.seeds", "a run is longer than its group");
    }
  }
  const { margins, best_of_n: best } = robustness ?? {};
  if (margins) {
    column("robustness.margins.arm", margins.arm, margins.arm.length, arms);
    columns(
      "robustness.margins",
      margins,
      ["best", "low", "high", "width", "at_low_edge", "at_high_edge"],
      margins.arm.length,
    );
  }
  for (const series of best?.series ?? [])
    columns("robustness.best_of_n", series, ["center", "low", "high"], series.tries.length);
  if (importance) columns("importance", importance, ["center", "low", "high"], importance.axes.length);
  if (significance?.pairs) {
    const rows = significance.pairs.a.length;
    for (const side of ["a", "b"])
      column(`significance.pairs.${side}`, significance.pairs[side], rows, significance.contenders.length);
    columns("significance.pairs", significance.pairs, ["probability", "low", "high", "n", "verdict"], rows);
  }
  const ranks = significance?.critical_difference;
  if (ranks && !ranks.missing)
    column(
      "significance.critical_difference.average_rank",
      ranks.average_rank,
      significance.contenders.length,
    );
  if (failures?.run) {
    column("failures.run", failures.run, failures.run.length, runs.count);
    optional("failures.epoch", failures.epoch, failures.run.length);
    optional("failures.step", failures.step, failures.run.length);
  }
  if (pareto) {
    metric("pareto", pareto.metric);
    column("pareto.group", pareto.group, pareto.group.length, groups.count);
    columns("pareto", pareto, estimates, pareto.group.length);
    column("pareto.cost.center", pareto.cost.center, pareto.group.length);
    column("pareto.front", pareto.front, pareto.front.length, pareto.group.length);
  }
  if (history) metric("history", history.metric);
  for (const series of history?.series ?? []) {
    column("history.commit", series.commit, series.commit.length, history.commits.length);
    if (series.commit.some((c, i) => i > 0 && c <= series.commit[i - 1]))
      say("history.commit", "does not rise");
    columns("history", series, estimates, series.commit.length);
    optional("history.failed", series.failed, series.commit.length);
    optional("history.group", series.group === undefined ? undefined : [series.group], 1, groups.count);
    if (series.noise) columns("history.noise", series.noise, ["low", "high"], series.commit.length);
    for (const { commit } of series.change_points ?? [])
      if (!series.commit.includes(commit)) say("history.change_points", "is at no commit of its series");
  }
  return [...new Set(list)];
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const found = complaints(JSON.parse(await readFile(process.argv[2], "utf8")));
  for (const line of found) console.error(line);
  process.exit(found.length ? 1 : 0);
}
