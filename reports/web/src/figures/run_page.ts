import * as Plot from "@observablehq/plot";
import { el, toggle } from "../dom";
import { figure } from "../figure";
import { count, duration, fixedValue, metricValue, none, number } from "../format";
import type { Model } from "../model";
import { abscissaScale, common, gridY, metricDomain, metricScale, tips } from "../plots";
import type { Abscissa, Curves, Fact, Metric, Outcome, Value, Values } from "../report";
import { last, trace } from "./curve_plot";
import { factList, outcomeSigns, spoken } from "./overview";
import { runAddress } from "./run_link";

const quotedForShell = (text: string): string =>
  /^[\w./:=,-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;

/** The command that reproduces a run; null where the report does not say. */
function command(model: Model, run: number): string | null {
  const { reproduce, runs, groups } = model.report;
  const config = groups.config[runs.group[run]];
  if (reproduce.includes("{config}") && config === null) return null;
  const values: Record<string, string> = {
    run: runs.key[run],
    group: groups.key[runs.group[run]],
    seed: String(runs.seed[run]),
    config: JSON.stringify(config),
  };
  return reproduce.replace(/\{(run|group|seed|config)\}/g, (_, name: string) => quotedForShell(values[name]));
}

function copyable(text: string): HTMLElement {
  const button = el(
    "button",
    {
      type: "button",
      click: () =>
        navigator.clipboard?.writeText(text).then(
          () => (button.textContent = "Copied"),
          () => (button.textContent = "Select and copy"),
        ),
    },
    "Copy",
  );
  return el("div", { class: "command" }, el("code", {}, text), button);
}

function results(model: Model, run: number): Fact[] {
  const { runs, metrics } = model.report;
  const fact = (label: string, value: Value, text: (value: number) => string): Fact[] =>
    value === null ? [] : [[label, text(value)]];
  const values = metrics.flatMap((metric): Fact[] => {
    const value = model.runColumn(metric.name)[run];
    if (value === undefined) return [];
    return [[metric.label, value === null ? "no value" : metricValue(metric, value, 6)]];
  });
  const finished = runs.finished_at?.[run];
  return [
    ...values,
    ...fact("Whole epochs", runs.epochs_done[run], count),
    ...fact("Updates", runs.steps_done[run], count),
    ...fact("Time of training", runs.wall_seconds[run], duration),
    ...fact("CPU time", runs.cpu_seconds?.[run] ?? null, duration),
    ...(finished ? [["Finished", finished] as Fact] : []),
  ];
}

/** A run's values of one metric, and where they stand on the first abscissa. */
interface RunCurve {
  metric: Metric;
  values: Values;
  x: Values;
}

function curvesOf(model: Model, data: Curves, run: number, abscissa: Abscissa): RunCurve[] {
  return data.series.flatMap((series) => {
    const seed = series.seeds.find((one) => one.run === run);
    const x = series.x[abscissa.name];
    return seed && x ? [{ metric: model.metric(series.metric), values: seed.values, x }] : [];
  });
}

function curveMarks({ metric, values, x }: RunCurve, { label }: Abscissa, completed: boolean) {
  const points = trace(x, values);
  const end = completed ? undefined : last(points);
  const cross = { text: () => "✕", fill: "var(--bad)", fontSize: 15 };
  const told = points
    .filter((p) => p.y === p.y)
    .map((p) => ({ ...p, title: `${label} ${number(p.x)}\n${metricValue(metric, p.y)}` }));
  return [
    Plot.lineY(points, { x: "x", y: "y", stroke: "var(--accent)", strokeWidth: 2 }),
    ...(end ? [Plot.text([end], { x: "x", y: "y", ...cross })] : []),
    tips(told),
  ];
}

interface RunCurveView {
  curve: RunCurve;
  abscissa: Abscissa;
  completed: boolean;
  log: boolean;
}

function runCurvePlot({ curve, abscissa, completed, log }: RunCurveView, width: number): Element {
  const { metric, values, x } = curve;
  const useLog = log && values.every((v) => v === null || v > 0);
  const vertical = metricScale(metric, metricDomain(metric, values, useLog), 5, useLog);
  const horizontal = abscissaScale(x.slice(0, values.length), 4, false, abscissa.unit);
  return Plot.plot({
    ...common(width, 220),
    marginLeft: 56,
    marginBottom: 40,
    x: { ...horizontal, label: `${abscissa.label} →` },
    y: vertical,
    marks: [gridY(vertical), ...curveMarks(curve, abscissa, completed)],
  });
}

const noCurves =
  "The curves of this run are not in the report, which holds those of the groups shown under Learning curves.";

function runCurves(model: Model, run: number): HTMLElement {
  const { curves } = model.report.sections;
  const missing = el("p", { class: "missing" }, noCurves);
  if (!curves || "missing" in curves) return missing;
  const [abscissa] = curves.abscissas;
  const found = curvesOf(model, curves, run, abscissa);
  if (!found.length) return missing;
  const completed = model.completed(run);
  let log = false;
  const figures = found.map((curve) => {
    const draw = (width: number) => runCurvePlot({ curve, abscissa, completed, log }, width);
    return figure(`${curve.metric.label} of this run`, draw, curve.metric.label);
  });
  const scales = toggle("y", ["linear", "log"], (i) => {
    log = i === 1;
    for (const one of figures) one.redraw();
  });
  return el(
    "div",
    {},
    el("div", { class: "controls" }, scales),
    el("div", { class: "multiples" }, ...figures.map((one) => one.element)),
  );
}

function sibling(model: Model, other: number, run: number): HTMLElement {
  const { runs } = model.report;
  const value = model.runColumn(model.objective.name)[other];
  const known = value !== null && value !== undefined;
  const text = known ? fixedValue(model.objective, value) : spoken(model.outcome(other));
  const seed = `seed ${runs.seed[other]}`;
  const name =
    other === run
      ? el("strong", { "aria-current": "true" }, seed)
      : el("a", { href: runAddress(runs.key[other]) }, seed);
  return el("li", {}, name, ` ${text}`);
}

function siblings(model: Model, run: number): HTMLElement {
  const all = model.runsOf(model.report.runs.group[run]).slice(0, 50);
  return el("ul", { class: "siblings" }, ...all.map((other) => sibling(model, other, run)));
}

const part = (title: string, ...content: (Node | null)[]): HTMLElement =>
  el("section", {}, el("h2", {}, title), ...content);

/** What became of the run, and its message if it has one. */
function outcomeLines(model: Model, run: number): HTMLElement[] {
  const { seed, message, messages } = model.report.runs;
  const outcome = model.outcome(run);
  const sign = outcomeSigns[outcome as Outcome] ?? "";
  const badge = el("span", { class: `outcome ${outcome}` }, `${sign} ${spoken(outcome)}`);
  const line = el("p", { class: "finding" }, `Seed ${seed[run]}: `, badge);
  const index = message?.[run];
  if (index === null || index === undefined) return [line];
  return [line, el("p", { class: "message" }, messages?.[index] ?? none)];
}

function configPart(model: Model, run: number): HTMLElement {
  const { runs, groups, settings } = model.report;
  const group = runs.group[run];
  const config = groups.config[group];
  const facts: Fact[] = [...model.groupParts(group), ["Seed", String(runs.seed[run])], ...settings];
  const json = config ? el("pre", { tabindex: 0 }, JSON.stringify(config, null, 2)) : null;
  return part("Config", factList(facts), json);
}

function originPart(model: Model, run: number): HTMLElement {
  const { runs, groups, environments } = model.report;
  const keys: Fact[] = [
    ["Run", runs.key[run]],
    ["Group", groups.key[runs.group[run]]],
  ];
  return part("Hashes and environment", factList([...keys, ...environments[runs.environment[run]]]));
}

/** Everything the report knows of one run. */
export function runPage(model: Model, run: number): HTMLElement {
  const line = command(model, run);
  return el(
    "article",
    { class: "run-page", "aria-labelledby": "run-heading" },
    el("p", {}, el("a", { href: "#results", class: "back" }, "← Back to the report")),
    el("h1", { id: "run-heading", tabindex: -1 }, model.groupLabel(model.report.runs.group[run])),
    ...outcomeLines(model, run),
    line === null ? null : part("Do it again", copyable(line)),
    part("Results", factList(results(model, run))),
    part("Curves", runCurves(model, run)),
    configPart(model, run),
    part("Its group over seeds", siblings(model, run)),
    originPart(model, run),
  );
}
