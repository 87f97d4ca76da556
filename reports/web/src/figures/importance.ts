import * as Plot from "@observablehq/plot";
import { el } from "../dom";
import { figure } from "../figure";
import { fixedValue, number, prose, share } from "../format";
import type { Model } from "../model";
import { common, gridX, scale } from "../plots";
import type { Fit, Importance, Value } from "../report";
import { section } from "../section";
import { rowsUpTo, type TableParams } from "../table";

/** To a tenth of a percent: the forest's shares are no better known. */
const shareText = (value: Value): string => fixedValue({ percent: true }, value, 1);

/** Bars with their intervals, by rows of the data. */
function barMarks(data: Importance, rows: number[]): Plot.Markish[] {
  const { axes, center, low, high } = data;
  const y = (i: number) => i;
  const fill = (i: number) => (axes[i].length > 1 ? "var(--arm-3)" : "var(--arm-0)");
  const bar = { x1: 0, x2: (i: number) => center[i], y, fill, fillOpacity: 0.85 };
  const range = { x1: (i: number) => low[i], x2: (i: number) => high[i], y };
  const known = rows.filter((i) => low[i] !== null && high[i] !== null);
  return [
    Plot.rect(rows, { ...bar, insetTop: 20, insetBottom: 7, ry: 2 }),
    Plot.ruleY(known, { ...range, stroke: "var(--ink)", strokeWidth: 1.5, dy: 6.5 }),
  ];
}

/** Names above the bars, shares at their ends. */
function barTexts(data: Importance, rows: number[], names: string[]): Plot.Markish[] {
  const y = (i: number) => i;
  const end = (i: number) => data.high[i] ?? data.center[i];
  const halo = { fontWeight: 600, stroke: "var(--paper)", strokeWidth: 4, fill: "currentColor" };
  const value = (i: number) => shareText(data.center[i]);
  return [
    Plot.text(rows, { x: 0, y, text: (i: number) => names[i], textAnchor: "start", dy: -11, ...halo }),
    Plot.text(rows, {
      x: end,
      y,
      text: value,
      textAnchor: "start",
      dx: 7,
      dy: 6.5,
      ...halo,
      fontWeight: 400,
    }),
  ];
}

function importancePlot(names: string[], data: Importance, width: number): Element {
  const rows = rowsUpTo(names.length);
  const shares = [...data.center, ...data.high].map((v) => v ?? 0);
  const most = shares.reduce((a, b) => Math.max(a, b), 0.01);
  const horizontal = scale([0, most * 1.04], 5, false, share);
  return Plot.plot({
    ...common(width, 52 + 40 * rows.length),
    marginLeft: 14,
    marginRight: 74,
    marginTop: 24,
    x: horizontal,
    y: { type: "band", domain: rows, axis: null, padding: 0 },
    marks: [gridX(horizontal), ...barMarks(data, rows), ...barTexts(data, rows, names)],
  });
}

/** Whether the surrogate understands enough for its shares to be shown. */
const isGood = ({ fit }: Importance): boolean => fit.value !== null && fit.value >= fit.enough;

function fitLine(fit: Fit, good: boolean): HTMLElement {
  const poor = good ? "" : " Too poor to say what matters: importances are not shown.";
  const text = `The surrogate's fit: ${fit.label} ${number(fit.value, 3)} (at least ${number(fit.enough, 2)} is required).`;
  return el("p", { class: good ? "fit" : "missing" }, text + poor);
}

function keyLine(data: Importance): HTMLElement {
  const text = `Blue: an axis by itself. Pink: a pair beyond its parts. Line: ${data.interval}.`;
  const seed = data.seed_share;
  const seeds = seed ? ` Seeds make up ${shareText(seed.center)} of the variance of single runs; ` : "";
  const rest = seed ? "the bars divide the rest, the variance between groups." : "";
  return el("p", { class: "key" }, prose(text + seeds + rest));
}

function importanceTable(data: Importance): TableParams {
  return {
    name: "importance",
    rows: rowsUpTo(data.axes.length),
    columns: [
      { title: "axes", raw: (r) => data.axes[r].join(" x ") },
      { title: "share of the variance between groups", raw: (r) => data.center[r], numeric: true },
      { title: "low", raw: (r) => data.low[r], numeric: true },
      { title: "high", raw: (r) => data.high[r], numeric: true },
    ],
  };
}

export function importance(model: Model, data: Importance): HTMLElement {
  const good = isGood(data);
  const names = data.axes.map((axes) => axes.map((name) => model.axis(name).label).join(" × "));
  const draw = (width: number) => importancePlot(names, data, width);
  const bars = good ? [figure("Importance of axes", draw).element, keyLine(data)] : [];
  return section({
    id: "importance",
    data,
    figures: [...bars, fitLine(data.fit, good)],
    tables: good ? [importanceTable(data)] : [],
  });
}
