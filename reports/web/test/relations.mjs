// What docs/report.schema.json cannot say of a report: lengths of columns, ranges of indices, names that exist.

const estimates = ["center", "low", "high", "n"];

/** A report, its axes and metrics, and what is wrong with it. */
class Relations {
  found = [];

  constructor(report) {
    this.report = report;
    this.axes = new Map(report.axes.map((axis) => [axis.name, axis]));
    this.metrics = new Set(report.metrics.map(({ name }) => name));
    this.arms = report.arms === undefined ? 0 : this.levels(report.arms);
  }

  say(path, what) {
    this.found.push(`${path}: ${what}`);
  }

  axis(path, name) {
    if (!this.axes.has(name)) this.say(path, `there is no axis ${name}`);
  }

  metric(path, name) {
    if (!this.metrics.has(name)) this.say(path, `there is no metric ${name}`);
  }

  /** How many levels an axis has. */
  levels(name) {
    const axis = this.axes.get(name);
    return axis ? (axis.bins ? axis.bins.length - 1 : axis.values.length) : 0;
  }

  /** The columns of a table that are there have one length. */
  columns(path, table, names, length) {
    for (const name of names)
      if (table[name] !== undefined && table[name].length !== length)
        this.say(`${path}.${name}`, `has ${table[name].length} rows, not ${length}`);
  }

  /** Indices, or null, are below a count. */
  indices(path, values, below) {
    if (values.some((v) => v !== null && v >= below))
      this.say(path, `holds an index that is not below ${below}`);
  }

  rising(path, values) {
    if (values.some((v, i) => i > 0 && v <= values[i - 1])) this.say(path, "does not rise");
  }
}

function frame(r) {
  const { objective, arms, groups, runs, environments } = r.report;
  r.metric("objective.metric", objective.metric);
  if (arms !== undefined) r.axis("arms", arms);
  for (const { name, scale, values, bins } of r.axes.values()) {
    if (scale !== "category") r.rising(`axes.${name}.values`, values);
    if (scale !== "category" && values.some((v) => typeof v !== "number"))
      r.say(`axes.${name}.values`, "are not all numbers");
    if (bins) r.rising(`axes.${name}.bins`, bins);
    if (!groups.axes[name]) r.say(`groups.axes.${name}`, "is left out");
  }
  r.columns("groups", groups, ["key", "label", "config"], groups.count);
  r.columns("groups.axes", groups.axes, Object.keys(groups.axes), groups.count);
  for (const [name, levels] of Object.entries(groups.axes)) {
    r.axis("groups.axes", name);
    r.indices(`groups.axes.${name}`, levels, r.axes.get(name)?.values.length);
  }
  const { count, metrics, outcomes, messages, ...columns } = runs;
  r.columns("runs", columns, Object.keys(columns), count);
  r.columns("runs.metrics", metrics, Object.keys(metrics), count);
  for (const name of Object.keys(metrics)) r.metric("runs.metrics", name);
  if (new Set(runs.key).size !== count) r.say("runs.key", "is not unique");
  r.indices("runs.group", runs.group, groups.count);
  r.indices("runs.outcome", runs.outcome, outcomes.length);
  r.indices("runs.environment", runs.environment, environments.length);
  if (messages) r.indices("runs.message", runs.message, messages.length);
}

function cells(r, path, { x, y, x_level, y_level, ...rest }) {
  r.axis(path, x);
  r.axis(path, y);
  r.columns(path, { x_level, y_level, ...rest }, ["x_level", "y_level", "failed", "center"], rest.n.length);
  r.indices(`${path}.x_level`, x_level, r.levels(x));
  r.indices(`${path}.y_level`, y_level, r.levels(y));
}

const gaps = ["gap", "gap_low", "gap_high", "verdict", "mark"];

const at = (table, names, row) => Object.fromEntries(names.map((name) => [name, table[name][row]]));

/** A verdict is what its interval says. */
function judged(r, path, { gap, gap_low: low, gap_high: high, verdict, mark }) {
  const reaches = low <= 0 && high >= 0;
  const fits = {
    "not compared": gap === null && low === null && high === null,
    best: gap === 0 && low === null && high === null,
    "no spread": low === null && high === null,
    tied: low !== null && high !== null && reaches,
    behind: low !== null && high !== null && !reaches,
  };
  if (!fits[verdict]) r.say(path, `${verdict} does not go with ${gap} [${low}, ${high}]`);
  const signs = { tied: "=", behind: "", best: "best", "no spread": "no spread" };
  if (mark !== (signs[verdict] ?? mark)) r.say(path, `the mark "${mark}" does not go with ${verdict}`);
}

/** In each family ranks are 1, 2, ... */
function ranked(r, path, { family, rank }) {
  const last = new Map();
  rank.forEach((one, row) => {
    if (one === null) return;
    const next = (last.get(family[row]) ?? 0) + 1;
    if (one !== next) r.say(path, `${one} stands where ${next} should`);
    last.set(family[row], next);
  });
}

