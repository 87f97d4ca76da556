import { el, save } from "./dom";
import { count, none, plural } from "./format";
import type { Estimates } from "./plots";
import type { Counts, Value } from "./report";

export interface Column {
  title: string;
  /** What the CSV holds and rows are sorted by. */
  raw: (row: number) => Value | string | undefined;
  /** What is shown; by default the raw value. */
  text?: (row: number) => string | Node;
  numeric?: boolean;
}

export interface TableParams {
  name: string;
  columns: Column[];
  rows: number[];
  pageSize?: number;
  /** Called with the row under the pointer or focus, or null. */
  pointed?: (row: number | null) => void;
}

/** One row of a table within what it is part of. */
export interface Place<Part> {
  part: Part;
  i: number;
}

/** The rows of several tables of columns, one after the other; `column` is one of each. */
export const rowsOf = <Part>(parts: Part[], column: (part: Part) => unknown[]): Place<Part>[] =>
  parts.flatMap((part) => column(part).map((_, i) => ({ part, i })));

/** Centre, interval and n of the estimates that a row of the table stands for. */
export function estimateColumns(
  [center, low, high]: [center: string, low: string, high: string],
  place: (row: number) => Place<Estimates & { n: Counts }>,
): Column[] {
  const column = (title: string, of: "center" | "low" | "high" | "n"): Column => ({
    title,
    raw: (row) => place(row).part[of][place(row).i],
    numeric: true,
  });
  return [column(center, "center"), column(low, "low"), column(high, "high"), column("n", "n")];
}

export const rowsUpTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i);

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text);

export function csv(columns: Column[], rows: number[]): string {
  const line = (cells: (Value | string | undefined)[]) =>
    cells.map((cell) => quoted(String(cell ?? ""))).join(",");
  return (
    [line(columns.map((c) => c.title)), ...rows.map((row) => line(columns.map((c) => c.raw(row))))].join(
      "\r\n",
    ) + "\r\n"
  );
}

/** A table in pages, sorted by its headings, with a button that saves all of it as CSV. */
export class Table {
  readonly element: HTMLElement;
  private rows: number[];
  private page = 0;
  private sorted: { column: number; falling: boolean } | null = null;
  private readonly body = el("tbody");
  private readonly where = el("span", { class: "where", "aria-live": "polite" });
  private readonly headings: HTMLElement[];
  private readonly pages: HTMLElement;

  constructor(private readonly params: TableParams) {
    this.rows = params.rows;
    this.headings = params.columns.map((column, i) =>
      el(
        "th",
        { scope: "col", class: column.numeric && "number" },
        el("button", { type: "button", click: () => this.sortBy(i) }, column.title),
      ),
    );
    this.pages = el(
      "span",
      { class: "pages" },
      el("button", { type: "button", "aria-label": "Previous rows", click: () => this.turn(-1) }, "‹"),
      this.where,
      el("button", { type: "button", "aria-label": "Next rows", click: () => this.turn(1) }, "›"),
    );
    const download = el("button", { type: "button", class: "csv", click: () => this.download() }, "CSV");
    download.setAttribute("aria-label", `Save the table as CSV: ${params.name}`);
    this.element = el(
      "div",
      { class: "table" },
      el(
        "div",
        { class: "scroll", tabindex: 0, role: "region", "aria-label": `Table: ${params.name}` },
        el("table", {}, el("thead", {}, el("tr", {}, ...this.headings)), this.body),
      ),
      el("div", { class: "table-foot" }, this.pages, download),
    );
    this.show();
  }

  setRows(rows: number[]): void {
    this.rows = rows;
    this.page = 0;
    if (this.sorted) this.sort();
    this.show();
  }

  private get pageSize(): number {
    return this.params.pageSize ?? 12;
  }

  private turn(by: number): void {
    const last = Math.max(0, Math.ceil(this.rows.length / this.pageSize) - 1);
    this.page = Math.min(last, Math.max(0, this.page + by));
    this.show();
  }

  private sortBy(column: number): void {
    this.sorted = { column, falling: this.sorted?.column === column && !this.sorted.falling };
    this.headings.forEach((heading, i) => {
      if (i === column) heading.setAttribute("aria-sort", this.sorted?.falling ? "descending" : "ascending");
      else heading.removeAttribute("aria-sort");
    });
    this.sort();
    this.page = 0;
    this.show();
  }

  /** Rows without a value come last, whatever the direction. */
  private sort(): void {
    if (!this.sorted) return;
    const { raw } = this.params.columns[this.sorted.column];
    const sign = this.sorted.falling ? -1 : 1;
    const keyed = this.rows.map((row) => ({ row, key: raw(row) ?? null }));
    keyed.sort((a, b) => {
      if (a.key === null || b.key === null) return Number(a.key === null) - Number(b.key === null);
      if (typeof a.key === "number" && typeof b.key === "number") return sign * (a.key - b.key);
      return sign * String(a.key).localeCompare(String(b.key), "en", { numeric: true });
    });
    this.rows = keyed.map(({ row }) => row);
  }

  private show(): void {
    const from = this.page * this.pageSize;
    const shown = this.rows.slice(from, from + this.pageSize);
    this.body.replaceChildren(...shown.map((row) => this.line(row)));
    if (shown.length === 0)
      this.body.append(el("tr", {}, el("td", { colspan: this.params.columns.length }, "no rows")));
    this.where.textContent = this.rows.length
      ? `${count(from + 1)}–${count(from + shown.length)} of ${plural(this.rows.length, "row")}`
      : "no rows";
    this.pages.classList.toggle("single", this.rows.length <= this.pageSize);
  }

  private line(row: number): HTMLElement {
    const cells = this.params.columns.map((column) =>
      el(
        "td",
        { class: column.numeric && "number" },
        column.text ? column.text(row) : String(column.raw(row) ?? none),
      ),
    );
    const { pointed } = this.params;
    if (!pointed) return el("tr", {}, ...cells);
    const on = () => pointed(row);
    const off = () => pointed(null);
    return el("tr", { pointerenter: on, pointerleave: off, focusin: on, focusout: off }, ...cells);
  }

  private download(): void {
    const name = this.params.name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    save(`${name}.csv`, "text/csv;charset=utf-8", csv(this.params.columns, this.rows));
  }
}
