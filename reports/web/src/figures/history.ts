import * as Plot from "@observablehq/plot";
import { el } from "../dom";
import { figure } from "../figure";
import { measureText, metricValue, plural } from "../format";
import type { Model } from "../model";
import {
  common,
  gridY,
  metricDomain,
  metricScale,
  pointAt,
  spanned,
  tips,
  withInterval,
  type Point,
} from "../plots";
import type { BaselineLevel, ChangePoint, Commit, History, HistorySeries, Metric, Value } from "../report";
import { section } from "../section";
import { plotShape } from "../symbols";
import { estimateColumns, rowsOf, rowsUpTo, type Column, type TableParams } from "../table";

/** Words and colours: what is worse is never told by colour alone. */
const verdictText = ({ verdict, accepted }: ChangePoint): string =>
  `, ${verdict}` + (accepted === undefined ? "" : ", accepted");
const reason = ({ accepted }: ChangePoint): string => (accepted ? `: ${accepted}` : "");
const changeColour = ({ verdict, accepted }: ChangePoint): string =>
  verdict === "worse" && accepted === undefined
    ? "var(--bad)"
    : verdict === "better" && accepted === undefined
      ? "var(--accent)"
      : "var(--soft)";

/** Of a few commits all, of many an even choice that leaves each room for its name. */
function shownTicks(data: History, width: number): number[] {
  const longest = data.commits.reduce((most, commit) => Math.max(most, commit.label.length), 0);
  const fit = Math.max(2, Math.floor((width - 78) / (7.5 * longest + 14)));
  const every = Math.ceil(data.commits.length / fit);
  return rowsUpTo(data.commits.length).filter((i) => i % every === 0);
}

/** The band of each stretch between changes, as wide as its commits. */
function noiseBand({ commit, noise, change_points: changes = [] }: HistorySeries) {
  if (!noise) return [];
  return commit.flatMap((at, i) => {
    const stretch = changes.filter((change) => change.commit <= at).length;
    const [low, high] = [noise.low[i] ?? NaN, noise.high[i] ?? NaN];
    return [-0.5, 0.5].map((half) => ({ x: at + half, low, high, stretch }));
  });
}

/** Names of changes lean inwards where they would leave the figure. */
function anchored(changes: ChangePoint[], commits: number) {
  const anchor = (commit: number) =>
    3 * commit < commits ? "start" : 3 * commit > 2 * commits ? "end" : "middle";
  return (["start", "middle", "end"] as const).map((textAnchor) => ({
    textAnchor,
    changes: changes.filter(({ commit }) => anchor(commit) === textAnchor),
  }));
}

function pointsOf(data: History, metric: Metric, series: HistorySeries): Point[] {
  return series.commit.flatMap((x, i) => {
    const { label, date, subject } = data.commits[x];
    const value = `${metricValue(metric, series.center[i])}, n = ${series.n[i]}`;
    const failed = series.failed[i] > 0 && `${failedText(series, i)} without a value`;
    const title = [`${label} ${date}`, subject, value, failed].filter(Boolean).join("\n");
    return pointAt(series, i, x, title);
  });
}

const failedText = ({ n, failed }: HistorySeries, i: number): string =>
  `${failed[i]} of ${plural(n[i] + failed[i], "run")}`;

/** What a mean leaves out: the runs without a value, counted above the commit where there are any. */
function failedMarks(series: HistorySeries): Plot.Markish {
  const some = series.commit.map((_, i) => i).filter((i) => series.failed[i] > 0);
  return Plot.text(some, {
    x: (i: number) => series.commit[i],
    text: (i: number) => `\u2715${series.failed[i]}`,
    title: (i: number) => `${failedText(series, i)} without a value`,
    frameAnchor: "top",
    dy: 6,
    fill: "var(--bad)",
    fontWeight: 600,
  });
}

function rangeOf(metric: Metric, series: HistorySeries): [number, number] {
  const { noise, baseline } = series;
  const band = noise ? [...noise.low, ...noise.high] : [];
  return metricDomain(metric, [...spanned([series]), ...band, baseline?.value], false);
}

/** A line where each change of level is, and what it is. */
function changeMarks(changes: ChangePoint[], commits: number): Plot.Markish[] {
  const x = (change: ChangePoint) => change.commit - 0.5;
  const above = { frameAnchor: "top", dy: -14, fontWeight: 600 } as const;
  return [
    Plot.ruleX(changes, { x, stroke: changeColour, strokeWidth: 1.5, strokeDasharray: "2 3" }),
    ...anchored(changes, commits).map(({ textAnchor, changes: some }) =>
      Plot.text(some, {
        x,
        text: (change) => change.text.replace("-", "\u2212") + verdictText(change),
        title: (change) => change.accepted,
        textAnchor,
        fill: changeColour,
        ...above,
      }),
    ),
  ];
}

