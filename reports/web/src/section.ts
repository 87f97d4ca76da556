import { el } from "./dom";
import { plural } from "./format";
import type { Note, Section, Sections } from "./report";
import { Table, type TableParams } from "./table";

/** Headings; their order is the order of the page. */
export const titles: Record<keyof Sections, string> = {
  overview: "Overview",
  leaderboard: "Leaderboard",
  axis_effects: "Axis effects",
  interactions: "Interactions",
  parallel: "Parallel coordinates",
  curves: "Learning curves",
  robustness: "Robustness",
  importance: "Importance",
  significance: "Significance",
  failures: "Divergence and failures",
  pareto: "Cost against quality",
  history: "History",
};

export interface SectionParams {
  id: keyof Sections;
  data: Section;
  /** What stands above the figure: choices. */
  controls?: HTMLElement[];
  figures: HTMLElement[];
  table?: TableParams;
}

function noteLine(note: Note | undefined): HTMLElement | null {
  const parts = [
    ["n", note?.n],
    ["Method", note?.method],
    ["Excluded", note?.exclusions],
  ].filter(([, text]) => text);
  return parts.length
    ? el(
        "p",
        { class: "note" },
        ...parts.map(([name, text]) => el("span", {}, el("b", {}, `${name}: `), text)),
      )
    : null;
}

/** The table behind a figure, folded; it is made when it is opened first. */
export function foldedTable(params: TableParams): HTMLElement {
  const details = el("details", { class: "behind" });
  details.append(
    el("summary", {}, `The numbers behind it: ${params.name} (${plural(params.rows.length, "row")})`),
  );
  const open = () => details.append(new Table(params).element);
  details.addEventListener("toggle", open, { once: true });
  return details;
}

/** A section in its fixed order: finding, figure, line with n, method and exclusions, table. */
export function section(params: SectionParams): HTMLElement {
  const { id, data } = params;
  const element = el("section", { id, "aria-labelledby": `${id}-heading`, tabindex: -1 });
  element.append(el("h2", { id: `${id}-heading` }, el("a", { href: `#${id}` }, titles[id])));
  if (data.finding) element.append(el("p", { class: "finding" }, data.finding));
  const missing = data.missing ?? (params.figures.length ? undefined : "There are no values to show.");
  if (missing) element.append(el("p", { class: "missing" }, missing));
  if (params.controls?.length) element.append(el("div", { class: "controls" }, ...params.controls));
  element.append(...params.figures);
  const note = noteLine(data.note);
  if (note) element.append(note);
  if (params.table?.rows.length) element.append(foldedTable(params.table));
  return element;
}
