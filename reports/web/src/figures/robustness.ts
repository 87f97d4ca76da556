import * as Plot from "@observablehq/plot";
import { el } from "../dom";
import { figure } from "../figure";
import { metricValue, number } from "../format";
import type { Model } from "../model";
import {
  common,
  domain,
  endLabels,
  gridX,
  gridY,
  metricDomain,
  metricScale,
  pointAt,
  scale,
  spanned,
  tips,
  withInterval,
  type EndLabel,
  type Point,
} from "../plots";
import type { BestOfN, BestOfNSeries, Margins, Metric, Robustness, Value } from "../report";
import { section } from "../section";
import { plotShape } from "../symbols";
import { rowsUpTo, type TableParams } from "../table";

/** By rows of the data: the range of good values, and the best. */
function rangeMarks(model: Model, data: Margins, rows: number[]): Plot.Markish[] {
  const y = (i: number) => i;
  const colour = (i: number) => model.colour(data.arm[i]);
  const symbol = (i: number) => plotShape(model.shape(data.arm[i]));
  const range = { x1: (i: number) => data.low[i], x2: (i: number) => data.high[i], y, dy: 8 };
  const best = { x: (i: number) => data.best[i], y, dy: 8 };
  const thick = { stroke: colour, strokeWidth: 6, strokeOpacity: 0.5, strokeLinecap: "round" } as const;
  return [
    Plot.ruleY(rows, { ...range, ...thick }),
    Plot.dot(rows, { ...best, fill: colour, stroke: "var(--paper)", r: 5.5, symbol }),
  ];
}

/** Each arm's name and width, above its range. */
function widthTexts(model: Model, data: Margins, rows: number[]): Plot.Markish {
  const log = model.axis(data.axis).scale === "log";
  const width = (w: number) => (log ? `${number(w, 2)} ${w === 1 ? "decade" : "decades"}` : number(w, 3));
  const text = (i: number) => `${model.armLabel(data.arm[i])}: ${width(data.width[i])}`;
  const place = { frameAnchor: "left", textAnchor: "start", y: (i: number) => i, dx: 2, dy: -9 } as const;
  const halo = { fill: "currentColor", stroke: "var(--paper)", strokeWidth: 4 };
  return Plot.text(rows, { ...place, text, fontWeight: 600, ...halo });
}

/** A word where a range ends at an edge of what was tried. */
function edgeTexts(data: Margins, rows: number[]): Plot.Markish[] {
  const look = { y: "i", text: "text", dy: 8, fill: "var(--bad)", fontWeight: 600 };
  const low = rows.filter((i) => data.at_low_edge[i]).map((i) => ({ i, x: data.low[i], text: "◂ edge" }));
  const high = rows.filter((i) => data.at_high_edge[i]).map((i) => ({ i, x: data.high[i], text: "edge ▸" }));
  return [
    Plot.text(high, { x: "x", ...look, textAnchor: "start", dx: 8 }),
    Plot.text(low, { x: "x", ...look, textAnchor: "end", dx: -8 }),
  ];
}

function marginPlot(model: Model, data: Margins, width: number): Element {
  const axis = model.axis(data.axis);
  const log = axis.scale === "log";
  const rows = rowsUpTo(data.arm.length);
  const known = axis.values.filter((v): v is number => typeof v === "number");
  const horizontal = scale(domain([...data.low, ...data.high, ...known], log), 8, log);
  return Plot.plot({
    ...common(width, 54 + 46 * rows.length),
    marginLeft: 18,
    marginRight: 54,
    marginBottom: 40,
    x: { ...horizontal, label: `${axis.label} →` },
    y: { type: "band", domain: rows, axis: null, padding: 0 },
    marks: [
      gridX(horizontal),
      ...rangeMarks(model, data, rows),
      widthTexts(model, data, rows),
      ...edgeTexts(data, rows),
    ],
  });
}

function pointsOf(model: Model, metric: Metric, series: BestOfNSeries): Point[] {
  const arm = model.armLabel(series.arm);
  return series.tries.flatMap((x, i) =>
    pointAt(series, i, x, `${arm}, best of ${x}: ${metricValue(metric, series.center[i])}`),
  );
}

