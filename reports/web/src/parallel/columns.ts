import { levelLabel, metricValue, number, quantity } from "../format";
import type { Model } from "../model";
import type { Axis, Metric, Values } from "../report";
import { ticks } from "../ticks";

/** Where runs without a value cross an axis: a slot below its foot. */
export const slot = -0.09;

export interface ParallelColumn {
  title: string;
  /** By run: from 0, the foot, to 1, the top; slot where there is no value. */
  place: Float32Array;
  ticks: { place: number; text: string }[];
  /** Places that the keyboard stops at, ascending. */
  stops: number[];
  /** Width of the spread of runs that share a value, so that they can be told apart. */
  spread: number;
  textAt: (place: number) => string;
}

interface Scale {
  place: (value: number) => number;
  value: (place: number) => number;
  low: number;
  high: number;
  log: boolean;
}

function scale(values: Iterable<number>, log: boolean): Scale {
  let [low, high] = [Infinity, -Infinity];
  for (const v of values) {
    if (v < low) low = v;
    if (v > high) high = v;
  }
  const useLog = log && low > 0;
  const f = useLog ? Math.log : (v: number) => v;
  const back = useLog ? Math.exp : (v: number) => v;
  const span = f(high) - f(low);
  return {
    place: (v) => (span > 0 ? (f(v) - f(low)) / span : 0.5),
    value: (p) => (span > 0 ? back(f(low) + p * span) : low),
    low,
    high,
    log: useLog,
  };
}

const evenly = (n: number): number[] => Array.from({ length: n }, (_, i) => i / (n - 1));

function withSlot(place: Float32Array, stops: number[]): number[] {
  return place.includes(Math.fround(slot)) ? [slot, ...stops] : stops;
}

/** Ticks at the values themselves while they are few and stand apart, else round ones. */
function numericTicks(values: number[], s: Scale): { place: number; text: string }[] {
  const text = (v: number) => number(v, 3);
  const own =
    values.length <= 10 && values.every((v, i) => i === 0 || s.place(v) - s.place(values[i - 1]) > 0.04);
  return (own ? values : ticks(s.low, s.high, 6, s.log)).map((v) => ({ place: s.place(v), text: text(v) }));
}

function nearest(stops: number[], place: number): number {
  let best = 0;
  stops.forEach((stop, i) => {
    if (Math.abs(stop - place) < Math.abs(stops[best] - place)) best = i;
  });
  return best;
}

export function axisColumn(model: Model, axis: Axis): ParallelColumn {
  const runs = model.report.runs;
  const numeric = axis.scale !== "category" && axis.values.every((v) => typeof v === "number");
  const numbers = numeric ? (axis.values as number[]) : [];
  const s = scale(numbers, axis.scale === "log");
  const levels = axis.values.length;
  const places = numeric
    ? numbers.map(s.place)
    : levels === 1
      ? [0.5]
      : axis.values.map((_, i) => (i + 0.5) / levels);
  const column = model.groupColumn(axis.name);
  const place = new Float32Array(runs.count).fill(slot);
  for (let run = 0; run < runs.count; ++run) {
    const level = column[runs.group[run]];
    if (level !== null && level !== undefined) place[run] = places[level];
  }
  const few = levels <= 40;
  const plain = { ...axis, bins: undefined };
  return {
    title: axis.label,
    place,
    ticks: numeric
      ? numericTicks(numbers, s)
      : places.map((p, i) => ({ place: p, text: levelLabel(axis, i) })),
    stops: withSlot(place, few ? places : evenly(41)),
    spread: few && levels > 0 ? Math.min(0.03, 0.3 / levels) : 0,
    textAt: (p) =>
      p <= slot ? "not set" : few ? levelLabel(plain, nearest(places, p)) : number(s.value(p), 3),
  };
}

export function metricColumn(model: Model, metric: Metric, values: Values): ParallelColumn {
  const runs = model.report.runs.count;
  const known = values.filter((v): v is number => v !== null);
  const s = scale(known, metric.scale === "log");
  const place = new Float32Array(runs).fill(slot);
  values.forEach((v, run) => {
    if (v !== null) place[run] = s.place(v);
  });
  const marks = known.length ? ticks(s.low, s.high, 6, s.log) : [];
  return {
    title: metric.label,
    place,
    ticks: marks.map((v) => ({
      place: s.place(v),
      text: metric.percent ? metricValue(metric, v, 3) : quantity(v, metric.unit),
    })),
    stops: withSlot(place, evenly(41)),
    spread: 0,
    textAt: (p) => (p <= slot || !known.length ? "no value" : metricValue(metric, s.value(p), 3)),
  };
}
