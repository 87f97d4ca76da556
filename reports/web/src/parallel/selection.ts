import type { ParallelColumn } from "./columns";

export interface Brush {
  low: number;
  high: number;
}

/** Which runs every brush lets through. */
export function select(columns: ParallelColumn[], brushes: (Brush | null)[], runs: number): Uint8Array {
  const selected = new Uint8Array(runs).fill(1);
  brushes.forEach((brush, c) => {
    if (!brush) return;
    const { place } = columns[c];
    const [low, high] = [brush.low - 1e-6, brush.high + 1e-6];
    for (let run = 0; run < runs; ++run) if (place[run] < low || place[run] > high) selected[run] = 0;
  });
  return selected;
}

/** Runs from worst to best by a metric; those without a value first. */
export function worstToBest(values: (number | null)[], runs: number, up: boolean): Uint32Array {
  const key = new Float64Array(runs);
  for (let run = 0; run < runs; ++run) {
    const value = values[run];
    key[run] = value === null || value === undefined ? -Infinity : up ? value : -value;
  }
  const order = new Uint32Array(runs).map((_, i) => i);
  return order.sort((a, b) => (key[a] === key[b] ? a - b : key[a] < key[b] ? -1 : 1));
}

/** At most `limit` of a list that ends with the best: its last fiftieth in full, every k-th of the rest. */
export function sample(list: Uint32Array, limit: number): Uint32Array {
  if (list.length <= limit) return list;
  const best = Math.floor(limit / 50);
  const rest = list.length - best;
  const wanted = limit - best;
  const picked = new Uint32Array(limit);
  for (let i = 0; i < wanted; ++i) picked[i] = list[Math.floor((i * rest) / wanted)];
  picked.set(list.subarray(rest), wanted);
  return picked;
}
