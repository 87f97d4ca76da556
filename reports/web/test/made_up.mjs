// A made-up sweep: groups, runs and curves with effects that the report should find.
import { normal, random, six } from "./statistics.mjs";

export const optimizers = ["adam", "sgd", "momentum", "rmsprop"];
const bestRate = { adam: -2.5, sgd: -0.6, momentum: -1.1, rmsprop: -3 };
const ceiling = { adam: 0.978, sgd: 0.966, momentum: 0.974, rmsprop: 0.9775 };

function grid() {
  const configs = [];
  for (const optimizer of optimizers)
    for (const rate of [1e-4, 1e-3, 1e-2, 1e-1, 1])
      for (const init of ["he", "xavier"])
        for (const batch of [32, 128])
          if ((batch === 32 && init === "he") || rate > 5e-4)
            configs.push({ optimizer, learning_rate: rate, init, batch_size: batch });
  return configs;
}

function randomSearch(groups) {
  const next = random(7);
  const pick = (list) => list[Math.floor(next() * list.length)];
  return Array.from({ length: groups }, () => ({
    optimizer: pick(optimizers),
    learning_rate: six(10 ** (-4 + 4.2 * next())),
    init: pick(["he", "xavier", "orthogonal"]),
    batch_size: pick([16, 32, 64, 128, 256]),
    weight_decay: six(10 ** (-6 + 4 * next())),
    dropout: six(0.5 * next()),
    hidden: pick([32, 64, 128, 256, 512]),
    warmup: Math.floor(1000 * next()),
    activation: pick(["relu", "tanh", "gelu"]),
  }));
}

function quality(config, next) {
  const far = Math.log10(config.learning_rate) - bestRate[config.optimizer];
  const batch = Math.log2(config.batch_size / 32) * 0.0012;
  const noise = 0.0018 * normal(next);
  const extra = config.init === "he" ? 0.0015 : 0;
  return (
    ceiling[config.optimizer] -
    0.03 * far * far * (far > 0 ? 1.4 : 0.8) -
    batch +
    extra +
    noise -
    0.01 * (config.dropout ?? 0)
  );
}

export function makeRuns({
  kind = "grid",
  groups = 0,
  seeds = 5,
  configs = kind === "grid" ? grid() : randomSearch(groups),
  outcome,
}) {
  const next = random(42);
  const runs = [];
  configs.forEach((config, group) => {
    for (let seed = 0; seed < seeds; ++seed) {
      const rise = Math.log10(config.learning_rate) - bestRate[config.optimizer];
      const draw = next();
      const state = outcome ?? (rise > 1.4 + draw ? "diverged" : draw > 0.997 ? "timed_out" : "completed");
      const accuracy = Math.max(0.1, quality(config, next));
      const seconds = (20 * 64) / config.batch_size + 8 + 2 * next();
      const ok = state === "completed";
      runs.push({
        group,
        seed,
        outcome: state,
        stopped: ok ? null : 2 + Math.floor(7 * draw),
        validation_accuracy: ok ? six(accuracy) : null,
        test_accuracy: ok ? six(accuracy - 0.0015 + 0.0008 * normal(next)) : null,
        validation_loss: ok ? six(0.08 + 1.6 * (0.985 - accuracy)) : null,
        wall_seconds: six(ok ? seconds : seconds * 0.4),
      });
    }
  });
  return { configs, runs };
}

/** The curve of a run's loss or accuracy; it breaks off where the run ended. */
export function curve(run, metric, epochs) {
  const next = random(run.group * 131 + run.seed);
  const length = run.stopped ?? epochs;
  return Array.from({ length }, (_, i) => {
    const t = (i + 1) / epochs;
    const wobble = 0.004 * normal(next) * (1 - t);
    if (run.outcome === "diverged")
      return metric === "validation_loss"
        ? six(0.5 + 2.2 * ((i + 1) / length) ** 3)
        : six(0.6 - 0.4 * (i / length));
    const end = run[metric] ?? (metric === "validation_loss" ? 0.2 : 0.9);
    return metric === "validation_loss"
      ? six(end + 0.9 * Math.exp(-5 * t) + Math.abs(wobble))
      : six(end - 0.25 * Math.exp(-5 * t) + wobble);
  });
}
