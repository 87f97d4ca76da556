// The contract: report.json, format "tryall-report", version 1. docs/report-json.md describes every field.
// The page draws what it is given and computes no statistics.

/** A value, or null for none. Never NaN or an infinity. */
export type Value = number | null;
/** A column: one entry a row. */
export type Values = Value[];

export type Outcome = "completed" | "diverged" | "pruned" | "timed_out" | "failed" | "cancelled";
export type Direction = "minimize" | "maximize";

export interface Report {
  format: "tryall-report";
  version: 1;
  title: string;
  generator?: string;
  objective: { metric: string; direction: Direction };
  metrics: Metric[];
  axes: Axis[];
  /** Name of the axis whose values have a colour and a shape of their own throughout. */
  arms?: string;
  /** Settings that all groups share. */
  settings?: Fact[];
  groups: Groups;
  runs: Runs;
  environments?: Fact[][];
  /** Command that reproduces a run, with {run}, {group}, {seed} and {config} to be filled in. */
  reproduce?: string;
  sections: Sections;
}

/** Label and value. */
export type Fact = [label: string, value: string];

export interface Metric {
  name: string;
  label: string;
  direction?: Direction;
  scale?: "linear" | "log";
  /** Values are shares, to be shown times 100 with a percent sign. */
  percent?: boolean;
  unit?: string;
}

export interface Axis {
  name: string;
  label: string;
  scale: "linear" | "log" | "category";
  unit?: string;
  /** Distinct values: numbers ascending, or texts. Columns hold indices into it. */
  values: (number | string)[];
  /** Edges, ascending: level i is [bins[i], bins[i + 1]). Without bins, level i is values[i]. */
  bins?: number[];
}

export interface Groups {
  count: number;
  key: string[];
  label?: string[];
  /** By axis: index into its values, or null where the group has no such setting. */
  axes: Record<string, Values>;
  /** The canonical config; null where it was left out to save space. */
  config?: unknown[];
}

export interface Runs {
  count: number;
  key: string[];
  group: number[];
  seed: (number | string)[];
  outcomes: Outcome[];
  /** Index into outcomes. */
  outcome: number[];
  metrics: Record<string, Values>;
  /** Index into environments. */
  environment?: Values;
  messages?: string[];
  /** Index into messages. */
  message?: Values;
  epochs_done?: Values;
  steps_done?: Values;
  wall_seconds?: Values;
  finished_at?: (string | null)[];
}

export interface Note {
  n?: string;
  method?: string;
  exclusions?: string;
}

export interface Section {
  finding?: string;
  note?: Note;
  /** Why there is nothing to show; then the section's data may be left out. */
  missing?: string;
}

/** Centre with its interval, by row; low and high are null where there is no interval. */
export interface Estimates {
  center: Values;
  low: Values;
  high: Values;
  n: number[];
}

export interface Sections {
  overview?: Overview;
  leaderboard?: Leaderboard;
  axis_effects?: AxisEffects;
  interactions?: Interactions;
  parallel?: Parallel;
  curves?: Curves;
  robustness?: Robustness;
  importance?: Importance;
  significance?: Significance;
  failures?: Failures;
  pareto?: Pareto;
  history?: History;
}

export interface Overview extends Section {
  question?: string;
  effect?: {
    label: string;
    value: number;
    low: Value;
    high: Value;
    interval: string;
    no_effect: number;
    n: number;
  };
  outcomes?: { outcome: Outcome; runs: number }[];
  facts?: Fact[];
  warnings?: { text: string; section?: keyof Sections }[];
}

export interface Leaderboard extends Section, Estimates {
  metric: string;
  statistic: string;
  interval?: string;
  group: number[];
  rank: Values;
  /** Rows with the same number are not distinguishable from the first of them. */
  tie?: Values;
  failed: number[];
  /** Further columns: test values, the same groups on fresh seeds. */
  also?: (Estimates & { metric: string; label?: string })[];
  baseline?: {
    label: string;
    group?: number;
    interval?: string;
    difference: Values;
    low: Values;
    high: Values;
  };
  cost?: { label: string; unit?: string; value: Values };
  groups_in_all: number;
}

