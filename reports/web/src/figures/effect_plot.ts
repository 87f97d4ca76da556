import * as Plot from "@observablehq/plot";
import { armDash } from "../colours";
import { levelLabel, metricValue, number, share } from "../format";
import type { Model } from "../model";
import { common, domain, gridY, metricScale, pointAt, scale, tips, withInterval, type Point } from "../plots";
import type { Axis, EffectSeries, Metric, Value } from "../report";
import { plotShape } from "../symbols";
import { rowsUpTo } from "../table";
import { textWidth } from "../text_width";

/** What the plot of one axis shows. */
export interface EffectView {
  model: Model;
  metric: Metric;
  axis: Axis;
  series: EffectSeries[];
  /** The vertical range, which the plots of all axes share. */
  range: [number, number];
}

interface LevelPoint extends Point<number | string> {
  arm: Value;
}

/** Whether so many runs at a level have no value that the plot has to say so. */
export const oftenFails = (part: number): boolean => part > 0.1;

/** Where a level stands: its number, the middle of its bin, or its name. */
function position(axis: Axis, level: number): number | string {
  if (axis.bins) {
    const [from, to] = [axis.bins[level], axis.bins[level + 1]];
    return axis.scale === "log" && from > 0 ? Math.sqrt(from * to) : (from + to) / 2;
  }
  return axis.scale === "category" ? levelLabel(axis, level) : axis.values[level];
}

function pointTitle({ model, metric, axis }: EffectView, series: EffectSeries, i: number): string {
  const level = `${axis.label} ${levelLabel(axis, series.level[i])}`;
  const [low, high] = [series.low[i], series.high[i]];
  const failed = series.failed_share[i];
  return [
    series.arm === null ? level : `${level}, ${model.armLabel(series.arm)}`,
    metricValue(metric, series.center[i]),
    low === null ? "no interval" : `${metricValue(metric, low)} to ${metricValue(metric, high)}`,
    `n = ${series.n[i]}${failed ? `, ${share(failed)} without a value` : ""}`,
  ].join("\n");
}

function pointsOf(view: EffectView, series: EffectSeries): LevelPoint[] {
  const { model, axis } = view;
  const levelsAreArms = axis === model.arms && !axis.bins;
  return rowsUpTo(series.level.length).flatMap((i) => {
    const level = series.level[i];
    const arm = levelsAreArms ? level : series.arm;
    const points = pointAt(series, i, position(axis, level), pointTitle(view, series, i));
    return points.map((point) => ({ ...point, arm }));
  });
}

/** The line of a series with its band, on an axis of numbers. */
function lineMarks(
  { model, series }: EffectView,
  { arm }: EffectSeries,
  points: LevelPoint[],
): Plot.Markish[] {
  const colour = model.colour(arm);
  const fillOpacity = series.length > 1 ? 0.09 : 0.16;
  const dash = { strokeWidth: 1.8, strokeDasharray: armDash(arm ?? 0) };
  return [
    Plot.areaY(withInterval(points), {
      x: "x",
      y1: "low",
      y2: "high",
      fill: colour,
      fillOpacity,
      clip: true,
    }),
    Plot.lineY(points, { x: "x", y: "y", stroke: colour, ...dash }),
  ];
}

/** `apart`: pixels between the marks of two series at one level of a category. */
function seriesMarks(
  view: EffectView,
  series: EffectSeries,
  points: LevelPoint[],
  apart: number,
): Plot.Markish[] {
  const { model, axis } = view;
  const category = axis.scale === "category";
  const place = view.series.indexOf(series) - (view.series.length - 1) / 2;
  const dx = category ? place * apart : 0;
  const own = (p: LevelPoint) => model.colour(p.arm);
  const bar = { x: "x", y1: "low", y2: "high", stroke: own, strokeWidth: category ? 2.5 : 1, dx, clip: true };
  const symbol = (p: LevelPoint) => plotShape(model.shape(p.arm));
  return [
    ...(category ? [] : lineMarks(view, series, points)),
    Plot.ruleX(withInterval(points), bar),
    Plot.dot(points, { x: "x", y: "y", fill: own, stroke: "var(--paper)", r: 4, symbol, dx }),
  ];
}

