import { svg } from "./dom";
import { textOn } from "./colours";
import { levelLabel, number } from "./format";
import type { Axis } from "./report";

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

/** One cell a pair of levels; what was not sampled is hatched, what has no value is crossed. */
export function heatmap({ x, y, cells, width }: HeatmapParams): SVGElement {
  const [columns, rows] = [level(x), level(y)];
  const names = Array.from({ length: rows }, (_, i) => short(levelLabel(y, i), 18));
  const left = Math.min(width * 0.32, 20 + 7 * names.reduce((most, name) => Math.max(most, name.length), 0));
  const cellWidth = Math.min(96, (width - left - 8) / columns);
  const cellHeight = Math.max(24, Math.min(44, cellWidth * 0.7));
  const right = left + columns * cellWidth;
  const edges = x.bins;
  const xNames = edges
    ? edges.map((edge) => number(edge, 2))
    : Array.from({ length: columns }, (_, i) => levelLabel(x, i));
  const turned = xNames.some((name) => 7 * name.length > cellWidth);
  const foot = turned ? 78 : 40;
  const height = 6 + rows * cellHeight + foot;
  const [id, definition] = hatching();
  const picture = svg(
    "svg",
    { width, height, viewBox: `0 0 ${width} ${height}`, class: "heatmap" },
    definition,
  );
  const box = { width: Math.max(1, cellWidth - 2), height: cellHeight - 2, rx: 2 };
  for (let i = 0; i < columns; ++i)
    for (let j = 0; j < rows; ++j)
      picture.append(
        svg("rect", {
          ...box,
          x: left + i * cellWidth + 1,
          y: 7 + j * cellHeight,
          fill: `url(#${id})`,
          class: "not-sampled",
        }),
      );
  for (const cell of cells)
    picture.append(cellPicture(cell, left + cell.x * cellWidth + 1, 7 + cell.y * cellHeight, box));
  names.forEach((name, j) =>
    picture.append(
      svg("text", { x: left - 8, y: 6 + (j + 0.5) * cellHeight, dy: ".35em", "text-anchor": "end" }, name),
    ),
  );
  const every = turned ? Math.ceil(15 / cellWidth) : 1;
  xNames.forEach((name, i) => {
    const [cx, cy] = [left + (edges ? i : i + 0.5) * cellWidth, 6 + rows * cellHeight + 16];
    if (i % every === 0)
      picture.append(
        svg(
          "text",
          {
            x: cx,
            y: cy,
            "text-anchor": turned ? "end" : "middle",
            transform: turned ? `rotate(-40 ${cx} ${cy - 4})` : null,
          },
          short(name, 12),
        ),
      );
  });
  picture.append(
    svg(
      "text",
      { x: (left + right) / 2, y: height - 4, "text-anchor": "middle", class: "axis-title" },
      x.label,
    ),
  );
  return picture;
}

function cellPicture(
  cell: Cell,
  x: number,
  y: number,
  box: { width: number; height: number; rx: number },
): SVGElement {
  const [w, h] = [box.width, box.height];
  const group = svg("g", {}, svg("title", {}, cell.title));
  group.append(svg("rect", { ...box, x, y, fill: cell.colour ?? "var(--crossed)" }));
  const ink = cell.colour ? textOn(cell.colour) : "var(--ink)";
  if (!cell.colour) {
    const [cx, cy, r] = [x + w / 2, y + h / 2 - (w > 30 ? 5 : 0), Math.min(7, w / 3)];
    group.append(
      svg("path", {
        d: `M${cx - r},${cy - r}l${2 * r},${2 * r}M${cx + r},${cy - r}l${-2 * r},${2 * r}`,
        stroke: "var(--bad)",
        "stroke-width": 2,
      }),
    );
  } else if (cell.partly) {
    group.append(
      svg("path", { d: `M${x + w - 10},${y + 4}l6,6m0,-6l-6,6`, stroke: ink, "stroke-width": 1.5 }),
    );
  }
  if (w > 30) {
    const [main, ...rest] = cell.text.split("\n");
    const small = rest.join(" ");
    if (cell.colour)
      group.append(
        svg(
          "text",
          {
            x: x + w / 2,
            y: y + h / 2 + (h > 30 && small ? -2 : 4),
            "text-anchor": "middle",
            fill: ink,
            class: "cell-value",
          },
          main,
        ),
      );
    if (small && h > 30)
      group.append(
        svg(
          "text",
          { x: x + w / 2, y: y + h / 2 + 12, "text-anchor": "middle", fill: ink, class: "cell-n" },
          small,
        ),
      );
  }
  return group;
}
