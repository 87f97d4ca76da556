// Sections of a made-up report.
import { curve } from "./made_up.mjs";
import { by, columns, mean, six, summary } from "./statistics.mjs";

const metric = "validation_accuracy";
const valid = (runs) => runs.map((run) => run[metric]).filter((v) => v !== null);
const failed = (runs) => runs.filter((run) => run[metric] === null).length;

/** The first of the leaderboard. */
function best(runs) {
  const { group, center, low, high, n, interval } = leaderboard({ runs, top: 1 });
  if (!group.length || center[0] === null) return undefined;
  const percent = (v) => (v === null ? null : six(100 * v));
  return {
    label: `adam, the best of all (${group[0]})`,
    group: group[0],
    value: percent(center[0]),
    low: percent(low[0]),
    high: percent(high[0]),
    interval: interval ?? "",
    n: n[0],
  };
}

export function overview({ runs, warnings = [] }) {
  const outcomes = ["completed", "diverged", "timed_out"].map((outcome) => ({
    outcome,
    runs: runs.filter((r) => r.outcome === outcome).length,
  }));
  return {
    question:
      "Which optimizer reaches the best validation accuracy on digits, and how much does its learning rate matter?",
    finding:
      "Adam at a learning rate of 0.001 is best at 97.9 %, and rmsprop is statistically tied with it; momentum is 0.4 points behind.",
    best: best(runs),
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

const whole = ({ failed: failures, n }) => failures === 0 && n >= 3;

const whyNot = ({ failed: failures, n }) =>
  failures > 0 ? `diverged ${failures} of ${n + failures}` : n < 3 ? `n = ${n}` : "not compared";

/** The difference of a group to the best, with a made-up interval. */
function gapOf(row, compared) {
  const none = { gap: null, gap_low: null, gap_high: null, seeds_needed: null };
  if (!whole(row) || compared.length < 2) return { ...none, verdict: "not compared", mark: whyNot(row) };
  if (compared.every(({ center }) => center === compared[0].center))
    return { ...none, gap: 0, verdict: "no spread", mark: "no spread" };
  if (row === compared[0]) return { ...none, gap: 0, verdict: "best", mark: "best" };
  const gap = six(row.center - compared[0].center);
  const tied = gap > -0.0016;
  return {
    gap,
    gap_low: six(gap - 0.0016),
    gap_high: six(gap + 0.0016),
    seeds_needed: tied ? Math.round(5 + 0.02 / Math.abs(gap)) : null,
    verdict: tied ? "tied" : "behind",
    mark: tied ? "=" : "",
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
  const compared = groups.filter(whole);
  const gaps = rows.map((row) => gapOf(row, compared));
  return {
    finding: "2 of the other groups are statistically tied with the best.",
    note: {
      n: "5 seeds per group",
      method: "ranked by mean validation accuracy; ties by a step-down max-t test",
      exclusions: "none; groups with failed runs are ranked last and not compared",
    },
    metric,
    statistic: "mean",
    interval: rows.some((row) => row.low !== null) ? "95 % t interval" : undefined,
    group: rows.map((row) => row.group),
    ...columns(rows),
    rank: rows.map((row, i) => (row.center === null ? null : i + 1)),
    families: [{ label: "", groups: all, compared: compared.length }],
    family: rows.map(() => 0),
    ...Object.fromEntries(
      ["gap", "gap_low", "gap_high", "verdict", "mark", "seeds_needed"].map((name) => [
        name,
        gaps.map((g) => g[name]),
      ]),
    ),
    failed: rows.map((row) => row.failed),
    also: [
      {
        metric: "test_accuracy",
        ...columns(rows.map((row) => summary(row.list.map((r) => r.test_accuracy)))),
      },
    ],
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
      n: "5 seeds per group",
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
      n: "5 seeds per group",
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
