/** Round values within [low, high], about `wanted` of them; on a log scale 1, 2 and 5 times powers of ten. */
export function ticks(low: number, high: number, wanted: number, log = false): number[] {
  if (!(high > low)) return [low];
  if (log && high / low > 3) return logTicks(low, high, wanted);
  const raw = (high - low) / wanted;
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = [1, 2, 5, 10].map((m) => m * power).find((s) => s >= raw * 0.75) ?? 10 * power;
  const list: number[] = [];
  for (let i = Math.ceil(low / step - 1e-9); i * step <= high * (1 + 1e-12) + step * 1e-9; ++i)
    list.push(Number((i * step).toPrecision(12)));
  return list;
}

function logTicks(low: number, high: number, wanted: number): number[] {
  const list: number[] = [];
  const decades = Math.log10(high / low);
  const factors = decades > wanted / 2 ? [1] : decades > wanted / 3 ? [1, 3] : [1, 2, 5];
  const every = Math.max(1, Math.ceil(decades / (2 * wanted)));
  for (let power = Math.floor(Math.log10(low)); power <= Math.log10(high); ++power)
    if (power % every === 0)
      for (const factor of factors) {
        const value = Number(`${factor}e${power}`);
        if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) list.push(value);
      }
  return list.length ? list : [low];
}
