import * as Plot from "@observablehq/plot";
import { el } from "../dom";
import { figure } from "../figure";
import { measureText, metricValue } from "../format";
import type { Model } from "../model";
import { common, domain, gridY, metricScale, tips, withInterval } from "../plots";
import type { History, Metric, Value } from "../report";
import { section } from "../section";
import { plotShape } from "../symbols";
import { rowsUpTo, type Column, type TableParams } from "../table";

type Series = History["series"][number];
type Baseline = NonNullable<Series["baseline"]>;
type Changes = NonNullable<Series["change_points"]>;
type Change = Changes[number];
type Commit = History["commits"][number];

const short = ({ id, label }: Commit): string => label ?? id.slice(0, 8);

/** Words and colours: what is worse is never told by colour alone. */
const verdict = ({ worse, accepted }: Change): string =>
  (worse === undefined ? "" : worse ? ", worse" : ", better") + (accepted === undefined ? "" : ", accepted");
const reason = ({ accepted }: Change): string => (accepted ? `: ${accepted}` : "");
const changeColour = ({ worse, accepted }: Change): string =>
  accepted !== undefined ? "var(--soft)" : worse === false ? "var(--accent)" : "var(--bad)";

/** Of a few commits all, of many an even choice that leaves each room for its name. */
function shownTicks(data: History, width: number): number[] {
  const longest = data.commits.reduce((most, commit) => Math.max(most, short(commit).length), 0);
  const fit = Math.max(2, Math.floor((width - 78) / (7.5 * longest + 14)));
  const every = Math.ceil(data.commits.length / fit);
  return rowsUpTo(data.commits.length).filter((i) => i % every === 0);
}

/** The band of each stretch between changes, as wide as its commits. */
function noiseBand({ commit, noise, change_points: changes = [] }: Series) {
  if (!noise) return [];
  return commit.flatMap((at, i) => {
    const stretch = changes.filter((change) => change.commit <= at).length;
    const [low, high] = [noise.low[i] ?? NaN, noise.high[i] ?? NaN];
    return [-0.5, 0.5].map((half) => ({ x: at + half, low, high, stretch }));
  });
}

/** Names of changes lean inwards where they would leave the figure. */
function anchored(changes: Changes, commits: number) {
  const anchor = (commit: number) =>
    3 * commit < commits ? "start" : 3 * commit > 2 * commits ? "end" : "middle";
  return (["start", "middle", "end"] as const).map((textAnchor) => ({
    textAnchor,
    changes: changes.filter(({ commit }) => anchor(commit) === textAnchor),
  }));
}

interface Point {
  x: number;
  y: number;
  low: Value;
  high: Value;
  title: string;
}

function pointsOf(data: History, metric: Metric, series: Series): Point[] {
  return series.commit.flatMap((x, i) => {
    const [y, commit] = [series.center[i], data.commits[x]];
    if (y === null) return [];
    const value = `${metricValue(metric, y)}, n = ${series.n[i]}`;
    const title = [`${short(commit)} ${commit.date ?? ""}`, commit.subject ?? "", value]
      .filter(Boolean)
      .join("\n");
    return [{ x, y, low: series.low[i], high: series.high[i], title }];
  });
}

function rangeOf({ center, low, high, noise, baseline }: Series): [number, number] {
  const band = noise ? [...noise.low, ...noise.high] : [];
  return domain([...center, ...low, ...high, ...band, baseline?.value]);
}

/** A line where each change of level is, and what it is. */
function changeMarks(changes: Changes, commits: number): Plot.Markish[] {
  const x = (change: Change) => change.commit - 0.5;
  const above = { frameAnchor: "top", dy: -14, fontWeight: 600 } as const;
  return [
    Plot.ruleX(changes, { x, stroke: changeColour, strokeWidth: 1.5, strokeDasharray: "2 3" }),
    ...anchored(changes, commits).map(({ textAnchor, changes: some }) =>
      Plot.text(some, {
        x,
        text: (change) => change.text.replace("-", "\u2212") + verdict(change),
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
    Plot.ruleX(withInterval(points), { x: "x", y1: "low", y2: "high", stroke: colour, strokeWidth: 2 }),
    Plot.dot(points, { x: "x", y: "y", fill: colour, stroke: "var(--paper)", r: 4.5, symbol }),
  ];
}

/** The baseline's name, at its line's end. */
function baselineName(baseline: Baseline): Plot.Markish {
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
    tickFormat: (i: number) => short(data.commits[i]),
  } as never;
}

function historyPlot(model: Model, data: History, series: Series, width: number): Element {
  const metric = model.metric(data.metric);
  const { baseline, change_points: changes = [] } = series;
  const points = pointsOf(data, metric, series);
  const vertical = metricScale(metric, rangeOf(series), 5, false);
  const named = baseline && width > 560 && baseline.label.length < 24;
  const band = { x: "x", y1: "low", y2: "high", z: "stretch", fill: "var(--faint)", fillOpacity: 0.2 };
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
      ...(named ? [baselineName(baseline)] : []),
      tips(points),
    ],
  });
}

function historyTable(data: History): TableParams {
  const rows = (data.series ?? []).flatMap((series) => series.commit.map((_, i) => ({ series, i })));
  const commit = (r: number) => data.commits[rows[r].series.commit[rows[r].i]];
  const change = (r: number) => {
    const found = rows[r].series.change_points?.find(
      (one) => one.commit === rows[r].series.commit[rows[r].i],
    );
    return found && found.text + verdict(found) + reason(found);
  };
  const value = (name: "center" | "low" | "high" | "n" | "failed") => (r: number) =>
    rows[r].series[name]?.[rows[r].i];
  const columns: Column[] = [
    { title: "series", raw: (r) => rows[r].series.label },
    { title: "commit", raw: (r) => commit(r).id, text: (r) => short(commit(r)) },
    { title: "date", raw: (r) => commit(r).date },
    { title: "subject", raw: (r) => commit(r).subject },
    { title: data.metric, raw: value("center"), numeric: true },
    { title: "low", raw: value("low"), numeric: true },
    { title: "high", raw: value("high"), numeric: true },
    { title: "n", raw: value("n"), numeric: true },
    { title: "failed", raw: value("failed"), numeric: true },
    { title: "noise low", raw: (r) => rows[r].series.noise?.low[rows[r].i], numeric: true },
    { title: "noise high", raw: (r) => rows[r].series.noise?.high[rows[r].i], numeric: true },
    { title: "change", raw: change },
    { title: "baseline", raw: (r) => rows[r].series.baseline?.value, numeric: true },
  ];
  const used = columns.filter((column) => rows.some((_, r) => (column.raw(r) ?? null) !== null));
  return { name: "history", rows: rowsUpTo(rows.length), columns: used };
}

function keyText(list: Series[]): string {
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
  const list = data.series ?? [];
  const figures = list.map((series) => {
    const label = `${metric.label} over commits: ${series.label}`;
    return figure(label, (width) => historyPlot(model, data, series, width), series.label).element;
  });
  if (list.length) figures.unshift(el("div", { class: "y-title" }, measureText(metric, data)));
  if (list.length) figures.push(el("p", { class: "key" }, keyText(list)));
  return section({ id: "history", data, figures, table: historyTable(data) });
}
