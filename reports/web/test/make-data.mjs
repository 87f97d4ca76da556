// Makes report.json and pages of each case up. Usage: node test/make-data.mjs FOLDER [CASE...]
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { makeRuns } from "./made_up.mjs";
import * as sections from "./sections.mjs";

const labels = {
  learning_rate: "learning rate",
  batch_size: "batch size",
  weight_decay: "weight decay",
  hidden: "hidden units",
};
const scales = { learning_rate: "log", batch_size: "log", weight_decay: "log", hidden: "log" };
const binned = {
  learning_rate: [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 1.6],
  weight_decay: [1e-6, 1e-5, 1e-4, 1e-3, 1e-2],
  dropout: [0, 0.1, 0.2, 0.3, 0.4, 0.5],
  warmup: [0, 250, 500, 750, 1000],
};

function makeAxes(configs, bins) {
  return Object.keys(configs[0] ?? {}).map((name) => {
    const values = [...new Set(configs.map((c) => c[name]))];
    const numeric = typeof values[0] === "number";
    if (numeric) values.sort((a, b) => a - b);
    return {
      name,
      label: labels[name] ?? name,
      scale: numeric ? (scales[name] ?? "linear") : "category",
      values,
      ...(bins && binned[name] ? { bins: binned[name] } : {}),
    };
  });
}

const hex = (n, salt) =>
  (BigInt(n + 1) * 0x9e3779b97f4a7c15n + BigInt(salt)).toString(16).slice(-16).padStart(16, "0");

function base(data, bins = false) {
  const axes = makeAxes(data.configs, bins);
  const places = new Map(axes.map((axis) => [axis.name, new Map(axis.values.map((v, i) => [v, i]))]));
  const outcomes = ["completed", "diverged", "timed_out"];
  const large = data.configs.length > 5000;
  const column = (name) => data.runs.map((r) => r[name]);
  return {
    format: "tryall-report",
    version: 1,
    title: "Optimizers on digits",
    generator: "tryall 0.9.0",
    objective: { metric: "validation_accuracy", direction: "maximize" },
    metrics: [
      { name: "validation_accuracy", label: "validation accuracy", direction: "maximize", percent: true },
      { name: "test_accuracy", label: "test accuracy", direction: "maximize", percent: true },
      { name: "validation_loss", label: "validation loss", direction: "minimize", scale: "log" },
    ],
    axes,
    arms: "optimizer",
    settings: [
      ["dataset", "digits"],
      ["model", "mlp"],
      ["epochs", "10"],
    ],
    groups: {
      count: data.configs.length,
      key: data.configs.map((_, i) => hex(i, 5)),
      axes: Object.fromEntries(
        axes.map(({ name }) => [name, data.configs.map((c) => places.get(name).get(c[name]) ?? null)]),
      ),
      ...(large ? {} : { config: data.configs.map((c) => ({ dataset: "digits", model: "mlp", ...c })) }),
    },
    runs: {
      count: data.runs.length,
      key: data.runs.map((_, i) => hex(i, 9)),
      group: column("group"),
      seed: column("seed"),
      outcomes,
      outcome: data.runs.map((r) => outcomes.indexOf(r.outcome)),
      metrics: Object.fromEntries(
        ["validation_accuracy", "test_accuracy", "validation_loss"].map((m) => [m, column(m)]),
      ),
      environment: data.runs.map(() => 0),
      messages: ["the loss is not finite", "30 s are over"],
      message: data.runs.map((r) => ({ diverged: 0, timed_out: 1 })[r.outcome] ?? null),
      epochs_done: data.runs.map((r) => r.stopped ?? 10),
      steps_done: data.runs.map((r) => (r.stopped ?? 10) * 45),
      wall_seconds: column("wall_seconds"),
      finished_at: data.runs.map(() => "2026-11-23 12:00:00"),
    },
    environments: [
      [
        ["tryall", "0.9.0"],
        ["Commit", "3f2a91c"],
        ["Compiler", "gcc 12.2"],
        ["Data hash", "9bd2c1"],
        ["Numerics version", "7"],
        ["Host", "worker-1"],
      ],
    ],
    reproduce: large ? "tryall show {run} --command" : "tryall run config.json --set seed={seed} # {config}",
    sections: {},
  };
}

