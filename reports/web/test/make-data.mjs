// Makes report.json and pages of each case up. Usage: node test/make-data.mjs FOLDER [CASE...]
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import * as comparisons from "./comparisons.mjs";
import { base } from "./frame.mjs";
import { makeRuns } from "./made_up.mjs";
import * as sections from "./sections.mjs";

/** A group's level on an axis: the place of its value, or its bin. */
const levelIn = (report, data) => (name, group) => {
  const axis = report.axes.find((one) => one.name === name);
  if (!axis?.bins) return report.groups.axes[name][group];
  const value = data.configs[group][name];
  return Math.max(
    0,
    axis.bins.findLastIndex((edge, i) => value >= edge && i < axis.bins.length - 1),
  );
};

/** The groups whose curves are shown: the best of each optimizer, and one that diverges in part. */
function shownGroups(data, index, board) {
  const firsts = ["adam", "sgd", "momentum", "rmsprop"]
    .map((o) => board.group.find((g) => data.configs[g].optimizer === o))
    .filter((g) => g !== undefined);
  const partly = [...index].find(
    ([, list]) =>
      list.some((r) => data.runs[r].outcome === "diverged") &&
      list.some((r) => data.runs[r].outcome === "completed"),
  );
  return [...new Set([...firsts, ...(partly ? [partly[0]] : [])])];
}

function interactions(pair) {
  return {
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
  };
}

function full(data, { bins = false, top = 12 } = {}) {
  const report = base(data, bins);
  const index = new Map();
  data.runs.forEach((r, run) => (index.get(r.group) ?? index.set(r.group, []).get(r.group)).push(run));
  const level = levelIn(report, data);
  const board = sections.leaderboard({ runs: data.runs, top });
  const arms = report.axes.find(({ name }) => name === "optimizer").values;
  const names = report.axes.map((axis) => axis.name);
  report.sections = {
    overview: sections.overview({ runs: data.runs }),
    leaderboard: board,
    axis_effects: sections.axisEffects({ data, axes: names, level, names: arms }),
    interactions: interactions((x, y) => sections.cells({ data, x, y, level })),
    parallel: {
      finding: "The best runs share a narrow range of learning rates within each optimizer.",
      note: {
        n: `${data.runs.length} runs`,
        method: "each line is a run, coloured by rank",
        exclusions: "none: runs without a value end in red below the axis",
      },
      axes: names,
      metrics: ["validation_accuracy", "validation_loss"],
    },
    curves: sections.curves({
      data,
      index,
      groups: shownGroups(data, index, board),
      context: bins,
    }),
    robustness: comparisons.robustness(arms),
    importance: comparisons.importance(),
    significance: comparisons.significance(data, arms),
    failures: sections.failures({ data, level }),
    pareto: sections.pareto(data),
    history: comparisons.history(data, arms),
  };
  return report;
}

function emptied(report, why) {
  for (const section of Object.values(report.sections)) section.finding = why;
  delete report.sections.overview.best;
  report.sections.overview.warnings = [];
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
    sections: {
      overview: {
        finding: "No run of this sweep is stored yet.",
        question: "Which config is best?",
        outcomes: [],
        facts: [["Runs", "0 of 180"]],
        warnings: [{ text: "180 runs are planned; tryall run carries them out." }],
      },
    },
  }),
  one_run: () => {
    const report = emptied(
      full(makeRuns({ configs: oneConfig, seeds: 1 })),
      "There is one run: nothing can be compared.",
    );
    for (const name of ["robustness", "significance", "history", "importance"]) delete report.sections[name];
    report.sections.axis_effects = { missing: "No axis has more than one value." };
    return report;
  },
  one_seed: () => {
    const report = full(makeRuns({ seeds: 1 }));
    report.sections.significance = {
      missing: "One seed per group: no spread is known, so nothing can be told apart.",
    };
    report.sections.importance = comparisons.importance(0.2);
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
    for (const c of ["gap", "gap_low", "gap_high", "seeds_needed", "rank"]) board[c] = none(board[c]);
    board.verdict = board.verdict.map(() => "not compared");
    board.mark = board.n.map((n) => (n < 3 ? `n = ${n}` : "not compared"));
    for (const one of interactions.pairs) one.center = none(one.center);
    report.sections.pareto = { missing: "No group has a value." };
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
    const whole = ["overview", "leaderboard", "parallel"]; // never missing
    for (const name of Object.keys(report.sections))
      if (!whole.includes(name)) report.sections[name] = { missing: "There is nothing to say." };
    report.sections.failures.runs_in_all = report.runs.count;
    return report;
  },
  marks: () => {
    const report = full(makeRuns({}));
    const { leaderboard: board } = report.sections;
    const rows = {
      verdict: ["best", "tied", "behind", "not compared", "not compared", "no spread", "tied"],
      mark: ["best", "=", "", "n = 2", "diverged 1 of 5", "no spread", "="],
      gap: [0, -0.00001, -0.01, null, null, 0, -0.002],
      gap_low: [null, -0.0015, -0.015, null, null, null, -0.005],
      gap_high: [null, 0.00002, -0.004, null, null, null, 0.001],
      seeds_needed: [null, null, null, null, null, null, 1234],
      failed: [0, 0, 0, 0, 1, 0, 0],
      n: [5, 5, 5, 2, 4, 5, 5],
    };
    for (const [name, values] of Object.entries(rows)) board[name].splice(0, values.length, ...values);
    return report;
  },
  families: () => {
    const report = full(makeRuns({}));
    const { leaderboard: board } = report.sections;
    board.family = board.group.map((_, row) => (row < 5 ? 0 : 1));
    board.rank = board.group.map((_, row) => (row < 5 ? row + 1 : row - 4));
    board.families = [
      { label: "digits", groups: 30, compared: 28 },
      { label: "iris", groups: 38, compared: 2 },
    ];
    Object.assign(board.verdict, { 5: "best" });
    Object.assign(board.mark, { 5: "best" });
    for (const name of ["gap", "gap_low", "gap_high"]) board[name][5] = name === "gap" ? 0 : null;
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
