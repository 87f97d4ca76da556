import * as Plot from "@observablehq/plot";
import { armDash } from "../colours";
import { choice, el, toggle } from "../dom";
import { figure, legend } from "../figure";
import { metricValue, number, quantity } from "../format";
import type { Model } from "../model";
import { abscissaScale, common, domain, endLabels, gridY, metricScale, type EndLabel } from "../plots";
import type { Curves, CurveSeries, Metric, Value, Values } from "../report";
import { section } from "../section";
import { armLegend, plotShape } from "../symbols";
import { rowsUpTo } from "../table";

export interface CurvePoint {
  x: number;
  y: number;
  low: Value;
  high: Value;
  line: number;
}

/** Pairs of x and y; where either has no value the line breaks. */
export function trace(x: Values, y: Values, line = 0, low: Values = [], high: Values = []): CurvePoint[] {
  return rowsUpTo(Math.min(x.length, y.length)).map((i) => ({
    x: x[i] ?? NaN,
    y: y[i] ?? NaN,
    low: low[i] ?? null,
    high: high[i] ?? null,
    line,
  }));
}

export const last = (points: CurvePoint[]): CurvePoint | undefined => points.filter((p) => p.x === p.x && p.y === p.y).at(-1);

export interface CurveView {
  metric: string;
  abscissa: number;
  logX: boolean;
  logY: boolean;
}

interface Lines {
  seeds: CurvePoint[];
  ends: { x: number; y: number; title: string }[];
}

/** The seeds of a group as thin lines, and a mark where a run ended without completing. */
function seedLines(model: Model, series: CurveSeries, x: Values): Lines {
  const seeds: CurvePoint[] = [];
  const ends: Lines["ends"] = [];
  (series.seeds ?? []).forEach(({ run, values }, line) => {
    const points = trace(x, values, line);
    seeds.push(...points);
    const end = last(points);
    if (end && !model.completed(run)) ends.push({ ...end, title: `${model.groupLabel(series.group)}, seed ${model.report.runs.seed[run]}: ${model.outcome(run)}` });
  });
  return { seeds, ends };
}

function curvePlot(model: Model, data: Curves, view: CurveView, width: number): Element {
  const metric = model.metric(view.metric);
  const abscissa = data.abscissas[view.abscissa];
  const shown = data.series.filter((s) => s.metric === view.metric && s.x[abscissa.name]);
  const groups = shown.map((s) => s.group);
  const marks: Plot.Markish[] = [];
  const positive = (p: { x: number; y: number }) => (!view.logX || p.x > 0) && (!view.logY || p.y > 0);
  const [xs, ys]: [Value[], (Value | undefined)[]] = [[], []];
  const [tips, labels]: [(CurvePoint & { title: string })[], EndLabel[]] = [[], []];
  for (const context of data.context ?? [])
    if (context.metric === view.metric && context.x[abscissa.name]) {
      const points = trace(context.x[abscissa.name], context.center, 0, context.low, context.high).filter(positive);
      marks.push(Plot.areaY(points.filter((p) => p.low !== null && (!view.logY || p.low > 0)), { x: "x", y1: "low", y2: "high", fill: "var(--faint)", fillOpacity: 0.18 }));
      marks.push(Plot.lineY(points, { x: "x", y: "y", stroke: "var(--faint)", strokeDasharray: "3 3" }));
      ys.push(...context.low, ...context.high);
    }
  for (const series of shown) {
    const x = series.x[abscissa.name];
    const arm = model.armOf(series.group);
    const colour = model.arms ? model.colour(arm) : model.colour(data.series.indexOf(series));
    const { seeds, ends } = seedLines(model, series, x);
    const center = trace(x, series.center, 0, series.low, series.high);
    xs.push(...x);
    ys.push(...seeds.map((p) => p.y).filter((y) => y === y), ...series.center, ...series.low, ...series.high);
    marks.push(Plot.lineY(seeds.filter((p) => p.y !== p.y || positive(p)), { x: "x", y: "y", z: "line", stroke: colour, strokeWidth: 0.8, strokeOpacity: 0.35 }));
    marks.push(Plot.areaY(center.filter((p) => p.low !== null && p.high !== null && positive({ x: p.x, y: p.low })), { x: "x", y1: "low", y2: "high", fill: colour, fillOpacity: 0.15 }));
    marks.push(Plot.lineY(center.filter((p) => p.y !== p.y || positive(p)), { x: "x", y: "y", stroke: colour, strokeWidth: 2.2, strokeDasharray: armDash(arm ?? 0) }));
    marks.push(Plot.text(ends.filter(positive), { x: "x", y: "y", text: () => "✕", fill: "var(--bad)", stroke: "var(--paper)", strokeWidth: 3, fontSize: 14, title: "title" }));
    const label = model.groupLabel(series.group);
    const end = last(center.filter(positive));
    if (end) {
      marks.push(Plot.dot([end], { x: "x", y: "y", fill: colour, stroke: "var(--paper)", r: 4.5, symbol: plotShape(model.shape(arm)) }));
      labels.push({ x: end.x, y: end.y, text: shortLabel(model, series.group, groups), colour });
    }
    tips.push(...center.filter((p) => p.y === p.y && positive(p)).map((p) => ({ ...p, title: `${label}\n${abscissa.label} ${quantity(p.x, abscissa.unit)}\n${metricValue(metric, p.y)}` })));
  }
  const wide = width > 560;
  if (wide && labels.length <= 8) marks.push(endLabels(labels, domain(ys, view.logY), view.logY));
  const vertical = metricScale(metric, domain(ys, view.logY), 6, view.logY);
  if (tips.length) marks.push(Plot.tip(tips, Plot.pointer({ x: "x", y: "y", title: "title" })));
  return Plot.plot({
    ...common(width, wide ? 400 : 300),
    marginLeft: 56,
    marginRight: wide ? 120 : 16,
    marginBottom: 42,
    x: { ...abscissaScale(xs, wide ? 7 : 4, view.logX, abscissa.unit), label: `${abscissa.label} →` },
    y: vertical,
    marks: [gridY(vertical), ...marks],
  });
}

