import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { launch, open } from "./browser.mjs";
import { checkDrawn, inked } from "./drawn.mjs";
import { cases, makePages } from "./make-data.mjs";
import { complaints as invalid, read } from "./validate.mjs";

const folder = process.env.PAGES;
const pictures = process.env.PICTURES;
const file = (name) => `${folder}/${name}.html`;
let browser;

before(async () => {
  await makePages(folder);
  browser = await launch();
});
after(() => browser?.close());

test("of a report that is not by the schema it is told where", () => {
  const wrong = (change) => {
    const report = structuredClone(cases.small());
    change(report, report.sections);
    return invalid(JSON.parse(JSON.stringify(report)));
  };
  const faults = {
    "/: must NOT have additional properties extra": (report) => (report.extra = 1),
    "/: must have required property 'title' title": (report) => delete report.title,
    "/runs/outcomes/0: must be equal to one of the allowed values": ({ runs }) =>
      (runs.outcomes[0] = "finished"),
    "/sections/leaderboard/n/0: must be integer integer": (_, { leaderboard }) => (leaderboard.n[0] = null),
    "runs.group: holds an index that is not below 68": ({ runs, groups }) => (runs.group[0] = groups.count),
    "pareto.cost.low: has 0 rows, not 60": (_, { pareto }) => (pareto.cost.low = []),
    "parallel: there is no axis speed": (_, { parallel }) => parallel.axes.push("speed"),
    "leaderboard.verdict: tied does not go with": (_, { leaderboard }) => (leaderboard.verdict[4] = "tied"),
    "leaderboard.rank: 7 stands where 2 should": (_, { leaderboard }) => (leaderboard.rank[1] = 7),
    "history.commit: does not rise": (_, { history }) => history.series[0].commit.reverse(),
  };
  for (const [what, change] of Object.entries(faults))
    assert.ok(
      wrong(change).some((line) => line.startsWith(what)),
      `${what}: ${wrong(change)}`,
    );
});

const more = (process.env.MORE ?? "").split("\n").filter(Boolean);

for (const path of [...Object.keys(cases).map(file), ...more]) {
  const name = path.replace(/^.*\//, "");
  test(`${name}: its data follow the schema, everything is drawn, nothing complains`, async () => {
    assert.deepEqual(invalid(await read(path)), []);
    const { page, complaints, close } = await open(browser, path);
    await checkDrawn(page);
    assert.deepEqual(complaints, []);
    await close();
  });
}

test("sections that the data do not have are absent", async () => {
  const { page, close } = await open(browser, file("one_run"));
  assert.equal(await page.locator("#history, #significance, #importance").count(), 0);
  await close();
});

test("a poor surrogate hides the importances and says so", async () => {
  const { page, close } = await open(browser, file("one_seed"));
  assert.equal(await page.locator("#importance .canvas").count(), 0);
  assert.match(await page.locator("#importance .missing").innerText(), /Too poor/);
  await close();
});

test("a name that is markup is shown as itself", async () => {
  const { page, complaints, close } = await open(browser, file("hostile"));
  const hostile = '</script><b>&"';
  assert.equal(await page.locator("#app b", { hasText: '&"' }).count(), 0);
  assert.equal(await page.locator("h1").innerText(), `Sweep ${hostile}`);
  assert.equal(await page.locator("#overview .finding").innerText(), hostile);
  assert.ok(
    (await page.locator("#leaderboard .leaders").innerText()).replaceAll("\u00a0", " ").includes(hostile),
  );
  await page.evaluate(() => (location.hash = document.querySelector("#parallel a.run").hash));
  await page.waitForSelector(".run-page");
  assert.ok((await page.locator(".run-page pre").innerText()).includes('</script><b>&\\"'));
  assert.deepEqual(complaints, []);
  await close();
});

test("the keyboard selects on an axis, the table follows, Escape clears", async () => {
  const { page, close } = await open(browser, file("normal"));
  const shown = () =>
    page.evaluate(() => {
      const text = (part) => document.querySelector(`#parallel ${part}`).textContent;
      return { status: text(".status"), rows: text(".where") }; // of one moment
    });
  assert.equal((await shown()).status, "340 runs");
  const before = await inked(page);
  await page.getByRole("slider", { name: "learning rate: lower bound" }).focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  await page.waitForFunction(() => /selected/.test(document.querySelector("#parallel .status").textContent));
  const { status, rows } = await shown();
  const selected = Number(status.match(/^(\d+) of 340 runs selected/)[1]);
  assert.ok(selected > 0 && selected < 340);
  assert.match(rows, new RegExp(`of ${selected} rows`));
  assert.equal(await page.locator("#parallel .axis.brushed").count(), 1);
  assert.notEqual(await inked(page), before);
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => document.querySelector("#parallel .status").textContent === "340 runs");
  await close();
});

