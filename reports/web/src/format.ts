import type { Axis, Metric, Value } from "./report";

/** What the writing of a metric's values depends on. */
type Quantity = Pick<Metric, "percent" | "unit">;

export const none = "–";

/**
 * As toFixed, but a value exactly between two goes to the even one, as in the program's own texts: 90.125 is
 * "90.12".
 */
export function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  const doubled = Math.abs(value) * 2 ** (decimals + 1); // an odd number exactly where the value is between two
  const isBetween = Number.isInteger(doubled) && doubled % 2 === 1;
  if (!isBetween || Number(text.slice(-1)) % 2 === 0) return text;
  const below = Math.abs(value) - 0.25 * 10 ** -decimals;
  return (value < 0 ? "-" : "") + below.toFixed(decimals);
}

/** As toPrecision, halves to even. */
function precision(value: number, digits: number): string {
  const usual = value.toPrecision(digits);
  const decimals = usual.split(".")[1]?.length ?? 0;
  return decimals > 0 && !usual.includes("e") ? fixed(value, decimals) : usual;
}

/** Four significant digits; powers of ten beyond 1e-3 and 1e6; a dash where there is no value. */
export function number(value: Value | undefined, digits = 4): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return none;
  if (value === 0) return "0";
  const size = Math.abs(value);
  const text =
    size < 1e-3 || size >= 1e7
      ? value
          .toExponential(digits - 1)
          .replace(/\.?0+e/, "e")
          .replace("e+", "e")
      : size >= 10 ** digits
        ? Math.round(value).toLocaleString("en-US")
        : String(Number(precision(value, digits)));
  return text.replace(/-/g, "\u2212");
}

export const count = (value: number): string => value.toLocaleString("en-US");

export const plural = (n: number, one: string, many = `${one}s`): string =>
  `${count(n)} ${n === 1 ? one : many}`;

export const share = (value: Value): string => (value === null ? none : `${number(100 * value, 3)}\u202f%`);

export function metricValue(metric: Quantity, value: Value | undefined, digits = 4): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return none;
  if (metric.percent) return `${number(100 * value, digits)}\u202f%`;
  return number(value, digits) + (metric.unit ? `\u202f${metric.unit}` : "");
}

/** As metricValue, with as many decimals whatever they are, for columns; without the sign of its unit. */
export function precise(metric: Quantity, value: Value | undefined): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return none;
  if (metric.percent) return fixed(100 * value, 2).replace("-", "\u2212");
  const size = Math.abs(value);
  return size !== 0 && size >= 1e-3 && size < 1e4
    ? precision(value, 4).replace("-", "\u2212")
    : number(value);
}

/** As metricValue, shares with as many decimals all, as values that stand below one another are read. */
export function fixedValue(metric: Quantity, value: Value | undefined, decimals = 2): string {
  if (!metric.percent || value === null || value === undefined || !Number.isFinite(value))
    return metricValue(metric, value);
  return `${fixed(100 * value, decimals).replace("-", "\u2212")}\u202f%`;
}

/** Numbers with as many decimals as the one that has most; as they are where one is written otherwise. */
export function evenDecimals(texts: string[]): string[] {
  const parts = texts.map((text) => text.match(/^([\u2212\d,]+)(?:\.(\d+))?(\D*)$/));
  const most = parts.reduce((n, part) => Math.max(n, part?.[2]?.length ?? 0), 0);
  if (most === 0 || parts.includes(null)) return texts;
  return parts.map((part) => `${part?.[1]}.${(part?.[2] ?? "").padEnd(most, "0")}${part?.[3]}`);
}

/** A sentence in which no number is parted from its unit. */
export const prose = (text: string): string => text.replace(/(\d) (?=%|points?\b)/g, "$1\u00a0");

const usualDecimals = 2;
const mostDecimals = 6;

/** Whether so many decimals show that a value is not 0. */
const shows = (value: number, decimals: number): boolean => Math.abs(value) >= 0.5 * 10 ** -decimals;

