import * as Plot from "@observablehq/plot";
import { el } from "../dom";
import { figure } from "../figure";
import { metricValue, none, number } from "../format";
import type { Model } from "../model";
import { common, domain, endLabels, gridX, gridY, metricScale, scale, type EndLabel } from "../plots";
import type { Robustness } from "../report";
import { section } from "../section";
import { plotShape } from "../symbols";
import { rowsUpTo } from "../table";

type Margins = NonNullable<Robustness["margins"]>;
type BestOfN = NonNullable<Robustness["best_of_n"]>;

function marginPlot(model: Model, data: Margins, width: number): Element {
  const axis = model.axis(data.axis);
  const log = axis.scale === "log";
  const rows = rowsUpTo(data.arm.length).filter((i) => data.best[i] !== null);
  const name = (i: number) => model.armLabel(data.arm[i]);
  const colour = (i: number) => model.colour(data.arm[i]);
  const edges = rows.flatMap((i) => [
    ...(data.at_low_edge[i] ? [{ i, x: data.low[i], text: "◂ edge", anchor: "end" as const, dx: -8 }] : []),
    ...(data.at_high_edge[i]
      ? [{ i, x: data.high[i], text: "edge ▸", anchor: "start" as const, dx: 8 }]
      : []),
  ]);
  const known = axis.values.filter((v): v is number => typeof v === "number");
  const unit = log
    ? (w: number) => `${number(w, 2)} ${w === 1 ? "decade" : "decades"}`
    : (w: number) => number(w, 3);
  const horizontal = scale(domain([...data.low, ...data.high, ...known], log), 8, log);
  return Plot.plot({
    ...common(width, 54 + 46 * rows.length),
    marginLeft: 18,
    marginRight: 54,
    marginBottom: 40,
    x: { ...horizontal, label: `${axis.label} →` },
    y: { type: "band", domain: rows, axis: null, padding: 0 },
    marks: [
      gridX(horizontal),
      Plot.ruleY(rows, {
        x1: (i: number) => data.low[i],
        x2: (i: number) => data.high[i],
        y: (i: number) => i,
        stroke: colour,
        strokeWidth: 6,
        strokeOpacity: 0.5,
        strokeLinecap: "round",
        dy: 8,
      }),
      Plot.dot(rows, {
        x: (i: number) => data.best[i],
        y: (i: number) => i,
        fill: colour,
        stroke: "var(--paper)",
        r: 5.5,
        symbol: (i: number) => plotShape(model.shape(data.arm[i])),
        dy: 8,
      }),
      Plot.text(rows, {
        frameAnchor: "left",
        y: (i: number) => i,
        text: (i: number) => `${name(i)}: ${data.width[i] === null ? none : unit(data.width[i] as number)}`,
        textAnchor: "start",
        dx: 2,
        dy: -9,
        fontWeight: 600,
        fill: "currentColor",
        stroke: "var(--paper)",
        strokeWidth: 4,
      }),
      ...(["start", "end"] as const).map((anchor) =>
        Plot.text(
          edges.filter((e) => e.anchor === anchor),
          {
            x: "x",
            y: "i",
            text: "text",
            textAnchor: anchor,
            dx: anchor === "end" ? -8 : 8,
            dy: 8,
            fill: "var(--bad)",
            fontWeight: 600,
          },
        ),
      ),
    ],
  });
}

function bestOfNPlot(model: Model, data: BestOfN, width: number): Element {
  const metric = model.metric(data.metric);
  const range = domain(data.series.flatMap((s) => [...s.center, ...s.low, ...s.high]));
  const vertical = metricScale(metric, range, 5, false);
  const marks: Plot.Markish[] = [gridY(vertical)];
  const labels: EndLabel[] = [];
  for (const { arm, tries, center, low, high } of data.series) {
    const colour = model.colour(arm);
    const points = rowsUpTo(tries.length).flatMap((i) =>
      center[i] === null
        ? []
        : [
            {
              x: tries[i],
              y: center[i],
              low: low[i],
              high: high[i],
              title: `${model.armLabel(arm)}, best of ${tries[i]}: ${metricValue(metric, center[i])}`,
            },
          ],
    );
    marks.push(
      Plot.areaY(
        points.filter((p) => p.low !== null && p.high !== null),
        { x: "x", y1: "low", y2: "high", fill: colour, fillOpacity: 0.13 },
      ),
    );
    marks.push(Plot.lineY(points, { x: "x", y: "y", stroke: colour, strokeWidth: 2 }));
    marks.push(
      Plot.dot(points.slice(-1), {
        x: "x",
        y: "y",
        fill: colour,
        stroke: "var(--paper)",
        r: 4.5,
        symbol: plotShape(model.shape(arm)),
      }),
    );
    for (const { x, y } of points.slice(-1)) labels.push({ x, y, text: model.armLabel(arm), colour });
    marks.push(Plot.tip(points, Plot.pointer({ x: "x", y: "y", title: "title" })));
  }
  marks.push(endLabels(labels, range, false));
  const most = data.series.reduce((n, { tries }) => Math.max(n, tries.at(-1) ?? 1), 1);
  return Plot.plot({
    ...common(width, 300),
    marginLeft: 56,
    marginRight: 92,
    marginBottom: 40,
    x: {
      ...scale([1, Math.max(2, most)], 6, most > 20, (v) => (Number.isInteger(v) ? number(v) : "")),
      label: "configs tried →",
    },
    y: vertical,
    marks,
  });
}

export function robustness(model: Model, data: Robustness): HTMLElement {
  const { margins, best_of_n: best, alarms } = data;
  const figures: HTMLElement[] = [];
  if (alarms?.length)
    figures.push(el("ul", { class: "alarms" }, ...alarms.map(({ text }) => el("li", {}, text))));
  if (margins?.arm.length)
    figures.push(
      figure(
        `Range of ${model.axis(margins.axis).label} within the margin of the best`,
        (width) => marginPlot(model, margins, width),
        `${model.axis(margins.axis).label} ${margins.margin}`,
      ).element,
    );
  if (best?.series.length) {
    const title = `Expected best ${model.metric(best.metric).label} of n tries${best.interval ? `, ${best.interval}` : ""}`;
    figures.push(figure(title, (width) => bestOfNPlot(model, best, width), title).element);
  }
  const rows = [
    ...rowsUpTo(margins?.arm.length ?? 0).map((i) => ({
      what: `width in ${margins?.axis}`,
      arm: margins?.arm[i] ?? null,
      at: margins?.best[i],
      value: margins?.width[i],
      low: margins?.low[i],
      high: margins?.high[i],
    })),
    ...(best?.series ?? []).flatMap((s) =>
      s.tries.map((n, i) => ({
        what: "best of n",
        arm: s.arm,
        at: n,
        value: s.center[i],
        low: s.low[i],
        high: s.high[i],
      })),
    ),
  ];
  return section({
    id: "robustness",
    data,
    figures,
    table: {
      name: "robustness",
      rows: rowsUpTo(rows.length),
      columns: [
        { title: "quantity", raw: (r) => rows[r].what },
        { title: "arm", raw: (r) => model.armLabel(rows[r].arm) },
        { title: "best at, or n", raw: (r) => rows[r].at, numeric: true },
        { title: "value", raw: (r) => rows[r].value, numeric: true },
        { title: "low", raw: (r) => rows[r].low, numeric: true },
        { title: "high", raw: (r) => rows[r].high, numeric: true },
      ],
    },
  });
}