export interface EffectSeries extends Estimates {
  over_rest: "averaged" | "best";
  /** Index into the values of the arms' axis; null: all arms together. */
  arm: Value;
  level: number[];
  /** Share of runs that have no value. */
  failed_share?: Values;
}

export interface AxisEffects extends Section {
  metric: string;
  statistic?: string;
  interval?: string;
  effects: { axis: string; series: EffectSeries[] }[];
}

export interface Interactions extends Section {
  metric: string;
  statistic: string;
  /** Only cells that were sampled; center is null where no run has a value. */
  pairs: {
    x: string;
    y: string;
    x_level: number[];
    y_level: number[];
    center: Values;
    n: number[];
    failed: number[];
  }[];
}

export interface Parallel extends Section {
  axes: string[];
  /** Metrics as the last axes; the first of them colours the lines. */
  metrics: string[];
}

export interface CurveSeries extends Estimates {
  group: number;
  metric: string;
  /** By abscissa: positions that the group's seeds share. */
  x: Record<string, Values>;
  /** Shorter than x, or null, where a run has ended. */
  seeds?: { run: number; values: Values }[];
}

export interface Curves extends Section {
  statistic: string;
  interval?: string;
  /** About: how positions were come by, where that needs saying. */
  abscissas: { name: string; label: string; unit?: string; about?: string }[];
  series: CurveSeries[];
  /** Quantiles over all runs, drawn behind. */
  context?: {
    metric: string;
    label: string;
    x: Record<string, Values>;
    low: Values;
    high: Values;
    center: Values;
  }[];
}

export interface Robustness extends Section {
  margins?: {
    axis: string;
    margin: string;
    arm: Values;
    best: Values;
    low: Values;
    high: Values;
    /** Width: decades on a log axis, else in the axis's own unit. */
    width: Values;
    at_low_edge: boolean[];
    at_high_edge: boolean[];
  };
  best_of_n?: {
    metric: string;
    interval?: string;
    series: { arm: Value; tries: number[]; center: Values; low: Values; high: Values }[];
  };
  alarms?: { text: string; axis?: string }[];
}

export interface Importance extends Section {
  axes: string[][];
  center: Values;
  low: Values;
  high: Values;
  interval?: string;
  seed_share?: { center: number; low: Value; high: Value };
  fit: { label: string; value: Value; enough: number };
}

export type Verdict = "not_significant" | "significant" | "meaningful";

export interface Contender {
  label: string;
  arm?: number;
  group?: number;
}

export interface Significance extends Section {
  contenders: Contender[];
  pairs?: {
    a: number[];
    b: number[];
    /** P(a better than b). */
    probability: Values;
    low: Values;
    high: Values;
    n: number[];
    verdict: (Verdict | null)[];
    interval?: string;
  };
  critical_difference?: {
    average_rank: number[];
    /** Sets of contenders that cannot be told apart. */
    cliques: number[][];
    blocks: number;
    method: string;
    /** Nemenyi's, where that is the test. */
    difference?: Value;
    missing?: string;
  };
}

export interface Failures extends Section {
  maps?: { x: string; y: string; x_level: number[]; y_level: number[]; n: number[]; failed: number[] }[];
  run?: number[];
  epoch?: Values;
  step?: Values;
  runs_in_all: number;
}

export interface Pareto extends Section, Estimates {
  metric: string;
  statistic?: string;
  interval?: string;
  cost: {
    label: string;
    unit?: string;
    scale?: "linear" | "log";
    center: Values;
    low?: Values;
    high?: Values;
  };
  group: number[];
  /** Rows on the front, by rising cost. */
  front: number[];
}

export interface History extends Section {
  metric: string;
  statistic?: string;
  interval?: string;
  /** Oldest first; label is the id as people write it. */
  commits: { id: string; label?: string; date?: string; subject?: string }[];
  series: (Estimates & {
    label: string;
    arm?: Value;
    group?: number;
    /** Index into commits, ascending. */
    commit: number[];
    /** Runs without a value. */
    failed?: number[];
    noise?: { low: Values; high: Values; label: string };
    /** The first commit of a new level. */
    change_points?: { commit: number; text: string; worse?: boolean; p?: Value; accepted?: string }[];
    baseline?: { label: string; value: number };
  })[];
}
