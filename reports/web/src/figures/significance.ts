import { diverging, textOn } from "../colours";
import { el } from "../dom";
import { figure, ramp } from "../figure";
import { none, number } from "../format";
import type { Model } from "../model";
import type { Contender, Significance, Verdict } from "../report";
import { section } from "../section";
import { contenderSymbol } from "../symbols";
import { rowsUpTo } from "../table";
import { criticalDifference } from "./critical_difference";

type Pairs = NonNullable<Significance["pairs"]>;

const words: Record<Verdict, string> = {
  not_significant: "not distinguishable",
  significant: "better, but not by much",
  meaningful: "better",
};

/** What is shown of a pair: the row better, the row worse, or neither. */
function sign(verdict: Verdict | null, reverse: Verdict | null): string {
  const signs: Record<Verdict, [string, string]> = {
    meaningful: ["●●", "○○"],
    significant: ["●", "○"],
    not_significant: ["", ""],
  };
  return (verdict && signs[verdict][0]) || (reverse && signs[reverse][1]) || (verdict ? "=" : "");
}

function cell(pairs: Pairs, i: number, reverse: Verdict | null): HTMLElement {
  const p = pairs.probability[i];
  if (p === null) return el("td", { class: "blank" }, none);
  const colour = diverging(p);
  const verdict = pairs.verdict[i];
  const [low, high] = [pairs.low[i], pairs.high[i]];
  const range = low === null || high === null ? "no interval" : `[${number(low, 2)}, ${number(high, 2)}]`;
  const said =
    verdict && verdict !== "not_significant"
      ? words[verdict]
      : reverse && reverse !== "not_significant"
        ? "worse"
        : verdict
          ? words[verdict]
          : "";
  return el(
    "td",
    {
      style: `background:${colour};color:${textOn(colour)}`,
      class: verdict && verdict !== "not_significant" ? "sure" : null,
      title: `${said ? `${said}; ` : ""}n = ${pairs.n[i]}`,
    },
    el("b", {}, number(p, 2)),
    el("small", {}, range),
    el("small", {}, sign(verdict, reverse)),
  );
}

function matrix(model: Model, data: Significance, pairs: Pairs): HTMLElement {
  const index = new Map(pairs.a.map((a, i) => [`${a} ${pairs.b[i]}`, i]));
  const name = (contender: Contender) => [contenderSymbol(model, contender), contender.label];
  const head = el(
    "tr",
    {},
    el("td", {}),
    ...data.contenders.map((c) => el("th", { scope: "col" }, ...name(c))),
  );
  const body = data.contenders.map((a, i) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, ...name(a)),
      ...data.contenders.map((_, j) => {
        const place = index.get(`${i} ${j}`);
        return i === j || place === undefined
          ? el("td", { class: "blank" })
          : cell(pairs, place, pairs.verdict[index.get(`${j} ${i}`) ?? -1] ?? null);
      }),
    ),
  );
  return el(
    "figure",
    {},
    el("h3", {}, "P(row better than column)"),
    ramp("", "0: never", "1: always", diverging),
    el(
      "div",
      { class: "scroll", tabindex: 0, role: "region", "aria-label": "P(row better than column)" },
      el("table", { class: "matrix" }, el("thead", {}, head), el("tbody", {}, ...body)),
    ),
    el(
      "p",
      { class: "key" },
      `${pairs.interval ? `Brackets: ${pairs.interval}. ` : ""}●● better by a margin that matters; ● better, but the margin may be small; ○○ and ○ the same for worse; = not distinguishable, which is not the same as equal.`,
    ),
  );
}

export function significance(model: Model, data: Significance): HTMLElement {
  const { pairs, critical_difference: ranks } = data;
  const figures: HTMLElement[] = [];
  if (pairs?.a.length) figures.push(matrix(model, data, pairs));
  if (ranks?.missing) figures.push(el("p", { class: "missing" }, ranks.missing));
  else if (ranks?.average_rank.length)
    figures.push(
      figure(
        "Critical-difference diagram of average ranks",
        (width) => criticalDifference(model, data.contenders, ranks, width),
        "Average rank",
      ).element,
      el(
        "p",
        { class: "key" },
        `Over ${ranks.blocks} blocks; bars join those that cannot be told apart (${ranks.method}).${ranks.difference ? ` Critical difference ${number(ranks.difference, 3)}.` : ""}`,
      ),
    );
  return section({
    id: "significance",
    data,
    figures,
    table: pairs && {
      name: "significance",
      rows: rowsUpTo(pairs.a.length),
      columns: [
        { title: "A", raw: (r) => data.contenders[pairs.a[r]].label },
        { title: "B", raw: (r) => data.contenders[pairs.b[r]].label },
        { title: "P(A better than B)", raw: (r) => pairs.probability[r], numeric: true },
        { title: "low", raw: (r) => pairs.low[r], numeric: true },
        { title: "high", raw: (r) => pairs.high[r], numeric: true },
        { title: "n", raw: (r) => pairs.n[r], numeric: true },
        { title: "verdict", raw: (r) => pairs.verdict[r]?.replace("_", " ") },
      ],
    },
  });
}
