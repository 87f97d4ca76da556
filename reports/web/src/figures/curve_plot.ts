import * as Plot from "@observablehq/plot";
import { armDash } from "../colours";
import { metricValue, quantity } from "../format";
import type { Model } from "../model";
import {
  abscissaScale,
  common,
  endLabels,
  gridY,
  metricDomain,
  metricScale,
  spanned,
  tips,
  withInterval,
  type EndLabel,
} from "../plots";
import type { AbscissaName, Curves, CurveSeries, Value, Values } from "../report";
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
  for (const [line, { run, values }] of series.seeds.entries()) {
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
  if (!lines.range.some((v) => v !== null)) lines.range = spanned([series]);
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

/** Points with an interval that the vertical axis can hold. */
const bandOf = (points: CurvePoint[], view: CurveView): CurvePoint[] =>
  withInterval(points).filter(({ low }) => !view.logY || (low ?? 0) > 0);

interface Style {
  colour: string;
  arm: Value;
}

function groupMarks({ center, seeds }: Lines, { colour, arm }: Style, view: CurveView): Plot.Markish[] {
  const band = bandOf(center, view);
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

function contextMarks(data: Curves, view: CurveView, abscissa: AbscissaName): Plot.Markish[] {
  return (data.context ?? []).flatMap(({ metric, x, center, low, high }) => {
    const at = x[abscissa];
    if (metric !== view.metric || !at) return [];
    const points = trace(at, center, 0, low, high).filter(fits(view));
    return [
      Plot.areaY(bandOf(points, view), {
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

interface Shown {
  lines: Lines[];
  groups: number[];
  range: [number, number];
}

/** The series of the view's metric that have its abscissa, and the range that holds them. */
function shownIn(model: Model, data: Curves, view: CurveView): Shown {
  const { name } = data.abscissas[view.abscissa];
  const lines = data.series.flatMap((series) => {
    const x = series.x[name];
    return series.metric === view.metric && x ? [linesOf(model, series, x, view)] : [];
  });
  const whole = lines.filter(({ ends }) => !ends.length);
  const fitted = view.whole && whole.length ? whole : lines;
  const values = fitted.flatMap((one) => one.range);
  const range = metricDomain(model.metric(view.metric), values, view.logY);
  return { lines, groups: lines.map(({ series }) => series.group), range };
}

/** A group's arm; without arms its place among the groups, which then have the colours. */
function styleOf(model: Model, { series: { group } }: Lines, { groups }: Shown): Style {
  const arm = model.arms ? model.armOf(group) : groups.indexOf(group);
  return { colour: model.colour(arm), arm };
}

/** A group's lines, with a mark where the thick one ends. */
function lineMarks(model: Model, lines: Lines, shown: Shown, view: CurveView): Plot.Markish[] {
  const style = styleOf(model, lines, shown);
  const end = last(lines.center);
  const symbol = plotShape(model.shape(style.arm));
  const look = { fill: style.colour, stroke: "var(--paper)", r: 4.5, symbol, clip: true } as const;
  return [
    ...groupMarks(lines, style, view),
    endMarks(lines, shown.range),
    ...(end ? [Plot.dot([end], { x: "x", y: "y", ...look })] : []),
  ];
}

function groupTips(model: Model, data: Curves, view: CurveView, { series, center }: Lines) {
  const { label, unit } = data.abscissas[view.abscissa];
  const metric = model.metric(view.metric);
  return center.filter(known).map((p) => {
    const where = `${label} ${quantity(p.x, unit)}`;
    return { ...p, title: `${model.groupLabel(series.group)}\n${where}\n${metricValue(metric, p.y)}` };
  });
}

/** Names at the ends of lines, while they are few; of those that end on the axis. */
function nameMarks(model: Model, shown: Shown, view: CurveView): Plot.Markish[] {
  const labels = shown.lines.flatMap((lines): EndLabel[] => {
    const end = last(lines.center);
    if (!end) return [];
    const text = shortLabel(model, lines.series.group, shown.groups);
    return [{ x: end.x, y: end.y, text, colour: styleOf(model, lines, shown).colour }];
  });
  const [low, high] = shown.range;
  const inside = labels.filter(({ y }) => y >= low && y <= high);
  return labels.length <= 8 ? [endLabels(inside, shown.range, view.logY)] : [];
}

export function curvePlot(model: Model, data: Curves, view: CurveView, width: number): Element {
  const { name, label, unit } = data.abscissas[view.abscissa];
  const shown = shownIn(model, data, view);
  const wide = width > 560;
  const vertical = metricScale(model.metric(view.metric), shown.range, 6, view.logY);
  const xs = shown.lines.flatMap(({ series }) => series.x[name] ?? []);
  const told = shown.lines.flatMap((lines) => groupTips(model, data, view, lines));
  return Plot.plot({
    ...common(width, wide ? 400 : 300),
    marginLeft: 56,
    marginRight: wide ? 120 : 16,
    marginBottom: 42,
    x: { ...abscissaScale(xs, wide ? 7 : 4, view.logX, unit), label: `${label} →` },
    y: vertical,
    marks: [
      gridY(vertical),
      ...contextMarks(data, view, name),
      ...shown.lines.flatMap((lines) => lineMarks(model, lines, shown, view)),
      ...(wide ? nameMarks(model, shown, view) : []),
      ...(told.length ? [tips(told)] : []),
    ],
  });
}
