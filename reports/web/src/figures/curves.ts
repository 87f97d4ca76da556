import { choice, el, toggle } from "../dom";
import { figure, legend, type LegendEntry } from "../figure";
import { measureText, number, prose } from "../format";
import type { Model } from "../model";
import type { Curves } from "../report";
import { section } from "../section";
import { armLegend, armSymbol } from "../symbols";
import { estimateColumns, rowsOf, rowsUpTo, type TableParams } from "../table";
import { curvePlot, type CurveView } from "./curve_plot";

function curveTable(model: Model, data: Curves): TableParams {
  const rows = rowsOf(data.series, ({ center }) => center);
  return {
    name: "learning curves",
    rows: rowsUpTo(rows.length),
    columns: [
      { title: "group", raw: (r) => model.report.groups.key[rows[r].part.group] },
      { title: "config", raw: (r) => model.groupLabel(rows[r].part.group) },
      { title: "metric", raw: (r) => rows[r].part.metric },
      ...data.abscissas.map(({ name, label, unit }) => ({
        title: unit ? `${label} (${unit})` : label,
        raw: (r: number) => rows[r].part.x[name]?.[rows[r].i],
        text: (r: number) => number(rows[r].part.x[name]?.[rows[r].i]),
        numeric: true,
      })),
      ...estimateColumns(["center", "low", "high"], (r) => rows[r]),
    ],
  };
}

/** Choices of metric and abscissa, where there are several, and of scales; `set` changes the view. */
function curveControls(
  model: Model,
  data: Curves,
  view: CurveView,
  set: (change: Partial<CurveView>) => void,
): HTMLElement[] {
  const metrics = curveMetrics(data);
  const names = metrics.map((metric) => model.metric(metric).label);
  const abscissas = data.abscissas.map(({ label }) => label);
  const shown = metrics.indexOf(view.metric);
  const scales = ["linear", "log"];
  const controls = [
    names.length > 1 && choice("Metric", names, (i) => set({ metric: metrics[i] }), shown),
    abscissas.length > 1 && choice("Against", abscissas, (i) => set({ abscissa: i })),
    toggle("x", scales, (i) => set({ logX: i === 1 })),
    toggle("y", scales, (i) => set({ logY: i === 1 }), view.logY ? 1 : 0),
    partsFail(model, data) && toggle("y range", ["whole groups", "all"], (i) => set({ whole: i === 0 })),
  ];
  return controls.filter((control) => control !== false);
}

/** Whether some of the groups shown have failed runs and some have none. */
function partsFail(model: Model, data: Curves): boolean {
  const fails = data.series.map(({ seeds }) => seeds.some(({ run }) => !model.completed(run)));
  return new Set(fails).size > 1;
}

const curveMetrics = (data: Curves): string[] => [...new Set(data.series.map((s) => s.metric))];

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
    "Thin lines: runs, one per seed. Thick line: the group. ✕: where a run ended without completing.",
    context ? `Grey: ${context.label}.` : "",
    view.whole ? "Groups with failed runs may lie outside." : "",
    about ? `${label[0].toUpperCase()}${label.slice(1)}: ${about}.` : "",
  ];
  return parts.filter(Boolean).join(" ");
}

export function curves(model: Model, data: Curves): HTMLElement {
  const [metric] = curveMetrics(data);
  if (metric === undefined || !data.abscissas.length) return section({ id: "curves", data, figures: [] });
  const logY = model.metric(metric).scale === "log";
  const view: CurveView = { metric, abscissa: 0, logX: false, logY, whole: partsFail(model, data) };
  const title = el("div", { class: "y-title" });
  const key = el("p", { class: "key" });
  const describe = () => {
    key.textContent = prose(keyText(data, view));
    title.textContent = measureText(model.metric(view.metric), data);
  };
  const draw = (width: number) => curvePlot(model, data, view, width);
  const picture = figure(`Learning curves of ${data.series.length} groups`, draw);
  const controls = curveControls(model, data, view, (change) => {
    Object.assign(view, change);
    describe();
    picture.redraw();
  });
  describe();
  const arms = legend(curveLegend(model, data));
  const figures = [title, arms, picture.element, key].filter((part) => part !== null);
  return section({ id: "curves", data, controls, figures, tables: [curveTable(model, data)] });
}
