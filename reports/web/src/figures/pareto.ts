import * as Plot from "@observablehq/plot";
import { el } from "../dom";
import { figure, legend } from "../figure";
import { metricValue, quantity } from "../format";
import type { Model } from "../model";
import { common, domain, gridY, metricScale, scale } from "../plots";
import type { Pareto } from "../report";
import { section } from "../section";
import { armLegend, plotShape } from "../symbols";
import { rowsUpTo } from "../table";
import { estimateColumns } from "./leaderboard";

interface Point {
  row: number;
  x: number;
  y: number;
  front: boolean;
  title: string;
}

function points(model: Model, data: Pareto): Point[] {
  const metric = model.metric(data.metric);
  const front = new Set(data.front);
  return rowsUpTo(data.group.length).flatMap((row) => {
    const [x, y] = [data.cost.center[row], data.center[row]];
    if (x === null || y === null) return [];
    const title = `${model.groupLabel(data.group[row])}\n${data.cost.label} ${quantity(x, data.cost.unit)}\n${metricValue(metric, y)}, n = ${data.n[row]}`;
    return [{ row, x, y, front: front.has(row), title }];
  });
}

function paretoPlot(model: Model, data: Pareto, width: number): Element {
  const metric = model.metric(data.metric);
  const log = data.cost.scale === "log";
  const list = points(model, data);
  const onFront = list.filter((p) => p.front).sort((a, b) => a.x - b.x);
  const arm = (p: Point) => model.armOf(data.group[p.row]);
  const colour = (p: Point) => model.colour(arm(p));
  const ranged = onFront.filter((p) => data.low[p.row] !== null && data.high[p.row] !== null);
  const wide = onFront.filter((p) => data.cost.low?.[p.row] != null && data.cost.high?.[p.row] != null);
  const ys = [...list.map((p) => p.y), ...ranged.flatMap((p) => [data.low[p.row], data.high[p.row]])];
  const vertical = metricScale(metric, domain(ys, metric.scale === "log"), 6);
  return Plot.plot({
    ...common(width, 380),
    marginLeft: 58,
    marginRight: 24,
    marginBottom: 42,
    x: {
      ...scale(
        domain(
          [
            ...list.map((p) => p.x),
            ...wide.flatMap((p) => [data.cost.low?.[p.row], data.cost.high?.[p.row]]),
          ],
          log,
        ),
        5,
        log,
        (v) => quantity(v, data.cost.unit),
      ),
      label: `${data.cost.label} →`,
    },
    y: vertical,
    marks: [
      gridY(vertical),
      Plot.dot(
        list.filter((p) => !p.front),
        {
          x: "x",
          y: "y",
          fill: colour,
          fillOpacity: 0.5,
          r: 3.2,
          symbol: (p: Point) => plotShape(model.shape(arm(p))),
        },
      ),
      Plot.lineY(onFront, { x: "x", y: "y", curve: "step-after", stroke: "var(--ink)", strokeWidth: 1.5 }),
      Plot.ruleX(ranged, {
        x: "x",
        y1: (p: Point) => data.low[p.row],
        y2: (p: Point) => data.high[p.row],
        stroke: colour,
        strokeWidth: 2,
      }),
      Plot.ruleY(wide, {
        y: "y",
        x1: (p: Point) => data.cost.low?.[p.row],
        x2: (p: Point) => data.cost.high?.[p.row],
        stroke: colour,
        strokeWidth: 2,
      }),
      Plot.dot(onFront, {
        x: "x",
        y: "y",
        fill: colour,
        stroke: "var(--ink)",
        strokeWidth: 1.5,
        r: 5.5,
        symbol: (p: Point) => plotShape(model.shape(arm(p))),
      }),
      Plot.tip(list, Plot.pointer({ x: "x", y: "y", title: "title" })),
    ],
  });
}

export function pareto(model: Model, data: Pareto): HTMLElement {
  if (!data.group?.length) return section({ id: "pareto", data, figures: [] });
  const metric = model.metric(data.metric);
  const front = new Set(data.front);
  const parts = [
    el(
      "div",
      { class: "y-title" },
      `${metric.label}${data.statistic ? `, ${data.statistic}` : ""} (${model.upward(metric) ? "higher" : "lower"} is better)`,
    ),
    model.arms
      ? legend(
          armLegend(
            model,
            data.group.map((g) => model.armOf(g)),
          ),
        )
      : null,
    figure(`${metric.label} against ${data.cost.label}, with the Pareto front`, (width) =>
      paretoPlot(model, data, width),
    ).element,
    el(
      "p",
      { class: "key" },
      `Outlined marks and the stepped line: groups that no other beats in both.${data.interval ? ` Bars: ${data.interval}.` : ""}`,
    ),
  ];
  return section({
    id: "pareto",
    data,
    figures: parts.filter((part) => part !== null),
    table: {
      name: "cost against quality",
      rows: [...data.front, ...rowsUpTo(data.group.length).filter((row) => !front.has(row))],
      columns: [
        { title: "group", raw: (row) => model.report.groups.key[data.group[row]] },
        { title: "config", raw: (row) => model.groupLabel(data.group[row]) },
        { title: "on the front", raw: (row) => (front.has(row) ? "yes" : "no") },
        {
          title: data.cost.unit ? `${data.cost.label} (${data.cost.unit})` : data.cost.label,
          raw: (row) => data.cost.center[row],
          numeric: true,
        },
        ...estimateColumns(data.metric, data),
      ],
    },
  });
}
