import { el } from "../dom";
import { metricValue, none, plural, precise, quantity } from "../format";
import type { Model } from "../model";
import type { Estimates } from "../plots";
import type { Family, Leaderboard, Metric } from "../report";
import { axisHead, dots, type Strip } from "./leaderboard_strip";
import { gapCell, gapTitle, markCell, tested, type Judged } from "../verdict";
import { runAddress } from "./run_link";

function withInterval(metric: Metric, estimates: Estimates, row: number): HTMLElement {
  const [low, high] = [estimates.low[row], estimates.high[row]];
  const strong = el("strong", {}, precise(metric, estimates.center[row]));
  if (low === null || high === null) return el("span", {}, strong);
  return el("span", {}, strong, el("small", {}, `[${precise(metric, low)}, ${precise(metric, high)}]`));
}

/** What the mark of a row says. */
export const judged = (data: Leaderboard, row: number): Judged => ({
  verdict: data.verdict[row],
  mark: data.mark[row],
  n: data.n[row],
  failed: data.failed[row],
  seedsNeeded: data.seeds_needed[row],
});

const rankCell = ({ rank }: Leaderboard, row: number): HTMLElement =>
  el("td", { class: "rank" }, rank[row] === null ? none : String(rank[row]));

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
      ...rest.flatMap(([name, value], i) => [
        i > 0 && ", ",
        el("span", { class: "setting" }, `${name} ${value}`),
      ]),
    ),
  );
}

const title = (metric: Metric): string =>
  metric.label + (metric.percent ? ", %" : metric.unit ? `, ${metric.unit}` : "");

/** `strip` is null where each family has a scale of its own. */
export function headRow(model: Model, data: Leaderboard, strip: Strip | null): HTMLElement {
  const metric = model.metric(data.metric);
  const minor = (text: string) => el("th", { class: "number minor" }, text);
  return el(
    "tr",
    {},
    el("th", {}, "#"),
    el("th", {}, "Config"),
    el("th", { class: "plot" }, strip && axisHead(strip, (tick) => metricValue(metric, tick, 3))),
    el("th", { class: "number" }, title(metric)),
    ...(data.also ?? []).map((other) => minor(other.label ?? title(model.metric(other.metric)))),
    el("th", { class: "number count" }, "n"),
    ...(tested(data.families)
      ? [
          el("th", { class: "number" }, gapTitle(metric)),
          el("th", { class: "mark" }, el("span", { class: "heard" }, "against the best")),
        ]
      : []),
    el("th", { class: "number minor cost" }, data.cost.label),
  );
}

/** The heading of groups that are ranked apart from the others. */
export function familyRow(model: Model, data: Leaderboard, family: Family, strip: Strip): HTMLElement {
  const metric = model.metric(data.metric);
  const size = el("span", { class: "rest" }, plural(family.groups, "group"));
  const rest = (data.also ?? []).length + (tested(data.families) ? 5 : 3);
  return el(
    "tr",
    { class: "family" },
    el("th", { scope: "rowgroup", colspan: 2 }, family.label, " ", size),
    el(
      "td",
      { class: "plot" },
      axisHead(strip, (tick) => metricValue(metric, tick, 3)),
    ),
    el("td", { colspan: rest }),
  );
}

function countCell(data: Leaderboard, row: number): HTMLElement {
  const failed = data.failed[row];
  const about = `${plural(failed, "run")} without a value`;
  const mark = failed ? el("span", { class: "failed-mark", title: about }, ` ✕${failed}`) : null;
  return el("td", { class: "number count" }, String(data.n[row] + failed), mark);
}

export function bodyRow(model: Model, data: Leaderboard, strip: Strip, row: number): HTMLElement {
  const metric = model.metric(data.metric);
  const { cost, also = [], gap, gap_low, gap_high } = data;
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
    ...(tested(data.families)
      ? [
          gapCell(metric, data.verdict[row], gap[row], [gap_low[row], gap_high[row]]),
          markCell(judged(data, row)),
        ]
      : []),
    el("td", { class: "number minor cost" }, quantity(cost.value[row], cost.unit)),
  );
}
