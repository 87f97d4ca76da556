// Sections of a made-up report.
import { optimizers, curve } from "./made_up.mjs";
import { by, columns, mean, random, six, summary } from "./statistics.mjs";

const metric = "validation_accuracy";
const valid = (runs) => runs.map((run) => run[metric]).filter((v) => v !== null);
const failed = (runs) => runs.filter((run) => run[metric] === null).length;

export function overview({ runs, warnings = [] }) {
  const outcomes = ["completed", "diverged", "timed_out"].map((outcome) => ({
    outcome,
    runs: runs.filter((r) => r.outcome === outcome).length,
  }));
  return {
    question:
      "Which optimizer reaches the best validation accuracy on digits, and how much does its learning rate matter?",
    finding:
      "Adam at a learning rate of 0.001 is best at 97.9 %, but rmsprop cannot be told apart from it; momentum trails by 0.4 points.",
    effect: {
      label: "P(adam better than momentum), paired over seeds",
      value: 0.81,
      low: 0.72,
      high: 0.88,
      interval: "95 % bootstrap CI",
      no_effect: 0.5,
      n: 54,
    },
    outcomes,
    facts: [
      ["Sweep", "optimizers"],
      ["Data", "digits, 1,797 images"],
      ["Machine", "2 cores, AMD EPYC"],
      ["Commit", "3f2a91c"],
      ["Trained for", "1 min 38 s"],
      ["Budget", "all runs done"],
    ],
    warnings: [
      {
        text: "The best learning rate of sgd is at the upper edge of what was tried: widen it.",
        section: "robustness",
      },
      {
        text: "5 seeds tell differences of 0.3 points apart with a power of 0.8, smaller ones hardly.",
        section: "significance",
      },
      ...warnings,
    ],
  };
}

export function leaderboard({ runs, top = 12 }) {
  const groups = [...by(runs, (r) => r.group)].map(([group, list]) => ({
    group,
    list,
    ...summary(valid(list)),
    failed: failed(list),
  }));
  groups.sort((a, b) => (b.failed === 0) - (a.failed === 0) || (b.center ?? -1) - (a.center ?? -1));
  const all = groups.length;
  const rows = [...groups.slice(0, top), ...groups.filter((g) => g.failed > 0 && g.n > 0).slice(0, 2)].slice(
    0,
    top + 1,
  );
  const base = rows[Math.min(3, rows.length - 1)];
  const diff = rows.map((row) =>
    row.center === null || base.center === null ? null : six(row.center - base.center),
  );
  return {
    finding: "Adam with a learning rate of 0.001 leads; the first three cannot be told apart.",
    note: {
      n: "5 seeds a group",
      method:
        "ranked by mean validation accuracy, failed runs as the worst value; ties by paired bootstrap with Holm",
      exclusions: "none: 41 failed runs count",
    },
    metric,
    statistic: "mean",
    interval: rows.some((row) => row.low !== null) ? "95 % t interval" : undefined,
    group: rows.map((row) => row.group),
    ...columns(rows),
    rank: rows.map((_, i) => i + 1),
    tie: rows.map((_, i) => (i < 3 ? 1 : i < 6 ? 2 : null)),
    failed: rows.map((row) => row.failed),
    also: [
      {
        metric: "test_accuracy",
        ...columns(rows.map((row) => summary(row.list.map((r) => r.test_accuracy)))),
      },
    ],
    baseline: {
      label: "main",
      group: base?.group,
      interval: "95 % paired bootstrap CI",
      difference: diff,
      low: diff.map((d) => (d === null ? null : six(d - 0.0016))),
      high: diff.map((d) => (d === null ? null : six(d + 0.0016))),
    },
    cost: {
      label: "time",
      unit: "s",
      value: rows.map((row) => six(mean(row.list.map((r) => r.wall_seconds)))),
    },
    groups_in_all: all,
  };
}

