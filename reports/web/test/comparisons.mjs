// Sections of a made-up report that compare optimizers or settings: robustness, importance, significance, history.
import { optimizers } from "./made_up.mjs";
import { random, six } from "./statistics.mjs";

const metric = "validation_accuracy";

export function robustness(names) {
  const at = names.map((name) => optimizers.indexOf(name));
  const pick = (list) => at.map((i) => list[i]);
  const tries = [1, 2, 3, 4, 6, 8, 12, 16, 20];
  return {
    finding:
      "Rmsprop and Adam forgive: a decade and a half of learning rates is within half a point of the best; sgd has not been tried far enough to say.",
    note: {
      n: "5 learning rates per optimizer, 5 seeds each",
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
      interval: "95 % bootstrap interval (expanded percentile)",
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
  const gap = [0, -0.0123, -0.0044, -0.0006];
  const judged = optimizers.map((_, i) => ({
    gap: gap[i],
    gap_low: i ? six(gap[i] - 0.002) : null,
    gap_high: i ? six(gap[i] + 0.002) : null,
    verdict: ["best", "behind", "behind", "tied"][i],
    mark: ["best", "", "", "="][i],
  }));
  return {
    finding: "Best: adam. Statistically tied with it: rmsprop. Behind it: momentum; sgd.",
    note: {
      n: "5 seeds per group",
      method: "the best group of each optimizer",
      exclusions: "none: failed runs count as the worst",
    },
    contenders: optimizers.map((label, i) => ({ ...about(label, data, names), ...judged[i] })),
    pairs: {
      a: pairs.map((x) => x.a),
      b: pairs.map((x) => x.b),
      probability: pairs.map((x) => x.v),
      n: pairs.map(() => 5),
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
        ? [
            {
              commit: 9,
              text: "-0.2 points",
              verdict: "worse",
              worse: true,
              p: 0.0002,
              accepted: "fewer epochs",
            },
          ]
        : [{ commit: 15, text: "+0.5 points", verdict: "better", worse: false, p: 0.0001 }],
      baseline: { label: "baseline main", value: k ? 0.973 : 0.972 },
    };
  });
  return {
    finding: "One change in 24 commits: Adam gained 0.5 points when its bias correction was fixed.",
    note: { n: "5 seeds per commit", method: "change points by E-divisive means", exclusions: "none" },
    metric,
    statistic: "mean",
    interval: "95 % t interval",
    commits,
    series,
  };
}
