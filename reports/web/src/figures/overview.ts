import { el } from "../dom";
import { count, fixed, metricValue, plural, prose, share } from "../format";
import type { Model } from "../model";
import type { Fact, Metric, Outcome, OutcomeCount, Overview, OverviewBest } from "../report";
import { section, titles } from "../section";

export const outcomeColours: Record<Outcome, string> = {
  completed: "var(--arm-2)",
  diverged: "var(--arm-1)",
  pruned: "var(--arm-5)",
  timed_out: "var(--arm-4)",
  failed: "var(--arm-6)",
  cancelled: "var(--faint)",
};

export const outcomeSigns: Record<Outcome, string> = {
  completed: "✓",
  diverged: "✕",
  pruned: "✂",
  timed_out: "◷",
  failed: "!",
  cancelled: "–",
};

export const spoken = (outcome: string): string => outcome.replace("_", " ");

export function factList(facts: Fact[]): HTMLElement {
  return el(
    "dl",
    { class: "facts" },
    ...facts.map(([label, value]) => el("div", {}, el("dt", {}, label), el("dd", {}, value))),
  );
}

function outcomeBar(outcomes: OutcomeCount[]): HTMLElement {
  const shown = outcomes.filter(({ runs }) => runs > 0);
  const all = shown.reduce((sum, { runs }) => sum + runs, 0);
  const text = shown.map(({ outcome, runs }) => `${count(runs)} ${spoken(outcome)}`).join(", ");
  return el(
    "figure",
    { class: "outcomes" },
    el(
      "div",
      { class: "bar", role: "img", "aria-label": `Outcomes: ${text}` },
      ...shown.map(({ outcome, runs }) =>
        el("span", { style: `flex-grow:${runs / all};background:${outcomeColours[outcome]}` }),
      ),
    ),
    el(
      "ul",
      { class: "legend" },
      ...shown.map(({ outcome, runs }) =>
        el(
          "li",
          {},
          el(
            "span",
            { class: "swatch sign", style: `background:${outcomeColours[outcome]}`, "aria-hidden": "true" },
            outcomeSigns[outcome],
          ),
          `${count(runs)} ${spoken(outcome)} (${share(runs / all)})`,
        ),
      ),
    ),
  );
}

/** The best group's value, the page's largest number. */
function bestCard(model: Model, best: OverviewBest): HTMLElement {
  const metric = model.objective;
  const text = (value: number) => bestValue(metric, value);
  const { low, high, n } = best;
  const interval =
    low === null || high === null
      ? `no interval, ${plural(n, "seed")}`
      : `${best.interval}: ${text(low)} to ${text(high)}, ${plural(n, "seed")}`;
  return el(
    "div",
    { class: "best-value" },
    el("div", { class: "best-label" }, `Best ${metric.label}`),
    el("div", { class: "best-number" }, text(best.value)),
    el("div", { class: "best-group" }, best.label),
    el("div", { class: "best-label" }, prose(interval)),
  );
}

/** Shares come in per cent. */
const bestValue = (metric: Metric, value: number): string =>
  metric.percent ? `${fixed(value, 2)}\u202f%` : metricValue(metric, value);

function warningList(data: Overview): HTMLElement | null {
  if (!data.warnings.length) return null;
  const items = data.warnings.map(({ text, section: id }) =>
    el("li", {}, text, id ? " " : null, id ? el("a", { href: `#${id}` }, `See ${titles[id]}`) : null),
  );
  return el(
    "aside",
    { class: "warnings", "aria-label": "Warnings" },
    el("h3", {}, plural(items.length, "warning")),
    el("ul", {}, ...items),
  );
}

export function overview(model: Model, data: Overview): HTMLElement {
  const parts = [
    data.best ? bestCard(model, data.best) : null,
    data.outcomes.some(({ runs }) => runs > 0) ? outcomeBar(data.outcomes) : null,
    warningList(data),
    data.facts.length ? factList(data.facts) : null,
  ];
  const element = section({
    id: "overview",
    data,
    figures: parts.filter((part) => part !== null),
  });
  element.querySelector("h2")?.after(el("p", { class: "question" }, data.question));
  return element;
}
