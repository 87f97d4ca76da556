import { diverging, textOn } from "../colours";
import { el } from "../dom";
import { figure, ramp } from "../figure";
import { number, plural } from "../format";
import type { Model } from "../model";
import type { Contender, ContenderPairs, NoRanks, Ranks, Significance } from "../report";
import { section } from "../section";
import { contenderSymbol } from "../symbols";
import { rowsUpTo, type TableParams } from "../table";
import { criticalDifference } from "./critical_difference";
import { gapTable } from "./gap_table";

function cell(pairs: ContenderPairs, i: number): HTMLElement {
  const p = pairs.probability[i];
  const colour = diverging(p);
  const about = { style: `background:${colour};color:${textOn(colour)}`, title: `n = ${pairs.n[i]}` };
  return el("td", about, number(p, 2));
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
    return cell(pairs, place);
  };
  const rows = contenders.map((contender, i) => {
    const head = el("th", { scope: "row" }, ...name(contender));
    return el("tr", {}, head, ...contenders.map((_, j) => cellOf(i, j)));
  });
  const head = el("thead", {}, el("tr", {}, el("td", {}), ...heads));
  return el("table", { class: "matrix" }, head, el("tbody", {}, ...rows));
}

function matrix(model: Model, { contenders, pairs }: Significance): HTMLElement {
  const title = "P(row better than column)";
  const scroll = { class: "scroll", tabindex: 0, role: "region", "aria-label": title };
  return el(
    "figure",
    {},
    el("h3", {}, title),
    ramp("", "0: never", "1: always", diverging),
    el("div", scroll, matrixTable(model, contenders, pairs)),
    el("p", { class: "key" }, "An effect size, not a test: with few seeds, even 0 or 1 may be chance."),
  );
}

/** Where any difference has an interval. */
function gapFigure(model: Model, contenders: Contender[]): HTMLElement[] {
  if (contenders.every(({ gap_low }) => gap_low === null)) return [];
  const title = "Difference to the best";
  const scroll = { class: "scroll", tabindex: 0, role: "region", "aria-label": title };
  const key = "Intervals and marks are taken from the leaderboard's joint test.";
  return [
    el(
      "figure",
      {},
      el("h3", {}, title),
      el("div", scroll, gapTable(model, contenders)),
      el("p", { class: "key" }, key),
    ),
  ];
}

/** The diagram of average ranks and its key, or why there is none. */
function rankFigure(model: Model, contenders: Contender[], ranks: Ranks | NoRanks): HTMLElement[] {
  if ("missing" in ranks) return [el("p", { class: "missing" }, ranks.missing)];
  const draw = (width: number) => criticalDifference(model, contenders, ranks, width);
  const label = "Critical-difference diagram of average ranks";
  const bars = `Over ${plural(ranks.blocks, "block")}; bars join average ranks that differ by less than ${number(ranks.difference, 3)} (${ranks.method}).`;
  const about = model.arms
    ? ` Of each ${model.arms.label} over all shared settings, not of its best group.`
    : "";
  return [figure(label, draw, "Average rank").element, el("p", { class: "key" }, bars + about)];
}

function gapNumbers(model: Model, contenders: Contender[]): TableParams {
  return {
    name: "differences to the best",
    rows: rowsUpTo(contenders.length),
    columns: [
      { title: "group", raw: (r) => model.report.groups.key[contenders[r].group] },
      { title: "config", raw: (r) => contenders[r].label },
      { title: "verdict", raw: (r) => contenders[r].verdict },
      { title: "gap", raw: (r) => contenders[r].gap, numeric: true },
      { title: "gap_low", raw: (r) => contenders[r].gap_low, numeric: true },
      { title: "gap_high", raw: (r) => contenders[r].gap_high, numeric: true },
    ],
  };
}

function pairTable(contenders: Contender[], pairs: ContenderPairs): TableParams {
  return {
    name: "P(A better than B)",
    rows: rowsUpTo(pairs.a.length),
    columns: [
      { title: "A", raw: (r) => contenders[pairs.a[r]].label },
      { title: "B", raw: (r) => contenders[pairs.b[r]].label },
      { title: "P(A better than B)", raw: (r) => pairs.probability[r], numeric: true },
      { title: "n", raw: (r) => pairs.n[r], numeric: true },
    ],
  };
}

export function significance(model: Model, data: Significance): HTMLElement {
  const { contenders, pairs, critical_difference: ranks } = data;
  return section({
    id: "significance",
    data,
    figures: [
      ...gapFigure(model, contenders),
      ...(pairs.a.length ? [matrix(model, data)] : []),
      ...(ranks ? rankFigure(model, contenders, ranks) : []),
    ],
    tables: [gapNumbers(model, contenders), pairTable(contenders, pairs)],
  });
}
