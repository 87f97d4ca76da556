import { choice, el, toggle } from "../dom";
import { figure, legend, type LegendEntry } from "../figure";
import { number } from "../format";
import type { Model } from "../model";
import type { Curves, Metric } from "../report";
import { section } from "../section";
import { armLegend, armSymbol } from "../symbols";
import { rowsUpTo } from "../table";
import { curvePlot, type CurveView } from "./curve_plot";

function curveTable(model: Model, data: Curves) {
  const rows = data.series.flatMap((series) => series.center.map((_, i) => ({ series, i })));
  return {
    name: "learning curves",
    rows: rowsUpTo(rows.length),
    columns: [
      { title: "group", raw: (r: number) => model.report.groups.key[rows[r].series.group] },
      { title: "config", raw: (r: number) => model.groupLabel(rows[r].series.group) },
      { title: "metric", raw: (r: number) => rows[r].series.metric },
      ...data.abscissas.map(({ name, label, unit }) => ({
        title: unit ? `${label} (${unit})` : label,
        raw: (r: number) => rows[r].series.x[name]?.[rows[r].i],
        text: (r: number) => number(rows[r].series.x[name]?.[rows[r].i]),
        numeric: true,
      })),
      ...(["center", "low", "high", "n"] as const).map((name) => ({
        title: name,
        raw: (r: number) => rows[r].series[name][rows[r].i],
        numeric: true,
      })),
    ],
  };
}

/** Choices of metric, abscissa and scales; calls `changed` with the view changed in place. */
export function curveControls(
  model: Model,
  data: Curves,
  view: CurveView,
  changed: () => void,
): HTMLElement[] {
  const metrics = curveMetrics(data);
  const label = (metric: Metric) => metric.label;
  const controls: HTMLElement[] = [];
  const set = (change: () => void) => {
    change();
    changed();
  };
  if (metrics.length > 1)
    controls.push(
      choice(
        "Metric",
        metrics.map((m) => label(model.metric(m))),
        (i) => set(() => (view.metric = metrics[i])),
        metrics.indexOf(view.metric),
      ),
    );
  if (data.abscissas.length > 1)
    controls.push(
      choice(
        "Against",
        data.abscissas.map((a) => a.label),
        (i) => set(() => (view.abscissa = i)),
      ),
    );
  controls.push(toggle("x", ["linear", "log"], (i) => set(() => (view.logX = i === 1))));
  controls.push(toggle("y", ["linear", "log"], (i) => set(() => (view.logY = i === 1)), view.logY ? 1 : 0));
  if (partsFail(model, data))
    controls.push(toggle("y range", ["whole groups", "all"], (i) => set(() => (view.whole = i === 0))));
  return controls;
}

/** Whether some of the groups shown have failed runs and some have none. */
function partsFail(model: Model, data: Curves): boolean {
  const fails = data.series.map(({ seeds }) => (seeds ?? []).some(({ run }) => !model.completed(run)));
  return new Set(fails).size > 1;
}

export const curveMetrics = (data: Curves): string[] => [...new Set(data.series.map((s) => s.metric))];

/** The arms; without arms the groups, which then have the colours. */
function curveLegend(model: Model, data: Curves): LegendEntry[] {
  const groups = [...new Set(data.series.map((s) => s.group))];
  if (model.arms)
    return armLegend(
      model,
      groups.map((group) => model.armOf(group)),
    );
  const entry = (group: number, i: number) => ({
    label: model.groupLabel(group),
    symbol: armSymbol(model, i),
  });
  return groups.map((group, i) => ({ ...entry(group, i), colour: model.colour(i) }));
}

function keyText(data: Curves, view: CurveView): string {
  const { name, label, about } = data.abscissas[view.abscissa];
  const context = data.context?.find(({ metric, x }) => metric === view.metric && x[name]);
  const parts = [
    "Thin lines: runs, one a seed. Thick: the group. ✕: where a run ended without completing.",
    context ? `Grey: ${context.label}.` : "",
    view.whole ? "Groups with failed runs may lie outside." : "",
    about ? `${label[0].toUpperCase()}${label.slice(1)}: ${about}.` : "",
  ];
  return parts.filter(Boolean).join(" ");
}

export function curves(model: Model, data: Curves): HTMLElement {
  const metrics = curveMetrics(data ?? []);
  if (!metrics.length || !data.abscissas.length) return section({ id: "curves", data, figures: [] });
  const view: CurveView = {
    metric: metrics[0],
    abscissa: 0,
    logX: false,
    logY: model.metric(metrics[0]).scale === "log",
    whole: partsFail(model, data),
  };
  const title = el("div", { class: "y-title" });
  const key = el("p", { class: "key" });
  const describe = () => {
    key.textContent = keyText(data, view);
    title.textContent = `${model.metric(view.metric).label}, ${data.statistic}${data.interval ? ` with ${data.interval}` : ""}`;
  };
  const picture = figure(`Learning curves of ${data.series.length} groups`, (width) =>
    curvePlot(model, data, view, width),
  );
  const controls = curveControls(model, data, view, () => {
    describe();
    picture.redraw();
  });
  describe();
  const arms = legend(curveLegend(model, data));
  const figures = [title, arms, picture.element, key].filter((part) => part !== null);
  return section({
    id: "curves",
    data,
    controls,
    figures,
    table: curveTable(model, data),
  });
}
