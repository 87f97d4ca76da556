import { diverging, textOn } from "../colours";
import { el } from "../dom";
import { figure, ramp } from "../figure";
import { number } from "../format";
import type { Model } from "../model";
import type { Contender, ContenderPairs, NoRanks, Ranks, Significance, Verdict } from "../report";
import { section } from "../section";
import { contenderSymbol } from "../symbols";
import { rowsUpTo, type TableParams } from "../table";
import { criticalDifference } from "./critical_difference";

const words: Record<Verdict, string> = {
  not_significant: "not distinguishable",
  significant: "better, but not by much",
  meaningful: "better",
};

const isSure = (verdict: Verdict | null): verdict is "significant" | "meaningful" =>
  verdict !== null && verdict !== "not_significant";

/** What is shown of a pair: the row better, the row worse, or neither. */
function sign(verdict: Verdict | null, reverse: Verdict | null): string {
  const signs: Record<Verdict, [string, string]> = {
    meaningful: ["●●", "○○"],
    significant: ["●", "○"],
    not_significant: ["", ""],
  };
  return (verdict && signs[verdict][0]) || (reverse && signs[reverse][1]) || (verdict ? "=" : "");
}

/** What a verdict and that of the reverse say in words. */
function said(verdict: Verdict | null, reverse: Verdict | null): string {
  if (isSure(verdict)) return words[verdict];
  if (isSure(reverse)) return "worse";
  return verdict ? words[verdict] : "";
}

function cell(pairs: ContenderPairs, i: number, reverse: Verdict | null): HTMLElement {
  const p = pairs.probability[i];
  const colour = diverging(p);
  const verdict = pairs.verdict[i];
  const [low, high] = [pairs.low[i], pairs.high[i]];
  const range = low === null || high === null ? "no interval" : `[${number(low, 2)}, ${number(high, 2)}]`;
  const word = said(verdict, reverse);
  const about = {
    style: `background:${colour};color:${textOn(colour)}`,
    class: isSure(verdict) ? "sure" : null,
    title: `${word ? `${word}; ` : ""}n = ${pairs.n[i]}`,
  };
  const lines = [el("b", {}, number(p, 2)), el("small", {}, range), el("small", {}, sign(verdict, reverse))];
  return el("td", about, ...lines);
}

/** A text that may be broken after the sign of a setting: rather there than within its number. */
const breakable = (text: string): (string | HTMLElement)[] =>
  text.split("=").flatMap((part, i) => (i > 0 ? ["=", el("wbr"), part] : [part]));

/** Row against column, for every pair that was compared. */
function matrixTable(model: Model, contenders: Contender[], pairs: ContenderPairs): HTMLElement {
  const index = new Map(pairs.a.map((a, i) => [`${a} ${pairs.b[i]}`, i]));
  const name = (contender: Contender) => [contenderSymbol(model, contender), ...breakable(contender.label)];
  const heads = contenders.map((contender) => el("th", { scope: "col" }, ...name(contender)));
  const cellOf = (i: number, j: number) => {
    const place = index.get(`${i} ${j}`);
    if (i === j || place === undefined) return el("td", { class: "blank" });
    return cell(pairs, place, pairs.verdict[index.get(`${j} ${i}`) ?? -1] ?? null);
  };
  const rows = contenders.map((contender, i) => {
    const head = el("th", { scope: "row" }, ...name(contender));
    return el("tr", {}, head, ...contenders.map((_, j) => cellOf(i, j)));
  });
  const head = el("thead", {}, el("tr", {}, el("td", {}), ...heads));
  return el("table", { class: "matrix" }, head, el("tbody", {}, ...rows));
}

function matrix(model: Model, data: Significance, pairs: ContenderPairs): HTMLElement {
  const title = "P(row better than column)";
  const brackets = `Brackets: ${pairs.interval}. `;
  const signs =
    "●● better by a margin that matters; ● better, but the margin may be small; ○○ and ○ the same for worse; = not distinguishable, which is not the same as equal.";
  return el(
    "figure",
    {},
    el("h3", {}, title),
    ramp("", "0: never", "1: always", diverging),
    el(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": title },
      matrixTable(model, data.contenders, pairs),
    ),
    el("p", { class: "key" }, brackets + signs),
  );
}

/** The diagram of average ranks and its key, or why there is none. */
function rankFigure(model: Model, contenders: Contender[], ranks: Ranks | NoRanks): HTMLElement[] {
  if ("missing" in ranks) return [el("p", { class: "missing" }, ranks.missing)];
  const draw = (width: number) => criticalDifference(model, contenders, ranks, width);
  const label = "Critical-difference diagram of average ranks";
  const bars = `Over ${ranks.blocks} blocks; bars join those that cannot be told apart (${ranks.method}).`;
  const difference = ` Critical difference ${number(ranks.difference, 3)}.`;
  return [figure(label, draw, "Average rank").element, el("p", { class: "key" }, bars + difference)];
}

function pairTable(contenders: Contender[], pairs: ContenderPairs): TableParams {
  return {
    name: "significance",
    rows: rowsUpTo(pairs.a.length),
    columns: [
      { title: "A", raw: (r) => contenders[pairs.a[r]].label },
      { title: "B", raw: (r) => contenders[pairs.b[r]].label },
      { title: "P(A better than B)", raw: (r) => pairs.probability[r], numeric: true },
      { title: "low", raw: (r) => pairs.low[r], numeric: true },
      { title: "high", raw: (r) => pairs.high[r], numeric: true },
      { title: "n", raw: (r) => pairs.n[r], numeric: true },
      { title: "verdict", raw: (r) => pairs.verdict[r]?.replace("_", " ") },
    ],
  };
}

export function significance(model: Model, data: Significance): HTMLElement {
  const { contenders, pairs, critical_difference: ranks } = data;
  return section({
    id: "significance",
    data,
    figures: [
      ...(pairs.a.length ? [matrix(model, data, pairs)] : []),
      ...(ranks ? rankFigure(model, contenders, ranks) : []),
    ],
    table: pairTable(contenders, pairs),
  });
}
