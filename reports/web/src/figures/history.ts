import * as Plot from "@observablehq/plot";
import { el } from "../dom";
import { figure } from "../figure";
import { metricValue } from "../format";
import type { Model } from "../model";
import { common, domain, gridY, metricScale } from "../plots";
import type { History } from "../report";
import { section } from "../section";
import { plotShape } from "../symbols";
import { rowsUpTo } from "../table";

type Series = History["series"][number];

const short = (id: string): string => id.slice(0, 8);

function historyPlot(model: Model, data: History, series: Series, width: number): Element {
  const metric = model.metric(data.metric);
  const colour = model.colour(series.arm ?? null);
  const { noise, baseline, change_points: changes = [] } = series;
  const points = rowsUpTo(series.commit.length).flatMap((i) => {
    const y = series.center[i];
    const commit = data.commits[series.commit[i]];
    if (y === null) return [];
    const title = [
      `${short(commit.id)} ${commit.date ?? ""}`,
      commit.subject ?? "",
      `${metricValue(metric, y)}, n = ${series.n[i]}`,
    ]
      .filter(Boolean)
      .join("\n");
    return [{ x: series.commit[i], y, low: series.low[i], high: series.high[i], title }];
  });
  const band = noise
    ? rowsUpTo(series.commit.length).map((i) => ({
        x: series.commit[i],
        low: noise.low[i] ?? NaN,
        high: noise.high[i] ?? NaN,
      }))
    : [];
  const known = points.filter((p) => p.low !== null && p.high !== null);
  const every = Math.ceil(data.commits.length / Math.max(2, Math.floor(width / 90)));
  const vertical = metricScale(
    metric,
    domain([
      ...series.center,
      ...series.low,
      ...series.high,
      ...(noise ? [...noise.low, ...noise.high] : []),
      baseline?.value,
    ]),
    5,
    false,
  );
  return Plot.plot({
    ...common(width, 260),
    marginLeft: 58,
    marginRight: 20,
    marginTop: 34,
    marginBottom: 44,
    x: {
      type: "linear",
      domain: [-0.4, Math.max(0, data.commits.length - 1) + 0.4],
      label: "commit →",
      tickSize: 0,
      ticks: rowsUpTo(data.commits.length).filter((i) => i % every === 0),
      tickFormat: (i: number) => short(data.commits[i]?.id ?? ""),
    },
    y: vertical,
    marks: [
      gridY(vertical),
      Plot.areaY(band, { x: "x", y1: "low", y2: "high", fill: "var(--faint)", fillOpacity: 0.2 }),
      ...(baseline ? [Plot.ruleY([baseline.value], { stroke: "var(--ink)", strokeDasharray: "4 4" })] : []),
      Plot.ruleX(changes, { x: "commit", stroke: "var(--bad)", strokeWidth: 1.5, strokeDasharray: "2 3" }),
      Plot.text(changes, {
        x: "commit",
        text: "text",
        frameAnchor: "top",
        dy: -16,
        fill: "var(--bad)",
        fontWeight: 600,
      }),
      Plot.lineY(points, { x: "x", y: "y", stroke: colour, strokeWidth: 1.8 }),
      Plot.ruleX(known, { x: "x", y1: "low", y2: "high", stroke: colour, strokeWidth: 2 }),
      Plot.dot(points, {
        x: "x",
        y: "y",
        fill: colour,
        stroke: "var(--paper)",
        r: 4.5,
        symbol: plotShape(model.shape(series.arm ?? null)),
      }),
      ...(baseline
        ? [
            Plot.text([baseline.value], {
              y: (v: number) => v,
              text: () => baseline.label,
              frameAnchor: "right",
              textAnchor: "end",
              dy: 9,
              stroke: "var(--paper)",
              strokeWidth: 5,
              fill: "currentColor",
            }),
          ]
        : []),
      Plot.tip(points, Plot.pointer({ x: "x", y: "y", title: "title" })),
    ],
  });
}

export function history(model: Model, data: History): HTMLElement {
  const metric = model.metric(data.metric);
  const list = data.series ?? [];
  const figures = list.map(
    (series) =>
      figure(
        `${metric.label} over commits: ${series.label}`,
        (width) => historyPlot(model, data, series, width),
        series.label,
      ).element,
  );
  const noise = list.find((series) => series.noise)?.noise;
  if (list.length)
    figures.unshift(
      el(
        "div",
        { class: "y-title" },
        `${metric.label}${data.statistic ? `, ${data.statistic}` : ""}${data.interval ? ` with ${data.interval}` : ""}`,
      ),
    );
  if (list.length)
    figures.push(
      el("p", { class: "key" }, `${noise ? `Grey: ${noise.label}. ` : ""}Dashed red: change points.`),
    );
  const rows = list.flatMap((series) => series.commit.map((_, i) => ({ series, i })));
  return section({
    id: "history",
    data,
    figures,
    table: {
      name: "history",
      rows: rowsUpTo(rows.length),
      columns: [
        { title: "series", raw: (r) => rows[r].series.label },
        {
          title: "commit",
          raw: (r) => data.commits[rows[r].series.commit[rows[r].i]].id,
          text: (r) => short(data.commits[rows[r].series.commit[rows[r].i]].id),
        },
        { title: "date", raw: (r) => data.commits[rows[r].series.commit[rows[r].i]].date },
        { title: "subject", raw: (r) => data.commits[rows[r].series.commit[rows[r].i]].subject },
        { title: data.metric, raw: (r) => rows[r].series.center[rows[r].i], numeric: true },
        { title: "low", raw: (r) => rows[r].series.low[rows[r].i], numeric: true },
        { title: "high", raw: (r) => rows[r].series.high[rows[r].i], numeric: true },
        { title: "n", raw: (r) => rows[r].series.n[rows[r].i], numeric: true },
      ],
    },
  });
}