/** A line with its band, and a mark at its end. */
function triesMarks(model: Model, arm: Value, points: Point[]): Plot.Markish[] {
  const colour = model.colour(arm);
  const symbol = plotShape(model.shape(arm));
  const band = { x: "x", y1: "low", y2: "high", fill: colour, fillOpacity: 0.13, clip: true };
  return [
    Plot.areaY(withInterval(points), band),
    Plot.lineY(points, { x: "x", y: "y", stroke: colour, strokeWidth: 2 }),
    Plot.dot(points.slice(-1), { x: "x", y: "y", fill: colour, stroke: "var(--paper)", r: 4.5, symbol }),
    tips(points),
  ];
}

function bestOfNPlot(model: Model, data: BestOfN, width: number): Element {
  const metric = model.metric(data.metric);
  const range = metricDomain(metric, spanned(data.series), false);
  const vertical = metricScale(metric, range, 5, false);
  const lines = data.series.map((one) => ({ arm: one.arm, points: pointsOf(model, metric, one) }));
  const labels = lines.flatMap(({ arm, points }): EndLabel[] =>
    points.slice(-1).map(({ x, y }) => ({ x, y, text: model.armLabel(arm), colour: model.colour(arm) })),
  );
  const most = data.series.reduce((n, { tries }) => Math.max(n, tries.at(-1) ?? 1), 1);
  const whole = (v: number) => (Number.isInteger(v) ? number(v) : "");
  return Plot.plot({
    ...common(width, 300),
    marginLeft: 56,
    marginRight: 92,
    marginBottom: 40,
    x: { ...scale([1, Math.max(2, most)], 6, most > 20, whole), label: "configs tried →" },
    y: vertical,
    marks: [
      gridY(vertical),
      ...lines.flatMap(({ arm, points }) => triesMarks(model, arm, points)),
      endLabels(labels, range, false),
    ],
  });
}

function marginFigure(model: Model, margins: Margins): HTMLElement {
  const { label } = model.axis(margins.axis);
  const draw = (width: number) => marginPlot(model, margins, width);
  return figure(`Range of ${label} within the margin of the best`, draw, `${label} ${margins.margin}`)
    .element;
}

function bestOfNFigure(model: Model, best: BestOfN): HTMLElement {
  const title = `Expected best ${model.metric(best.metric).label} of n tries, ${best.interval}`;
  return figure(title, (width) => bestOfNPlot(model, best, width), title).element;
}

/** A row of the table behind both figures. */
interface Row {
  what: string;
  arm: Value;
  at: Value;
  value: Value;
  low: Value;
  high: Value;
}

const widthRows = ({ axis, arm, best, width, low, high }: Margins): Row[] =>
  arm.map((one, i) => ({
    what: `width in ${axis}`,
    arm: one,
    at: best[i],
    value: width[i],
    low: low[i],
    high: high[i],
  }));

const triesRows = ({ arm, tries, center, low, high }: BestOfNSeries): Row[] =>
  tries.map((at, i) => ({ what: "best of n", arm, at, value: center[i], low: low[i], high: high[i] }));

function robustnessTable(model: Model, data: Robustness): TableParams {
  const { margins, best_of_n: best } = data;
  const rows = [...(margins ? widthRows(margins) : []), ...(best?.series ?? []).flatMap(triesRows)];
  return {
    name: "robustness",
    rows: rowsUpTo(rows.length),
    columns: [
      { title: "quantity", raw: (r) => rows[r].what },
      { title: "arm", raw: (r) => model.armLabel(rows[r].arm) },
      { title: "best at, or n", raw: (r) => rows[r].at, numeric: true },
      { title: "value", raw: (r) => rows[r].value, numeric: true },
      { title: "low", raw: (r) => rows[r].low, numeric: true },
      { title: "high", raw: (r) => rows[r].high, numeric: true },
    ],
  };
}

export function robustness(model: Model, data: Robustness): HTMLElement {
  const { margins, best_of_n: best, alarms } = data;
  const items = alarms.map(({ text }) => el("li", {}, text));
  const figures = [
    items.length ? el("ul", { class: "alarms" }, ...items) : null,
    margins?.arm.length ? marginFigure(model, margins) : null,
    best?.series.length ? bestOfNFigure(model, best) : null,
  ];
  return section({
    id: "robustness",
    data,
    figures: figures.filter((part) => part !== null),
    tables: [robustnessTable(model, data)],
  });
}
