import * as Plot from "@observablehq/plot";
import { armDash } from "../colours";
import { el, toggle } from "../dom";
import { figure, legend } from "../figure";
import { axisTitle, levelLabel, levelValue, metricValue, number, share } from "../format";
import type { Model } from "../model";
import { common, domain, gridY, metricScale, scale } from "../plots";
import type { Axis, AxisEffects, EffectSeries, Metric, Value } from "../report";
import { section } from "../section";
import { armLegend, plotShape } from "../symbols";
import { rowsUpTo } from "../table";

interface Point {
  x: number | string;
  y: number;
  low: Value;
  high: Value;
  arm: Value;
  title: string;
}

/** Where a level stands: its number, the middle of its bin, or its name. */
function position(axis: Axis, level: number): number | string {
  if (axis.bins) {
    const [from, to] = [axis.bins[level], axis.bins[level + 1]];
    return axis.scale === "log" && from > 0 ? Math.sqrt(from * to) : (from + to) / 2;
  }
  return axis.scale === "category" ? levelLabel(axis, level) : axis.values[level];
}

function points(model: Model, axis: Axis, metric: Metric, series: EffectSeries): Point[] {
  return rowsUpTo(series.level.length).flatMap((i) => {
    const y = series.center[i];
    if (y === null) return [];
    const failed = series.failed_share?.[i];
    const title = [
      `${axis.label} ${levelLabel(axis, series.level[i])}${series.arm === null ? "" : `, ${model.armLabel(series.arm)}`}`,
      metricValue(metric, y),
      series.low[i] === null
        ? "no interval"
        : `${metricValue(metric, series.low[i])} to ${metricValue(metric, series.high[i])}`,
      `n = ${series.n[i]}${failed ? `, ${share(failed)} without a value` : ""}`,
    ].join("\n");
    const arm = axis === model.arms && !axis.bins ? series.level[i] : series.arm;
    return [{ x: position(axis, series.level[i]), y, low: series.low[i], high: series.high[i], arm, title }];
  });
}

/** Ticks at the values themselves while they are few. */
function horizontal(axis: Axis, width: number) {
  const known = (axis.bins ?? axis.values).filter((v): v is number => typeof v === "number");
  const log = axis.scale === "log" && known.every((v) => v > 0);
  const range =
    known.length > 1 ? ([known[0], known[known.length - 1]] as [number, number]) : domain(known, log);
  const scaled = scale(range, 5, log);
  if (known.length <= 5) return { ...scaled, ticks: known, tickFormat: (v: number) => number(v) };
  const room = 40; // of a name
  const every = Math.ceil((scaled.ticks.length * room) / (width - 70));
  return { ...scaled, ticks: scaled.ticks.filter((_, i) => i % every === 0) };
}

function effectPlot(
  model: Model,
  data: AxisEffects,
  axis: Axis,
  series: EffectSeries[],
  y: [number, number],
  width: number,
): Element {
  const metric = model.metric(data.metric);
  const category = axis.scale === "category";
  const known = series.some((one) => one.center.some((v) => v !== null));
  const vertical = { ...metricScale(metric, y, 4), ...(known ? {} : { ticks: [] }) };
  const marks: Plot.Markish[] = [gridY(vertical)];
  const all: Point[] = [];
  const failed: { x: number | string; arm: Value; title: string }[] = [];
  const labels = axis.values.map((_, level) => levelLabel(axis, level));
  for (const one of series) {
    const list = points(model, axis, metric, one);
    all.push(...list);
    const colour = model.colour(one.arm);
    const own = (p: Point) => model.colour(p.arm);
    const ranged = list.filter((p) => p.low !== null && p.high !== null);
    if (!category) {
      marks.push(
        Plot.areaY(ranged, {
          x: "x",
          y1: "low",
          y2: "high",
          fill: colour,
          fillOpacity: series.length > 1 ? 0.09 : 0.16,
        }),
      );
      marks.push(
        Plot.lineY(list, {
          x: "x",
          y: "y",
          stroke: colour,
          strokeWidth: 1.8,
          strokeDasharray: armDash(one.arm ?? 0),
        }),
      );
    }
    const shift = category && series.length > 1 ? (series.indexOf(one) - (series.length - 1) / 2) * 5 : 0;
    marks.push(
      Plot.ruleX(ranged, {
        x: "x",
        y1: "low",
        y2: "high",
        stroke: own,
        strokeWidth: category ? 2.5 : 1,
        dx: shift,
      }),
    );
    marks.push(
      Plot.dot(list, {
        x: "x",
        y: "y",
        fill: own,
        stroke: "var(--paper)",
        r: 4,
        symbol: (p: Point) => plotShape(model.shape(p.arm)),
        dx: shift,
      }),
    );
    rowsUpTo(one.level.length).forEach((i) => {
      const part = one.failed_share?.[i];
      if (one.center[i] === null || (part !== null && part !== undefined && part > 0.1))
        failed.push({
          x: position(axis, one.level[i]),
          arm: one.arm,
          title: `${levelLabel(axis, one.level[i])}: ${share(part ?? 1)} without a value`,
        });
    });
  }
  if (failed.length)
    marks.push(
      Plot.text(failed, {
        x: "x",
        text: () => "✕",
        fill: "var(--bad)",
        frameAnchor: "top",
        dy: -11,
        fontSize: 11,
        title: "title",
      }),
    );
  if (all.length) marks.push(Plot.tip(all, Plot.pointer({ x: "x", y: "y", title: "title" })));
  const long = category && labels.some((label) => label.length * 7 * labels.length > width - 70);
  return Plot.plot({
    ...common(width, long ? 234 : 200),
    marginTop: 22,
    marginLeft: 50,
    marginBottom: long ? 66 : 32,
    x: category
      ? {
          type: "point",
          domain: labels,
          label: null,
          padding: 0.5,
          tickSize: 0,
          tickRotate: long ? -40 : 0,
          tickFormat: (s: string) => (s.length > 14 ? `${s.slice(0, 13)}…` : s),
        }
      : { ...horizontal(axis, width), insetLeft: 10, insetRight: 10 },
    y: vertical,
    marks,
  });
}

