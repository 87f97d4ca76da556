import { el, svg } from "../dom";
import { legend } from "../figure";
import { metricDifference, metricValue, none, plural, precise, quantity } from "../format";
import type { Model } from "../model";
import type { Estimates, Leaderboard, Metric } from "../report";
import { section } from "../section";
import { armLegend, mark } from "../symbols";
import { rowsUpTo, type Column } from "../table";
import { ticks } from "../ticks";

/** Places on the strip of dots, in percent: failed runs stand in a gutter at the worse end, off the scale. */
interface Strip {
  place: (value: number) => number;
  gutter: number | null;
  ticks: number[];
}

function makeStrip(model: Model, data: Leaderboard, metric: Metric): Strip {
  const column = model.runColumn(data.metric);
  const values = data.group.flatMap((group) => model.runsOf(group).flatMap((run) => column[run] ?? []));
  for (const estimates of [data.center, data.low, data.high]) for (const v of estimates) if (v !== null) values.push(v);
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

function dots(model: Model, data: Leaderboard, row: number, strip: Strip): SVGElement {
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
      picture.append(svg("circle", { cx: `${strip.place(value)}%`, cy: 13, r: 2.6, fill: colour, "fill-opacity": 0.45 }));
  }
  const [low, center, high] = [data.low[row], data.center[row], data.high[row]];
  if (low !== null && high !== null)
    picture.append(
      svg("line", { x1: `${strip.place(low)}%`, x2: `${strip.place(high)}%`, y1: 13, y2: 13, stroke: colour, "stroke-width": 3, "stroke-linecap": "round" }),
    );
  if (center !== null) picture.append(mark(model.shape(arm), colour, `${strip.place(center)}%`, "13", 1.25));
  if (data.failed[row] > 0 && strip.gutter !== null)
    picture.append(svg("text", { x: `${strip.gutter}%`, y: 17.5, class: "failed-mark", "text-anchor": "middle" }, "✕"));
  return picture;
}

function axisHead(strip: Strip, metric: Metric): SVGElement {
  const picture = svg("svg", { class: "dots", width: "100%", height: 18, "aria-hidden": "true" });
  for (const tick of strip.ticks)
    picture.append(svg("text", { x: `${strip.place(tick)}%`, y: 13, "text-anchor": "middle" }, metricValue(metric, tick, 3)));
  return picture;
}

function withInterval(metric: Metric, estimates: Estimates, row: number): HTMLElement {
  const [low, high] = [estimates.low[row], estimates.high[row]];
  const strong = el("strong", {}, precise(metric, estimates.center[row]));
  if (low === null || high === null) return el("span", {}, strong);
  return el("span", {}, strong, el("small", {}, `${precise(metric, low)} – ${precise(metric, high)}`));
}

function rankCell(data: Leaderboard, row: number): HTMLElement {
  const tie = data.tie?.[row];
  const first = tie === null || tie === undefined || data.tie?.indexOf(tie) === row;
  const shared = tie !== null && tie !== undefined && (data.tie?.filter((t) => t === tie).length ?? 0) > 1;
  const title = shared ? "Rows with this bar are not distinguishable from the first of them" : null;
  const rank = data.rank[row];
  const text = rank === null ? none : first ? String(rank) : "=";
  return el("td", { class: "rank", title }, shared ? el("i", { class: (tie as number) % 2 ? "tie" : "tie other" }) : null, text);
}

function groupCell(model: Model, group: number): HTMLElement {
  const label = model.report.groups.label?.[group];
  const parts = label ? [] : model.groupParts(group);
  if (!parts.length) return el("th", { scope: "row" }, model.groupLabel(group));
  const [[firstLabel, firstValue], ...rest] = parts;
  return el(
    "th",
    { scope: "row" },
    el("span", { class: "arm" }, model.arms ? firstValue : `${firstLabel} ${firstValue}`),
    el("span", { class: "rest" }, rest.map(([name, value]) => `${name} ${value}`.replace(/ /g, "\u00a0")).join(" · ")),
  );
}

const title = (metric: Metric): string => metric.label + (metric.percent ? ", %" : metric.unit ? `, ${metric.unit}` : "");

