import * as Plot from "@observablehq/plot";
import { el, toggle } from "../dom";
import { figure } from "../figure";
import { count, duration, metricValue, none, number } from "../format";
import type { Model } from "../model";
import { abscissaScale, common, domain, gridY, metricScale } from "../plots";
import type { Fact, Outcome } from "../report";
import { last, trace } from "./curve_plot";
import { factList, outcomeSigns, spoken } from "./overview";
import { runAddress } from "./run_link";

const quotedForShell = (text: string): string =>
  /^[\w./:=,-]+$/.test(text) ? text : `'${text.replace(/'/g, "'\\''")}'`;

/** The command that reproduces a run; null where the report does not say. */
function command(model: Model, run: number): string | null {
  const { reproduce, runs, groups } = model.report;
  if (!reproduce) return null;
  const config = groups.config?.[runs.group[run]];
  if (reproduce.includes("{config}") && (config === null || config === undefined)) return null;
  const values: Record<string, string> = {
    run: runs.key[run],
    group: groups.key[runs.group[run]],
    seed: String(runs.seed[run]),
    config: JSON.stringify(config ?? null),
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
  const at = (column?: (number | null)[]) => column?.[run] ?? null;
  return [
    ...metrics.flatMap((metric): Fact[] => {
      const value = model.runColumn(metric.name)[run];
      return value === undefined
        ? []
        : [[metric.label, value === null ? "no value" : metricValue(metric, value, 6)]];
    }),
    ...(at(runs.epochs_done) === null
      ? []
      : [["Whole epochs", count(at(runs.epochs_done) as number)] as Fact]),
    ...(at(runs.steps_done) === null ? [] : [["Updates", count(at(runs.steps_done) as number)] as Fact]),
    ...(at(runs.wall_seconds) === null
      ? []
      : [["Time of training", duration(at(runs.wall_seconds))] as Fact]),
    ...(runs.finished_at?.[run] ? [["Finished", runs.finished_at[run] as string] as Fact] : []),
  ];
}

function runCurves(model: Model, run: number): HTMLElement {
  const data = model.report.sections.curves;
  const abscissa = data?.abscissas[0];
  const found = (data?.series ?? []).flatMap((series) => {
    const seed = series.seeds?.find((one) => one.run === run);
    return seed && abscissa && series.x[abscissa.name]
      ? [{ series, values: seed.values, x: series.x[abscissa.name] }]
      : [];
  });
  if (!found.length)
    return el(
      "p",
      { class: "missing" },
      "The curves of this run are not in the report, which holds those of the groups shown under Learning curves.",
    );
  let log = false;
  const figures = found.map(({ series, values, x }) => {
    const metric = model.metric(series.metric);
    return figure(
      `${metric.label} of this run`,
      (width) => {
        const useLog = log && values.every((v) => v === null || v > 0);
        const points = trace(x, values);
        const end = last(points);
        const vertical = metricScale(metric, domain(values, useLog), 5, useLog);
        return Plot.plot({
          ...common(width, 220),
          marginLeft: 56,
          marginBottom: 40,
          x: {
            ...abscissaScale(x.slice(0, values.length), 4, false, abscissa?.unit),
            label: `${abscissa?.label ?? ""} →`,
          },
          y: vertical,
          marks: [
            gridY(vertical),
            Plot.lineY(points, { x: "x", y: "y", stroke: "var(--accent)", strokeWidth: 2 }),
            ...(end && !model.completed(run)
              ? [Plot.text([end], { x: "x", y: "y", text: () => "✕", fill: "var(--bad)", fontSize: 15 })]
              : []),
            Plot.tip(
              points
                .filter((p) => p.y === p.y)
                .map((p) => ({
                  ...p,
                  title: `${abscissa?.label} ${number(p.x)}\n${metricValue(metric, p.y)}`,
                })),
              Plot.pointer({ x: "x", y: "y", title: "title" }),
            ),
          ],
        });
      },
      metric.label,
    );
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

function siblings(model: Model, run: number): HTMLElement {
  const { runs } = model.report;
  const all = model.runsOf(runs.group[run]);
  const values = model.runColumn(model.objective.name);
  return el(
    "ul",
    { class: "siblings" },
    ...all
      .slice(0, 50)
      .map((other) =>
        el(
          "li",
          {},
          other === run
            ? el("strong", { "aria-current": "true" }, `seed ${runs.seed[other]}`)
            : el("a", { href: runAddress(runs.key[other]) }, `seed ${runs.seed[other]}`),
          ` ${values[other] === null || values[other] === undefined ? spoken(model.outcome(other)) : metricValue(model.objective, values[other])}`,
        ),
      ),
  );
}

/** Everything the report knows of one run. */
export function runPage(model: Model, run: number): HTMLElement {
  const { runs, groups, environments, settings } = model.report;
  const group = runs.group[run];
  const outcome = model.outcome(run);
  const message = runs.message?.[run];
  const line = command(model, run);
  const config = groups.config?.[group];
  const environment = runs.environment?.[run];
  const facts = environment === null || environment === undefined ? undefined : environments?.[environment];
  const part = (title: string, ...content: (Node | null)[]) =>
    el("section", {}, el("h2", {}, title), ...content);
  const sign = outcomeSigns[outcome as Outcome] ?? "";
  return el(
    "article",
    { class: "run-page", "aria-labelledby": "run-heading" },
    el("p", {}, el("a", { href: "#results", class: "back" }, "← Back to the report")),
    el("h1", { id: "run-heading", tabindex: -1 }, model.groupLabel(group)),
    el(
      "p",
      { class: "finding" },
      `Seed ${runs.seed[run]}: `,
      el("span", { class: `outcome ${outcome}` }, `${sign} ${spoken(outcome)}`),
    ),
    message === null || message === undefined
      ? null
      : el("p", { class: "message" }, runs.messages?.[message] ?? none),
    line === null ? null : part("Do it again", copyable(line)),
    part("Results", factList(results(model, run))),
    part("Curves", runCurves(model, run)),
    part(
      "Config",
      factList([...model.groupParts(group), ["Seed", String(runs.seed[run])], ...(settings ?? [])]),
      config ? el("pre", { tabindex: 0 }, JSON.stringify(config, null, 2)) : null,
    ),
    part("Its group over seeds", siblings(model, run)),
    part(
      "Hashes and environment",
      factList([["Run", runs.key[run]], ["Group", groups.key[group]], ...(facts ?? [])]),
    ),
  );
}
