import * as Plot from "@observablehq/plot";
import type { LegendEntry } from "./figure";
import { svg } from "./dom";
import type { Shape } from "./colours";
import type { Model } from "./model";
import type { Contender, Value } from "./report";

const paths: Record<Shape, string> = {
  circle: "M0,-4.5A4.5,4.5 0 1 1 0,4.5A4.5,4.5 0 1 1 0,-4.5Z",
  square: "M-4,-4H4V4H-4Z",
  triangle: "M0,-5.2L5,3.8H-5Z",
  diamond: "M0,-5.6L4.4,0L0,5.6L-4.4,0Z",
  star: "M0,-5.8L1.5,-1.9L5.6,-1.8L2.3,.8L3.5,4.8L0,2.4L-3.5,4.8L-2.3,.8L-5.6,-1.8L-1.5,-1.9Z",
  hexagon: "M0,-5L4.3,-2.5V2.5L0,5L-4.3,2.5V-2.5Z",
  wye: "M0,5.2L-5,-3.8H5Z",
  cross: "M-1.6,-5H1.6V-1.6H5V1.6H1.6V5H-1.6V1.6H-5V-1.6H-1.6Z",
};

/** An arm's mark, drawn in a nested svg so that its place may be a percentage. */
export function mark(shape: Shape, colour: string, x = "0", y = "0", size = 1): SVGElement {
  const path = svg("path", {
    d: paths[shape],
    transform: `scale(${size})`,
    fill: colour,
    stroke: "var(--paper)",
    "stroke-width": 1,
  });
  return svg("svg", { x, y, overflow: "visible" }, path);
}

export function armSymbol(model: Model, arm: Value): SVGElement {
  return svg(
    "svg",
    { width: 14, height: 14, viewBox: "-7 -7 14 14", "aria-hidden": "true" },
    mark(model.shape(arm), model.colour(arm)),
  );
}

export const contenderArm = (model: Model, { arm, group }: Contender): Value => arm ?? model.armOf(group);

export const contenderSymbol = (model: Model, contender: Contender): SVGElement =>
  armSymbol(model, contenderArm(model, contender));

/** Legend of the arms that occur, in their own order. */
export function armLegend(model: Model, arms: Iterable<Value>): LegendEntry[] {
  const distinct = [...new Set(arms)].sort((a, b) => (a ?? -1) - (b ?? -1));
  return distinct.map((arm) => ({
    label: model.armLabel(arm),
    colour: model.colour(arm),
    symbol: armSymbol(model, arm),
  }));
}

const plotShapes = Object.fromEntries(
  Object.entries(paths).map(([name, d]) => [
    name,
    { draw: (path: CanvasPath, size: number) => trace(path, d, Math.sqrt(size / 60)) },
  ]),
) as Record<Shape, Plot.SymbolImplementation>;

/** The same shapes for Plot, so that a legend and its figure agree. */
export const plotShape = (shape: Shape): Plot.SymbolImplementation => plotShapes[shape];

function trace(path: CanvasPath, d: string, scale: number): void {
  if (d === paths.circle) {
    path.moveTo(4.5 * scale, 0);
    path.arc(0, 0, 4.5 * scale, 0, 2 * Math.PI);
    return;
  }
  let [x, y] = [0, 0];
  for (const [, command, args] of d.matchAll(/([MLHVZ])([^MLHVZ]*)/g)) {
    const numbers = args.match(/-?\d*\.?\d+/g)?.map((n) => Number(n) * scale) ?? [];
    if (command === "Z") path.closePath();
    else if (command === "H") path.lineTo((x = numbers[0]), y);
    else if (command === "V") path.lineTo(x, (y = numbers[0]));
    else {
      [x, y] = numbers;
      if (command === "M") path.moveTo(x, y);
      else path.lineTo(x, y);
    }
  }
}
