import { choice, svg } from "./dom";
import { textOn } from "./colours";
import { levelLabel, number } from "./format";
import type { Model } from "./model";
import type { Axis } from "./report";
import { widest } from "./text_width";

export interface Cell {
  x: number;
  y: number;
  /** Null: a cell that was sampled and has no value, to be crossed. */
  colour: string | null;
  text: string;
  /** A small cross in the corner: some runs have no value. */
  partly: boolean;
  title: string;
}

export interface HeatmapParams {
  x: Axis;
  y: Axis;
  cells: Cell[];
  width: number;
}

let patterns = 0;

const level = (axis: Axis): number => (axis.bins ? axis.bins.length - 1 : axis.values.length);
const short = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text;

function hatching(): [id: string, definition: SVGElement] {
  const id = `hatching-${++patterns}`;
  const line = svg("path", { d: "M0,6L6,0", stroke: "var(--faint)", "stroke-width": 1 });
  return [
    id,
    svg("defs", {}, svg("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" }, line)),
  ];
}

/** Where cells stand, and what their rows and columns are called. */
interface Layout {
  left: number;
  cellWidth: number;
  cellHeight: number;
  height: number;
  rows: string[];
  /** Names of the columns; of binned ones, of their edges. */
  columns: string[];
  atEdges: boolean;
  /** Names of columns that are too long for their cells lean. */
  turned: boolean;
}

const top = 6;

function layoutOf(x: Axis, y: Axis, width: number): Layout {
  const rows = Array.from({ length: level(y) }, (_, i) => short(levelLabel(y, i), 18));
  const left = Math.min(width * 0.4, 12 + widest(rows));
  const cellWidth = Math.min(96, (width - left - 8) / level(x));
  const cellHeight = Math.max(24, Math.min(44, cellWidth * 0.7));
  const columns = x.bins
    ? x.bins.map((edge) => number(edge, 2))
    : Array.from({ length: level(x) }, (_, i) => levelLabel(x, i));
  const turned = widest(columns) + 6 > cellWidth;
  const height = top + rows.length * cellHeight + (turned ? 78 : 40);
  return { left, cellWidth, cellHeight, height, rows, columns, atEdges: x.bins !== undefined, turned };
}

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

function boxAt({ left, cellWidth, cellHeight }: Layout, column: number, row: number): Box {
  const [x, y] = [left + column * cellWidth + 1, top + 1 + row * cellHeight];
  return { x, y, width: Math.max(1, cellWidth - 2), height: cellHeight - 2 };
}

const rectangle = ({ x, y, width, height }: Box, more: Record<string, unknown>): SVGElement =>
  svg("rect", { width, height, rx: 2, x, y, ...more });

function notSampled(layout: Layout, columns: number, pattern: string): SVGElement[] {
  const look = { fill: `url(#${pattern})`, class: "not-sampled" };
  return Array.from({ length: columns }, (_, i) =>
    layout.rows.map((_, j) => rectangle(boxAt(layout, i, j), look)),
  ).flat();
}

function rowNames({ left, cellHeight, rows }: Layout): SVGElement[] {
  return rows.map((name, j) => {
    const place = { x: left - 8, y: top + (j + 0.5) * cellHeight, dy: ".35em", "text-anchor": "end" };
    return svg("text", place, name);
  });
}

/** Names below the columns; where they lean and cells are narrow, not all of them. */
function columnNames({ left, cellWidth, cellHeight, rows, columns, atEdges, turned }: Layout): SVGElement[] {
  const every = turned ? Math.ceil(15 / cellWidth) : 1;
  const y = top + rows.length * cellHeight + 16;
  return columns.flatMap((name, i) => {
    if (i % every !== 0) return [];
    const x = left + (atEdges ? i : i + 0.5) * cellWidth;
    const transform = turned ? `rotate(-40 ${x} ${y - 4})` : null;
    const anchor = turned ? "end" : "middle";
    return [svg("text", { x, y, "text-anchor": anchor, transform }, short(name, 12))];
  });
}

/** The large cross of a cell without a value. */
function cross({ x, y, width, height }: Box): SVGElement {
  const [cx, cy, r] = [x + width / 2, y + height / 2 - (width > 30 ? 5 : 0), Math.min(7, width / 3)];
  const d = `M${cx - r},${cy - r}l${2 * r},${2 * r}M${cx + r},${cy - r}l${-2 * r},${2 * r}`;
  return svg("path", { d, stroke: "var(--bad)", "stroke-width": 2 });
}

function cornerCross({ x, y, width }: Box, ink: string): SVGElement {
  const d = `M${x + width - 10},${y + 4}l6,6m0,-6l-6,6`;
  return svg("path", { d, stroke: ink, "stroke-width": 1.5 });
}

/** A cell's value, and what is said below it where there is room. */
function cellTexts(cell: Cell, { x, y, width, height }: Box, ink: string): SVGElement[] {
  const [value, ...rest] = cell.text.split("\n");
  const below = height > 30 ? rest.join(" ") : "";
  const text = (dy: number, name: string, content: string) => {
    const place = { x: x + width / 2, y: y + height / 2 + dy, "text-anchor": "middle" };
    return svg("text", { ...place, fill: ink, class: name }, content);
  };
  return [
    ...(cell.colour ? [text(below ? -2 : 4, "cell-value", value)] : []),
    ...(below ? [text(12, "cell-n", below)] : []),
  ];
}

function cellPicture(cell: Cell, box: Box): SVGElement {
  const ink = cell.colour ? textOn(cell.colour) : "var(--ink)";
  return svg(
    "g",
    {},
    svg("title", {}, cell.title),
    rectangle(box, { fill: cell.colour ?? "var(--crossed)" }),
    cell.colour ? null : cross(box),
    cell.colour && cell.partly ? cornerCross(box, ink) : null,
    ...(box.width > 30 ? cellTexts(cell, box, ink) : []),
  );
}

/** One cell a pair of levels; what was not sampled is hatched, what has no value is crossed. */
export function heatmap({ x, y, cells, width }: HeatmapParams): SVGElement {
  const layout = layoutOf(x, y, width);
  const { left, cellWidth, height } = layout;
  const [id, definition] = hatching();
  const right = left + level(x) * cellWidth;
  const title = { x: (left + right) / 2, y: height - 4, "text-anchor": "middle", class: "axis-title" };
  return svg(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}`, class: "heatmap" },
    definition,
    ...notSampled(layout, level(x), id),
    ...cells.map((cell) => cellPicture(cell, boxAt(layout, cell.x, cell.y))),
    ...rowNames(layout),
    ...columnNames(layout),
    svg("text", title, x.label),
  );
}

/** A choice between pairs of axes, where there are several. */
export function pairChoice<Pair extends { x: string; y: string }>(
  model: Model,
  pairs: Pair[],
  changed: (pair: Pair) => void,
): HTMLElement | null {
  if (pairs.length < 2) return null;
  const names = pairs.map(({ x, y }) => `${model.axis(x).label} × ${model.axis(y).label}`);
  return choice("Axes", names, (i) => changed(pairs[i]));
}
