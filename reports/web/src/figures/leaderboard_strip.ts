import { svg } from "../dom";
import { metricValue } from "../format";
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

export function makeStrip(model: Model, data: Leaderboard, metric: Metric): Strip {
  const column = model.runColumn(data.metric);
  const values = data.group.flatMap((group) => model.runsOf(group).flatMap((run) => column[run] ?? []));
  for (const estimates of [data.center, data.low, data.high])
    for (const v of estimates) if (v !== null) values.push(v);
  const gutter = data.failed.some((n) => n > 0) ? 5 : 0;
  const up = model.upward(metric);
  if (values.length === 0) return { place: () => 50, gutter: gutter ? (up ? 3 : 97) : null, ticks: [] };
  const low = values.reduce((a, b) => Math.min(a, b));
  const high = values.reduce((a, b) => Math.max(a, b));
  const log = metric.scale === "log" && low > 0;
  const f = (v: number) => (log ? Math.log10(v) : v);
  const span = f(high) - f(low);
  const from = up ? 3 + gutter : 3;
  const width = 94 - gutter;
  const place = (v: number) => (span > 0 ? from + (width * (f(v) - f(low))) / span : from + width / 2);
  return { place, gutter: gutter ? (up ? 2 : 98) : null, ticks: span > 0 ? ticks(low, high, 4, log) : [low] };
}

export function dots(model: Model, data: Leaderboard, row: number, strip: Strip): SVGElement {
  const group = data.group[row];
  const arm = model.armOf(group);
  const colour = model.colour(arm);
  const column = model.runColumn(data.metric);
  const picture = svg("svg", { class: "dots", width: "100%", height: 26, "aria-hidden": "true" });
  for (const tick of strip.ticks) {
    const x = `${strip.place(tick)}%`;
    picture.append(svg("line", { x1: x, x2: x, y1: 0, y2: 26, class: "grid" }));
  }
  for (const run of model.runsOf(group)) {
    const value = column[run];
    if (value !== null && value !== undefined)
      picture.append(
        svg("circle", { cx: `${strip.place(value)}%`, cy: 13, r: 2.6, fill: colour, "fill-opacity": 0.45 }),
      );
  }
  const [low, center, high] = [data.low[row], data.center[row], data.high[row]];
  if (low !== null && high !== null)
    picture.append(
      svg("line", {
        x1: `${strip.place(low)}%`,
        x2: `${strip.place(high)}%`,
        y1: 13,
        y2: 13,
        stroke: colour,
        "stroke-width": 3,
        "stroke-linecap": "round",
      }),
    );
  if (center !== null) picture.append(mark(model.shape(arm), colour, `${strip.place(center)}%`, "13", 1.25));
  if (data.failed[row] > 0 && strip.gutter !== null)
    picture.append(
      svg("text", { x: `${strip.gutter}%`, y: 17.5, class: "failed-mark", "text-anchor": "middle" }, "✕"),
    );
  return picture;
}

export function axisHead(strip: Strip, metric: Metric): SVGElement {
  const picture = svg("svg", { class: "dots", width: "100%", height: 18, "aria-hidden": "true" });
  for (const tick of strip.ticks)
    picture.append(
      svg(
        "text",
        { x: `${strip.place(tick)}%`, y: 13, "text-anchor": "middle" },
        metricValue(metric, tick, 3),
      ),
    );
  return picture;
}
