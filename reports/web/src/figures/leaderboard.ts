import { el } from "../dom";
import { legend } from "../figure";
import { plural, prose } from "../format";
import type { Model } from "../model";
import type { FurtherColumn, Leaderboard } from "../report";
import { section } from "../section";
import { armLegend } from "../symbols";
import { estimateColumns, rowsUpTo, type Column } from "../table";
import { bodyRow, headRow, tieLetter } from "./leaderboard_row";
import { makeStrip } from "./leaderboard_strip";

function keyLine(data: Leaderboard): HTMLElement {
  const interval = data.interval ? `Bar and range: ${data.interval}.` : "No interval: n < 5.";
  const ties = rowsUpTo(data.group.length).some((row) => tieLetter(data, row) !== null);
  const { baseline } = data;
  return el(
    "p",
    { class: "key" },
    el("span", { class: "about-plot" }, `Small dots: runs, one per seed. Large mark: ${data.statistic}. `),
    `${prose(interval)} ✕: runs without a value.`,
    baseline &&
      el(
        "span",
        { class: "minor" },
        ` Δ: difference to ${baseline.label}, ${prose(baseline.interval)}; not adjusted for the number of groups, as the letters are.`,
      ),
    ties
      ? " Rows with the same letter cannot be told apart from the first of them, which is not to say that they are equal."
      : null,
  );
}

export function leaderboard(model: Model, data: Leaderboard): HTMLElement {
  const rows = rowsUpTo(data.group.length);
  if (!rows.length) return section({ id: "leaderboard", data, figures: [] });
  const metric = model.metric(data.metric);
  const strip = makeStrip(model, data, metric);
  const label = `Leaderboard: ${plural(rows.length, "group")} by ${metric.label}, best first`;
  const head = el("thead", {}, headRow(model, data, strip));
  const body = el("tbody", {}, ...rows.map((row) => bodyRow(model, data, strip, row)));
  const table = el("table", { class: "leaders", "aria-label": label }, head, body);
  const arms = model.arms ? data.group.map((group) => model.armOf(group)) : [];
  const scroll = { class: "scroll", tabindex: 0, role: "region", "aria-label": "Leaderboard" };
  const shown = el("figure", {}, legend(armLegend(model, arms)), el("div", scroll, table), keyLine(data));
  return section({
    id: "leaderboard",
    data,
    figures: [shown],
    table: { name: "leaderboard", columns: columns(model, data), rows },
  });
}

function columns(model: Model, data: Leaderboard): Column[] {
  const list: Column[] = [
    { title: "rank", raw: (row) => data.rank[row], numeric: true },
    { title: "tie", raw: (row) => tieLetter(data, row) ?? "" },
    { title: "group", raw: (row) => model.report.groups.key[data.group[row]] },
    { title: "config", raw: (row) => model.groupLabel(data.group[row]) },
    ...namedEstimates(data.metric, data),
    ...(data.also ?? []).flatMap((other) => namedEstimates(other.label ?? other.metric, other)),
    { title: "failed", raw: (row) => data.failed[row], numeric: true },
  ];
  const { baseline, cost } = data;
  if (baseline)
    list.push(
      { title: `difference to ${baseline.label}`, raw: (row) => baseline.difference[row], numeric: true },
      { title: "difference low", raw: (row) => baseline.low[row], numeric: true },
      { title: "difference high", raw: (row) => baseline.high[row], numeric: true },
    );
  list.push({ title: `${cost.label} (${cost.unit})`, raw: (row) => cost.value[row], numeric: true });
  return list;
}

/** Columns of estimates whose rows are those of the table. */
export const namedEstimates = (name: string, part: Omit<FurtherColumn, "metric" | "label">): Column[] =>
  estimateColumns([name, `${name} low`, `${name} high`], (i) => ({ part, i }));
