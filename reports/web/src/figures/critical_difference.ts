import { svg } from "../dom";
import { number } from "../format";
import type { Model } from "../model";
import type { Contender, Significance } from "../report";
import { contenderArm, mark } from "../symbols";

type Ranks = NonNullable<Significance["critical_difference"]>;

/** Average ranks on a line, names to both sides, a bar over each set that cannot be told apart. */
export function criticalDifference(
  model: Model,
  contenders: Contender[],
  ranks: Ranks,
  width: number,
): SVGElement {
  const order = contenders.map((_, i) => i).sort((a, b) => ranks.average_rank[a] - ranks.average_rank[b]);
  const half = Math.ceil(order.length / 2);
  const cliques = ranks.cliques.filter((clique) => clique.length > 1);
  const side = Math.min(width * 0.32, 190);
  const place = (rank: number) =>
    side + ((width - 2 * side) * (rank - 1)) / Math.max(1, contenders.length - 1);
  const bars = 46 + 11 * cliques.length;
  const height = bars + 16 + 24 * half;
  const picture = svg("svg", { width, height, viewBox: `0 0 ${width} ${height}`, class: "ranks" });
  picture.append(
    svg("line", { x1: place(1), x2: place(contenders.length), y1: 30, y2: 30, stroke: "currentColor" }),
  );
  contenders.forEach((_, i) => {
    const x = place(i + 1);
    picture.append(
      svg("line", { x1: x, x2: x, y1: 25, y2: 30, stroke: "currentColor" }),
      svg("text", { x, y: 19, "text-anchor": "middle" }, String(i + 1)),
    );
  });
  order.forEach((contender, i) => {
    const left = i < half;
    const rank = ranks.average_rank[contender];
    const y = bars + 16 + 24 * (left ? i : order.length - 1 - i);
    const edge = left ? side - 8 : width - side + 8;
    const arm = contenderArm(model, contenders[contender]);
    const colour = model.colour(arm);
    picture.append(
      svg("path", {
        d: `M${place(rank)},30V${y}H${edge}`,
        fill: "none",
        stroke: colour,
        "stroke-width": 1.5,
      }),
    );
    picture.append(mark(model.shape(arm), colour, String(place(rank)), "30"));
    const name = contenders[contender].label;
    const most = Math.max(5, Math.floor((side - 55) / 7));
    const label = `${name.length > most ? `${name.slice(0, most - 1)}…` : name} ${number(rank, 3)}`;
    picture.append(
      svg(
        "text",
        {
          x: left ? edge - 5 : edge + 5,
          y,
          dy: ".33em",
          "text-anchor": left ? "end" : "start",
          "font-weight": 600,
        },
        label,
      ),
    );
  });
  cliques.forEach((clique, i) => {
    const places = clique.map((contender) => ranks.average_rank[contender]);
    const y = 42 + 11 * i;
    picture.append(
      svg("line", {
        x1: place(Math.min(...places)) - 5,
        x2: place(Math.max(...places)) + 5,
        y1: y,
        y2: y,
        stroke: "currentColor",
        "stroke-width": 5,
        "stroke-linecap": "round",
      }),
    );
  });
  return picture;
}