/** An arm's name, and what tells its groups apart where several are shown. */
function shortLabel(model: Model, group: number, groups: number[]): string {
  const arm = model.armOf(group);
  if (arm === null) return model.groupLabel(group);
  const same = groups.filter((other) => model.armOf(other) === arm).map((other) => new Map(model.groupParts(other)));
  const differing = model.groupParts(group).filter(([name, value]) => same.some((other) => other.get(name) !== value));
  const text = [model.armLabel(arm), ...differing.map(([, value]) => value)].join(" ");
  return text.length > 17 ? `${text.slice(0, 16)}…` : text;
}

function curveTable(model: Model, data: Curves) {
  const rows = data.series.flatMap((series) => series.center.map((_, i) => ({ series, i })));
  return {
    name: "learning curves",
    rows: rowsUpTo(rows.length),
    columns: [
      { title: "group", raw: (r: number) => model.report.groups.key[rows[r].series.group] },
      { title: "config", raw: (r: number) => model.groupLabel(rows[r].series.group) },
      { title: "metric", raw: (r: number) => rows[r].series.metric },
      ...data.abscissas.map(({ name, label, unit }) => ({
        title: unit ? `${label} (${unit})` : label,
        raw: (r: number) => rows[r].series.x[name]?.[rows[r].i],
        text: (r: number) => number(rows[r].series.x[name]?.[rows[r].i]),
        numeric: true,
      })),
      ...(["center", "low", "high", "n"] as const).map((name) => ({ title: name, raw: (r: number) => rows[r].series[name][rows[r].i], numeric: true })),
    ],
  };
}

/** Choices of metric, abscissa and scales; calls `changed` with the view changed in place. */
export function curveControls(model: Model, data: Curves, view: CurveView, changed: () => void): HTMLElement[] {
  const metrics = curveMetrics(data);
  const label = (metric: Metric) => metric.label;
  const controls: HTMLElement[] = [];
  const set = (change: () => void) => { change(); changed(); };
  if (metrics.length > 1) controls.push(choice("Metric", metrics.map((m) => label(model.metric(m))), (i) => set(() => (view.metric = metrics[i])), metrics.indexOf(view.metric)));
  if (data.abscissas.length > 1) controls.push(choice("Against", data.abscissas.map((a) => a.label), (i) => set(() => (view.abscissa = i))));
  controls.push(toggle("x", ["linear", "log"], (i) => set(() => (view.logX = i === 1))));
  controls.push(toggle("y", ["linear", "log"], (i) => set(() => (view.logY = i === 1)), view.logY ? 1 : 0));
  return controls;
}

export const curveMetrics = (data: Curves): string[] => [...new Set(data.series.map((s) => s.metric))];

export function curves(model: Model, data: Curves): HTMLElement {
  const metrics = curveMetrics(data ?? []);
  if (!metrics.length || !data.abscissas.length) return section({ id: "curves", title: "Learning curves", data, figures: [] });
  const view: CurveView = { metric: metrics[0], abscissa: 0, logX: false, logY: model.metric(metrics[0]).scale === "log" };
  const title = el("div", { class: "y-title" });
  const describe = () => {
    title.textContent = `${model.metric(view.metric).label}, ${data.statistic}${data.interval ? ` with ${data.interval}` : ""}`;
  };
  const picture = figure(`Learning curves of ${data.series.length} groups`, (width) => curvePlot(model, data, view, width));
  const controls = curveControls(model, data, view, () => {
    describe();
    picture.redraw();
  });
  describe();
  const key = el("p", { class: "key" }, "Thin lines: runs, one a seed. Thick: the group. ✕: where a run ended without completing.", data.context?.length ? ` Grey: ${data.context[0].label}.` : null);
  const arms = model.arms ? legend(armLegend(model, data.series.map((s) => model.armOf(s.group)))) : null;
  const figures = [title, arms, picture.element, key].filter((part) => part !== null);
  return section({ id: "curves", title: "Learning curves", data, controls, figures, table: curveTable(model, data) });
}
