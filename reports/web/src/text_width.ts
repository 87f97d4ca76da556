let pen: OffscreenCanvasRenderingContext2D | null = null;

/** Pixels that a text takes in the page's font, at the size of the figures' names. */
export function textWidth(text: string, weight = 400, size = 12): number {
  pen ??= new OffscreenCanvas(1, 1).getContext("2d");
  if (!pen) return 0.6 * size * text.length;
  pen.font = `${weight} ${size}px ${getComputedStyle(document.body).fontFamily}`;
  return pen.measureText(text).width;
}

/** The width of the widest; 0 of none. */
export const widest = (texts: string[], weight = 400): number =>
  texts.reduce((most, text) => Math.max(most, textWidth(text, weight)), 0);