function valueMarks(model: Model, arm: Value, points: Point[]): Plot.Markish[] {
  const colour = model.colour(arm);
  const symbol = plotShape(model.shape(arm));
  return [
    Plot.lineY(points, { x: "x", y: "y", stroke: colour, strokeWidth: 1.8 }),
    Plot.ruleX(withInterval(points), {
      x: "x",
      y1: "low",
      y2: "high",
      stroke: colour,
      strokeWidth: 2,
      clip: true,
    }),
    Plot.dot(points, { x: "x", y: "y", fill: colour, stroke: "var(--paper)", r: 4.5, symbol }),
  ];
}

/** The baseline's name, at its line's end. */
function baselineName(baseline: BaselineLevel): Plot.Markish {
  const place = { frameAnchor: "right", textAnchor: "start", dx: 6 } as const;
  return Plot.text([baseline], { y: "value", text: "label", fill: "currentColor", ...place });
}

function commitScale(data: History, width: number): Plot.ScaleOptions {
  return {
    type: "linear",
    domain: [-0.5, Math.max(1, data.commits.length) - 0.5],
    label: "commit →",
    tickSize: 0,
    ticks: shownTicks(data, width),
    tickFormat: (i: number) => data.commits[i].label,
  } as never;
}

function historyPlot(model: Model, data: History, series: HistorySeries, width: number): Element {
  const metric = model.metric(data.metric);
  const { baseline, change_points: changes = [] } = series;
  const points = pointsOf(data, metric, series);
  const vertical = metricScale(metric, rangeOf(metric, series), 5, false);
  const named = baseline && width > 560 && baseline.label.length < 24;
  const band = {
    x: "x",
    y1: "low",
    y2: "high",
    z: "stretch",
    fill: "var(--faint)",
    fillOpacity: 0.2,
    clip: true,
  };
  const dashed = { stroke: "var(--ink)", strokeDasharray: "4 4" };
  return Plot.plot({
    ...common(width, changes.length ? 260 : 240),
    marginLeft: 58,
    marginRight: named ? 14 + 6.6 * baseline.label.length : 14,
    marginTop: changes.length ? 32 : 12,
    marginBottom: 44,
    x: commitScale(data, width),
    y: vertical,
    marks: [
      gridY(vertical),
      Plot.areaY(noiseBand(series), band),
      ...(baseline ? [Plot.ruleY([baseline.value], dashed)] : []),
      ...changeMarks(changes, data.commits.length),
      ...valueMarks(model, series.arm ?? null, points),
      failedMarks(series),
      ...(named ? [baselineName(baseline)] : []),
      tips(points),
    ],
  });
}

function historyTable(data: History): TableParams {
  const rows = rowsOf(data.series, ({ commit }) => commit);
  const place = (r: number) => rows[r].part.commit[rows[r].i];
  const commit = (r: number): Commit => data.commits[place(r)];
  const change = (r: number) => {
    const found = rows[r].part.change_points?.find((one) => one.commit === place(r));
    return found && found.text + verdictText(found) + reason(found);
  };
  const columns: Column[] = [
    { title: "series", raw: (r) => rows[r].part.label },
    { title: "commit", raw: (r) => commit(r).id, text: (r) => commit(r).label },
    { title: "date", raw: (r) => commit(r).date },
    { title: "subject", raw: (r) => commit(r).subject },
    ...estimateColumns([data.metric, "low", "high"], (r) => rows[r]),
    { title: "failed", raw: (r) => rows[r].part.failed[rows[r].i], numeric: true },
    { title: "noise low", raw: (r) => rows[r].part.noise?.low[rows[r].i], numeric: true },
    { title: "noise high", raw: (r) => rows[r].part.noise?.high[rows[r].i], numeric: true },
    { title: "change", raw: change },
    { title: "baseline", raw: (r) => rows[r].part.baseline?.value, numeric: true },
  ];
  const used = columns.filter((column) => rows.some((_, r) => (column.raw(r) ?? null) !== null));
  return { name: "history", rows: rowsUpTo(rows.length), columns: used };
}

function keyText(list: HistorySeries[]): string {
  const noise = list.find((series) => series.noise)?.noise;
  const frozen = list.find((series) => series.baseline)?.baseline;
  const changes = list.some((series) => series.change_points?.length);
  const parts = [
    noise ? `Grey: ${noise.label}.` : "",
    changes ? "Dotted: a change of level." : "",
    frozen ? `Dashed: ${frozen.label}.` : "",
  ];
  return parts.filter(Boolean).join(" ");
}

export function history(model: Model, data: History): HTMLElement {
  const metric = model.metric(data.metric);
  const figures = data.series.map((series) => {
    const label = `${metric.label} over commits: ${series.label}`;
    return figure(label, (width) => historyPlot(model, data, series, width), series.label).element;
  });
  const title = el("div", { class: "y-title" }, measureText(metric, data));
  const key = el("p", { class: "key" }, keyText(data.series));
  return section({ id: "history", data, figures: [title, ...figures, key], tables: [historyTable(data)] });
}
