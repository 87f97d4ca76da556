import { armColour, armShape, type Shape } from "./colours";
import { levelLabel, none } from "./format";
import type { Axis, Metric, Report, Value, Values } from "./report";

/** Look-ups in a report that the figures share. */
export class Model {
  readonly arms: Axis | null;
  private readonly metrics: Map<string, Metric>;
  private readonly axes: Map<string, Axis>;
  private byGroup: number[][] | null = null;
  private byKey: Map<string, number> | null = null;
  private readonly varying: Axis[];

  constructor(readonly report: Report) {
    this.metrics = new Map(report.metrics.map((metric) => [metric.name, metric]));
    this.axes = new Map(report.axes.map((axis) => [axis.name, axis]));
    this.arms = (report.arms !== undefined && this.axes.get(report.arms)) || null;
    this.varying = report.axes.filter((axis) => axis.values.length > 1);
  }

  metric(name: string): Metric {
    return this.metrics.get(name) ?? { name, label: name, direction: this.report.objective.direction };
  }

  axis(name: string): Axis {
    return this.axes.get(name) ?? { name, label: name, scale: "category", values: [] };
  }

  get objective(): Metric {
    return this.metric(this.report.objective.metric);
  }

  /** Whether larger values of the metric are better. */
  upward(metric: Metric): boolean {
    return metric.direction === "maximize";
  }

  groupColumn(axis: string): Values {
    return column(this.report.groups.axes, axis);
  }

  runColumn(metric: string): Values {
    return column(this.report.runs.metrics, metric);
  }

  armOf(group: number): Value {
    return this.arms ? (this.groupColumn(this.arms.name)[group] ?? null) : null;
  }

  armLabel(arm: Value): string {
    return arm === null || !this.arms ? "all" : levelLabel(this.arms, arm);
  }

  colour(arm: Value): string {
    return arm === null ? "var(--ink)" : armColour(arm);
  }

  shape(arm: Value): Shape {
    return arm === null ? "circle" : armShape(arm);
  }

  /** A group's settings, those that vary; the arm's first. */
  groupParts(group: number): [label: string, value: string][] {
    const axes = this.arms ? [this.arms, ...this.varying.filter((axis) => axis !== this.arms)] : this.varying;
    return axes.flatMap((axis) => {
      const level = this.groupColumn(axis.name)[group];
      if (level === null || level === undefined) return [];
      const value = axis.values[level];
      return [
        [axis.label, typeof value === "number" ? levelLabel({ ...axis, bins: undefined }, level) : value] as [
          string,
          string,
        ],
      ];
    });
  }

  groupLabel(group: number): string {
    const label = this.report.groups.label?.[group];
    if (label) return label;
    const parts = this.groupParts(group).map(([name, value], i) =>
      i === 0 && this.arms ? value : `${name} ${value}`,
    );
    return parts.join(" · ") || this.report.groups.key[group] || none;
  }

  runsOf(group: number): number[] {
    if (!this.byGroup) {
      const byGroup: number[][] = Array.from({ length: this.report.groups.count }, () => []);
      this.report.runs.group.forEach((g, run) => byGroup[g]?.push(run));
      this.byGroup = byGroup;
    }
    return this.byGroup[group] ?? [];
  }

  runByKey(key: string): number | undefined {
    this.byKey ??= new Map(this.report.runs.key.map((k, run) => [k, run]));
    return this.byKey.get(key);
  }

  outcome(run: number): string {
    return this.report.runs.outcomes[this.report.runs.outcome[run]] ?? none;
  }

  completed(run: number): boolean {
    return this.outcome(run) === "completed";
  }
}

function column(columns: Record<string, Values>, name: string): Values {
  return Object.hasOwn(columns, name) ? columns[name] : [];
}
