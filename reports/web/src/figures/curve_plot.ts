import * as Plot from "@observablehq/plot";
import { armDash } from "../colours";
import { metricValue, quantity } from "../format";
import type { Model } from "../model";
import { abscissaScale, common, domain, endLabels, gridY, metricScale, type EndLabel } from "../plots";
import type { Curves, CurveSeries, Value, Values } from "../report";
import { plotShape } from "../symbols";
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

const known = (p: CurvePoint): boolean => p.x === p.x && p.y === p.y;

export const last = (points: CurvePoint[]): CurvePoint | undefined => points.filter(known).at(-1);

export interface CurveView {
  metric: string;
  abscissa: number;
  logX: boolean;
  logY: boolean;
  /** The vertical axis fits the groups without failed runs, where there are any. */
  whole: boolean;
}

/** What a group's curves come to: its points on the view's axes, and where runs ended early. */
interface Lines {
  series: CurveSeries;
  center: CurvePoint[];
  seeds: CurvePoint[];
  ends: { x: number; y: number; title: string }[];
  /** Values that the vertical axis is to hold: of completed runs; without any, those of the group. */
  range: Values;
}

/** Points that a logarithmic axis cannot hold are left out; broken lines stay broken. */
function fits(view: CurveView) {
  return (p: { x: number; y: number }) =>
    p.x !== p.x || p.y !== p.y || ((!view.logX || p.x > 0) && (!view.logY || p.y > 0));
}

function linesOf(model: Model, series: CurveSeries, x: Values, view: CurveView): Lines {
  const center = trace(x, series.center, 0, series.low, series.high).filter(fits(view));
  const lines: Lines = { series, center, seeds: [], ends: [], range: [] };
  for (const [line, { run, values }] of (series.seeds ?? []).entries()) {
    const points = trace(x, values, line).filter(fits(view));
    lines.seeds.push(...points);
    const end = last(points);
    if (model.completed(run)) lines.range.push(...values);
    else if (end) {
      const seed = `seed ${model.report.runs.seed[run]}: ${model.outcome(run)}`;
      lines.ends.push({ ...end, title: `${model.groupLabel(series.group)}, ${seed}` });
    }
  }
  if (!lines.ends.length) lines.range.push(...series.low, ...series.high);
  if (!lines.range.some((v) => v !== null)) lines.range = [...series.center, ...series.low, ...series.high];
  return lines;
}

/** An arm's name, and what tells its groups apart where several are shown; without arms that alone. */
function shortLabel(model: Model, group: number, groups: number[]): string {
  const arm = model.armOf(group);
  const same = groups.filter((other) => model.armOf(other) === arm);
  const others = same.map((other) => new Map(model.groupParts(other)));
  const differs = ([name, value]: [string, string]) => others.some((other) => other.get(name) !== value);
  const differing = model
    .groupParts(group)
    .filter(differs)
    .map(([, value]) => value);
  const parts = arm === null ? differing : [model.armLabel(arm), ...differing];
  const text = parts.join(" ") || model.groupLabel(group);
  return text.length > 17 ? `${text.slice(0, 16)}…` : text;
}

interface Style {
  colour: string;
  arm: Value;
}

function groupMarks({ center, seeds }: Lines, { colour, arm }: Style, view: CurveView): Plot.Markish[] {
  const band = center.filter((p) => p.low !== null && p.high !== null && (!view.logY || p.low > 0));
  const thin = {
    x: "x",
    y: "y",
    z: "line",
    stroke: colour,
    strokeWidth: 0.8,
    strokeOpacity: 0.4,
    clip: true,
  };
  const thick = {
    x: "x",
    y: "y",
    stroke: colour,
    strokeWidth: 2.2,
    strokeDasharray: armDash(arm ?? 0),
    clip: true,
  };
  return [
    Plot.lineY(seeds, thin as Plot.LineYOptions),
    Plot.areaY(band, { x: "x", y1: "low", y2: "high", fill: colour, fillOpacity: 0.15, clip: true }),
    Plot.lineY(center, thick as Plot.LineYOptions),
  ];
}

/** A mark where a run ended early; at the edge when its last value is beyond the axis. */
function endMarks(lines: Lines, [low, high]: [number, number]): Plot.Markish {
  const ends = lines.ends.map((end) => {
    const y = Math.min(high, Math.max(low, end.y));
    return { ...end, y, title: y === end.y ? end.title : `${end.title}, off the scale` };
  });
  const halo = { stroke: "var(--paper)", strokeWidth: 3, fontSize: 14 };
  return Plot.text(ends, { x: "x", y: "y", text: () => "✕", fill: "var(--bad)", title: "title", ...halo });
}

function contextMarks(data: Curves, view: CurveView, abscissa: string): Plot.Markish[] {
  return (data.context ?? []).flatMap(({ metric, x, center, low, high }) => {
    if (metric !== view.metric || !x[abscissa]) return [];
    const points = trace(x[abscissa], center, 0, low, high).filter(fits(view));
    const band = points.filter((p) => p.low !== null && p.high !== null && (!view.logY || p.low > 0));
    return [
      Plot.areaY(band, {
        x: "x",
        y1: "low",
        y2: "high",
        fill: "var(--faint)",
        fillOpacity: 0.18,
        clip: true,
      }),
      Plot.lineY(points, { x: "x", y: "y", stroke: "var(--faint)", strokeDasharray: "3 3", clip: true }),
    ];
  });
}

export function curvePlot(model: Model, data: Curves, view: CurveView, width: number): Element {
  const metric = model.metric(view.metric);
  const abscissa = data.abscissas[view.abscissa];
  const all = data.series.filter((s) => s.metric === view.metric && s.x[abscissa.name]);
  const shown = all.map((series) => linesOf(model, series, series.x[abscissa.name], view));
  const groups = all.map((series) => series.group);
  const whole = shown.filter((lines) => !lines.ends.length);
  const range = domain(
    (view.whole && whole.length ? whole : shown).flatMap((lines) => lines.range),
    view.logY,
  );
  const [tips, labels]: [(CurvePoint & { title: string })[], EndLabel[]] = [[], []];
  const marks = contextMarks(data, view, abscissa.name);
  for (const lines of shown) {
    const { group } = lines.series;
    const arm = model.arms ? model.armOf(group) : groups.indexOf(group);
    const style = { colour: model.colour(arm), arm };
    marks.push(...groupMarks(lines, style, view), endMarks(lines, range));
    const end = last(lines.center);
    const halo = { fill: style.colour, stroke: "var(--paper)", r: 4.5, symbol: plotShape(model.shape(arm)) };
    if (end) {
      marks.push(Plot.dot([end], { x: "x", y: "y", ...halo, clip: true }));
      labels.push({ x: end.x, y: end.y, text: shortLabel(model, group, groups), colour: style.colour });
    }
    for (const p of lines.center.filter(known)) {
      const where = `${abscissa.label} ${quantity(p.x, abscissa.unit)}`;
      tips.push({ ...p, title: `${model.groupLabel(group)}\n${where}\n${metricValue(metric, p.y)}` });
    }
  }
  const wide = width > 560;
  const inside = labels.filter(({ y }) => y >= range[0] && y <= range[1]);
  if (wide && labels.length <= 8) marks.push(endLabels(inside, range, view.logY));
  if (tips.length) marks.push(Plot.tip(tips, Plot.pointer({ x: "x", y: "y", title: "title" })));
  const vertical = metricScale(metric, range, 6, view.logY);
  const xs = all.flatMap((series) => series.x[abscissa.name]);
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
