import { viridis } from "../colours";
import { choice, el } from "../dom";
import { figure, ramp } from "../figure";
import { fixedValue, levelLabel, levelValue, metricValue, plural } from "../format";
import { heatmap, type Cell } from "../heatmap";
import type { Model } from "../model";
import type { Interactions, Metric, Value } from "../report";
import { section } from "../section";
import { rowsUpTo } from "../table";

type Pair = Interactions["pairs"][number];

/** Short: without the unit, shares with one decimal. */
const cellValue = (metric: Metric, value: Value): string =>
  metric.percent ? fixedValue(metric, value, 1) : metricValue({ ...metric, unit: undefined }, value, 3);

function scaleOf(
  model: Model,
  data: Interactions,
  metric: Metric,
): { low: number; high: number; bright: (v: number) => number } {
  const values = data.pairs.flatMap((pair) => pair.center).filter((v): v is number => v !== null);
  const low = values.reduce((a, b) => Math.min(a, b), Infinity);
  const high = values.reduce((a, b) => Math.max(a, b), -Infinity);
  const log = metric.scale === "log" && low > 0;
  const f = (v: number) => (log ? Math.log(v) : v);
  const up = model.upward(metric);
  const part = (v: number) => (high > low ? (f(v) - f(low)) / (f(high) - f(low)) : 0.5);
  return { low, high, bright: (v) => (up ? part(v) : 1 - part(v)) };
}

export function interactions(model: Model, data: Interactions): HTMLElement {
  const metric = model.metric(data.metric);
  if (!data.pairs?.length) return section({ id: "interactions", data, figures: [] });
  const scale = scaleOf(model, data, metric);
  let pair = data.pairs[0];
  const names = data.pairs.map(({ x, y }) => `${model.axis(x).label} × ${model.axis(y).label}`);
  const cells = ({ x, y, x_level, y_level, center, n, failed }: Pair): Cell[] =>
    rowsUpTo(x_level.length).map((i) => {
      const value = center[i];
      return {
        x: x_level[i],
        y: y_level[i],
        colour: value === null ? null : viridis(scale.bright(value)),
        text: `${cellValue(metric, value).replace(/\s*%$/, "")}\nn ${n[i]}`,
        partly: failed[i] > 0,
        title: `${model.axis(x).label} ${levelLabel(model.axis(x), x_level[i])}, ${model.axis(y).label} ${levelLabel(model.axis(y), y_level[i])}: ${metricValue(metric, value)}, ${plural(n[i], "run")}, ${failed[i]} without a value`,
      };
    });
  const picture = figure(`${data.statistic} ${metric.label} by pairs of axes`, (width) =>
    heatmap({ x: model.axis(pair.x), y: model.axis(pair.y), cells: cells(pair), width }),
  );
  const rows = data.pairs.flatMap((one) => one.x_level.map((_, i) => ({ one, i })));
  const up = model.upward(metric);
  const ends = [
    cellValue(metric, up ? scale.low : scale.high),
    cellValue(metric, up ? scale.high : scale.low),
  ];
  const key = el(
    "p",
    { class: "key" },
    el("span", { class: "swatch hatched" }),
    "not sampled ",
    el("span", { class: "swatch crossed" }, "✕"),
    "no run has a value; a small ✕: some have none; n: runs in the cell",
  );
  return section({
    id: "interactions",
    data,
    controls:
      data.pairs.length > 1
        ? [
            choice("Axes", names, (i) => {
              pair = data.pairs[i];
              picture.redraw();
            }),
          ]
        : [],
    figures: [
      ...(scale.low <= scale.high
        ? [ramp(`${metric.label}, ${data.statistic}`, ends[0], `${ends[1]} (best)`, viridis)]
        : []),
      picture.element,
      key,
    ],
    table: {
      name: "interactions",
      rows: rowsUpTo(rows.length),
      columns: [
        { title: "axis x", raw: (r) => rows[r].one.x },
        {
          title: "value x",
          raw: (r) => levelValue(model.axis(rows[r].one.x), rows[r].one.x_level[rows[r].i]),
        },
        { title: "axis y", raw: (r) => rows[r].one.y },
        {
          title: "value y",
          raw: (r) => levelValue(model.axis(rows[r].one.y), rows[r].one.y_level[rows[r].i]),
        },
        { title: data.metric, raw: (r) => rows[r].one.center[rows[r].i], numeric: true },
        { title: "n", raw: (r) => rows[r].one.n[rows[r].i], numeric: true },
        { title: "failed", raw: (r) => rows[r].one.failed[rows[r].i], numeric: true },
      ],
    },
  });
}