export function axisEffects({ data, axes, level, names }) {
  const series = (axis, arm, over_rest) => {
    const runs = data.runs.filter((r) => arm === null || data.configs[r.group].optimizer === names[arm]);
    const levels = [...by(runs, (r) => level(axis, r.group))]
      .filter(([l]) => l !== null)
      .sort((a, b) => a[0] - b[0]);
    const rows = levels.map(([l, list]) => {
      const best = [...by(list, (r) => r.group).values()]
        .map((g) => summary(valid(g)))
        .filter((s) => s.center !== null)
        .sort((a, b) => b.center - a.center)[0];
      return {
        l,
        share: six(failed(list) / list.length),
        ...(over_rest === "best" ? (best ?? summary([])) : summary(valid(list))),
      };
    });
    return {
      over_rest,
      arm,
      level: rows.map((r) => r.l),
      ...columns(rows),
      failed_share: rows.map((r) => r.share),
    };
  };
  const effect = (axis) => {
    const arms = axis === "optimizer" ? [null] : names.map((_, i) => i);
    return {
      axis,
      series: ["averaged", "best"].flatMap((mode) => arms.map((arm) => series(axis, arm, mode))),
    };
  };
  return {
    finding:
      "The learning rate matters most, and its best value differs by a factor of 100 between optimizers.",
    note: {
      n: "20 to 100 runs a value",
      method: "averaged over all other axes, or the best group at that value",
      exclusions: "failed runs have no value; their share is shown where above 10 %",
    },
    metric,
    statistic: "mean",
    interval: "95 % t interval",
    effects: axes.map(effect),
  };
}

export function cells({ data, x, y, level }) {
  const map = by(data.runs, (r) => `${level(x, r.group)} ${level(y, r.group)}`);
  const rows = [...map].map(([key, list]) => ({
    at: key.split(" ").map(Number),
    n: list.length,
    failed: failed(list),
    center: summary(valid(list)).center,
  }));
  return {
    x,
    y,
    x_level: rows.map((r) => r.at[0]),
    y_level: rows.map((r) => r.at[1]),
    n: rows.map((r) => r.n),
    failed: rows.map((r) => r.failed),
    center: rows.map((r) => r.center),
  };
}

export function curves({ data, index, groups, epochs = 10, context = false }) {
  const metrics = ["validation_loss", "validation_accuracy"];
  const epoch = Array.from({ length: epochs }, (_, i) => i + 1);
  const x = (group) => ({
    epoch,
    step: epoch.map((e) => Math.round((e * 1437) / data.configs[group].batch_size)),
    wall_seconds: epoch.map((e) => six(e * (0.4 + 20 / data.configs[group].batch_size))),
    flops: epoch.map((e) => six(e * 2.3e9)),
  });
  const series = metrics.flatMap((name) =>
    groups.map((group) => {
      const seeds = index.get(group).map((run) => ({ run, values: curve(data.runs[run], name, epochs) }));
      const rows = epoch.map((_, i) => summary(seeds.map((s) => s.values[i])));
      return { group, metric: name, x: x(group), ...columns(rows), seeds };
    }),
  );
  const band = (name) => ({
    metric: name,
    label: "all runs, 5 % to 95 %",
    x: { epoch },
    center: epoch.map((e) =>
      six(name === "validation_loss" ? 0.15 + Math.exp(-e / 2) : 0.94 - 0.3 * Math.exp(-e / 2)),
    ),
    low: epoch.map((e) =>
      six(name === "validation_loss" ? 0.1 + 0.7 * Math.exp(-e / 2) : 0.8 - 0.4 * Math.exp(-e / 2)),
    ),
    high: epoch.map((e) =>
      six(name === "validation_loss" ? 0.6 + Math.exp(-e / 2) : 0.975 - 0.2 * Math.exp(-e / 2)),
    ),
  });
  return {
    finding: "Adam is within a point of its end after three epochs; sgd is still rising at the last.",
    note: {
      n: "5 seeds a group",
      method: "the best group of each optimizer, and one that diverges in part",
      exclusions: context ? "curves of 5 of 20,000 groups; grey: quantiles over all runs" : "none",
    },
    statistic: "mean",
    interval: "95 % t interval",
    abscissas: [
      { name: "epoch", label: "epoch" },
      { name: "step", label: "updates" },
      { name: "wall_seconds", label: "time", unit: "s" },
      { name: "flops", label: "floating-point operations", unit: "FLOP" },
    ],
    series,
    context: context ? metrics.map(band) : undefined,
  };
}

