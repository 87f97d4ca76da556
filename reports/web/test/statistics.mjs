// Just enough to make data up with; the real statistics are computed in C++.

/** Uniform in [0, 1), the same for the same seed (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export const normal = (next) => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());

export const six = (value) =>
  value === null || !Number.isFinite(value) ? null : Number(value.toPrecision(6));

export const mean = (list) => list.reduce((sum, v) => sum + v, 0) / list.length;

function sd(list) {
  const middle = mean(list);
  return Math.sqrt(list.reduce((sum, v) => sum + (v - middle) ** 2, 0) / Math.max(1, list.length - 1));
}

/** Mean with a rough 95 % interval, and none for fewer than five. */
export function summary(values) {
  const list = values.filter((v) => v !== null && v !== undefined);
  if (list.length === 0) return { center: null, low: null, high: null, n: 0 };
  const half = (2 * sd(list)) / Math.sqrt(list.length);
  const some = list.length >= 5;
  return {
    center: six(mean(list)),
    low: some ? six(mean(list) - half) : null,
    high: some ? six(mean(list) + half) : null,
    n: list.length,
  };
}

export const columns = (summaries) => ({
  center: summaries.map((s) => s.center),
  low: summaries.map((s) => s.low),
  high: summaries.map((s) => s.high),
  n: summaries.map((s) => s.n),
});

export const by = (list, key) => {
  const map = new Map();
  for (const item of list) {
    const at = key(item);
    const same = map.get(at);
    if (same) same.push(item);
    else map.set(at, [item]);
  }
  return map;
};