/** As many as let the sign of every value be seen. */
function decimalsFor(values: number[]): number {
  let decimals = usualDecimals;
  while (decimals < mostDecimals && values.some((v) => v !== 0 && !shows(v, decimals))) ++decimals;
  return decimals;
}

/** With its sign, which a rounded 0 does not have. */
function signed(value: number, decimals: number): string {
  if (!shows(value, decimals)) return (0).toFixed(decimals);
  return (value > 0 ? "+" : "") + fixed(value, decimals).replace("-", "\u2212");
}

/** A difference of two values of a metric and the ends of its interval, with their signs; of shares in points. */
export function metricDifferences(metric: Quantity, difference: number, ends: number[]): string[] {
  const all = [difference, ...ends];
  if (!metric.percent) return all.map((v) => (v > 0 ? "+" : "") + number(v, 3));
  const decimals = decimalsFor((ends.length ? ends : all).map((v) => 100 * v));
  return all.map((v) => signed(100 * v, decimals));
}

const times: [limit: number, unit: string, size: number, rest: string, restSize: number][] = [
  [3600, "min", 60, "s", 1],
  [86400, "h", 3600, "min", 60],
  [Infinity, "d", 86400, "h", 3600],
];

/** A time as the program prints it: 0.38 s, 43.2 s, 1 min 40 s, 2 h 5 min, 3 d 4 h. */
export function duration(seconds: Value | undefined): string {
  if (seconds === null || seconds === undefined) return none;
  const whole = Math.round(seconds);
  if (whole < 60) return `${number(seconds, seconds < 1 ? 2 : 3)}\u202fs`;
  const [, unit, size, rest, restSize] = times.find(([limit]) => whole < limit) ?? times[2];
  return `${Math.floor(whole / size)}\u202f${unit} ${Math.floor((whole % size) / restSize)}\u202f${rest}`;
}

/** A quantity with its unit; seconds become minutes or hours, large counts 1.2 G. */
export function quantity(value: Value, unit?: string): string {
  if (value === null) return none;
  if (unit === "s") return duration(value);
  const prefixes: [number, string][] = [
    [1e15, "P"],
    [1e12, "T"],
    [1e9, "G"],
    [1e6, "M"],
  ];
  const [factor, prefix] = prefixes.find(([size]) => Math.abs(value) >= size) ?? [1, ""];
  const suffix = prefix + (unit ?? "");
  return number(value / factor, 3) + (suffix ? `\u202f${suffix}` : "");
}

/** A tick of a logarithmic axis: 0.01, 1, 100, 1e-5; nothing at other than powers of ten when asked for. */
export function logTick(value: number): string {
  const power = Math.round(Math.log10(value));
  const whole = Math.abs(value / 10 ** power - 1) < 1e-6;
  if (!whole) return number(value, 2);
  return power < -3 || power > 4 ? `1e${power}`.replace("-", "\u2212") : number(10 ** power);
}

export function levelLabel(axis: Axis, level: Value | undefined): string {
  if (level === null || level === undefined) return none;
  if (axis.bins) return `${number(axis.bins[level], 2)} to ${number(axis.bins[level + 1], 2)}`;
  const value = axis.values[level];
  return typeof value === "number" ? number(value, 3) : (value ?? none);
}

/** A level as a table gives it: the exact value, or its bin. */
export function levelValue(axis: Axis, level: Value | undefined): string | number | undefined {
  if (level === null || level === undefined) return undefined;
  return axis.bins ? `${axis.bins[level]} to ${axis.bins[level + 1]}` : axis.values[level];
}

export const axisTitle = (axis: Axis): string => axis.label + (axis.unit ? ` (${axis.unit})` : "");

/** What a vertical axis measures: "accuracy, mean with 95 % t interval". */
export function measureText(metric: Metric, told: { statistic?: string; interval?: string }): string {
  const statistic = told.statistic ? `, ${told.statistic}` : "";
  return metric.label + statistic + (told.interval ? ` with ${told.interval}` : "");
}
