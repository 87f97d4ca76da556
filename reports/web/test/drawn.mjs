// What holds for every page that is drawn.
import assert from "node:assert/strict";
import { texts } from "./browser.mjs";

/** By section: figures without a mark, all marks, and words on what is missing. */
const drawings = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("main > section")].map((section) => ({
      id: section.id,
      empty: [...section.querySelectorAll(".canvas")].filter(
        (c) => !c.querySelector("path, rect, circle, line, text"),
      ).length,
      marks: section.querySelectorAll("svg path, svg rect, svg circle, svg line, .bar span, td, dd").length,
      missing: section.querySelectorAll(".missing").length,
    })),
  );

/** Pixels of the parallel coordinates' lines. */
export const inked = (page) =>
  page.evaluate(() => {
    const canvas = document.querySelector("canvas.lines");
    const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", {
      willReadFrequently: true,
    });
    copy.drawImage(canvas, 0, 0);
    const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let i = 3; i < data.length; i += 4) count += data[i] > 0;
    return count;
  });

/** Every section shows something, no figure is empty, and nothing that is no number is shown. */
export async function checkDrawn(page) {
  assert.equal(await page.evaluate(() => document.querySelectorAll("[role=alert]").length), 0);
  for (const { id, empty, marks, missing } of await drawings(page)) {
    assert.equal(empty, 0, `${id} has an empty figure`);
    assert.ok(marks + missing > 0, `${id} shows nothing`);
  }
  const bad = (await texts(page)).filter((text) => /\b(NaN|undefined|Infinity|null|\[object)\b/.test(text));
  assert.deepEqual(bad.slice(0, 5), []);
}
