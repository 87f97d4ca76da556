import { viridis } from "../colours";
import { el } from "../dom";
import { figure, ramp } from "../figure";
import { fixedValue, levelLabel, levelValue, metricValue, plural } from "../format";
import { heatmap, pairChoice, type Cell } from "../heatmap";
import type { Model } from "../model";
import type { Cells, Interactions, Metric, Value } from "../report";
import { section } from "../section";
import { rowsOf, rowsUpTo, type TableParams } from "../table";

/** Short: without the unit, shares with one decimal. */
const cellValue = (metric: Metric, value: Value): string =>
  metric.percent ? fixedValue(metric, value, 1) : metricValue({ ...metric, unit: undefined }, value, 3);

/** The range of all pairs, and how bright a value is drawn: 1 the best. */
interface Brightness {
  low: number;
  high: number;
  bright: (value: number) => number;
}

function brightness(model: Model, data: Interactions): Brightness {
  const metric = model.metric(data.metric);
  const values = data.pairs.flatMap((pair) => pair.center).filter((v): v is number => v !== null);
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const log = metric.scale === "log" && low > 0;
  const f = (v: number) => (log ? Math.log(v) : v);
  const up = model.upward(metric);
  const part = (v: number) => (high > low ? (f(v) - f(low)) / (f(high) - f(low)) : 0.5);
  return { low, high, bright: (v) => (up ? part(v) : 1 - part(v)) };
}

function cellTitle(model: Model, metric: Metric, pair: Cells, i: number): string {
  const [x, y] = [model.axis(pair.x), model.axis(pair.y)];
  const where = `${x.label} ${levelLabel(x, pair.x_level[i])}, ${y.label} ${levelLabel(y, pair.y_level[i])}`;
  const runs = `${plural(pair.n[i], "run")}, ${pair.failed[i]} without a value`;
  return `${where}: ${metricValue(metric, pair.center[i])}, ${runs}`;
}

function cellsOf(model: Model, metric: Metric, pair: Cells, { bright }: Brightness): Cell[] {
  return rowsUpTo(pair.x_level.length).map((i) => {
    const value = pair.center[i];
    return {
      x: pair.x_level[i],
      y: pair.y_level[i],
      colour: value === null ? null : viridis(bright(value)),
      text: `${cellValue(metric, value).replace(/\s*%$/, "")}\nn ${pair.n[i]}`,
      partly: pair.failed[i] > 0,
      title: cellTitle(model, metric, pair, i),
    };
  });
}

/** The ramp of colours; none where no cell has a value. */
function valueRamp(model: Model, data: Interactions, { low, high }: Brightness): HTMLElement[] {
  if (low > high) return [];
  const metric = model.metric(data.metric);
  const [worst, best] = model.upward(metric) ? [low, high] : [high, low];
  const title = `${metric.label}, ${data.statistic}`;
  return [ramp(title, cellValue(metric, worst), `${cellValue(metric, best)} (best)`, viridis)];
}

function keyLine(): HTMLElement {
  return el(
    "p",
    { class: "key" },
    el("span", { class: "swatch hatched" }),
    "not sampled ",
    el("span", { class: "swatch crossed" }, "✕"),
    "no run has a value; a small ✕: some have none; n: runs in the cell",
  );
}

function interactionTable(model: Model, data: Interactions): TableParams {
  const rows = rowsOf(data.pairs, ({ x_level }) => x_level);
  const level = (name: string, levels: number[], i: number) => levelValue(model.axis(name), levels[i]);
  return {
    name: "interactions",
    rows: rowsUpTo(rows.length),
    columns: [
      { title: "axis x", raw: (r) => rows[r].part.x },
      { title: "value x", raw: (r) => level(rows[r].part.x, rows[r].part.x_level, rows[r].i) },
      { title: "axis y", raw: (r) => rows[r].part.y },
      { title: "value y", raw: (r) => level(rows[r].part.y, rows[r].part.y_level, rows[r].i) },
      { title: data.metric, raw: (r) => rows[r].part.center[rows[r].i], numeric: true },
      { title: "n", raw: (r) => rows[r].part.n[rows[r].i], numeric: true },
      { title: "failed", raw: (r) => rows[r].part.failed[rows[r].i], numeric: true },
    ],
  };
}

export function interactions(model: Model, data: Interactions): HTMLElement {
  const id = "interactions";
  if (!data.pairs.length) return section({ id, data, figures: [] });
  const metric = model.metric(data.metric);
  const shades = brightness(model, data);
  let pair = data.pairs[0];
  const picture = figure(`${data.statistic} ${metric.label} by pairs of axes`, (width) => {
    const cells = cellsOf(model, metric, pair, shades);
    return heatmap({ x: model.axis(pair.x), y: model.axis(pair.y), cells, width });
  });
  const control = pairChoice(model, data.pairs, (chosen) => {
    pair = chosen;
    picture.redraw();
  });
  return section({
    id,
    data,
    controls: control ? [control] : [],
    figures: [...valueRamp(model, data, shades), picture.element, keyLine()],
    tables: [interactionTable(model, data)],
  });
}
