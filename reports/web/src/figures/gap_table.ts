import { el, svg } from "../dom";
import { metricDifferences } from "../format";
import type { Model } from "../model";
import type { Contender, Metric } from "../report";
import { contenderArm, contenderSymbol, mark as symbol } from "../symbols";
import { ticks } from "../ticks";
import { gapCell, gapTitle, markCell, type Judged } from "../verdict";
import { axisHead, gridLines, intervalBar, type Strip } from "./leaderboard_strip";

/** A contender's verdict is the leaderboard's; of its runs is told how many have a value. */
function judged(model: Model, { verdict, mark, group }: Contender): Judged {
  const runs = model.runsOf(group);
  const column = model.runColumn(model.objective.name);
  const n = runs.filter((run) => (column[run] ?? null) !== null).length;
  return { verdict, mark, n, failed: runs.length - n };
}

/** A scale for the differences and 0. */
function gapStrip(contenders: Contender[]): Strip {
  const values = contenders
    .flatMap(({ gap, gap_low, gap_high }) => [gap, gap_low, gap_high])
    .filter((v) => v !== null);
  const [low, high] = [Math.min(0, ...values), Math.max(0, ...values)];
  const span = high - low || 1;
  return { place: (v) => 4 + (92 * (v - low)) / span, gutter: null, ticks: ticks(low, high, 4) };
}

/** A difference with its interval, beside the line at 0. */
function gapPicture(model: Model, contender: Contender, strip: Strip): SVGElement {
  const { gap, gap_low: low, gap_high: high } = contender;
  const arm = contenderArm(model, contender);
  const colour = model.colour(arm);
  const zero = `${strip.place(0)}%`;
  return svg(
    "svg",
    { class: "dots", width: "100%", height: 26, "aria-hidden": "true" },
    ...gridLines(strip),
    svg("line", { x1: zero, x2: zero, y1: 0, y2: 26, class: "zero" }),
    low !== null && high !== null ? intervalBar(low, high, colour, strip) : null,
    gap !== null ? symbol(model.shape(arm), colour, `${strip.place(gap)}%`, "13", 1.25) : null,
  );
}

const tickText = (metric: Metric, tick: number): string =>
  tick === 0 ? "0" : metricDifferences(metric, tick, [])[0].replace(/\.?0+$/, "");

/** The contenders' differences to the best of the leaderboard, with its marks. */
export function gapTable(model: Model, contenders: Contender[]): HTMLElement {
  const metric = model.objective;
  const strip = gapStrip(contenders);
  const row = (contender: Contender) =>
    el(
      "tr",
      {},
      el("th", { scope: "row" }, contenderSymbol(model, contender), contender.label),
      el("td", { class: "plot" }, gapPicture(model, contender, strip)),
      gapCell(metric, contender.verdict, contender.gap, [contender.gap_low, contender.gap_high]),
      markCell(judged(model, contender)),
    );
  const head = el(
    "tr",
    {},
    el("th", {}, "Config"),
    el(
      "th",
      { class: "plot" },
      axisHead(strip, (tick) => tickText(metric, tick)),
    ),
    el("th", { class: "number" }, gapTitle(metric)),
    el("th", { class: "mark" }, el("span", { class: "heard" }, "against the best")),
  );
  return el(
    "table",
    { class: "leaders gaps" },
    el("thead", {}, head),
    el("tbody", {}, ...contenders.map(row)),
  );
}