test("dragging along an axis selects, a click clears", async () => {
  const { page, close } = await open(browser, file("normal"));
  const track = page.locator("#parallel .axis").nth(1).locator(".track");
  await track.scrollIntoViewIfNeeded();
  const box = await track.boundingBox();
  const x = box.x + box.width / 2;
  await page.mouse.move(x, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(x, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  await page.waitForFunction(() => /selected/.test(document.querySelector("#parallel .status").textContent));
  await page.mouse.click(x, box.y + 10);
  await page.waitForFunction(() => document.querySelector("#parallel .status").textContent === "340 runs");
  await close();
});

test("choices redraw their figures", async () => {
  const { page, complaints, close } = await open(browser, file("normal"));
  const markup = (selector) =>
    page
      .locator(selector)
      .first()
      .evaluate((node) => node.innerHTML);
  for (const [section, act] of [
    ["axis_effects", () => page.locator("#axis_effects input").nth(1).check({ force: true })],
    ["interactions", () => page.locator("#interactions select").selectOption("1")],
    ["curves", () => page.locator("#curves select").nth(1).selectOption("2")],
    ["failures", () => page.locator("#failures select").selectOption("1")],
  ]) {
    const before = await markup(`#${section} .canvas`);
    await act();
    assert.notEqual(await markup(`#${section} .canvas`), before, section);
  }
  assert.deepEqual(complaints, []);
  await close();
});

test("a run has a page with its command, config and curves; a wrong key is told so", async () => {
  const { page, complaints, close } = await open(browser, file("normal"));
  await page.locator("#failures a.run").first().click();
  await page.waitForSelector(".run-page");
  const text = await page.locator(".run-page").textContent();
  for (const part of [
    "tryall run",
    "learning rate",
    "Hashes and environment",
    "diverged",
    "the loss is not finite",
  ])
    assert.ok(text.includes(part), part);
  assert.ok(!(await page.locator(".report").isVisible()));
  await page.evaluate(() => (location.hash = "#run=none"));
  await page.waitForFunction(() => /no such run/.test(document.querySelector(".run-place").textContent));
  await page.evaluate(() => (location.hash = "#overview"));
  await page.waitForFunction(() => !document.querySelector(".report").hidden);
  assert.deepEqual(complaints, []);
  await close();
});

test("the table behind a figure is saved as CSV", async () => {
  const { page, complaints, close } = await open(browser, file("normal"));
  await page.locator("#leaderboard summary").click();
  const download = page.waitForEvent("download");
  await page.locator("#leaderboard .csv").click();
  const lines = (await readFile(await (await download).path(), "utf8")).trim().split("\r\n");
  assert.equal(lines.length, 14);
  assert.match(
    lines[0],
    /^rank,group,config,validation_accuracy,.*,verdict,gap,gap_low,gap_high,seeds_needed,/,
  );
  assert.deepEqual(complaints, []);
  await close();
});

const cells = (page, selector) => page.locator(`#leaderboard .leaders tbody ${selector}`).allInnerTexts();

test("a mark says what its interval says, also in words; differences show the sign of both ends", async () => {
  const { page, close } = await open(browser, file("marks"));
  const seen = page.locator("#leaderboard .leaders tbody .mark");
  const marks = await seen.evaluateAll((all) =>
    all.map((cell) => cell.querySelector("[aria-hidden]")?.textContent ?? ""),
  );
  assert.deepEqual(marks.slice(0, 7), [
    "best",
    "=",
    "",
    "n\u00a0=\u00a02",
    "diverged 1\u00a0of\u00a05",
    "no spread",
    "=",
  ]);
  const spoken = await seen.evaluateAll((all) => all.map((cell) => cell.querySelector(".heard").textContent));
  assert.match(spoken[1], /^tied with the best: .* reaches 0; more than 10,000 seeds would be needed/);
  assert.match(spoken[2], /^behind the best/);
  assert.equal(spoken[3], "not compared: 2 seeds, and 3 are needed");
  assert.equal(spoken[4], "not compared: 1 of 5 runs without a value");
  assert.match(spoken[6], /about 1,234 seeds would tell them apart/);
  const gaps = (await cells(page, ".gap")).map((text) => text.replace(/\s+/g, " "));
  assert.deepEqual(gaps.slice(0, 4), [
    "",
    "\u22120.001 [\u22120.150, +0.002]",
    "\u22121.00 [\u22121.50, \u22120.40]",
    "–",
  ]);
  const key = await page.locator("#leaderboard .key").innerText();
  assert.match(key, /with its 95.% interval for all \d+ groups together\. =: that interval reaches 0\./);
  await close();
});

test("groups that cannot be compared stand apart below a heading, with ranks and a scale of their own", async () => {
  const { page, close } = await open(browser, file("families"));
  assert.deepEqual(await cells(page, ".family th"), ["digits 30 groups", "iris 38 groups"]);
  const ranks = await cells(page, ".rank");
  assert.deepEqual(ranks.slice(0, 7), ["1", "2", "3", "4", "5", "1", "2"]);
  assert.equal(await page.locator("#leaderboard thead svg").count(), 0);
  assert.equal(await page.locator("#leaderboard .family svg").count(), 2);
  await close();
});

test("the largest number is the best group's value, with its interval", async () => {
  const { page, close } = await open(browser, file("normal"));
  const sizes = await page.evaluate(() =>
    [...document.querySelectorAll("main *")]
      .filter((node) => /\d/.test(node.firstChild?.data ?? ""))
      .map((node) => ({ text: node.textContent, size: parseFloat(getComputedStyle(node).fontSize) }))
      .toSorted((a, b) => b.size - a.size),
  );
  const first = page.locator("#leaderboard .leaders tbody tr").first();
  const value = await first.locator("strong").first().innerText();
  assert.equal(sizes[0].text, `${value}\u202f%`);
  assert.match(await page.locator("#overview .best-value").innerText(), /95.% t interval: .* to .*, 5 seeds/);
  await close();
});

test("contenders have the leaderboard's marks, and the probabilities no verdict", async () => {
  const { page, close } = await open(browser, file("normal"));
  const marks = await page
    .locator("#significance .gaps tbody .mark")
    .evaluateAll((all) => all.map((cell) => cell.querySelector("[aria-hidden]")?.textContent ?? ""));
  assert.deepEqual(marks, ["best", "", "", "="]);
  const matrix = await page.locator("#significance .matrix tbody td").allInnerTexts();
  assert.ok(
    matrix.every((text) => /^(|[01]|0\.\d+)$/.test(text)),
    matrix,
  );
  assert.match(await page.locator("#significance").innerText(), /An effect size, not a test: with few seeds/);
  await close();
});

test("history: changes are marked with a line and a word, the baseline is named", async () => {
  const { page, complaints, close } = await open(browser, file("normal"));
  const text = await page.locator("#history .canvas").first().textContent();
  for (const part of ["+0.5 points, better", "baseline main"]) assert.ok(text.includes(part), part);
  const accepted = await page.locator("#history .canvas").last().textContent();
  for (const part of ["\u22120.2 points, worse, accepted", "fewer epochs"])
    assert.ok(accepted.includes(part), part);
  await page.locator("#history summary").click();
  await page.locator("#history th", { hasText: "noise low" }).waitFor({ timeout: 5000 });
  assert.deepEqual(complaints, []);
  await close();
});

test("the page of 100,000 runs takes less than 3 seconds of the processor's time", async () => {
  const { page, close } = await open(browser, file("large"));
  assert.ok((await inked(page)) > 0);
  const client = await page.context().newCDPSession(page);
  await client.send("Performance.enable", { timeDomain: "threadTicks" });
  const { metrics } = await client.send("Performance.getMetrics");
  const seconds = metrics.find(({ name }) => name === "ThreadTime").value;
  assert.ok(seconds > 0 && seconds < 3, `${seconds} s`);
  assert.match(await page.locator("#parallel .status").innerText(), /100,000 runs; 10,000 drawn/);
  await close();
});

test("nothing is wider than the window, in light and dark, wide and narrow", async () => {
  for (const colorScheme of ["light", "dark"])
    for (const width of [1400, 1200, 700, 390, 320]) {
      const { page, close } = await open(browser, file("normal"), {
        colorScheme,
        viewport: { width, height: 900 },
      });
      assert.ok((await page.evaluate(() => document.documentElement.scrollWidth)) <= width);
      const hidden = await page
        .locator("#leaderboard .scroll")
        .first()
        .evaluate((box) => box.scrollWidth - box.clientWidth);
      assert.ok(hidden <= 8, `the leaderboard's marks are in view at ${width}: ${hidden}`);
      if (pictures)
        await page.screenshot({ path: `${pictures}/${colorScheme}-${width}.png`, fullPage: true });
      await close();
    }
});

test("the button changes between light and dark and the lines are drawn anew", async () => {
  const { page, complaints, close } = await open(browser, file("normal"));
  const paper = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  const before = await paper();
  await page.getByRole("button", { name: "Use dark colours" }).click();
  assert.notEqual(await paper(), before);
  assert.ok((await inked(page)) > 0);
  assert.deepEqual(complaints, []);
  await close();
});
