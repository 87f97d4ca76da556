// Starts Debian's Chromium on pages from the disk and notes what goes wrong in them.
import { chromium } from "playwright-core";

const args = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args });

/** A page and the list of its complaints: console errors, exceptions, requests for anything but itself. */
export async function open(browser, file, options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1200, height: 900 },
    acceptDownloads: true,
    ...options,
  });
  const page = await context.newPage();
  const complaints = [];
  const address = `file://${file}`;
  page.on(
    "console",
    (message) =>
      ["error", "warning"].includes(message.type()) && complaints.push(`console: ${message.text()}`),
  );
  page.on("pageerror", (error) => complaints.push(`exception: ${error.message}`));
  page.on("dialog", (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    dialog.dismiss();
  });
  await page.route("**", (route) => {
    const url = route.request().url();
    if (url.split("#")[0] === address) return route.continue();
    complaints.push(`request: ${url}`);
    return route.abort();
  });
  await page.goto(address + (options.hash ?? ""));
  await page.waitForSelector("html[data-ready]");
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  return { page, complaints, close: () => context.close() };
}

/** All that can be read on the page, and every attribute of what is drawn. */
export const texts = (page) =>
  page.evaluate(() => {
    const seen = [];
    for (const node of document.querySelectorAll("#app *")) {
      for (const { name, value } of node.attributes) seen.push(`${name}=${value}`);
      for (const child of node.childNodes) if (child.nodeType === Node.TEXT_NODE) seen.push(child.data);
    }
    return seen;
  });
