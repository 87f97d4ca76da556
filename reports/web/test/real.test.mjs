// Pages of the real program, of sweeps that take seconds; left out where it is not built.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { launch, open } from "./browser.mjs";
import { checkDrawn, inked } from "./drawn.mjs";
import { complaints as invalid } from "./validate.mjs";

const program = resolve(process.env.TRYALL ?? "../../build/release/bin/tryall");
const skip = existsSync(program) ? false : `${program} is not built`;
const hostile = '</script><b>&"';

const digits = {
  name: "digits",
  base: { dataset: "digits", train_size: 0.3, model: { name: "mlp", hidden: [8] }, epochs: 3 },
  axes: {
    optimizer: ["sgd", "adam"],
    learning_rate: [0.001, 0.01, 0.1, 1e6],
    batch_size: [16, 64],
    seed: { count: 5 },
  },
};
const named = {
  name: hostile,
  base: { dataset: { name: "csv", file: "table.csv" }, model: "linear", batch_size: 16, epochs: 2 },
  axes: { "dataset.target": ["y", hostile], learning_rate: [0.01, 0.1], seed: { count: 3 } },
  objective: { metric: "validation_rmse", direction: "minimize" },
};
const table = `x,y,"${hostile.replaceAll('"', '""')}"\n${Array.from({ length: 60 }, (_, i) => `${i % 7},${(i % 5) / 4},${((3 * i) % 11) / 8}\n`).join("")}`;

let browser, folder;
const file = (name) => join(folder, name);
const tryall = (...words) => promisify(execFile)(program, words, { cwd: folder });

/** Trains the sweep and writes its page and data. */
async function report(name, sweep) {
  await writeFile(file(`${name}.json`), JSON.stringify(sweep));
  await tryall("run", `${name}.json`, "--db", `${name}.db`, "--quiet");
  await tryall("report", "--db", `${name}.db`, "--html", `${name}.html`, "--json", `${name}-report.json`);
  return JSON.parse(await readFile(file(`${name}-report.json`), "utf8"));
}

before(async () => {
  if (skip) return;
  folder = await mkdtemp(join(tmpdir(), "tryall-page-"));
  await writeFile(file("table.csv"), table);
  browser = await launch();
});
after(async () => {
  await browser?.close();
  if (folder) await rm(folder, { recursive: true });
});

test(
  "a real sweep's page draws every section, asks for nothing, and its axes work by keyboard",
  { skip },
  async () => {
    const data = await report("digits", digits);
    assert.deepEqual(invalid(data), []);
    const { page, complaints, close } = await open(browser, file("digits.html"));
    await checkDrawn(page);
    const drawn = await page.locator("main > section").evaluateAll((all) => all.map(({ id }) => id));
    assert.deepEqual(drawn, Object.keys(data.sections));
    assert.equal(drawn.length, 12);
    assert.equal(await page.locator("#parallel .status").innerText(), "80 runs");
    const lines = await inked(page);
    await page.getByRole("slider", { name: "learning rate: lower bound" }).focus();
    await page.keyboard.press("ArrowUp");
    await page.waitForFunction(() =>
      /of 80 runs selected/.test(document.querySelector("#parallel .status").textContent),
    );
    assert.notEqual(await inked(page), lines);
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => document.querySelector("#parallel .status").textContent === "80 runs");
    for (const name of ["updates", "training time"]) {
      await page.locator("#curves select").nth(1).selectOption({ label: name });
      assert.ok((await page.locator("#curves .canvas").textContent()).includes(`${name} \u2192`));
    }
    assert.match(await page.locator("#curves .key").innerText(), /as if all of its epochs took as long/);
    await checkDrawn(page);
    assert.deepEqual(complaints, []);
    await close();
  },
);

test("names and values of a config that are markup are shown as themselves", { skip }, async () => {
  const data = await report("named", named);
  assert.deepEqual(invalid(data), []);
  const { page, complaints, close } = await open(browser, file("named.html"));
  await checkDrawn(page);
  assert.equal(await page.locator("h1").innerText(), hostile);
  assert.equal(await page.locator("#app b", { hasText: "&" }).count(), 0);
  for (const place of ["#leaderboard .leaders", "#interactions .canvas", "#parallel table", "#curves"])
    assert.ok(
      (await page.locator(place).first().textContent()).replaceAll("\u00a0", " ").includes(hostile),
      place,
    );
  const run = data.runs.group.findIndex((group) =>
    JSON.stringify(data.groups.config[group]).includes("</script>"),
  );
  await page.evaluate((key) => (location.hash = `#run=${key}`), data.runs.key[run]);
  await page.waitForSelector(".run-page");
  assert.ok((await page.locator(".run-page pre").first().innerText()).includes('</script><b>&\\"'));
  assert.deepEqual(complaints, []);
  await close();
});
