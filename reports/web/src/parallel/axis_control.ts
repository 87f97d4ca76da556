import { el } from "../dom";
import { yOf, type Frame } from "./draw";
import { slot, type ParallelColumn } from "./columns";
import type { Brush } from "./selection";

const strip = 30;

/** An axis with its ticks and a brush: dragged with a pointer, or its two ends moved by keys, as sliders. */
export class AxisControl {
  readonly element: HTMLElement;
  private brush: Brush | null = null;
  private readonly range = el("div", { class: "brush" });
  private readonly thumbs: [HTMLElement, HTMLElement];
  private readonly ticks = el("div", { class: "ticks", "aria-hidden": "true" });
  private frame: Frame | null = null;

  constructor(
    private readonly column: ParallelColumn,
    private readonly changed: (brush: Brush | null, moving: boolean) => void,
  ) {
    this.thumbs = [this.thumb("lower bound", 0), this.thumb("upper bound", 1)];
    const track = el("div", { class: "track", pointerdown: (event: PointerEvent) => this.drag(event) });
    this.element = el(
      "div",
      { class: "axis", role: "group", "aria-label": column.title },
      el("div", { class: "axis-name", title: column.title }, column.title),
      this.ticks,
      track,
      this.range,
      ...this.thumbs,
    );
  }

  clear(): void {
    this.brush = null;
    this.place();
  }

  layout(frame: Frame, x: number, room: number): void {
    this.frame = frame;
    this.element.style.left = `${x}px`;
    this.element.style.setProperty("--room", `${room}px`);
    const { bottom, top } = frame;
    const hasSlot = this.column.stops[0] === slot;
    const ticks = this.column.ticks.map(({ place, text }) =>
      el("span", { style: `top:${yOf(frame, place)}px` }, text),
    );
    if (hasSlot)
      ticks.push(el("span", { class: "none", style: `top:${yOf(frame, slot)}px` }, this.column.textAt(slot)));
    this.ticks.replaceChildren(el("i", { style: `top:${top}px;height:${bottom - top}px` }), ...ticks);
    const track = this.element.querySelector<HTMLElement>(".track");
    if (track)
      track.style.cssText = `top:${top - 8}px;height:${(hasSlot ? yOf(frame, slot) : bottom) - top + 18}px;width:${strip}px;left:${-strip / 2}px`;
    this.place();
  }

  private thumb(name: string, end: 0 | 1): HTMLElement {
    return el("div", {
      class: `thumb ${end ? "upper" : "lower"}`,
      role: "slider",
      tabindex: 0,
      "aria-orientation": "vertical",
      "aria-label": `${this.column.title}: ${name}`,
      "aria-valuemin": 0,
      "aria-valuemax": this.column.stops.length - 1,
      keydown: (event: KeyboardEvent) => this.key(event, end),
    });
  }

  private get bounds(): [number, number] {
    const { stops } = this.column;
    return this.brush ? [this.brush.low, this.brush.high] : [stops[0] ?? 0, stops.at(-1) ?? 1];
  }

  private stopAt(end: 0 | 1): number {
    const { stops } = this.column;
    const bound = this.bounds[end];
    return end
      ? stops.findLastIndex((stop) => stop <= bound + 1e-6)
      : stops.findIndex((stop) => stop >= bound - 1e-6);
  }

  private key(event: KeyboardEvent, end: 0 | 1): void {
    const { stops } = this.column;
    const last = stops.length - 1;
    const at = this.stopAt(end);
    const moves: Record<string, number> = {
      ArrowUp: at + 1,
      ArrowRight: at + 1,
      ArrowDown: at - 1,
      ArrowLeft: at - 1,
      PageUp: at + 5,
      PageDown: at - 5,
      Home: 0,
      End: last,
    };
    if (event.key === "Escape" || event.key === "Delete") this.set(null, false);
    else if (Object.hasOwn(moves, event.key)) {
      const other = this.stopAt(end ? 0 : 1);
      const to = end
        ? Math.max(other, Math.min(last, moves[event.key]))
        : Math.min(other, Math.max(0, moves[event.key]));
      const [low, high] = end ? [this.bounds[0], stops[to]] : [stops[to], this.bounds[1]];
      this.set(low <= stops[0] + 1e-6 && high >= stops[last] - 1e-6 ? null : { low, high }, false);
    } else return;
    event.preventDefault();
  }

  private drag(event: PointerEvent): void {
    const frame = this.frame;
    if (!frame || event.button !== 0) return;
    const track = event.currentTarget as HTMLElement;
    const origin = this.element.getBoundingClientRect().top;
    const placeOf = (e: PointerEvent) => (frame.bottom - (e.clientY - origin)) / (frame.bottom - frame.top);
    const start = placeOf(event);
    const held = this.brush && start >= this.brush.low && start <= this.brush.high ? { ...this.brush } : null;
    let moved = false;
    const move = (e: PointerEvent) => {
      const here = placeOf(e);
      if (!moved && Math.abs(here - start) < 0.012) return;
      moved = true;
      this.set(
        held
          ? { low: held.low + here - start, high: held.high + here - start }
          : { low: Math.min(start, here), high: Math.max(start, here) },
        true,
      );
    };
    const end = () => {
      track.removeEventListener("pointermove", move);
      track.removeEventListener("pointerup", end);
      track.removeEventListener("pointercancel", end);
      this.set(moved ? this.brush : null, false);
    };
    track.setPointerCapture(event.pointerId);
    track.addEventListener("pointermove", move);
    track.addEventListener("pointerup", end);
    track.addEventListener("pointercancel", end);
    event.preventDefault();
  }

  private set(brush: Brush | null, moving: boolean): void {
    this.brush = brush;
    this.place();
    this.changed(brush, moving);
  }

  private place(): void {
    if (!this.frame) return;
    const [low, high] = this.bounds;
    const [from, to] = [yOf(this.frame, high), yOf(this.frame, low)];
    this.element.classList.toggle("brushed", this.brush !== null);
    this.range.style.cssText = `top:${from}px;height:${Math.max(3, to - from)}px`;
    this.thumbs.forEach((thumb, end) => {
      thumb.style.top = `${end ? from : to}px`;
      thumb.setAttribute("aria-valuenow", String(Math.max(0, this.stopAt(end as 0 | 1))));
      thumb.setAttribute("aria-valuetext", this.brush ? this.column.textAt(end ? high : low) : "no bound");
    });
  }
}