function full(data, { bins = false, top = 12 } = {}) {
  const report = base(data, bins);
  const index = new Map();
  data.runs.forEach((r, run) => (index.get(r.group) ?? index.set(r.group, []).get(r.group)).push(run));
  const axisOf = new Map(report.axes.map((axis) => [axis.name, axis]));
  const level = (name, group) => {
    const axis = axisOf.get(name);
    if (!axis?.bins) return report.groups.axes[name][group];
    const value = data.configs[group][name];
    return Math.max(
      0,
      axis.bins.findLastIndex((edge, i) => value >= edge && i < axis.bins.length - 1),
    );
  };
  const board = sections.leaderboard({ runs: data.runs, top });
  const arms = axisOf.get("optimizer").values;
  const names = report.axes.map((axis) => axis.name);
  const firsts = ["adam", "sgd", "momentum", "rmsprop"]
    .map((o) => board.group.find((g) => data.configs[g].optimizer === o))
    .filter((g) => g !== undefined);
  const partly = [...index].find(
    ([, list]) =>
      list.some((r) => data.runs[r].outcome === "diverged") &&
      list.some((r) => data.runs[r].outcome === "completed"),
  )?.[0];
  const pair = (x, y) => sections.cells({ data, x, y, level });
  report.sections = {
    overview: sections.overview({ runs: data.runs }),
    leaderboard: board,
    axis_effects: sections.axisEffects({ data, axes: names, level, names: arms }),
    interactions: {
      finding: "Each optimizer has a learning rate of its own; above it, everything diverges.",
      note: {
        n: "in each cell",
        method: "mean over the runs of a cell",
        exclusions: "failed runs have no value and are counted",
      },
      metric: "validation_accuracy",
      statistic: "mean",
      pairs: [
        pair("learning_rate", "optimizer"),
        pair("batch_size", "optimizer"),
        pair("learning_rate", "init"),
        pair("learning_rate", "batch_size"),
      ],
    },
    parallel: {
      finding: "The best runs share a narrow range of learning rates within each optimizer.",
      note: {
        n: `${data.runs.length} runs`,
        method: "a line a run, coloured by rank",
        exclusions: "none: runs without a value end in red below the axis",
      },
      axes: names,
      metrics: ["validation_accuracy", "validation_loss"],
    },
    curves: sections.curves({
      data,
      index,
      groups: [...new Set([...firsts, ...(partly === undefined ? [] : [partly])])],
      context: bins,
    }),
    robustness: sections.robustness(arms),
    importance: sections.importance(),
    significance: sections.significance(arms),
    failures: sections.failures({ data, level }),
    pareto: sections.pareto(data),
    history: sections.history(arms),
  };
  return report;
}

function emptied(report, why) {
  for (const section of Object.values(report.sections)) {
    delete section.effect;
    delete section.warnings;
    section.finding = why;
  }
  return report;
}

const oneConfig = [{ optimizer: "adam", learning_rate: 1e-3, init: "he", batch_size: 32 }];
const hostile = `</script><b>&"`;

