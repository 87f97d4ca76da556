import { svg } from "../dom";
import { number } from "../format";
import type { Model } from "../model";
import type { Contender, Ranks } from "../report";
import { contenderArm, mark } from "../symbols";

const line = 30; // where the line of ranks is
const rowHeight = 24;
const barGap = 11;

/** Where things stand: ranks along a line, bars below it, then names in rows at both sides. */
interface Layout {
  width: number;
  /** Room for names, left and right. */
  side: number;
  firstRow: number;
  x: (rank: number) => number;
}

function layoutOf(contenders: number, bars: number, width: number): Layout {
  const side = Math.min(width * 0.32, 190);
  const x = (rank: number) => side + ((width - 2 * side) * (rank - 1)) / Math.max(1, contenders - 1);
  return { width, side, firstRow: 62 + barGap * bars, x };
}

/** The line with a tick at each whole rank. */
function rankLine(contenders: number, { x }: Layout): SVGElement[] {
  const ends = { x1: x(1), x2: x(contenders), y1: line, y2: line };
  const ticks = Array.from({ length: contenders }, (_, i) => i + 1).flatMap((rank) => [
    svg("line", { x1: x(rank), x2: x(rank), y1: line - 5, y2: line, stroke: "currentColor" }),
    svg("text", { x: x(rank), y: line - 11, "text-anchor": "middle" }, String(rank)),
  ]);
  return [svg("line", { ...ends, stroke: "currentColor" }), ...ticks];
}

function nameText(name: string, rank: number, side: number): string {
  const most = Math.max(5, Math.floor((side - 55) / 7));
  const short = name.length > most ? `${name.slice(0, most - 1)}…` : name;
  return `${short} ${number(rank, 3)}`;
}

/** Ranks are of arms, of which a contender is the best group. */
const nameOf = (model: Model, { arm, label }: Contender): string =>
  arm === undefined ? label : model.armLabel(arm);

/** A contender's mark on the line, its name at a side, and what joins them. */
function contenderMarks(
  model: Model,
  contender: Contender,
  rank: number,
  place: { y: number; left: boolean },
  layout: Layout,
): SVGElement[] {
  const { y, left } = place;
  const { side, width } = layout;
  const x = layout.x(rank);
  const edge = left ? side - 8 : width - side + 8;
  const arm = contenderArm(model, contender);
  const colour = model.colour(arm);
  const anchor = { "text-anchor": left ? "end" : "start", "font-weight": 600 };
  return [
    svg("path", { d: `M${x},${line}V${y}H${edge}`, fill: "none", stroke: colour, "stroke-width": 1.5 }),
    mark(model.shape(arm), colour, String(x), String(line)),
    svg(
      "text",
      { x: left ? edge - 5 : edge + 5, y, dy: ".33em", ...anchor },
      nameText(nameOf(model, contender), rank, side),
    ),
  ];
}

/** A bar over the ranks of contenders that cannot be told apart. */
function cliqueBar(places: number[], y: number): SVGElement {
  const ends = { x1: Math.min(...places) - 5, x2: Math.max(...places) + 5, y1: y, y2: y };
  return svg("line", { ...ends, stroke: "currentColor", "stroke-width": 5, "stroke-linecap": "round" });
}

/** Average ranks on a line, names to both sides, a bar over each set that cannot be told apart. */
export function criticalDifference(
  model: Model,
  contenders: Contender[],
  ranks: Ranks,
  width: number,
): SVGElement {
  const rank = (contender: number) => ranks.average_rank[contender];
  const order = contenders.map((_, i) => i).sort((a, b) => rank(a) - rank(b));
  const half = Math.ceil(order.length / 2);
  const cliques = ranks.cliques.filter((clique) => clique.length > 1);
  const layout = layoutOf(contenders.length, cliques.length, width);
  const height = layout.firstRow + rowHeight * half;
  const picture = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "ranks" });
  picture.append(...rankLine(contenders.length, layout));
  order.forEach((contender, i) => {
    const left = i < half;
    const y = layout.firstRow + rowHeight * (left ? i : order.length - 1 - i);
    picture.append(...contenderMarks(model, contenders[contender], rank(contender), { y, left }, layout));
  });
  cliques.forEach((clique, i) => {
    const places = clique.map((contender) => layout.x(rank(contender)));
    picture.append(cliqueBar(places, line + 12 + barGap * i));
  });
  return picture;
}
