type Child = Node | string | number | null | undefined | false;

const svgNamespace = "http://www.w3.org/2000/svg";

function fill<E extends Element>(node: E, attributes: Record<string, unknown>, children: Child[]): E {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") node.addEventListener(name, value as EventListener);
    else node.setAttribute(name, value === true ? "" : String(value));
  }
  for (const child of children)
    if (child !== null && child !== undefined && child !== false)
      node.append(child instanceof Node ? child : document.createTextNode(String(child)));
  return node;
}

/** An element with attributes (functions are listeners) and children. Texts become text nodes, never markup. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Record<string, unknown> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  return fill(document.createElement(tag), attributes, children);
}

export function svg(tag: string, attributes: Record<string, unknown> = {}, ...children: Child[]): SVGElement {
  return fill(document.createElementNS(svgNamespace, tag) as SVGElement, attributes, children);
}

/** A labelled choice; `changed` gets the index of the chosen option. */
export function choice(
  label: string,
  options: string[],
  changed: (index: number) => void,
  chosen = 0,
): HTMLElement {
  const select = el("select", { change: () => changed(select.selectedIndex) });
  options.forEach((text, i) => select.append(el("option", { value: i, selected: i === chosen }, text)));
  return el("label", { class: "control" }, el("span", {}, label), select);
}

let toggles = 0;

/** A few options side by side, as radio buttons. */
export function toggle(
  label: string,
  options: string[],
  changed: (index: number) => void,
  chosen = 0,
): HTMLElement {
  const name = `toggle-${++toggles}`;
  const buttons = options.map((text, i) =>
    el(
      "label",
      {},
      el("input", { type: "radio", name, checked: i === chosen, change: () => changed(i) }),
      el("span", {}, text),
    ),
  );
  return el(
    "div",
    { class: "control toggle", role: "radiogroup", "aria-label": label },
    el("span", {}, label),
    ...buttons,
  );
}

export function save(name: string, type: string, content: BlobPart): void {
  const url = URL.createObjectURL(new Blob([content], { type }));
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
