import { el, toggle } from "../dom";
import { figure, legend } from "../figure";
import { axisTitle, levelValue, measureText } from "../format";
import type { Model } from "../model";
import { metricDomain, spanned } from "../plots";
import type { AxisEffect, AxisEffects, EffectSeries, Metric } from "../report";
import { section } from "../section";
import { armLegend } from "../symbols";
import { estimateColumns, rowsOf, rowsUpTo, type TableParams } from "../table";
import { effectPlot, oftenFails } from "./effect_plot";

type Mode = EffectSeries["over_rest"];

/** The series of an effect that are shown while `mode` is chosen. */
const chosen = (effect: AxisEffect, mode: Mode): EffectSeries[] =>
  effect.series.filter((series) => series.over_rest === mode);

function rangeOf(data: AxisEffects, metric: Metric, mode: Mode): [number, number] {
  const shown = data.effects.flatMap((effect) => chosen(effect, mode));
  return metricDomain(metric, spanned(shown));
}

/** The arms of the figures that have a series an arm; where there is none, of all. */
function effectLegend(model: Model, data: AxisEffects): HTMLElement | null {
  const others = data.effects.filter((effect) => effect.axis !== model.arms?.name);
  const shown = others.length ? others : data.effects;
  const arms = shown.flatMap((effect) => effect.series.map((series) => series.arm));
  return arms.length ? legend(armLegend(model, arms)) : null;
}

function keyLine(data: AxisEffects): HTMLElement {
  const failing = data.effects.some((effect) =>
    effect.series.some((series) => series.failed_share.some(oftenFails)),
  );
  const text = "✕: more than a tenth of the runs at that value have no value of the metric.";
  return el("p", { class: "key", hidden: !failing }, text);
}

function effectTable(model: Model, data: AxisEffects): TableParams {
  const parts = data.effects.flatMap(({ axis, series }) =>
    series.map((one) => ({ ...one, axis: model.axis(axis) })),
  );
  const rows = rowsOf(parts, ({ level }) => level);
  const level = ({ part, i }: (typeof rows)[number]) => levelValue(part.axis, part.level[i]);
  return {
    name: "axis effects",
    rows: rowsUpTo(rows.length),
    columns: [
      { title: "axis", raw: (r) => rows[r].part.axis.name },
      { title: "value", raw: (r) => level(rows[r]) },
      { title: "over the rest", raw: (r) => rows[r].part.over_rest },
      { title: "arm", raw: (r) => model.armLabel(rows[r].part.arm) },
      ...estimateColumns([data.metric, "low", "high"], (r) => rows[r]),
      { title: "failed share", raw: (r) => rows[r].part.failed_share[rows[r].i], numeric: true },
    ],
  };
}

export function axisEffects(model: Model, data: AxisEffects): HTMLElement {
  const metric = model.metric(data.metric);
  const modes = (["averaged", "best"] as const).filter((mode) =>
    data.effects.some((effect) => chosen(effect, mode).length > 0),
  );
  let mode: Mode = modes[0] ?? "averaged";
  const figures = data.effects.map((effect) => {
    const axis = model.axis(effect.axis);
    const draw = (width: number) => {
      const view = { model, metric, axis, series: chosen(effect, mode), range: rangeOf(data, metric, mode) };
      return effectPlot(view, width);
    };
    return figure(`${metric.label} by ${axis.label}`, draw, axisTitle(axis));
  });
  const control = toggle("Other axes", modes, (i) => {
    mode = modes[i];
    for (const one of figures) one.redraw();
  });
  const parts = [
    el("div", { class: "y-title" }, measureText(metric, data)),
    effectLegend(model, data),
    el("div", { class: "multiples" }, ...figures.map((one) => one.element)),
    keyLine(data),
  ];
  return section({
    id: "axis_effects",
    data,
    controls: modes.length > 1 ? [control] : [],
    figures: figures.length ? parts.filter((part) => part !== null) : [],
    tables: [effectTable(model, data)],
  });
}
