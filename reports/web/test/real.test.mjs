// Pages of the real program, of sweeps that take seconds; left out where it is not built.
import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import { launch, open } from "./browser.mjs";
import { checkDrawn, inked } from "./drawn.mjs";
import { complaints as invalid, read } from "./validate.mjs";

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

/** Trains the sweep into NAME.db. */
async function train(name, sweep, ...words) {
  await writeFile(file(`${name}.json`), JSON.stringify(sweep));
  await tryall("run", `${name}.json`, "--db", `${name}.db`, "--quiet", ...words);
}

/** Writes the page and the data of what NAME.db holds; they are as the schema says. */
async function written(name, ...words) {
  const [html, json] = [`${name}.html`, `${name}-report.json`];
  await tryall("report", "--db", `${name}.db`, "--html", html, "--json", json, ...words);
  const data = await read(file(json));
  assert.deepEqual(invalid(data), []);
  assert.deepEqual(await read(file(html)), data);
  return data;
}

/** As the program wrote it, everything in the page is drawn and nothing complains. */
async function checkPage(name) {
  const { page, complaints, close } = await open(browser, file(`${name}.html`));
  await checkDrawn(page);
  assert.deepEqual(complaints, []);
  await close();
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
    await train("digits", digits);
    const data = await written("digits");
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
    for (const name of ["updates", "CPU time"]) {
      await page.locator("#curves select").nth(1).selectOption({ label: name });
      assert.ok((await page.locator("#curves .canvas").textContent()).includes(`${name} \u2192`));
    }
    assert.match(await page.locator("#curves .key").innerText(), /as if all its epochs took equally long/);
    await checkDrawn(page);
    assert.deepEqual(complaints, []);
    await close();
  },
);

test("names and values of a config that are markup are shown as themselves", { skip }, async () => {
  await train("named", named);
  const data = await written("named");
  const { page, complaints, close } = await open(browser, file("named.html"));
  await checkDrawn(page);
  assert.equal(await page.locator("h1").innerText(), hostile);
  assert.equal(await page.locator("#app b", { hasText: "&" }).count(), 0);
  for (const place of ["#leaderboard .leaders", "#parallel table", "#curves"])
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

const small = {
  name: "small",
  base: { dataset: "digits", train_size: 0.2, model: "softmax", batch_size: 64, epochs: 2 },
};
const rates = { learning_rate: [0.01, 0.1, 1] };

test("a sweep of which nothing is trained yet", { skip }, async () => {
  await train("empty", { ...small, axes: rates }, "--budget", "1epochs");
  const data = await written("empty");
  assert.deepEqual(Object.keys(data.sections), ["overview"]);
  assert.equal(data.runs.count, 0);
  await checkPage("empty");
});

test("one run, one seed per group, and no axis of choices", { skip }, async () => {
  await train("one", { ...small, axes: {} });
  assert.equal((await written("one")).runs.count, 1);
  await checkPage("one");
  await train("one_seed", { ...small, axes: { ...rates, init: ["he", "xavier"] } });
  assert.ok((await written("one_seed")).sections.significance.missing);
  await checkPage("one_seed");
  await train("no_arms", { ...small, axes: { ...rates, seed: { count: 5 } } });
  assert.equal((await written("no_arms")).arms, undefined);
  await checkPage("no_arms");
});

test(
  "groups of two data sets are ranked apart, and their marks are those of the data",
  { skip },
  async () => {
    const axes = { dataset: ["digits", "iris"], learning_rate: [0.01, 0.1, 1], seed: { count: 4 } };
    const base = { ...small.base, dataset: undefined, batch_size: 16 };
    await train("families", { name: "families", base, axes });
    const { leaderboard } = (await written("families")).sections;
    const { page, complaints, close } = await open(browser, file("families.html"));
    const rows = page.locator("#leaderboard .leaders tbody tr:not(.family)");
    assert.deepEqual(await page.locator("#leaderboard .family th").allInnerTexts(), [
      "digits 3 groups",
      "iris 3 groups",
    ]);
    const marks = await rows
      .locator(".mark")
      .evaluateAll((all) => all.map((cell) => cell.querySelector("[aria-hidden]")?.textContent ?? ""));
    const signs = { best: "best", tied: "=", behind: "" };
    assert.deepEqual(
      marks,
      leaderboard.verdict.map((verdict) => signs[verdict]),
    );
    assert.deepEqual(await rows.locator(".rank").allInnerTexts(), ["1", "2", "3", "1", "2", "3"]);
    assert.deepEqual(complaints, []);
    await close();
  },
);

test("some runs diverge, some run out of time", { skip }, async () => {
  const axes = { learning_rate: [0.1, 1e9], optimizer: ["sgd", "adam"], seed: { count: 3 } };
  await train("diverging", { ...small, base: { ...small.base, loss: "mse" }, axes });
  await train("late", { ...small, axes: { epochs: [2, 1000000] } }, "--timeout", "1s");
  for (const [name, outcome] of Object.entries({ diverging: "diverged", late: "timed_out" })) {
    const { runs, sections } = await written(name);
    assert.deepEqual(runs.outcomes.toSorted(), ["completed", outcome]);
    assert.ok(sections.failures.run.length > 0);
    await checkPage(name);
  }
});

test("no run has a value at the end, all have curves", { skip }, async () => {
  await train("all_late", { ...small, axes: { epochs: [1000000] } }, "--timeout", "1s");
  const { metrics, sections } = await written("all_late");
  const known = metrics.map((metric) => metric.name);
  for (const one of sections.curves.series) assert.ok(known.includes(one.metric), one.metric);
  await checkPage("all_late");
});

test("history over commits with a baseline", { skip }, async () => {
  const axes = { optimizer: ["sgd", "adam"], seed: { count: 5 } };
  for (const [i, name] of ["first", "second", "third"].entries()) {
    await train(name, { ...small, axes });
    const commit = `UPDATE environments SET "commit" = '${i}c0ffee00', dirty = 0`;
    await promisify(execFile)("sqlite3", [file(`${name}.db`), commit]);
  }
  await tryall("baseline", "set", "main", "--db", "third.db");
  const { history } = (await written("third", "--history", "first.db", "second.db")).sections;
  assert.deepEqual(
    history.commits.map(({ label }) => label),
    ["0c0ffee0", "1c0ffee0", "2c0ffee0"],
  );
  assert.deepEqual(
    history.series.map(({ baseline }) => baseline.label),
    ["baseline main", "baseline main"],
  );
  await checkPage("third");
});
