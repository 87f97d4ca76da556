import { el } from "../dom";
import type { Model } from "../model";
import { isDark, resolved } from "../theme";
import { AxisControl } from "./axis_control";
import { textWidth, widest } from "../text_width";
import { slot, type ParallelColumn } from "./columns";
import { drawHighlight, drawLines, type Frame } from "./draw";
import { sample, select, worstToBest, type Brush } from "./selection";

export const mostLines = 10_000;
const mostWhileMoving = 1_500;
/** Room of an axis: for each word of its name, and for its ticks while they are short. */
function leastRoom({ title, ticks }: ParallelColumn): number {
  const marks = Math.min(90, widest(ticks.map(({ text }) => text)));
  return Math.max(74, widest(title.split(" "), 650) + 12, marks + 20);
}

export interface ParallelParams {
  model: Model;
  columns: ParallelColumn[];
  /** The metric that colours and ranks. */
  values: (number | null)[];
  up: boolean;
  selected: (runs: Uint32Array, drawn: number) => void;
}

/** Parallel coordinates on a canvas; axes and brushes are elements above it. */
export class ParallelView {
  readonly element: HTMLElement;
  private readonly lines = el("canvas", { class: "lines" });
  private readonly highlight = el("canvas", { class: "highlight" });
  private readonly stage: HTMLElement;
  private readonly controls: AxisControl[];
  private readonly brushes: (Brush | null)[];
  private readonly order: Uint32Array;
  private readonly rank: Float32Array;
  private frame: Frame | null = null;
  private waiting = 0;

  constructor(private readonly params: ParallelParams) {
    const { columns, values, up, model } = params;
    const runs = model.report.runs.count;
    this.brushes = columns.map(() => null);
    this.order = worstToBest(values, runs, up);
    this.rank = new Float32Array(runs).fill(-1);
    const failed = this.order.findIndex((run) => values[run] !== null && values[run] !== undefined);
    const known = failed < 0 ? 0 : runs - failed;
    for (let i = 0; i < known; ++i) this.rank[this.order[runs - known + i]] = known > 1 ? i / (known - 1) : 1;
    this.controls = columns.map(
      (column, c) => new AxisControl(column, (brush, moving) => this.brushed(c, brush, moving)),
    );
    this.stage = el(
      "div",
      { class: "parallel-stage" },
      this.lines,
      this.highlight,
      ...this.controls.map((control) => control.element),
    );
    this.element = el(
      "div",
      {
        class: "parallel scroll",
        tabindex: 0,
        role: "region",
        "aria-label": "Parallel coordinates; each axis has two sliders that select runs",
      },
      this.stage,
    );
    new ResizeObserver(() => this.layout()).observe(this.element);
    document.addEventListener("themechange", () => this.draw(mostLines));
  }

  clear(): void {
    this.brushes.fill(null);
    for (const control of this.controls) control.clear();
    this.draw(mostLines);
  }

  point(run: number | null): void {
    if (!this.frame) return;
    drawHighlight(this.highlight, this.frame, this.params.columns, run, [
      resolved("--paper"),
      resolved("--accent"),
    ]);
  }

  private layout(): void {
    const outer = Math.floor(this.element.clientWidth);
    if (outer === 0 || outer === this.frame?.width) return;
    const { columns } = this.params;
    const least = columns.reduce((most, column) => Math.max(most, leastRoom(column)), 0);
    const width = Math.max(outer, columns.length * least);
    const marks = widest(columns[0]?.ticks.map(({ text }) => text) ?? []);
    const half = Math.min(75, textWidth(columns.at(-1)?.title ?? "", 650) / 2 + 4);
    const [left, right] = [Math.min(120, Math.max(least / 2, 14 + marks)), Math.max(least / 2, half)];
    const gap = columns.length > 1 ? (width - left - right) / (columns.length - 1) : 0;
    const x = columns.map((_, c) => (columns.length > 1 ? left + c * gap : width / 2));
    const slots = columns.some((column) => column.stops[0] === slot);
    const height = 430;
    this.frame = { width, height, x, top: 52, bottom: height - (slots ? 50 : 18) };
    this.stage.style.width = `${width}px`;
    this.stage.style.height = `${height}px`;
    this.controls.forEach((control, c) =>
      control.layout(this.frame as Frame, x[c], Math.min(gap || width, 150)),
    );
    this.draw(mostLines);
  }

  private brushed(column: number, brush: Brush | null, moving: boolean): void {
    this.brushes[column] = brush;
    cancelAnimationFrame(this.waiting);
    this.waiting = requestAnimationFrame(() => this.draw(moving ? mostWhileMoving : mostLines));
  }

  private draw(limit: number): void {
    if (!this.frame) return;
    const { columns, model } = this.params;
    const chosen = select(columns, this.brushes, model.report.runs.count);
    const selected = this.order.filter((run) => chosen[run] === 1);
    const picked = sample(selected, limit);
    const layers = {
      context: sample(
        this.order.filter((run) => chosen[run] === 0),
        Math.min(limit, 3000),
      ),
      failed: picked.filter((run) => this.rank[run] < 0),
      ranked: picked.filter((run) => this.rank[run] >= 0),
      rank: this.rank,
    };
    drawLines(this.lines, this.frame, columns, layers, {
      faint: resolved("--faint"),
      bad: resolved("--bad"),
      dark: isDark(),
    });
    this.point(null);
    this.params.selected(selected, picked.length);
  }
}
