// What the sections of a made-up report refer to: axes, groups, runs.

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

const metricNames = ["validation_accuracy", "test_accuracy", "validation_loss"];
const isLarge = (data) => data.configs.length > 5000;

function makeGroups(data, axes) {
  const places = new Map(axes.map((axis) => [axis.name, new Map(axis.values.map((v, i) => [v, i]))]));
  return {
    count: data.configs.length,
    key: data.configs.map((_, i) => hex(i, 5)),
    axes: Object.fromEntries(
      axes.map(({ name }) => [name, data.configs.map((c) => places.get(name).get(c[name]) ?? null)]),
    ),
    config: data.configs.map((c) => (isLarge(data) ? null : { dataset: "digits", model: "mlp", ...c })),
  };
}

function runTable({ runs }) {
  const outcomes = ["completed", "diverged", "timed_out"];
  const column = (name) => runs.map((r) => r[name]);
  return {
    count: runs.length,
    key: runs.map((_, i) => hex(i, 9)),
    group: column("group"),
    seed: column("seed"),
    outcomes,
    outcome: runs.map((r) => outcomes.indexOf(r.outcome)),
    metrics: Object.fromEntries(metricNames.map((m) => [m, column(m)])),
    environment: runs.map(() => 0),
    messages: ["the loss is not finite", "30 s are over"],
    message: runs.map((r) => ({ diverged: 0, timed_out: 1 })[r.outcome] ?? null),
    epochs_done: runs.map((r) => r.stopped ?? 10),
    steps_done: runs.map((r) => (r.stopped ?? 10) * 45),
    wall_seconds: column("wall_seconds"),
    finished_at: runs.map(() => "2026-11-23 12:00:00"),
  };
}

export function base(data, bins = false) {
  const axes = makeAxes(data.configs, bins);
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
    groups: makeGroups(data, axes),
    runs: runTable(data),
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
    reproduce: isLarge(data)
      ? "tryall show {run} --command"
      : "tryall run config.json --set seed={seed} # {config}",
    sections: {},
  };
}
