import { el } from "../dom";
import { count, number, plural, share } from "../format";
import type { Fact, Outcome, OutcomeCount, Overview, OverviewEffect } from "../report";
import { section } from "../section";

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

/** The effect as a number and as a mark with its interval beside the line of no effect. */
function effectCard(effect: OverviewEffect): HTMLElement {
  const { value, low, high, no_effect: neutral } = effect;
  const values = [value, low ?? value, high ?? value, neutral];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = (most - least || 1) * 0.08;
  const place = (v: number) => `${(100 * (v - least + room)) / (most - least + 2 * room)}%`;
  const interval = low !== null && high !== null;
  const strip = el(
    "div",
    { class: "strip", "aria-hidden": "true" },
    el("i", { class: "neutral", style: `left:${place(neutral)}` }),
  );
  if (interval)
    strip.append(el("i", { class: "range", style: `left:${place(low)};right:calc(100% - ${place(high)})` }));
  strip.append(el("i", { class: "dot", style: `left:${place(value)}` }));
  return el(
    "div",
    { class: "effect" },
    el("div", { class: "effect-label" }, effect.label),
    el("div", { class: "effect-value" }, number(value, 3)),
    strip,
    el(
      "div",
      { class: "effect-note" },
      interval ? `${effect.interval} ${number(low, 3)} to ${number(high, 3)}; ` : "no interval; ",
      `n = ${count(effect.n)}; no effect at ${number(neutral, 3)}`,
    ),
  );
}

function warningList(data: Overview): HTMLElement | null {
  if (!data.warnings.length) return null;
  const items = data.warnings.map(({ text, section: id }) =>
    el("li", {}, text, id ? " " : null, id ? el("a", { href: `#${id}` }, "See there") : null),
  );
  return el(
    "aside",
    { class: "warnings", "aria-label": "Warnings" },
    el("h3", {}, plural(items.length, "warning")),
    el("ul", {}, ...items),
  );
}

export function overview(data: Overview): HTMLElement {
  const parts = [
    data.effect ? effectCard(data.effect) : null,
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
