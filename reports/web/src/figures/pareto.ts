import * as Plot from "@observablehq/plot";
import { el } from "../dom";
import { figure, legend } from "../figure";
import { measureText, metricValue, quantity } from "../format";
import type { Model } from "../model";
import {
  common,
  domain,
  gridY,
  metricDomain,
  metricScale,
  pointAt,
  scale,
  tips,
  withInterval,
  type Point,
} from "../plots";
import type { Pareto } from "../report";
import { section } from "../section";
import { armLegend, plotShape } from "../symbols";
import { rowsUpTo, type TableParams } from "../table";
import { namedEstimates } from "./leaderboard";

interface Offer extends Point {
  row: number;
  front: boolean;
}

function offersOf(model: Model, data: Pareto): Offer[] {
  const metric = model.metric(data.metric);
  const { label, unit, center } = data.cost;
  const front = new Set(data.front);
  return data.group.flatMap((group, row) => {
    const value = `${metricValue(metric, data.center[row])}, n = ${data.n[row]}`;
    const title = `${model.groupLabel(group)}\n${label} ${quantity(center[row], unit)}\n${value}`;
    const points = pointAt(data, row, center[row], title);
    return points.map((point) => ({ ...point, row, front: front.has(row) }));
  });
}

/** The points, those of the front by rising cost, and those of it that have an interval of value or of cost. */
interface Front {
  all: Offer[];
  front: Offer[];
  valueKnown: Offer[];
  costKnown: Offer[];
}

function frontOf(model: Model, data: Pareto): Front {
  const all = offersOf(model, data);
  const front = all.filter((p) => p.front).sort((a, b) => a.x - b.x);
  const { low, high } = data.cost;
  return {
    all,
    front,
    valueKnown: withInterval(front),
    costKnown: front.filter((p) => low[p.row] !== null && high[p.row] !== null),
  };
}

function costScale({ cost }: Pareto, { all, costKnown }: Front) {
  const log = cost.scale === "log";
  const ends = costKnown.flatMap((p) => [cost.low[p.row], cost.high[p.row]]);
  const range = domain([...all.map((p) => p.x), ...ends], log);
  return { ...scale(range, 5, log, (v) => quantity(v, cost.unit)), label: `${cost.label} →` };
}

function valueScale(model: Model, data: Pareto, { all, valueKnown }: Front) {
  const metric = model.metric(data.metric);
  const ends = valueKnown.flatMap((p) => [p.low, p.high]);
  return metricScale(metric, metricDomain(metric, [...all.map((p) => p.y), ...ends]), 6);
}

function frontMarks(model: Model, data: Pareto, { all, front, valueKnown, costKnown }: Front) {
  const arm = (p: Offer) => model.armOf(data.group[p.row]);
  const colour = (p: Offer) => model.colour(arm(p));
  const symbol = (p: Offer) => plotShape(model.shape(arm(p)));
  const { cost } = data;
  const bar = { stroke: colour, strokeWidth: 2, clip: true };
  const costs = { x1: (p: Offer) => cost.low[p.row], x2: (p: Offer) => cost.high[p.row] };
  const place = { x: "x", y: "y" };
  const others = all.filter((p) => !p.front);
  const outlined = { stroke: "var(--ink)", strokeWidth: 1.5 };
  return [
    Plot.dot(others, { ...place, fill: colour, fillOpacity: 0.5, r: 3.2, symbol }),
    Plot.lineY(front, { ...place, curve: "step-after", ...outlined }),
    Plot.ruleX(valueKnown, { x: "x", y1: "low", y2: "high", ...bar }),
    Plot.ruleY(costKnown, { y: "y", ...costs, ...bar }),
    Plot.dot(front, { ...place, fill: colour, ...outlined, r: 5.5, symbol }),
    tips(all),
  ];
}

function paretoPlot(model: Model, data: Pareto, width: number): Element {
  const front = frontOf(model, data);
  const vertical = valueScale(model, data, front);
  return Plot.plot({
    ...common(width, 380),
    marginLeft: 58,
    marginRight: 24,
    marginBottom: 42,
    x: costScale(data, front),
    y: vertical,
    marks: [gridY(vertical), ...frontMarks(model, data, front)],
  });
}

function titleLine(model: Model, data: Pareto): HTMLElement {
  const metric = model.metric(data.metric);
  const better = `${model.upward(metric) ? "higher" : "lower"} is better`;
  const measure = measureText(metric, { statistic: data.statistic });
  return el("div", { class: "y-title" }, `${measure} (${better})`);
}

function keyLine(data: Pareto): HTMLElement {
  const text = "Outlined marks and the stepped line: groups that no other beats in both.";
  return el("p", { class: "key" }, `${text} Bars: ${data.interval}.`);
}

/** The front first. */
function paretoTable(model: Model, data: Pareto): TableParams {
  const front = new Set(data.front);
  const { label, unit, center } = data.cost;
  return {
    name: "cost against quality",
    rows: [...data.front, ...rowsUpTo(data.group.length).filter((row) => !front.has(row))],
    columns: [
      { title: "group", raw: (row) => model.report.groups.key[data.group[row]] },
      { title: "config", raw: (row) => model.groupLabel(data.group[row]) },
      { title: "on the front", raw: (row) => (front.has(row) ? "yes" : "no") },
      { title: `${label} (${unit})`, raw: (row) => center[row], numeric: true },
      ...namedEstimates(data.metric, data),
    ],
  };
}

export function pareto(model: Model, data: Pareto): HTMLElement {
  const arms = model.arms ? data.group.map((group) => model.armOf(group)) : [];
  const label = `${model.metric(data.metric).label} against ${data.cost.label}, with the Pareto front`;
  const parts = [
    titleLine(model, data),
    legend(armLegend(model, arms)),
    figure(label, (width) => paretoPlot(model, data, width)).element,
    keyLine(data),
  ];
  return section({
    id: "pareto",
    data,
    figures: parts.filter((part) => part !== null),
    tables: [paretoTable(model, data)],
  });
}
