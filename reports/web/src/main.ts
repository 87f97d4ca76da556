import { readReport } from "./data";
import { el } from "./dom";
import { axisEffects } from "./figures/axis_effects";
import { curves } from "./figures/curves";
import { failures } from "./figures/failures";
import { history } from "./figures/history";
import { importance } from "./figures/importance";
import { interactions } from "./figures/interactions";
import { leaderboard } from "./figures/leaderboard";
import { overview } from "./figures/overview";
import { parallel } from "./figures/parallel";
import { pareto } from "./figures/pareto";
import { robustness } from "./figures/robustness";
import { runPage } from "./figures/run_page";
import { significance } from "./figures/significance";
import { plural } from "./format";
import { missingSection, titles } from "./section";
import { Model } from "./model";
import type { Report, SectionName, Sections } from "./report";
import { contents, followSections } from "./contents";
import { themeSwitch } from "./theme";

/** A section's data where there is something to show. */
type Shown<Name extends SectionName> = Exclude<Sections[Name], { missing: string } | undefined>;

type Drawers = { [Name in SectionName]: (model: Model, data: Shown<Name>) => HTMLElement };

const drawers: Drawers = {
  overview,
  leaderboard,
  axis_effects: axisEffects,
  interactions,
  parallel,
  curves,
  robustness,
  importance,
  significance,
  failures,
  pareto,
  history,
};

function drawn<Name extends SectionName>(model: Model, name: Name): HTMLElement | null {
  const data = model.report.sections[name];
  if (data === undefined) return null;
  if ("missing" in data) return missingSection(name, data.missing);
  return drawers[name](model, data as Shown<Name>);
}

let reading = 0;

/** Shows the run that the address names, or the report where it was left. */
function route(model: Model, report: HTMLElement, place: HTMLElement): void {
  const [, key] = location.hash.match(/^#run=(.*)$/) ?? [];
  const leaving = place.childElementCount > 0;
  if (!leaving) reading = scrollY;
  place.replaceChildren();
  document.title = model.report.title;
  report.hidden = key !== undefined;
  if (key === undefined) {
    if (leaving && ["", "#results"].includes(location.hash)) scrollTo({ top: reading, behavior: "instant" });
    else if (leaving) document.getElementById(location.hash.slice(1))?.scrollIntoView();
    return;
  }
  const run = model.runByKey(decodeURIComponent(key));
  const missing = () =>
    el(
      "p",
      { class: "missing" },
      "This report holds no such run. ",
      el("a", { href: "#overview" }, "Back to the report"),
    );
  place.append(run === undefined ? missing() : runPage(model, run));
  if (run !== undefined)
    document.title = `${model.groupLabel(model.report.runs.group[run])}, seed ${model.report.runs.seed[run]}`;
  scrollTo(0, 0);
  document.getElementById("run-heading")?.focus({ preventScroll: true });
}

function show(report: Report): void {
  const model = new Model(report);
  const sections = (Object.keys(titles) as SectionName[])
    .map((name) => drawn(model, name))
    .filter((part) => part !== null);
  const size = `${plural(report.runs.count, "run")} in ${plural(report.groups.count, "group")}`;
  const header = el(
    "header",
    {},
    el("div", { class: "masthead" }, el("h1", {}, report.title), themeSwitch()),
    el("p", { class: "size" }, [size, report.generator].filter(Boolean).join(" · ")),
  );
  const empty = sections.length
    ? null
    : el("p", { class: "missing" }, "There is nothing to report: no run is stored.");
  const body = el(
    "div",
    { class: "report" },
    contents(sections),
    el("main", { id: "results" }, header, empty, ...sections),
  );
  const place = el("div", { class: "run-place" });
  document.title = report.title;
  document.getElementById("app")?.replaceChildren(body, place);
  addEventListener("hashchange", () => route(model, body, place));
  route(model, body, place);
  if (location.hash && !body.hidden) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  followSections(sections);
}

readReport()
  .then(show)
  .catch((error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    document
      .getElementById("app")
      ?.replaceChildren(el("p", { class: "missing", role: "alert" }, `The report cannot be shown. ${text}`));
    if (!/template/.test(text)) console.error(error);
  })
  .finally(() => document.documentElement.setAttribute("data-ready", ""));
