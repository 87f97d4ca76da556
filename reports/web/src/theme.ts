import { el } from "./dom";

const dark = matchMedia("(prefers-color-scheme: dark)");

const announce = (): boolean => document.dispatchEvent(new Event("themechange"));

export function isDark(): boolean {
  const { theme } = document.documentElement.dataset;
  return theme ? theme === "dark" : dark.matches;
}

/** A colour of the style sheet, such as "--ink", as a canvas understands it. */
export function resolved(variable: string): string {
  const probe = el("i", { style: `color:var(${variable})`, hidden: true });
  document.body.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** Light or dark: the system's, until the button says otherwise. */
export function themeSwitch(): HTMLElement {
  const root = document.documentElement;
  const button = el("button", { type: "button", class: "theme" });
  const name = () => {
    button.textContent = isDark() ? "☀ Light" : "☾ Dark";
    button.setAttribute("aria-label", isDark() ? "Use light colours" : "Use dark colours");
  };
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    name();
    announce();
  });
  dark.addEventListener("change", () => {
    name();
    announce();
  });
  name();
  return button;
}
