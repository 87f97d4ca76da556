import { el } from "../dom";
import type { Model } from "../model";

export const runAddress = (key: string): string => `#run=${encodeURIComponent(key)}`;

export function runLink(model: Model, run: number): HTMLElement {
  const key = model.report.runs.key[run];
  return el("a", { href: runAddress(key), class: "run" }, key.length > 10 ? `${key.slice(0, 10)}…` : key);
}
