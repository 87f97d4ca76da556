import { el } from "./dom";
import { prose } from "./format";

type Draw = (width: number) => Element | null;

const drawings = new WeakMap<Element, { draw: Draw; width: number }>();

/** Draws before the first paint and again whenever the width changes. */
const widths = new ResizeObserver((entries) => {
  for (const { target, contentRect } of entries) {
    const drawing = drawings.get(target);
    const width = Math.floor(contentRect.width);
    if (drawing && width > 0 && width !== drawing.width) paint(target, width);
  }
});

function paint(target: Element, width: number): void {
  const drawing = drawings.get(target);
  if (!drawing) return;
  drawing.width = width;
  const picture = drawing.draw(width);
  if (picture) target.replaceChildren(picture);
}

export interface Figure {
  element: HTMLElement;
  redraw: () => void;
}

/** A figure that fits its column; `label` is what a screen reader says of it. */
export function figure(label: string, draw: Draw, title?: string): Figure {
  const canvas = el("div", { class: "canvas", role: "img", "aria-label": label });
  const element = el("figure", {}, title ? el("h3", {}, prose(title)) : null, canvas);
  drawings.set(canvas, { draw, width: 0 });
  widths.observe(canvas);
  return {
    element,
    redraw: () => {
      const width = drawings.get(canvas)?.width ?? 0;
      if (width > 0) paint(canvas, width);
    },
  };
}

export interface LegendEntry {
  label: string;
  colour: string;
  symbol?: SVGElement;
}

export function legend(entries: LegendEntry[]): HTMLElement | null {
  if (entries.length < 2) return null;
  return el(
    "ul",
    { class: "legend", "aria-label": "Legend" },
    ...entries.map(({ label, colour, symbol }) =>
      el("li", {}, symbol ?? el("span", { class: "swatch", style: `background:${colour}` }), label),
    ),
  );
}

/** A ramp of colours with what its ends mean. */
export function ramp(
  title: string,
  low: string,
  high: string,
  colour: (position: number) => string,
): HTMLElement {
  const stops = Array.from({ length: 12 }, (_, i) => colour(i / 11)).join(",");
  return el(
    "div",
    { class: "ramp" },
    title && el("span", { class: "ramp-title" }, title),
    el(
      "span",
      { class: "ramp-scale" },
      el("span", {}, low),
      el("span", { class: "ramp-bar", style: `background:linear-gradient(to right,${stops})` }),
      el("span", {}, high),
    ),
  );
}