export function robustness(names) {
  const at = names.map((name) => optimizers.indexOf(name));
  const pick = (list) => at.map((i) => list[i]);
  const tries = [1, 2, 3, 4, 6, 8, 12, 16, 20];
  return {
    finding:
      "Rmsprop and Adam forgive: a decade and a half of learning rates is within half a point of the best; sgd has not been tried far enough to say.",
    note: {
      n: "5 learning rates an optimizer, 5 seeds each",
      method: "interpolated between tried values on the log scale",
      exclusions: "none",
    },
    margins: {
      axis: "learning_rate",
      margin: "within 0.5 points of the best",
      arm: names.map((_, i) => i),
      best: pick([1e-3, 1, 0.1, 1e-3]),
      low: pick([4e-4, 0.2, 0.03, 1.4e-4]),
      high: pick([9e-3, 1, 0.3, 4e-3]),
      width: pick([1.35, 0.7, 1, 1.46]),
      at_low_edge: pick([false, false, false, false]),
      at_high_edge: pick([false, true, false, false]),
    },
    best_of_n: {
      metric,
      interval: "95 % bootstrap CI",
      series: at.map((k, arm) => ({
        arm,
        tries,
        center: tries.map((n) => six([0.977, 0.964, 0.973, 0.9768][k] - 0.03 / n)),
        low: tries.map((n) => six([0.977, 0.964, 0.973, 0.9768][k] - 0.036 / n)),
        high: tries.map((n) => six([0.977, 0.964, 0.973, 0.9768][k] - 0.024 / n)),
      })),
    },
    alarms: [
      {
        text: "sgd: the best learning rate, 1, is the largest that was tried. Widen the axis.",
        axis: "learning_rate",
      },
    ],
  };
}

export function importance(fit = 0.91) {
  return {
    finding:
      fit > 0.5
        ? "The learning rate explains 48 % of the variance, together with the optimizer 79 %."
        : "The surrogate understands too little of the groups to say which axis matters.",
    note: { n: "300 runs", method: "fANOVA on a random forest of 64 trees", exclusions: "41 failed runs" },
    axes: [["learning_rate"], ["optimizer", "learning_rate"], ["optimizer"], ["batch_size"], ["init"]],
    center: [0.48, 0.22, 0.09, 0.02, 0.004],
    low: [0.41, 0.17, 0.06, 0.008, 0],
    high: [0.54, 0.27, 0.13, 0.036, 0.011],
    interval: "10th to 90th percentile over trees",
    seed_share: { center: 0.012, low: 0.009, high: 0.016 },
    fit: { label: "out-of-bag R²", value: fit, enough: 0.5 },
  };
}

/** What a contender or series is about: the first group of an optimizer, and its arm where it is one. */
const about = (label, { configs }, names) => ({
  label,
  group: Math.max(
    0,
    configs.findIndex(({ optimizer }) => optimizer === label),
  ),
  ...(names.includes(label) ? { arm: names.indexOf(label) } : {}),
});

export function significance(data, names) {
  const p = [
    [0.5, 0.97, 0.81, 0.56],
    [0.03, 0.5, 0.12, 0.04],
    [0.19, 0.88, 0.5, 0.24],
    [0.44, 0.96, 0.76, 0.5],
  ];
  const pairs = p.flatMap((row, a) => row.map((v, b) => ({ a, b, v })).filter(({ a: i, b }) => i !== b));
  const verdict = (v) => (v > 0.8 ? "meaningful" : v > 0.7 ? "significant" : "not_significant");
  return {
    finding: "Adam beats momentum on 41 of 54 matched settings; Adam and rmsprop are not distinguishable.",
    note: {
      n: "54 matched settings, 5 seeds",
      method: "paired P(A>B), percentile bootstrap",
      exclusions: "settings where both failed",
    },
    contenders: optimizers.map((label) => about(label, data, names)),
    pairs: {
      a: pairs.map((x) => x.a),
      b: pairs.map((x) => x.b),
      probability: pairs.map((x) => x.v),
      low: pairs.map((x) => six(Math.max(0, x.v - 0.08))),
      high: pairs.map((x) => six(Math.min(1, x.v + 0.07))),
      n: pairs.map(() => 54),
      verdict: pairs.map((x) => verdict(x.v)),
      interval: "95 % bootstrap CI",
    },
    critical_difference: {
      average_rank: [1.52, 3.81, 2.71, 1.96],
      cliques: [
        [0, 3],
        [3, 2],
      ],
      blocks: 54,
      method: "Friedman, then Nemenyi at 5 %",
      difference: 0.64,
    },
  };
}

