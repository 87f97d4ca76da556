/** Okabe and Ito's colours as CSS variables (style.css has them for light and dark); each has a shape of its own. */
export const armColours = 8;
export const armColour = (arm: number): string => `var(--arm-${arm % armColours})`;

export type Shape = "circle" | "square" | "triangle" | "diamond" | "star" | "hexagon" | "wye" | "cross";
const shapes: Shape[] = ["circle", "square", "triangle", "diamond", "star", "hexagon", "wye", "cross"];

/** Arms beyond the eighth repeat the colours with other shapes. */
export const armShape = (arm: number): Shape =>
  shapes[(arm + 3 * Math.floor(arm / armColours)) % shapes.length];

const dashes = ["", "7 3", "2 3", "9 3 2 3"];
export const armDash = (arm: number): string => dashes[Math.floor(arm / armColours) % dashes.length];

const viridisSamples = [
  [68, 1, 84],
  [72, 21, 104],
  [72, 38, 119],
  [69, 55, 129],
  [63, 71, 136],
  [57, 85, 140],
  [50, 100, 142],
  [45, 113, 142],
  [40, 125, 142],
  [35, 138, 141],
  [31, 150, 139],
  [32, 163, 134],
  [41, 175, 127],
  [60, 188, 117],
  [86, 198, 103],
  [116, 208, 85],
  [148, 216, 64],
  [184, 222, 41],
  [220, 227, 24],
  [253, 231, 37],
];

const orangeSamples = [
  [255, 245, 235],
  [254, 217, 177],
  [253, 174, 107],
  [241, 105, 19],
  [166, 54, 3],
  [92, 28, 2],
];
const divergingSamples = [
  [84, 39, 136],
  [153, 142, 195],
  [226, 224, 238],
  [247, 246, 244],
  [254, 226, 190],
  [225, 140, 48],
  [150, 70, 6],
];

type Rgb = [number, number, number];

function between(samples: number[][], position: number): Rgb {
  const place = Math.min(1, Math.max(0, position)) * (samples.length - 1);
  const i = Math.min(Math.floor(place), samples.length - 2);
  return [0, 1, 2].map((c) =>
    Math.round(samples[i][c] + (place - i) * (samples[i + 1][c] - samples[i][c])),
  ) as Rgb;
}

const css = ([r, g, b]: Rgb): string => `rgb(${r},${g},${b})`;

export const viridis = (position: number): string => css(between(viridisSamples, position));
export const oranges = (position: number): string => css(between(orangeSamples, position));
export const diverging = (position: number): string => css(between(divergingSamples, position));

/** Black or white, whichever stands out more against the colour. */
export function textOn(colour: string): string {
  if (colour.startsWith("var(")) return "var(--ink)";
  const light = (channel: number) => {
    const part = channel / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  };
  const [r, g, b] = (colour.match(/\d+/g) ?? ["0", "0", "0"]).map(Number);
  const luminance = 0.2126 * light(r) + 0.7152 * light(g) + 0.0722 * light(b);
  return luminance > 0.179 ? "#000" : "#fff";
}