/** By section, where it has something to show. */
const sections = {
  leaderboard(r, path, { group, also = [], families, cost, ...data }) {
    const rows = group.length;
    r.metric(path, data.metric);
    r.indices(`${path}.group`, group, r.report.groups.count);
    r.columns(path, data, [...estimates, ...gaps, "rank", "family", "seeds_needed", "failed"], rows);
    r.indices(`${path}.family`, data.family, families.length);
    for (let row = 0; row < rows; ++row) judged(r, `${path}.verdict`, at(data, gaps, row));
    ranked(r, `${path}.rank`, data);
    for (const other of also) {
      r.metric(`${path}.also`, other.metric);
      r.columns(`${path}.also`, other, estimates, rows);
    }
    r.columns(`${path}.cost`, cost, ["value"], rows);
  },
  axis_effects(r, path, { metric, effects }) {
    r.metric(path, metric);
    for (const { axis, series } of effects) {
      r.axis(path, axis);
      for (const one of series) {
        r.indices(`${path}.level`, one.level, r.levels(axis));
        r.indices(`${path}.arm`, [one.arm], r.arms);
        r.columns(path, one, [...estimates, "failed_share"], one.level.length);
      }
    }
  },
  interactions(r, path, { metric, pairs }) {
    r.metric(path, metric);
    for (const pair of pairs) cells(r, path, pair);
  },
  parallel(r, path, { axes, metrics }) {
    for (const name of axes) r.axis(path, name);
    for (const name of metrics) r.metric(path, name);
  },
  curves(r, path, { abscissas, series, context = [] }) {
    for (const one of series) {
      r.metric(path, one.metric);
      r.indices(`${path}.group`, [one.group], r.report.groups.count);
      r.columns(path, one, estimates, one.center.length);
      r.columns(`${path}.x`, one.x, Object.keys(one.x), one.center.length);
      for (const { name } of abscissas) if (!one.x[name]) r.say(`${path}.x`, `has no ${name}`);
      for (const { run, values } of one.seeds) {
        r.indices(`${path}.seeds`, [run], r.report.runs.count);
        if (values.length > one.center.length) r.say(`${path}.seeds`, "a run is longer than its group");
      }
    }
    for (const one of context) {
      r.metric(`${path}.context`, one.metric);
      r.columns(`${path}.context`, { ...one.x, ...one }, ["epoch", "low", "high"], one.center.length);
    }
  },
  robustness(r, path, { margins, best_of_n: best, alarms }) {
    if (margins) {
      const { axis, margin, arm, ...columns } = margins;
      r.axis(`${path}.margins`, axis);
      r.indices(`${path}.margins.arm`, arm, r.arms);
      r.columns(`${path}.margins`, columns, Object.keys(columns), arm.length);
    }
    if (best) r.metric(`${path}.best_of_n`, best.metric);
    for (const one of best?.series ?? []) {
      r.indices(`${path}.best_of_n.arm`, [one.arm], r.arms);
      r.columns(`${path}.best_of_n`, one, ["center", "low", "high"], one.tries.length);
    }
    for (const { axis } of alarms) r.axis(`${path}.alarms`, axis);
  },
  importance(r, path, { axes, ...data }) {
    for (const name of axes.flat()) r.axis(path, name);
    r.columns(path, data, ["center", "low", "high"], axes.length);
  },
  significance(r, path, { contenders, pairs, critical_difference: ranks }) {
    for (const { arm = null, group, ...gap } of contenders) {
      r.indices(`${path}.contenders`, [arm], r.arms);
      r.indices(`${path}.contenders`, [group], r.report.groups.count);
      judged(r, `${path}.contenders`, gap);
    }
    const { a, b, ...columns } = pairs;
    for (const side of [a, b]) r.indices(`${path}.pairs`, side, contenders.length);
    r.columns(`${path}.pairs`, { b, ...columns }, ["b", ...Object.keys(columns)], a.length);
    if (!ranks || "missing" in ranks) return;
    r.columns(`${path}.critical_difference`, ranks, ["average_rank"], contenders.length);
    r.indices(`${path}.critical_difference.cliques`, ranks.cliques.flat(), contenders.length);
  },
  failures(r, path, { maps, run, ...data }) {
    for (const map of maps) cells(r, `${path}.maps`, map);
    r.indices(`${path}.run`, run, r.report.runs.count);
    r.columns(path, data, ["epoch", "step"], run.length);
  },
  pareto(r, path, { metric, group, cost, front, ...data }) {
    r.metric(path, metric);
    r.indices(`${path}.group`, group, r.report.groups.count);
    r.indices(`${path}.front`, front, group.length);
    r.columns(path, data, estimates, group.length);
    r.columns(`${path}.cost`, cost, ["center", "low", "high"], group.length);
  },
  history(r, path, { metric, commits, series }) {
    r.metric(path, metric);
    for (const one of series) {
      r.indices(`${path}.group`, [one.group], r.report.groups.count);
      r.indices(`${path}.commit`, one.commit, commits.length);
      r.rising(`${path}.commit`, one.commit);
      r.columns(path, one, [...estimates, "failed"], one.commit.length);
      if (one.noise) r.columns(`${path}.noise`, one.noise, ["low", "high"], one.commit.length);
      for (const { commit } of one.change_points ?? [])
        if (!one.commit.includes(commit)) r.say(`${path}.change_points`, "is at no commit of its series");
    }
  },
};

/** Everything in a report that does not fit together, as "path: what". */
export function unrelated(report) {
  const relations = new Relations(report);
  frame(relations);
  for (const [name, data] of Object.entries(report.sections))
    if (!("missing" in data)) sections[name]?.(relations, name, data);
  return relations.found;
}
