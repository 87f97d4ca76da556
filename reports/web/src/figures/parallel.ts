import { viridis } from "../colours";
import { el } from "../dom";
import { ramp } from "../figure";
import { count, fixedValue, levelLabel, plural } from "../format";
import type { Model } from "../model";
import { axisColumn, metricColumn } from "../parallel/columns";
import { mostLines, ParallelView } from "../parallel/view";
import type { Parallel } from "../report";
import { section } from "../section";
import { Table, type Column } from "../table";
import { runLink } from "./run_link";

function tableColumns(model: Model, data: Parallel): Column[] {
  const { runs } = model.report;
  return [
    { title: "run", raw: (run) => runs.key[run], text: (run) => runLink(model, run) },
    ...data.axes.map((name): Column => {
      const axis = { ...model.axis(name), bins: undefined };
      const column = model.groupColumn(name);
      const level = (run: number) => column[runs.group[run]];
      return {
        title: axis.label,
        raw: (run) =>
          level(run) === null || level(run) === undefined ? undefined : axis.values[level(run) as number],
        text: (run) => levelLabel(axis, level(run)),
        numeric: axis.scale !== "category",
      };
    }),
    { title: "seed", raw: (run) => runs.seed[run], numeric: true },
    { title: "outcome", raw: (run) => model.outcome(run) },
    ...data.metrics.map((name): Column => {
      const [metric, column] = [model.metric(name), model.runColumn(name)];
      return {
        title: metric.label,
        raw: (run) => column[run],
        text: (run) => fixedValue(metric, column[run]),
        numeric: true,
      };
    }),
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

export function parallel(model: Model, data: Parallel): HTMLElement {
  const runs = model.report.runs.count;
  const id = "parallel" as const;
  if (runs === 0 || data.axes.length + data.metrics.length < 2) return section({ id, data, figures: [] });
  const columns = [
    ...data.axes.map((name) => axisColumn(model, model.axis(name))),
    ...data.metrics.map((name) => metricColumn(model, model.metric(name), model.runColumn(name))),
  ];
  const metric = model.metric(data.metrics[0] ?? model.objective.name);
  const line = el("span", { class: "status", role: "status" });
  const table = new Table({
    name: "runs",
    columns: tableColumns(model, data),
    rows: [],
    pageSize: 8,
    pointed: (run) => view.point(run),
  });
  const view = new ParallelView({
    model,
    columns,
    values: model.runColumn(metric.name),
    up: model.upward(metric),
    selected: (selected, drawn) => {
      line.textContent = status(runs, selected.length, drawn);
      table.setRows(Array.from(selected).reverse());
    },
  });
  const clear = el("button", { type: "button", click: () => view.clear() }, "Clear selection");
  const help = el(
    "p",
    { class: "key" },
    "Drag along an axis to select; or focus an end of it with Tab and move it with the arrow keys, Escape clears. Red lines: runs without a value.",
  );
  return section({
    id,
    data,
    controls: [ramp(`rank by ${metric.label}`, "worst", "best", viridis), line, clear],
    figures: [el("figure", {}, view.element), help, table.element],
  });
}
