import { el } from "../dom";
import { legend } from "../figure";
import { plural, prose } from "../format";
import type { Model } from "../model";
import type { FurtherColumn, Leaderboard, Values } from "../report";
import { section } from "../section";
import { armLegend } from "../symbols";
import { estimateColumns, rowsUpTo, type Column } from "../table";
import { gapKey } from "../verdict";
import { bodyRow, familyRow, headRow } from "./leaderboard_row";
import { makeStrip, type Strip } from "./leaderboard_strip";

function keyLine(data: Leaderboard): HTMLElement {
  const interval = data.interval ? `Bar and brackets: ${data.interval}. ` : "";
  const marks = gapKey(data.families, data.verdict.includes("tied"));
  const text = prose(`${interval}✕: runs without a value. ${marks}`);
  const dots = el(
    "span",
    { class: "about-plot" },
    `Small dots: runs, one per seed. Large mark: ${data.statistic}. `,
  );
  return el("p", { class: "key" }, dots, text);
}

/** The rows of each family, below its heading where there are several. */
function bodies(model: Model, data: Leaderboard, strips: Strip[]): HTMLElement[] {
  return data.families.map((family, place) => {
    const rows = rowsOfFamily(data, place);
    const strip = strips[place];
    const heading = data.families.length > 1 && rows.length ? familyRow(model, data, family, strip) : null;
    return el("tbody", {}, heading, ...rows.map((row) => bodyRow(model, data, strip, row)));
  });
}

const rowsOfFamily = (data: Leaderboard, family: number): number[] =>
  rowsUpTo(data.group.length).filter((row) => data.family[row] === family);

export function leaderboard(model: Model, data: Leaderboard): HTMLElement {
  const rows = rowsUpTo(data.group.length);
  if (!rows.length) return section({ id: "leaderboard", data, figures: [] });
  const metric = model.metric(data.metric);
  const strips = data.families.map((_, family) => makeStrip(model, data, metric, rowsOfFamily(data, family)));
  const label = `Leaderboard: ${plural(rows.length, "group")} by ${metric.label}, best first`;
  const head = el("thead", {}, headRow(model, data, strips.length > 1 ? null : strips[0]));
  const table = el("table", { class: "leaders", "aria-label": label }, head, ...bodies(model, data, strips));
  const arms = model.arms ? data.group.map((group) => model.armOf(group)) : [];
  const scroll = { class: "scroll", tabindex: 0, role: "region", "aria-label": "Leaderboard" };
  const shown = el("figure", {}, legend(armLegend(model, arms)), el("div", scroll, table), keyLine(data));
  return section({
    id: "leaderboard",
    data,
    figures: [shown],
    tables: [{ name: "leaderboard", columns: columns(model, data), rows }],
  });
}

function columns(model: Model, data: Leaderboard): Column[] {
  const { families, cost } = data;
  const numeric = (title: string, values: Values): Column => ({
    title,
    raw: (row) => values[row],
    numeric: true,
  });
  return [
    ...(families.length > 1
      ? [{ title: "family", raw: (row: number) => families[data.family[row]].label }]
      : []),
    numeric("rank", data.rank),
    { title: "group", raw: (row) => model.report.groups.key[data.group[row]] },
    { title: "config", raw: (row) => model.groupLabel(data.group[row]) },
    ...namedEstimates(data.metric, data),
    { title: "verdict", raw: (row) => data.verdict[row] },
    numeric("gap", data.gap),
    numeric("gap_low", data.gap_low),
    numeric("gap_high", data.gap_high),
    numeric("seeds_needed", data.seeds_needed),
    ...(data.also ?? []).flatMap((other) => namedEstimates(other.label ?? other.metric, other)),
    numeric("failed", data.failed),
    numeric(`${cost.label} (${cost.unit})`, cost.value),
  ];
}

/** Columns of estimates whose rows are those of the table. */
export const namedEstimates = (name: string, part: Omit<FurtherColumn, "metric" | "label">): Column[] =>
  estimateColumns([name, `${name} low`, `${name} high`], (i) => ({ part, i }));
