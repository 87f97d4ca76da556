import * as Plot from "@observablehq/plot";
import { el } from "../dom";
import { figure } from "../figure";
import { fixedValue, number, share } from "../format";
import type { Model } from "../model";
import { common, gridX, scale } from "../plots";
import type { Importance, Value } from "../report";
import { section } from "../section";
import { rowsUpTo } from "../table";

/** To a tenth of a percent: the forest's shares are no better known. */
const shareText = (value: Value): string => fixedValue({ name: "", label: "", percent: true }, value, 1);

function importancePlot(names: string[], data: Importance, width: number): Element {
  const rows = rowsUpTo(names.length).filter((i) => data.center[i] !== null);
  const seed = data.seed_share;
  const colour = (i: number) => (data.axes[i].length > 1 ? "var(--arm-3)" : "var(--arm-0)");
  const most = [...data.center, ...data.high, seed?.center ?? 0].reduce<number>(
    (a, b) => Math.max(a, b ?? 0),
    0.01,
  );
  const right = (i: number) => data.high[i] ?? data.center[i] ?? 0;
  const horizontal = scale([0, most * 1.04], 5, false, share);
  return Plot.plot({
    ...common(width, 52 + 40 * rows.length),
    marginLeft: 14,
    marginRight: 74,
    marginTop: 24,
    x: horizontal,
    y: { type: "band", domain: rows, axis: null, padding: 0 },
    marks: [
      gridX(horizontal),
      ...(seed
        ? [
            Plot.ruleX([seed.center], { stroke: "var(--bad)", strokeWidth: 1.5, strokeDasharray: "4 3" }),
            Plot.text([seed.center], {
              x: (v: number) => v,
              frameAnchor: "top",
              dy: -16,
              dx: 4,
              text: (v: number) => `seeds ${shareText(v)}`,
              textAnchor: "start",
              fill: "var(--bad)",
            }),
          ]
        : []),
      Plot.rect(rows, {
        x1: 0,
        x2: (i: number) => data.center[i],
        y: (i: number) => i,
        fill: colour,
        insetTop: 20,
        insetBottom: 7,
        fillOpacity: 0.85,
        ry: 2,
      }),
      Plot.ruleY(
        rows.filter((i) => data.low[i] !== null && data.high[i] !== null),
        {
          x1: (i: number) => data.low[i],
          x2: (i: number) => data.high[i],
          y: (i: number) => i,
          stroke: "var(--ink)",
          strokeWidth: 1.5,
          dy: 6.5,
        },
      ),
      Plot.text(rows, {
        x: 0,
        y: (i: number) => i,
        text: (i: number) => names[i],
        textAnchor: "start",
        dy: -11,
        fontWeight: 600,
        stroke: "var(--paper)",
        strokeWidth: 4,
        fill: "currentColor",
      }),
      Plot.text(rows, {
        x: right,
        y: (i: number) => i,
        text: (i: number) => shareText(data.center[i]),
        textAnchor: "start",
        dx: 7,
        dy: 6.5,
      }),
    ],
  });
}

export function importance(model: Model, data: Importance): HTMLElement {
  const { fit } = data;
  const good =
    !data.missing && data.axes?.length > 0 && fit?.value !== null && (fit?.value ?? 0) >= (fit?.enough ?? 0);
  const names = (data.axes ?? []).map((axes) => axes.map((name) => model.axis(name).label).join(" × "));
  const verdict = fit
    ? el(
        "p",
        { class: good ? "fit" : "missing" },
        `The surrogate's own fit: ${fit.label} ${number(fit.value, 3)} (${number(fit.enough, 2)} is asked for).${good ? "" : " Too poor to say what matters: importances are not shown."}`,
      )
    : null;
  const bars = good
    ? figure("Importance of axes", (width) => importancePlot(names, data, width)).element
    : null;
  const key = good
    ? el(
        "p",
        { class: "key" },
        `Blue: an axis by itself. Pink: a pair beyond its parts.${data.interval ? ` Line: ${data.interval}.` : ""}`,
      )
    : null;
  return section({
    id: "importance",
    data,
    figures: [bars, key, verdict].filter((part) => part !== null),
    table: good
      ? {
          name: "importance",
          rows: rowsUpTo(names.length),
          columns: [
            { title: "axes", raw: (r) => data.axes[r].join(" x ") },
            { title: "share of variance", raw: (r) => data.center[r], numeric: true },
            { title: "low", raw: (r) => data.low[r], numeric: true },
            { title: "high", raw: (r) => data.high[r], numeric: true },
          ],
        }
      : undefined,
  });
}