/** Crosses above the levels at which runs often have no value. */
function failedMarks({ axis, series }: EffectView): Plot.Markish[] {
  const failed = series.flatMap((one) =>
    rowsUpTo(one.level.length).flatMap((i) => {
      const part = one.failed_share[i];
      if (one.center[i] !== null && !oftenFails(part)) return [];
      const title = `${levelLabel(axis, one.level[i])}: ${share(part)} without a value`;
      return [{ x: position(axis, one.level[i]), title }];
    }),
  );
  if (!failed.length) return [];
  const above = { frameAnchor: "top", dy: -11, fontSize: 11 } as const;
  return [Plot.text(failed, { x: "x", text: () => "✕", fill: "var(--bad)", ...above, title: "title" })];
}

/** Those ticks whose texts do not run into the text of the one before; `range` is as wide as the figure. */
function readable(ticks: number[], [low, high]: [number, number], log: boolean, width: number): number[] {
  const place = (v: number) => (log ? Math.log(v / low) / Math.log(high / low) : (v - low) / (high - low));
  const half = (v: number) => textWidth(number(v)) / 2;
  const gap = 6;
  let end = -Infinity;
  return ticks.filter((v) => {
    const middle = high > low ? place(v) * width : 0;
    if (middle - half(v) < end + gap) return false;
    end = middle + half(v);
    return true;
  });
}

/** Ticks at the values themselves while they are few. */
function numberScale(axis: Axis, width: number) {
  const known = (axis.bins ?? axis.values).filter((v): v is number => typeof v === "number");
  const log = axis.scale === "log" && known.every((v) => v > 0);
  const range =
    known.length > 1 ? ([known[0], known[known.length - 1]] as [number, number]) : domain(known, log);
  const insets = { insetLeft: 10, insetRight: 10 };
  const scaled = { ...scale(range, 5, log), ...insets };
  if (known.length <= 5)
    return {
      ...scaled,
      ticks: readable(known, range, log, width - 90),
      tickFormat: (v: number) => number(v),
    };
  const room = 40; // of a name
  const every = Math.ceil((scaled.ticks.length * room) / (width - 70));
  return { ...scaled, ticks: scaled.ticks.filter((_, i) => i % every === 0) };
}

const shortened = (name: string): string => (name.length > 14 ? `${name.slice(0, 13)}…` : name);
const levelNames = (axis: Axis): string[] => axis.values.map((_, level) => levelLabel(axis, level));

/** Whether two neighbours do not fit beside one another. */
function collide(names: string[], room: number): boolean {
  const halves = names.map((name) => textWidth(name) / 2);
  return halves.some((half, i) => i > 0 && halves[i - 1] + half + 6 > room);
}

function categoryScale(axis: Axis, turned: boolean): Plot.ScaleOptions {
  return {
    type: "point",
    domain: levelNames(axis),
    label: null,
    padding: 0.5,
    tickSize: 0,
    tickRotate: turned ? -40 : 0,
    tickFormat: shortened,
  } as never;
}

/** A metric by the levels of one axis, a line or a row of marks a series. */
export function effectPlot(view: EffectView, width: number): Element {
  const { axis, metric, series } = view;
  const category = axis.scale === "category";
  const names = levelNames(axis);
  const room = (width - 70) / names.length; // of a level
  const turned = category && collide(names.map(shortened), room);
  const apart = Math.min(11, (room - 8) / series.length);
  const known = series.some((one) => one.center.some((v) => v !== null));
  const vertical = { ...metricScale(metric, view.range, 4), ...(known ? {} : { ticks: [] }) };
  const points = series.map((one) => pointsOf(view, one));
  const all = points.flat();
  return Plot.plot({
    ...common(width, turned ? 234 : 200),
    marginTop: 22,
    marginLeft: 50,
    marginBottom: turned ? 66 : 32,
    x: category ? categoryScale(axis, turned) : numberScale(axis, width),
    y: vertical,
    marks: [
      gridY(vertical),
      ...series.flatMap((one, i) => seriesMarks(view, one, points[i], apart)),
      ...failedMarks(view),
      ...(all.length ? [tips(all)] : []),
    ],
  });
}
