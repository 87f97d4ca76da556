import { el } from "./dom";

/** The contents, beside the page where there is room, else folded above it. */
export function contents(sections: HTMLElement[]): HTMLElement | null {
  if (sections.length < 2) return null;
  const items = sections.map((section) =>
    el("li", {}, el("a", { href: `#${section.id}` }, section.querySelector("h2")?.textContent ?? section.id)),
  );
  const wide = matchMedia("(min-width: 1000px)");
  const details = el(
    "details",
    { open: wide.matches },
    el("summary", {}, "Contents"),
    el("ol", {}, ...items),
  );
  wide.addEventListener("change", () => (details.open = wide.matches));
  return el("nav", { class: "contents", "aria-label": "Sections" }, details);
}

/** Marks in the contents which section is being read. */
export function followSections(sections: HTMLElement[]): void {
  const links = new Map(
    [...document.querySelectorAll<HTMLAnchorElement>(".contents a")].map((link) => [
      link.hash.slice(1),
      link,
    ]),
  );
  const visible = new Set<string>();
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        if (isIntersecting) visible.add(target.id);
        else visible.delete(target.id);
      }
      const current = sections.find((section) => visible.has(section.id))?.id;
      for (const [id, link] of links) {
        if (id === current) link.setAttribute("aria-current", "true");
        else link.removeAttribute("aria-current");
      }
    },
    { rootMargin: "-10% 0px -60% 0px" },
  );
  for (const section of sections) seen.observe(section);
}