export const cases = {
  normal: () => full(makeRuns({})),
  small: () => full(makeRuns({ seeds: 3 }), { top: 6 }),
  large: () => full(makeRuns({ kind: "random", groups: 20000 }), { bins: true, top: 20 }),
  empty: () => ({
    ...base({ configs: [], runs: [] }),
    arms: undefined,
    sections: { overview: { missing: "The store holds no run of this sweep yet." } },
  }),
  one_run: () => {
    const report = emptied(
      full(makeRuns({ configs: oneConfig, seeds: 1 })),
      "There is one run: nothing can be compared.",
    );
    for (const name of ["robustness", "significance", "history", "importance"]) delete report.sections[name];
    report.sections.axis_effects = {
      metric: "validation_accuracy",
      effects: [],
      missing: "No axis has more than one value.",
    };
    return report;
  },
  one_seed: () => {
    const report = full(makeRuns({ seeds: 1 }));
    report.sections.significance = {
      contenders: [],
      missing: "One seed a group: nothing can be said of noise. Run more seeds.",
    };
    report.sections.importance = sections.importance(0.2);
    return report;
  },
  all_diverged: () => {
    const report = emptied(
      full(makeRuns({ outcome: "diverged" })),
      "Every run diverged: lower the learning rates.",
    );
    for (const name of ["robustness", "significance", "history", "importance"]) delete report.sections[name];
    return report;
  },
  one_value: () =>
    full(makeRuns({ configs: ["adam", "sgd"].map((optimizer) => ({ ...oneConfig[0], optimizer })) })),
  no_metric: () => {
    const report = emptied(
      full(makeRuns({})),
      "No run has a validation accuracy: the data have no validation part.",
    );
    report.runs.metrics = {};
    const none = (list) => list.map(() => null);
    const { leaderboard: board, interactions, axis_effects: effects } = report.sections;
    for (const one of [board, board.also[0], ...effects.effects.flatMap((e) => e.series)])
      for (const c of ["center", "low", "high"]) one[c] = none(one[c]);
    for (const c of ["difference", "low", "high"]) board.baseline[c] = none(board.baseline[c]);
    for (const one of interactions.pairs) one.center = none(one.center);
    report.sections.pareto = {
      missing: "No group has a value.",
      metric: "validation_accuracy",
      cost: { label: "time", center: [] },
      group: [],
      center: [],
      low: [],
      high: [],
      n: [],
      front: [],
    };
    return report;
  },
  no_arms: () => {
    const report = full(makeRuns({}));
    delete report.arms;
    const { axis_effects: effects, significance, history } = report.sections;
    for (const effect of effects.effects)
      effect.series = effect.series
        .filter((s) => s.arm === null || s.arm === 0)
        .map((s) => ({ ...s, arm: null }));
    for (const one of [...significance.contenders, ...history.series]) delete one.arm;
    delete report.sections.robustness;
    return report;
  },
  all_missing: () => {
    const report = full(makeRuns({ seeds: 1 }));
    for (const name of Object.keys(report.sections))
      report.sections[name] = { missing: "There is nothing to say." };
    return report;
  },
  ties: () => {
    const report = full(makeRuns({}));
    const { leaderboard: board } = report.sections;
    board.tie = board.group.map((_, row) => (row === 0 || row === 2 ? 1 : null));
    return report;
  },
  zero_variance: () => {
    const data = makeRuns({});
    for (const run of data.runs)
      Object.assign(run, {
        outcome: "completed",
        stopped: null,
        validation_accuracy: 0.9,
        test_accuracy: 0.9,
        validation_loss: 0.1,
        wall_seconds: 5,
      });
    return full(data);
  },
  hostile: () => {
    const configs = makeRuns({}).configs.map((c) => ({ ...c, init: c.init === "he" ? hostile : c.init }));
    const report = full(makeRuns({ configs }));
    report.title = `Sweep ${hostile}`;
    report.runs.messages[0] = `NaNs ${hostile}`.slice(3);
    report.sections.overview.finding = hostile;
    report.sections.significance.contenders[0].label = hostile;
    report.axes[2].label = `init ${hostile}`;
    report.groups.config[0].note = hostile;
    return report;
  },
};

const placeholder = "{{TRYALL_REPORT_DATA}}";

export function page(template, report) {
  const [before, after] = template.split(placeholder);
  return before + gzipSync(JSON.stringify(report), { level: 9 }).toString("base64") + after;
}

export async function makePages(
  folder,
  names = Object.keys(cases),
  templateFile = new URL("../dist/report.html", import.meta.url),
) {
  const template = await readFile(templateFile, "utf8");
  await mkdir(folder, { recursive: true });
  for (const name of names) await writeFile(`${folder}/${name}.html`, page(template, cases[name]()));
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const [folder, ...names] = process.argv.slice(2);
  await makePages(folder, names.length ? names : undefined);
}