export function failures({ data, level }) {
  const ended = data.runs.flatMap((r, run) => (r.outcome === "completed" ? [] : [{ run, r }])).slice(0, 500);
  return {
    finding:
      "Divergence needs a learning rate a decade above the best; Adam and rmsprop diverge from 0.1 on.",
    note: {
      n: `${data.runs.length} runs`,
      method: "a run diverges when its loss is not finite or passes 1e4",
      exclusions: ended.length === 500 ? "the first 500 failed runs are listed" : "none",
    },
    maps: [
      cells({ data, x: "learning_rate", y: "optimizer", level }),
      cells({ data, x: "batch_size", y: "optimizer", level }),
    ].map(({ center, ...map }) => map),
    run: ended.map((e) => e.run),
    epoch: ended.map((e) => e.r.stopped),
    step: ended.map((e) => e.r.stopped * 45 - 7),
    runs_in_all: data.runs.length,
  };
}

export function pareto({ runs, limit = 2000 }) {
  const rows = [...by(runs, (r) => r.group)]
    .map(([group, list]) => ({
      group,
      cost: six(mean(list.map((r) => r.wall_seconds))),
      ...summary(valid(list)),
    }))
    .filter((r) => r.center !== null)
    .slice(0, limit);
  const order = rows.map((_, i) => i).sort((a, b) => rows[a].cost - rows[b].cost);
  let best = -Infinity;
  const front = order.filter((i) => rows[i].center > best && (best = rows[i].center));
  return {
    finding: "Batches of 128 train four times as fast and lose 0.2 points.",
    note: {
      n: "5 seeds a group",
      method: "mean time and mean validation accuracy",
      exclusions: "groups of which no run completed",
    },
    metric,
    statistic: "mean",
    interval: "95 % t interval",
    cost: {
      label: "training time",
      unit: "s",
      scale: "log",
      center: rows.map((r) => r.cost),
      low: rows.map((r) => six(r.cost * 0.96)),
      high: rows.map((r) => six(r.cost * 1.04)),
    },
    group: rows.map((r) => r.group),
    ...columns(rows),
    front,
  };
}

export function history(data, names) {
  const next = random(3);
  const label = () =>
    Math.floor(next() * 2 ** 32)
      .toString(16)
      .padStart(8, "0");
  const commits = Array.from({ length: 24 }, label).map((short, i) => ({
    id: short.repeat(5),
    label: short,
    date: `2026-0${1 + Math.floor(i / 4)}-1${i % 4}`,
    subject: i === 15 ? "Fix the bias correction of Adam" : "Tidy",
  }));
  const series = ["adam", "momentum"].map((label, k) => {
    const center = commits.map((_, i) => six((k ? 0.973 : i < 15 ? 0.972 : 0.977) + 0.0012 * (next() - 0.5)));
    return {
      ...about(label, data, names),
      commit: commits.map((_, i) => i),
      center,
      low: center.map((v) => six(v - 0.0009)),
      high: center.map((v) => six(v + 0.0009)),
      n: center.map(() => 5),
      failed: center.map(() => 0),
      noise: {
        low: center.map((_, i) => six((k ? 0.973 : i < 15 ? 0.972 : 0.977) - 0.0014)),
        high: center.map((_, i) => six((k ? 0.973 : i < 15 ? 0.972 : 0.977) + 0.0014)),
        label: "noise of seeds, 2 sd",
      },
      change_points: k
        ? [{ commit: 9, text: "-0.2 points", worse: true, p: 0.0002, accepted: "fewer epochs" }]
        : [{ commit: 15, text: "+0.5 points", worse: false, p: 0.0001 }],
      baseline: { label: "baseline main", value: k ? 0.973 : 0.972 },
    };
  });
  return {
    finding: "One change in 24 commits: Adam gained 0.5 points when its bias correction was fixed.",
    note: { n: "5 seeds a commit", method: "change points by E-divisive means", exclusions: "none" },
    metric,
    statistic: "mean",
    interval: "95 % t interval",
    commits,
    series,
  };
}
