import { viridis } from "../colours";
import { slot, type ParallelColumn } from "./columns";

export interface Frame {
  width: number;
  height: number;
  /** Positions of the axes. */
  x: number[];
  top: number;
  bottom: number;
}

export const yOf = (frame: Frame, place: number): number => frame.bottom - place * (frame.bottom - frame.top);

/** A canvas in device pixels; null where none can be had. */
export function prepare(canvas: HTMLCanvasElement, frame: Frame): CanvasRenderingContext2D | null {
  const ratio = Math.min(2, window.devicePixelRatio || 1);
  canvas.width = Math.round(frame.width * ratio);
  canvas.height = Math.round(frame.height * ratio);
  const context = canvas.getContext("2d");
  context?.setTransform(ratio, 0, 0, ratio, 0, 0);
  return context;
}

const jitter = (run: number): number => ((run * 0.6180339887) % 1) - 0.5;

function line(context: CanvasRenderingContext2D, frame: Frame, columns: ParallelColumn[], run: number): void {
  for (let c = 0; c < columns.length; ++c) {
    const { place, spread } = columns[c];
    const y = yOf(frame, place[run] + (place[run] === slot ? 0 : spread * jitter(run)));
    if (c === 0) context.moveTo(frame.x[0], y);
    else context.lineTo(frame.x[c], y);
  }
}

/** Many lines of one colour; short paths are faster than one long one. */
function lines(
  context: CanvasRenderingContext2D,
  frame: Frame,
  columns: ParallelColumn[],
  runs: Uint32Array,
): void {
  for (let from = 0; from < runs.length; from += 40) {
    context.beginPath();
    const to = Math.min(runs.length, from + 40);
    for (let i = from; i < to; ++i) line(context, frame, columns, runs[i]);
    context.stroke();
  }
}

export interface Layers {
  /** Not selected. */
  context: Uint32Array;
  /** Selected, without a value of the metric. */
  failed: Uint32Array;
  /** Selected, from worst to best; the best are drawn strongest. */
  ranked: Uint32Array;
  /** By run: 0 the worst, 1 the best. */
  rank: Float32Array;
}

export interface Ink {
  faint: string;
  bad: string;
  dark: boolean;
}

export function drawLines(
  canvas: HTMLCanvasElement,
  frame: Frame,
  columns: ParallelColumn[],
  layers: Layers,
  ink: Ink,
): void {
  const context = prepare(canvas, frame);
  if (!context) return;
  const alpha = (n: number) => Math.min(0.85, Math.max(0.07, 9 / Math.sqrt(n + 1)));
  context.lineWidth = 1;
  context.strokeStyle = ink.faint;
  context.globalAlpha = 0.12;
  lines(context, frame, columns, layers.context);
  context.strokeStyle = ink.bad;
  context.globalAlpha = alpha(layers.failed.length) * 0.7;
  lines(context, frame, columns, layers.failed);
  const base = Math.min(0.45, alpha(layers.ranked.length));
  if (layers.ranked.length < 500) context.lineWidth = 1.4;
  const shade = (rank: number) => viridis(ink.dark ? 0.14 + 0.86 * rank : 0.94 * rank);
  const bands = 48;
  for (let from = 0; from < layers.ranked.length;) {
    const band = Math.min(bands - 1, Math.floor(layers.rank[layers.ranked[from]] * bands));
    let to = from;
    while (
      to < layers.ranked.length &&
      Math.min(bands - 1, Math.floor(layers.rank[layers.ranked[to]] * bands)) === band
    )
      ++to;
    context.strokeStyle = shade((band + 0.5) / bands);
    context.globalAlpha = base * (band === bands - 1 ? 2 : 1);
    lines(context, frame, columns, layers.ranked.subarray(from, to));
    from = to;
  }
}

export function drawHighlight(
  canvas: HTMLCanvasElement,
  frame: Frame,
  columns: ParallelColumn[],
  run: number | null,
  colours: [string, string],
): void {
  const context = prepare(canvas, frame);
  if (!context || run === null) return;
  const one = Uint32Array.of(run);
  context.lineJoin = "round";
  for (const [i, colour] of colours.entries()) {
    context.strokeStyle = colour;
    context.lineWidth = i === 0 ? 6 : 2.5;
    lines(context, frame, columns, one);
  }
}