export function leaderboard(model: Model, data: Leaderboard): HTMLElement {
  const metric = model.metric(data.metric);
  const rows = rowsUpTo(data.group.length);
  if (!rows.length) return section({ id: "leaderboard", title: "Leaderboard", data, figures: [] });
  const strip = makeStrip(model, data, metric);
  const { baseline, cost, also = [] } = data;
  const head = el("tr", {}, el("th", {}, "#"), el("th", {}, "Config"), el("th", { class: "plot" }, axisHead(strip, metric)));
  head.append(el("th", { class: "number" }, title(metric)));
  for (const other of also) head.append(el("th", { class: "number minor" }, title(model.metric(other.metric))));
  head.append(el("th", { class: "number" }, "n"));
  if (baseline) head.append(el("th", { class: "number minor" }, `Δ ${baseline.label}${metric.percent ? ", points" : ""}`));
  if (cost) head.append(el("th", { class: "number minor" }, cost.label));
  const body = rows.map((row) => {
    const line = el("tr", {}, rankCell(data, row), groupCell(model, data.group[row]), el("td", { class: "plot" }, dots(model, data, row, strip)));
    line.append(el("td", { class: "number" }, withInterval(metric, data, row)));
    for (const other of also) line.append(el("td", { class: "number minor" }, withInterval(model.metric(other.metric), other, row)));
    const failed = data.failed[row];
    line.append(el("td", { class: "number" }, String(data.n[row]), failed ? el("span", { class: "failed-mark", title: `${plural(failed, "run")} without a value` }, ` ✕${failed}`) : null));
    if (baseline) {
      const [low, high] = [baseline.low[row], baseline.high[row]];
      const isBaseline = baseline.group === data.group[row];
      const range = !isBaseline && low !== null && high !== null ? el("small", {}, `${metricDifference(metric, low)} – ${metricDifference(metric, high)}`) : null;
      line.append(el("td", { class: "number minor" }, isBaseline ? "baseline" : metricDifference(metric, baseline.difference[row]), range));
    }
    if (cost) line.append(el("td", { class: "number minor" }, quantity(cost.value[row], cost.unit)));
    return line;
  });
  const label = `Leaderboard: ${plural(rows.length, "group")} by ${metric.label}, best first; dots are runs, the larger mark is the ${data.statistic}`;
  const table = el("table", { class: "leaders", "aria-label": label }, el("thead", {}, head), el("tbody", {}, ...body));
  const key = el(
    "p",
    { class: "key" },
    `Small dots: runs, one a seed. Large mark: ${data.statistic}. ${data.interval ? `Bar and range: ${data.interval}.` : "No interval: n < 5."} ✕: runs without a value.`,
    data.tie?.some((tie, i, all) => tie !== null && all.indexOf(tie) !== i) ? " Rows beside one bar cannot be told apart from its first." : null,
  );
  const shown = el("figure", {}, legend(model.arms ? armLegend(model, data.group.map((group) => model.armOf(group))) : []), el("div", { class: "scroll", tabindex: 0, role: "region", "aria-label": "Leaderboard" }, table), key);
  return section({ id: "leaderboard", title: "Leaderboard", data, figures: [shown], table: { name: "leaderboard", columns: columns(model, data), rows } });
}

function columns(model: Model, data: Leaderboard): Column[] {
  const list: Column[] = [
    { title: "rank", raw: (row) => data.rank[row], numeric: true },
    { title: "group", raw: (row) => model.report.groups.key[data.group[row]] },
    { title: "config", raw: (row) => model.groupLabel(data.group[row]) },
    ...estimateColumns(data.metric, data),
    ...(data.also ?? []).flatMap((other) => estimateColumns(other.metric, other)),
    { title: "failed", raw: (row) => data.failed[row], numeric: true },
  ];
  const { baseline, cost } = data;
  if (baseline)
    list.push(
      { title: `difference to ${baseline.label}`, raw: (row) => baseline.difference[row], numeric: true },
      { title: "difference low", raw: (row) => baseline.low[row], numeric: true },
      { title: "difference high", raw: (row) => baseline.high[row], numeric: true },
    );
  if (cost) list.push({ title: cost.unit ? `${cost.label} (${cost.unit})` : cost.label, raw: (row) => cost.value[row], numeric: true });
  return list;
}

export function estimateColumns(name: string, estimates: Estimates): Column[] {
  return [
    { title: name, raw: (row) => estimates.center[row], numeric: true },
    { title: `${name} low`, raw: (row) => estimates.low[row], numeric: true },
    { title: `${name} high`, raw: (row) => estimates.high[row], numeric: true },
    { title: "n", raw: (row) => estimates.n[row], numeric: true },
  ];
}
