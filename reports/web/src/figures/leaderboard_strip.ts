import { svg } from "../dom";
import type { Model } from "../model";
import type { Leaderboard, Metric } from "../report";
import { mark } from "../symbols";
import { ticks } from "../ticks";

/** Places on the strip of dots, in percent: failed runs stand in a gutter at the worse end, off the scale. */
export interface Strip {
  place: (value: number) => number;
  gutter: number | null;
  ticks: number[];
}

/** A scale for the rows given: those that can be compared. */
export function makeStrip(model: Model, data: Leaderboard, metric: Metric, rows: number[]): Strip {
  const column = model.runColumn(data.metric);
  const values = rows.flatMap((row) => model.runsOf(data.group[row]).flatMap((run) => column[run] ?? []));
  for (const estimates of [data.center, data.low, data.high])
    for (const row of rows) values.push(...[estimates[row]].filter((v) => v !== null));
  const gutter = rows.some((row) => data.failed[row] > 0) ? 5 : 0;
  const up = model.upward(metric);
  if (values.length === 0) return { place: () => 50, gutter: gutter ? (up ? 3 : 97) : null, ticks: [] };
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const log = metric.scale === "log" && low > 0;
  const f = (v: number) => (log ? Math.log10(v) : v);
  const span = f(high) - f(low);
  const from = up ? 3 + gutter : 3;
  const width = 94 - gutter;
  const place = (v: number) => {
    const within = Math.min(high, Math.max(low, v));
    return span > 0 ? from + (width * (f(within) - f(low))) / span : from + width / 2;
  };
  return { place, gutter: gutter ? (up ? 2 : 98) : null, ticks: span > 0 ? ticks(low, high, 4, log) : [low] };
}

const percent = (place: number): string => `${place}%`;

export const gridLines = (strip: Strip): SVGElement[] =>
  strip.ticks.map((tick) => {
    const x = percent(strip.place(tick));
    return svg("line", { x1: x, x2: x, y1: 0, y2: 26, class: "grid" });
  });

/** The runs of the row's group, a dot each. */
function runDots(model: Model, data: Leaderboard, row: number, strip: Strip): SVGElement[] {
  const column = model.runColumn(data.metric);
  const fill = model.colour(model.armOf(data.group[row]));
  return model.runsOf(data.group[row]).flatMap((run) => {
    const value = column[run];
    if (value === null || value === undefined) return [];
    return [svg("circle", { cx: percent(strip.place(value)), cy: 13, r: 2.6, fill, "fill-opacity": 0.45 })];
  });
}

export function intervalBar(low: number, high: number, colour: string, strip: Strip): SVGElement {
  const ends = { x1: percent(strip.place(low)), x2: percent(strip.place(high)), y1: 13, y2: 13 };
  return svg("line", { ...ends, stroke: colour, "stroke-width": 3, "stroke-linecap": "round" });
}

/** A row's runs, its interval and its centre, and a cross where runs have no value. */
export function dots(model: Model, data: Leaderboard, row: number, strip: Strip): SVGElement {
  const arm = model.armOf(data.group[row]);
  const colour = model.colour(arm);
  const [low, center, high] = [data.low[row], data.center[row], data.high[row]];
  const crossed = data.failed[row] > 0 && strip.gutter !== null;
  const cross = { x: `${strip.gutter}%`, y: 17.5, class: "failed-mark", "text-anchor": "middle" };
  return svg(
    "svg",
    { class: "dots", width: "100%", height: 26, "aria-hidden": "true" },
    ...gridLines(strip),
    ...runDots(model, data, row, strip),
    low !== null && high !== null ? intervalBar(low, high, colour, strip) : null,
    center !== null ? mark(model.shape(arm), colour, percent(strip.place(center)), "13", 1.25) : null,
    crossed ? svg("text", cross, "✕") : null,
  );
}

export function axisHead(strip: Strip, text: (tick: number) => string): SVGElement {
  const picture = svg("svg", { class: "dots", width: "100%", height: 18, "aria-hidden": "true" });
  for (const tick of strip.ticks)
    picture.append(svg("text", { x: `${strip.place(tick)}%`, y: 13, "text-anchor": "middle" }, text(tick)));
  return picture;
}
