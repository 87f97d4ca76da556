// Pictures of a page's sections, of all where none is named: FOLDER/SECTION-THEME-WIDTH.png. With --plain without choices,
// method and table.
// Usage: node test/pictures.mjs PAGE FOLDER [--width=1280] [--theme=light|dark] [--plain] [SECTION...]
import { mkdir } from "node:fs/promises";
import { resolve } from "node:path";
import { launch, open } from "./browser.mjs";

const options = Object.fromEntries(
  process.argv
    .slice(2)
    .filter((word) => word.startsWith("--"))
    .map((word) => word.slice(2).split("=")),
);
const [file, folder, ...wanted] = process.argv.slice(2).filter((word) => !word.startsWith("--"));
const plain = `main > section { border: 0; padding: 1rem } .controls, .note, details { display: none !important }`;
await mkdir(folder, { recursive: true });
const browser = await launch();
const width = Number(options.width ?? 1280);
for (const colorScheme of options.theme ? [options.theme] : ["light", "dark"]) {
  const { page, complaints, close } = await open(browser, resolve(file), {
    colorScheme,
    viewport: { width, height: 900 },
  });
  if ("plain" in options) await page.addStyleTag({ content: plain });
  const sections = page.locator("main > section");
  for (const section of await sections.all()) {
    const name = await section.getAttribute("id");
    if (wanted.length && !wanted.includes(name)) continue;
    await section.screenshot({ path: `${folder}/${name}-${colorScheme}-${width}.png` });
  }
  if (complaints.length) console.error(complaints.join("\n"));
  await close();
}
await browser.close();
