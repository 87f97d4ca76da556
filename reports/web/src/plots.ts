import * as Plot from "@observablehq/plot";
import type { PlotOptions } from "@observablehq/plot";
import { evenDecimals, logTick, metricValue, number, quantity } from "./format";
import type { FurtherColumn, Metric, Value } from "./report";
import { ticks } from "./ticks";

/** What all figures made by Plot share; colours and shapes are given as they are, without scales. */
export function common(width: number, height: number): PlotOptions {
  return {
    width,
    height,
    style: {
      background: "transparent",
      color: "var(--ink)",
      fontFamily: "inherit",
      fontSize: "12px",
      overflow: "visible",
    },
    color: { type: "identity" },
    symbol: { type: "identity" },
  };
}

/** The extent of what has a value, with some room; around a single value when there is only one. */
export function domain(values: (Value | undefined)[], log = false): [number, number] {
  const known = values.filter((v): v is number => v !== null && v !== undefined && (!log || v > 0));
  if (!known.length) return log ? [0.1, 1] : [0, 1];
  const low = known.reduce((a, b) => Math.min(a, b));
  const high = known.reduce((a, b) => Math.max(a, b));
  if (low === high)
    return log
      ? [low / 2, low * 2]
      : [low - (Math.abs(low) * 0.05 || 0.5), high + (Math.abs(high) * 0.05 || 0.5)];
  return log
    ? [low / (high / low) ** 0.04, high * (high / low) ** 0.04]
    : [low - (high - low) * 0.04, high + (high - low) * 0.04];
}

/** As domain, of values of a metric: a share lies within 0 and 1, whatever its interval is. */
export function metricDomain(
  metric: Metric,
  values: (Value | undefined)[],
  log = metric.scale === "log",
): [number, number] {
  const [low, high] = domain(values, log);
  return metric.percent ? [Math.max(low, 0), Math.min(high, 1)] : [low, high];
}

/** A continuous scale with round ticks of our own. */
export function scale(
  range: [number, number],
  wanted: number,
  log: boolean,
  text: (v: number) => string = log ? logTick : number,
): Plot.ScaleOptions & { ticks: number[] } {
  return {
    type: log ? "log" : "linear",
    domain: range,
    label: null,
    ticks: ticks(range[0], range[1], wanted, log),
    tickFormat: text,
    tickSize: 0,
    nice: false,
  } as never;
}

/** A scale for epochs, updates or time; ticks of whole numbers only where all positions are whole. */
export function abscissaScale(
  values: Value[],
  wanted: number,
  log: boolean,
  unit?: string,
): ReturnType<typeof scale> {
  const scaled = scale(domain(values, log), wanted, log, (v) => quantity(v, unit));
  if (values.every((v) => v === null || Number.isInteger(v)))
    scaled.ticks = scaled.ticks.filter(Number.isInteger);
  return scaled;
}

/** A scale for values of a metric, whose ticks have as many decimals one as the other. */
export function metricScale(
  metric: Metric,
  range: [number, number],
  wanted: number,
  log = metric.scale === "log",
): ReturnType<typeof scale> {
  const text = (v: number) => metricValue({ percent: metric.percent }, v, 4);
  const scaled = scale(range, wanted, log, text);
  if (log) return scaled;
  const texts = evenDecimals(scaled.ticks.map(text));
  return { ...scaled, tickFormat: (_: number, i: number) => texts[i] };
}

export interface EndLabel {
  x: number;
  y: number;
  text: string;
  colour: string;
}

/** Names at the ends of lines, moved apart where they would stand on one another. */
export function endLabels(labels: EndLabel[], [low, high]: [number, number], log: boolean): Plot.Markish {
  const f = log ? Math.log : (v: number) => v;
  const back = log ? Math.exp : (v: number) => v;
  const least = (f(high) - f(low)) / 17;
  const placed = labels.map((label) => ({ ...label })).sort((a, b) => a.y - b.y);
  for (let i = 1; i < placed.length; ++i)
    placed[i].y = back(Math.max(f(placed[i].y), f(placed[i - 1].y) + least));
  return Plot.text(placed, {
    x: "x",
    y: "y",
    text: "text",
    fill: "colour",
    stroke: "var(--paper)",
    strokeWidth: 4,
    textAnchor: "start",
    dx: 9,
    fontWeight: 600,
  });
}

/** A column of centres with their intervals. */
export type Estimates = Pick<FurtherColumn, "center" | "low" | "high">;

/** All values of some estimates, for the range of an axis. */
export const spanned = (all: Estimates[]): Value[] =>
  all.flatMap(({ center, low, high }) => [...center, ...low, ...high]);

/** An estimate in a figure. */
export interface Point<X = number> {
  x: X;
  y: number;
  low: Value;
  high: Value;
  /** What is said beside the pointer. */
  title: string;
}

/** Row i of some estimates as a point; none where it has no value. */
export function pointAt<X>(estimates: Estimates, i: number, x: X, title: string): Point<X>[] {
  const y = estimates.center[i];
  return y === null ? [] : [{ x, y, low: estimates.low[i], high: estimates.high[i], title }];
}

/** Those that have an interval. */
export const withInterval = <Point extends { low: Value; high: Value }>(points: Point[]): Point[] =>
  points.filter(({ low, high }) => low !== null && high !== null);

/** The title of the point beside the pointer. */
export const tips = (points: { x: unknown; y: unknown; title: string }[]): Plot.Markish =>
  Plot.tip(points, Plot.pointer({ x: "x", y: "y", title: "title" }));

const line = { stroke: "var(--rule)", strokeOpacity: 1 };

export const gridX = (scaled: { ticks: number[] }): Plot.Markish => Plot.gridX(scaled.ticks, line);
export const gridY = (scaled: { ticks: number[] }): Plot.Markish => Plot.gridY(scaled.ticks, line);
