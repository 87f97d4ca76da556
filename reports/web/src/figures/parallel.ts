import { viridis } from "../colours";
import { el } from "../dom";
import { ramp } from "../figure";
import { count, fixedValue, levelLabel, levelValue, plural } from "../format";
import type { Model } from "../model";
import { axisColumn, metricColumn } from "../parallel/columns";
import { mostLines, ParallelView } from "../parallel/view";
import type { Metric, Parallel } from "../report";
import { section } from "../section";
import { Table, type Column } from "../table";
import { runLink } from "./run_link";

function axisTableColumn(model: Model, name: string): Column {
  const axis = { ...model.axis(name), bins: undefined };
  const column = model.groupColumn(name);
  const level = (run: number) => column[model.report.runs.group[run]];
  return {
    title: axis.label,
    raw: (run) => levelValue(axis, level(run)),
    text: (run) => levelLabel(axis, level(run)),
    numeric: axis.scale !== "category",
  };
}

function metricTableColumn(model: Model, name: string): Column {
  const [metric, column] = [model.metric(name), model.runColumn(name)];
  const text = (run: number) => fixedValue(metric, column[run]);
  return { title: metric.label, raw: (run) => column[run], text, numeric: true };
}

function tableColumns(model: Model, data: Parallel): Column[] {
  const { runs } = model.report;
  return [
    { title: "run", raw: (run) => runs.key[run], text: (run) => runLink(model, run) },
    ...data.axes.map((name) => axisTableColumn(model, name)),
    { title: "seed", raw: (run) => runs.seed[run], numeric: true },
    { title: "outcome", raw: (run) => model.outcome(run) },
    ...data.metrics.map((name) => metricTableColumn(model, name)),
  ];
}

function status(all: number, selected: number, drawn: number): string {
  const chosen =
    selected === all ? plural(all, "run") : `${count(selected)} of ${plural(all, "run")} selected`;
  const best = Math.floor(mostLines / 50);
  return drawn < selected
    ? `${chosen}; ${count(drawn)} drawn: the ${best} best and an even sample of the rest, by rank`
    : chosen;
}

const help =
  "Drag along an axis to select; or focus an end of it with Tab and move it with the arrow keys, Escape clears. Red lines: runs without a value.";

/** The lines, with a table and a count of the runs that are selected. */
function selectableRuns(model: Model, data: Parallel, metric: Metric) {
  const columns = [
    ...data.axes.map((name) => axisColumn(model, model.axis(name))),
    ...data.metrics.map((name) => metricColumn(model, model.metric(name), model.runColumn(name))),
  ];
  const line = el("span", { class: "status", role: "status" });
  const pointed = (run: number | null) => view.point(run);
  const table = new Table({
    name: "runs",
    columns: tableColumns(model, data),
    rows: [],
    pageSize: 8,
    pointed,
  });
  const view = new ParallelView({
    model,
    columns,
    values: model.runColumn(metric.name),
    up: model.upward(metric),
    selected: (selected, drawn) => {
      line.textContent = status(model.report.runs.count, selected.length, drawn);
      table.setRows(Array.from(selected).reverse());
    },
  });
  return { view, table, line };
}

export function parallel(model: Model, data: Parallel): HTMLElement {
  const id = "parallel";
  const none = model.report.runs.count === 0 || data.axes.length + data.metrics.length < 2;
  if (none) return section({ id, data, figures: [] });
  const metric = model.metric(data.metrics[0] ?? model.objective.name);
  const { view, table, line } = selectableRuns(model, data, metric);
  const clear = el("button", { type: "button", click: () => view.clear() }, "Clear selection");
  return section({
    id,
    data,
    controls: [ramp(`rank by ${metric.label}`, "worst", "best", viridis), line, clear],
    figures: [el("figure", {}, view.element), el("p", { class: "key" }, help), table.element],
  });
}
