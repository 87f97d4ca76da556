import { el } from "./dom";
import { plural, prose } from "./format";
import type { Curves, Note, SectionName } from "./report";
import { Table, type TableParams } from "./table";

/** Headings; their order is the order of the page. */
export const titles: Record<SectionName, string> = {
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

/** What is said around the figures of a section; the overview has no note. */
type Told = Pick<Curves, "finding"> & Partial<Pick<Curves, "note">>;

export interface SectionParams {
  id: SectionName;
  data: Told;
  /** What stands above the figure: choices. */
  controls?: HTMLElement[];
  figures: HTMLElement[];
  tables?: TableParams[];
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
        ...parts.map(([name, text]) => el("span", {}, el("b", {}, `${name}: `), prose(text ?? ""))),
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

/** A section's heading, and below it what it holds. */
function headed(id: SectionName, ...content: (HTMLElement | null)[]): HTMLElement {
  const heading = el("h2", { id: `${id}-heading` }, el("a", { href: `#${id}` }, titles[id]));
  return el("section", { id, "aria-labelledby": `${id}-heading`, tabindex: -1 }, heading, ...content);
}

/** A section that has nothing to show, and why. */
export const missingSection = (id: SectionName, why: string): HTMLElement =>
  headed(id, el("p", { class: "missing" }, why));

/** A section in its fixed order: finding, figure, line with n, method and exclusions, table. */
export function section(params: SectionParams): HTMLElement {
  const { id, data } = params;
  const element = headed(id, data.finding ? el("p", { class: "finding" }, prose(data.finding)) : null);
  if (!params.figures.length) element.append(el("p", { class: "missing" }, "There are no values to show."));
  if (params.controls?.length) element.append(el("div", { class: "controls" }, ...params.controls));
  element.append(...params.figures);
  const note = noteLine(data.note);
  if (note) element.append(note);
  for (const table of params.tables ?? []) if (table.rows.length) element.append(foldedTable(table));
  return element;
}
