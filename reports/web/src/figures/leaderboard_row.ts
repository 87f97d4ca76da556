import { el } from "../dom";
import { metricDifference, none, plural, precise, quantity } from "../format";
import type { Model } from "../model";
import type { Estimates } from "../plots";
import type { Leaderboard, Metric } from "../report";
import { axisHead, dots, type Strip } from "./leaderboard_strip";
import { runAddress } from "./run_link";

function withInterval(metric: Metric, estimates: Estimates, row: number): HTMLElement {
  const [low, high] = [estimates.low[row], estimates.high[row]];
  const strong = el("strong", {}, precise(metric, estimates.center[row]));
  if (low === null || high === null) return el("span", {}, strong);
  return el("span", {}, strong, el("small", {}, `${precise(metric, low)} to ${precise(metric, high)}`));
}

/** The letter of a row's tie, "a" for the first one; nothing for a row that shares none. */
export function tieLetter(data: Leaderboard, row: number): string | null {
  const ties = data.tie;
  const shared = ties.filter(
    (tie, i) => tie !== null && ties.indexOf(tie) === i && ties.lastIndexOf(tie) > i,
  );
  const place = shared.indexOf(ties[row] ?? null);
  return place < 0 ? null : String.fromCharCode("a".charCodeAt(0) + place);
}

function rankCell(data: Leaderboard, row: number): HTMLElement {
  const rank = data.rank[row];
  const letter = tieLetter(data, row);
  if (letter === null) return el("td", { class: "rank" }, rank === null ? none : String(rank));
  const first = data.rank[data.tie.indexOf(data.tie[row])];
  const title =
    first === rank
      ? `Rows marked ${letter} cannot be told apart from this one`
      : `Cannot be told apart from rank ${first}`;
  const mark = el("abbr", { class: "tie", title, "aria-label": title }, letter);
  return el("td", { class: "rank" }, rank === null ? none : String(rank), mark);
}

function groupCell(model: Model, group: number): HTMLElement {
  const label = model.report.groups.label?.[group];
  const parts = label ? [] : model.groupParts(group);
  const first = model.runsOf(group)[0];
  const address = first === undefined ? null : runAddress(model.report.runs.key[first]);
  if (!parts.length)
    return el("th", { scope: "row" }, el("a", { class: "arm", href: address }, model.groupLabel(group)));
  const [[firstLabel, firstValue], ...rest] = parts;
  return el(
    "th",
    { scope: "row" },
    el("a", { class: "arm", href: address }, model.arms ? firstValue : `${firstLabel} ${firstValue}`),
    el(
      "span",
      { class: "rest" },
      rest.map(([name, value]) => `${name} ${value}`.replace(/ /g, "\u00a0")).join(", "),
    ),
  );
}

const title = (metric: Metric): string =>
  metric.label + (metric.percent ? ", %" : metric.unit ? `, ${metric.unit}` : "");

export function headRow(model: Model, data: Leaderboard, strip: Strip): HTMLElement {
  const metric = model.metric(data.metric);
  const { baseline, cost, also = [] } = data;
  const minor = (text: string) => el("th", { class: "number minor" }, text);
  return el(
    "tr",
    {},
    el("th", {}, "#"),
    el("th", {}, "Config"),
    el("th", { class: "plot" }, axisHead(strip, metric)),
    el("th", { class: "number" }, title(metric)),
    ...also.map((other) => minor(other.label ?? title(model.metric(other.metric)))),
    el("th", { class: "number" }, "n"),
    baseline ? minor(`Δ ${baseline.label}${metric.percent ? ", points" : ""}`) : null,
    minor(cost.label),
  );
}

function countCell(data: Leaderboard, row: number): HTMLElement {
  const failed = data.failed[row];
  const about = `${plural(failed, "run")} without a value`;
  const mark = failed ? el("span", { class: "failed-mark", title: about }, ` ✕${failed}`) : null;
  return el("td", { class: "number" }, String(data.n[row]), mark);
}

function baselineCell(metric: Metric, data: Leaderboard, row: number): HTMLElement | null {
  const { baseline } = data;
  if (!baseline) return null;
  if (baseline.group === data.group[row]) return el("td", { class: "number minor" }, "baseline");
  const [low, high] = [baseline.low[row], baseline.high[row]];
  const text = `${metricDifference(metric, low)} to ${metricDifference(metric, high)}`;
  const range = low === null || high === null ? null : el("small", {}, text);
  return el("td", { class: "number minor" }, metricDifference(metric, baseline.difference[row]), range);
}

export function bodyRow(model: Model, data: Leaderboard, strip: Strip, row: number): HTMLElement {
  const metric = model.metric(data.metric);
  const { cost, also = [] } = data;
  return el(
    "tr",
    {},
    rankCell(data, row),
    groupCell(model, data.group[row]),
    el("td", { class: "plot" }, dots(model, data, row, strip)),
    el("td", { class: "number" }, withInterval(metric, data, row)),
    ...also.map((other) =>
      el("td", { class: "number minor" }, withInterval(model.metric(other.metric), other, row)),
    ),
    countCell(data, row),
    baselineCell(metric, data, row),
    el("td", { class: "number minor" }, quantity(cost.value[row], cost.unit)),
  );
}