export function axisEffects(model: Model, data: AxisEffects): HTMLElement {
  const metric = model.metric(data.metric);
  const modes = (["averaged", "best"] as const).filter((mode) =>
    data.effects.some((e) => e.series.some((s) => s.over_rest === mode)),
  );
  let mode = modes[0] ?? "averaged";
  const chosen = (effect: AxisEffects["effects"][number]) =>
    effect.series.filter((s) => s.over_rest === mode);
  const range = () =>
    domain(
      data.effects.flatMap((e) => chosen(e).flatMap((s) => [...s.center, ...s.low, ...s.high])),
      metric.scale === "log",
    );
  const figures = data.effects.map((effect) => {
    const axis = model.axis(effect.axis);
    return figure(
      `${metric.label} by ${axis.label}`,
      (width) => effectPlot(model, data, axis, chosen(effect), range(), width),
      axisTitle(axis),
    );
  });
  const control = toggle("Over the rest", modes, (i) => {
    mode = modes[i];
    for (const one of figures) one.redraw();
  });
  const rows = data.effects.flatMap((effect) =>
    effect.series.flatMap((series) =>
      series.level.map((_, i) => ({ axis: model.axis(effect.axis), series, i })),
    ),
  );
  const failing = data.effects.some((effect) =>
    effect.series.some((s) => s.failed_share?.some((part) => part !== null && part > 0.1)),
  );
  const others = data.effects.filter((effect) => effect.axis !== model.arms?.name);
  const arms = (others.length ? others : data.effects).flatMap((effect) => effect.series.map((s) => s.arm));
  return section({
    id: "axis_effects",
    data,
    controls: modes.length > 1 ? [control] : [],
    figures: !figures.length
      ? []
      : [
          el(
            "div",
            { class: "y-title" },
            `${metric.label}${data.statistic ? `, ${data.statistic}` : ""}${data.interval ? ` with ${data.interval}` : ""}`,
          ),
          ...(arms.length ? [legend(armLegend(model, arms))].filter((part) => part !== null) : []),
          el("div", { class: "multiples" }, ...figures.map((one) => one.element)),
          el(
            "p",
            { class: "key", hidden: !failing },
            "✕: more than a tenth of the runs at that value have none of the metric.",
          ),
        ],
    table: {
      name: "axis effects",
      rows: rowsUpTo(rows.length),
      columns: [
        { title: "axis", raw: (r) => rows[r].axis.name },
        { title: "value", raw: (r) => levelValue(rows[r].axis, rows[r].series.level[rows[r].i]) },
        { title: "over the rest", raw: (r) => rows[r].series.over_rest },
        { title: "arm", raw: (r) => model.armLabel(rows[r].series.arm) },
        { title: data.metric, raw: (r) => rows[r].series.center[rows[r].i], numeric: true },
        { title: "low", raw: (r) => rows[r].series.low[rows[r].i], numeric: true },
        { title: "high", raw: (r) => rows[r].series.high[rows[r].i], numeric: true },
        { title: "n", raw: (r) => rows[r].series.n[rows[r].i], numeric: true },
        { title: "failed share", raw: (r) => rows[r].series.failed_share?.[rows[r].i], numeric: true },
      ],
    },
  });
}
