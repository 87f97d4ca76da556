import * as Plot from "@observablehq/plot";
import { oranges } from "../colours";
import { el } from "../dom";
import { figure, ramp } from "../figure";
import { count, levelLabel, none, number, plural, share } from "../format";
import { heatmap, pairChoice } from "../heatmap";
import type { Model } from "../model";
import { common, gridX, scale, tips } from "../plots";
import type { FailureCells, Failures, Value } from "../report";
import { section } from "../section";
import { plotShape } from "../symbols";
import { rowsUpTo, Table, type Column } from "../table";
import { widest } from "../text_width";
import { runLink } from "./run_link";

function mapPicture(model: Model, map: FailureCells, width: number): Element {
  const [x, y] = [model.axis(map.x), model.axis(map.y)];
  const cells = map.n.map((n, i) => {
    const [level, other, failed] = [map.x_level[i], map.y_level[i], map.failed[i]];
    const part = n ? failed / n : 0;
    const where = `${x.label} ${levelLabel(x, level)}, ${y.label} ${levelLabel(y, other)}`;
    return {
      x: level,
      y: other,
      colour: part > 0 ? oranges(part) : "var(--raised)",
      text: `${failed}/${n}`,
      partly: failed > 0,
      title: `${where}: ${failed} of ${n} runs (${share(part)})`,
    };
  });
  return heatmap({ x, y, cells, width });
}

/** Runs of an arm that ended at the same time. */
interface End {
  when: number;
  arm: Value;
  runs: number;
}

function countedEnds(model: Model, data: Failures): End[] {
  const ends = new Map<string, End>();
  data.run.forEach((run, i) => {
    const when = data.epoch[i];
    const arm = model.armOf(model.report.runs.group[run]);
    const end = ends.get(`${arm} ${when}`);
    if (end) ++end.runs;
    else ends.set(`${arm} ${when}`, { when, arm, runs: 1 });
  });
  return [...ends.values()];
}

function endMarks(model: Model, ends: End[]): Plot.Markish[] {
  const points = ends.map((end) => {
    const y = model.armLabel(end.arm);
    const title = `${y}\n${plural(end.runs, "run")} ended at epoch ${number(end.when)}`;
    return { ...end, x: end.when, y, title };
  });
  const look = {
    fill: (p: End) => model.colour(p.arm),
    symbol: (p: End) => plotShape(model.shape(p.arm)),
    r: (p: End) => Math.min(13, 3 + 1.5 * Math.sqrt(p.runs)),
  };
  return [Plot.dot(points, { x: "x", y: "y", fillOpacity: 0.75, ...look }), tips(points)];
}

/** A mark per epoch and arm, its area by the number of runs. */
function timePlot(model: Model, data: Failures, width: number): Element {
  const ends = countedEnds(model, data);
  const arms = [...new Set(ends.map((end) => end.arm))].sort((a, b) => (a ?? -1) - (b ?? -1));
  const names = arms.map((arm) => model.armLabel(arm));
  const most = ends.reduce((a, end) => Math.max(a, end.when), 1);
  const whole = (v: number) => (Number.isInteger(v) ? count(v) : "");
  const horizontal = scale([-0.02 * most, most * 1.03], 6, false, whole);
  return Plot.plot({
    ...common(width, 60 + 38 * arms.length),
    marginLeft: Math.min(0.4 * width, 24 + widest(names)),
    marginBottom: 40,
    x: { ...horizontal, label: "epoch →" },
    y: { type: "band", domain: names, label: null, tickSize: 0 },
    r: { type: "identity" },
    marks: [gridX(horizontal), ...endMarks(model, ends)],
  });
}

function columns(model: Model, data: Failures): Column[] {
  const run = (row: number) => data.run[row];
  const { runs } = model.report;
  const message = (row: number) => {
    const index = runs.message?.[run(row)];
    return index === null || index === undefined ? undefined : runs.messages?.[index];
  };
  return [
    { title: "run", raw: (row) => runs.key[run(row)], text: (row) => runLink(model, run(row)) },
    { title: "config", raw: (row) => model.groupLabel(runs.group[run(row)]) },
    { title: "seed", raw: (row) => runs.seed[run(row)], numeric: true },
    { title: "outcome", raw: (row) => model.outcome(run(row)) },
    { title: "epoch", raw: (row) => data.epoch[row], numeric: true },
    {
      title: "step",
      raw: (row) => data.step[row],
      text: (row) => number(data.step[row], 8),
      numeric: true,
    },
    { title: "message", raw: message, text: (row) => message(row) ?? none },
  ];
}

/** The map of one pair of axes, and the choice of another. */
function mapFigure(model: Model, maps: FailureCells[]): { figures: HTMLElement[]; controls: HTMLElement[] } {
  if (!maps.length) return { figures: [], controls: [] };
  let map = maps[0];
  const draw = (width: number) => mapPicture(model, map, width);
  const picture = figure("Share of runs that failed, by pairs of axes", draw);
  const control = pairChoice(model, maps, (chosen) => {
    map = chosen;
    picture.redraw();
  });
  const key = el(
    "p",
    { class: "key" },
    "k/n: k of n runs have no value. ",
    el("span", { class: "swatch hatched" }),
    "not sampled",
  );
  const colours = ramp("share without a value", "0 %", "100 %", oranges);
  return { figures: [colours, picture.element, key], controls: control ? [control] : [] };
}

/** When the runs ended, and which they are. */
function runFigures(model: Model, data: Failures): HTMLElement[] {
  if (!data.run.length) return [];
  const draw = (width: number) => timePlot(model, data, width);
  const rows = rowsUpTo(data.run.length);
  return [
    figure("When runs ended, by epoch", draw, "When it happened").element,
    new Table({ name: "failed runs", columns: columns(model, data), rows, pageSize: 6 }).element,
  ];
}

export function failures(model: Model, data: Failures): HTMLElement {
  const { figures, controls } = mapFigure(model, data.maps);
  return section({ id: "failures", data, controls, figures: [...figures, ...runFigures(model, data)] });
}
