import * as Plot from "@observablehq/plot";
import { oranges } from "../colours";
import { choice, el } from "../dom";
import { figure, ramp } from "../figure";
import { count, levelLabel, none, number, plural, share } from "../format";
import { heatmap } from "../heatmap";
import type { Model } from "../model";
import { common, gridX, scale } from "../plots";
import type { Failures, Value } from "../report";
import { section } from "../section";
import { plotShape } from "../symbols";
import { rowsUpTo, Table, type Column } from "../table";
import { runLink } from "./run_link";

type FailureMap = NonNullable<Failures["maps"]>[number];

function mapPicture(model: Model, map: FailureMap, width: number): Element {
  const [x, y] = [model.axis(map.x), model.axis(map.y)];
  const cells = rowsUpTo(map.n.length).map((i) => {
    const part = map.n[i] ? map.failed[i] / map.n[i] : 0;
    return {
      x: map.x_level[i],
      y: map.y_level[i],
      colour: part > 0 ? oranges(part) : "var(--raised)",
      text: `${map.failed[i]}/${map.n[i]}`,
      partly: map.failed[i] > 0,
      title: `${x.label} ${levelLabel(x, map.x_level[i])}, ${y.label} ${levelLabel(y, map.y_level[i])}: ${map.failed[i]} of ${map.n[i]} runs (${share(part)})`,
    };
  });
  return heatmap({ x, y, cells, width });
}

/** When runs ended: a mark an epoch or step and arm, its area by the number of runs. */
function timePlot(model: Model, data: Failures, at: (number | null)[], unit: string, width: number): Element {
  const runs = data.run ?? [];
  const marks = new Map<string, { when: number; arm: Value; runs: number }>();
  runs.forEach((run, i) => {
    const when = at[i];
    if (when === null || when === undefined) return;
    const arm = model.armOf(model.report.runs.group[run]);
    const mark = marks.get(`${arm} ${when}`);
    if (mark) ++mark.runs;
    else marks.set(`${arm} ${when}`, { when, arm, runs: 1 });
  });
  const points = [...marks.values()].map((mark) => ({
    ...mark,
    title: `${model.armLabel(mark.arm)}\n${plural(mark.runs, "run")} ended at ${unit} ${number(mark.when)}`,
  }));
  type Mark = (typeof points)[number];
  const armOf = (p: Mark) => model.armLabel(p.arm);
  const arms = [...new Set(points.map((p) => p.arm))].sort((a, b) => (a ?? -1) - (b ?? -1));
  const most = points.reduce((a, p) => Math.max(a, p.when), 1);
  const horizontal = scale([-0.02 * most, most * 1.03], 6, false, (v) =>
    Number.isInteger(v) ? count(v) : "",
  );
  return Plot.plot({
    ...common(width, 60 + 38 * arms.length),
    marginLeft: Math.min(
      120,
      32 + 7 * arms.reduce((n: number, arm) => Math.max(n, model.armLabel(arm).length), 3),
    ),
    marginBottom: 40,
    x: { ...horizontal, label: `${unit} →` },
    y: { type: "band", domain: arms.map((arm) => model.armLabel(arm)), label: null, tickSize: 0 },
    r: { type: "identity" },
    marks: [
      gridX(horizontal),
      Plot.dot(points, {
        x: "when",
        y: armOf,
        fill: (p: Mark) => model.colour(p.arm),
        symbol: (p: Mark) => plotShape(model.shape(p.arm)),
        fillOpacity: 0.75,
        r: (p: Mark) => Math.min(13, 3 + 1.5 * Math.sqrt(p.runs)),
      }),
      Plot.tip(points, Plot.pointer({ x: "when", y: armOf, title: "title" })),
    ],
  });
}

function columns(model: Model, data: Failures): Column[] {
  const run = (row: number) => (data.run ?? [])[row];
  const { runs } = model.report;
  const message = (row: number) => {
    const index = runs.message?.[run(row)];
    return index === null || index === undefined ? undefined : runs.messages?.[index];
  };
  return [
    { title: "run", raw: (row) => runs.key[run(row)], text: (row) => runLink(model, run(row)) },
    { title: "config", raw: (row) => model.groupLabel(runs.group[run(row)]) },
    { title: "seed", raw: (row) => runs.seed[run(row)], numeric: true },
    { title: "outcome", raw: (row) => model.outcome(run(row)) },
    { title: "epoch", raw: (row) => data.epoch?.[row], numeric: true },
    {
      title: "step",
      raw: (row) => data.step?.[row],
      text: (row) => number(data.step?.[row], 8),
      numeric: true,
    },
    { title: "message", raw: message, text: (row) => message(row) ?? none },
  ];
}

export function failures(model: Model, data: Failures): HTMLElement {
  const { maps = [], run = [] } = data;
  const figures: HTMLElement[] = [];
  const controls: HTMLElement[] = [];
  if (maps.length) {
    let map = maps[0];
    const picture = figure("Share of runs that failed, by pairs of axes", (width) =>
      mapPicture(model, map, width),
    );
    const names = maps.map(({ x, y }) => `${model.axis(x).label} × ${model.axis(y).label}`);
    if (maps.length > 1)
      controls.push(
        choice("Axes", names, (i) => {
          map = maps[i];
          picture.redraw();
        }),
      );
    figures.push(
      ramp("share without a value", "0 %", "100 %", oranges),
      picture.element,
      el(
        "p",
        { class: "key" },
        "k/n: runs without a value of runs in all. ",
        el("span", { class: "swatch hatched" }),
        "not sampled",
      ),
    );
  }
  const [at, unit] = data.epoch?.some((v) => v !== null) ? [data.epoch, "epoch"] : [data.step ?? [], "step"];
  if (run.length && at.some((v) => v !== null))
    figures.push(
      figure(
        `When runs ended, by ${unit}`,
        (width) => timePlot(model, data, at, unit, width),
        "When it happened",
      ).element,
    );
  const rows = rowsUpTo(run.length);
  if (rows.length)
    figures.push(
      new Table({ name: "failed runs", columns: columns(model, data), rows, pageSize: 6 }).element,
    );
  return section({ id: "failures", data, controls, figures });
}
