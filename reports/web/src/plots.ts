import type { PlotOptions } from "@observablehq/plot";
import type { Value } from "./report";

/** What all figures made by Plot share; colours and shapes are given as they are, without scales. */
export function common(width: number, height: number): PlotOptions {
  return {
    width,
    height,
    style: { background: "transparent", color: "var(--ink)", fontFamily: "inherit", fontSize: "12px", overflow: "visible" },
    color: { type: "identity" },
    symbol: { type: "identity" },
  };
}

/** The extent of what has a value, with some room; around a single value when there is only one. */
export function domain(values: (Value | undefined)[], log = false): [number, number] {
  const known = values.filter((v): v is number => v !== null && v !== undefined && (!log || v > 0));
  if (!known.length) return log ? [0.1, 1] : [0, 1];
  const low = known.reduce((a, b) => Math.min(a, b));
  const high = known.reduce((a, b) => Math.max(a, b));
  if (low === high) return log ? [low / 2, low * 2] : [low - (Math.abs(low) * 0.05 || 0.5), high + (Math.abs(high) * 0.05 || 0.5)];
  return log ? [low / (high / low) ** 0.04, high * (high / low) ** 0.04] : [low - (high - low) * 0.04, high + (high - low) * 0.04];
}
