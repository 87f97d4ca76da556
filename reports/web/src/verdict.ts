import { el } from "./dom";
import { count, metricDifferences, none, plural } from "./format";
import type { Family, Metric, TieVerdict, Value } from "./report";

/** What a row's mark says: its verdict, and why it was not compared where it was not. */
export interface Judged {
  verdict: TieVerdict;
  mark: string;
  n: number;
  failed: number;
  seedsNeeded?: Value;
}

const fewestSeeds = 3;

/** The mark beside a difference; "diverged" may stand on a line of its own. */
const markText = (mark: string): string =>
  mark.replace(/(\d+) of (\d+)/, "$1\u00a0of\u00a0$2").replace("n = ", "n\u00a0=\u00a0");

const neededText = (seeds: Value): string =>
  seeds === null
    ? "more than 10,000 seeds would be needed to tell them apart"
    : `about ${count(seeds)} seeds would tell them apart, were this difference the true one`;

/** The mark in words. */
export function spokenMark({ verdict, n, failed, seedsNeeded }: Judged): string {
  if (verdict === "best") return "the best: the other differences are to it";
  if (verdict === "behind")
    return "behind the best: the whole interval of the difference is on the worse side";
  if (verdict === "no spread") return "not compared: the values do not vary between seeds";
  if (verdict === "tied") {
    const tied = "tied with the best: the interval of the difference reaches 0";
    return seedsNeeded === undefined ? tied : `${tied}; ${neededText(seedsNeeded)}`;
  }
  if (failed > 0) return `not compared: ${failed} of ${plural(n + failed, "run")} without a value`;
  return n < fewestSeeds
    ? `not compared: ${plural(n, "seed")}, and ${fewestSeeds} are needed`
    : "not compared: no other group could be";
}

/** The cell of a mark; a screen reader says it in words, also where nothing is to be seen. */
export function markCell(judged: Judged): HTMLElement {
  const [text, words] = [markText(judged.mark), spokenMark(judged)];
  const seen = { class: judged.verdict === "best" ? "best" : null, "aria-hidden": "true" };
  const heard = el("span", { class: "heard" }, words);
  return el("td", { class: "mark", title: words }, text ? el("span", seen, text) : null, heard);
}

/** The best row's own difference is left out: it is 0 by what it is. */
export function gapCell(metric: Metric, verdict: TieVerdict, gap: Value, ends: Value[]): HTMLElement {
  const about = { class: "number gap" };
  if (verdict === "best") return el("td", about);
  if (gap === null) return el("td", about, none);
  const [difference, ...range] = metricDifferences(
    metric,
    gap,
    ends.filter((end) => end !== null),
  );
  return el("td", about, difference, range.length ? el("small", {}, `[${range.join(", ")}]`) : null);
}

export const gapTitle = (metric: Metric): string => (metric.percent ? "Δ best, points" : "Δ best");

/** Whether any groups were tested against their best; else there are no differences to show. */
export const tested = (families: Family[]): boolean => families.some((family) => family.compared > 1);

/** What differences and marks are: by one interval for all groups that were compared, in each family. */
export function gapKey(families: Family[], tied: boolean): string {
  const compared = families.map((family) => family.compared).filter((n) => n > 1);
  if (!tested(families)) return "";
  const together = compared.some((n) => n > 2)
    ? ` for all ${compared.map(count).join(" and ")} groups together`
    : "";
  const marks = tied ? " =: that interval reaches 0. Tied is not equal." : "";
  return `Δ best: the difference to the best, with its 95 % interval${together}.${marks} No mark: worse than the best.`;
}
