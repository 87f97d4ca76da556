// Bundles src/ into dist/report.html: one file, with a place for the data. Same sources, same bytes.
import { createHash } from "node:crypto";
import { readFile, writeFile, mkdir, readdir } from "node:fs/promises";
import { build } from "esbuild";

const out = process.argv[2] ?? "dist";
const options = {
  bundle: true,
  minify: true,
  write: false,
  charset: "utf8",
  legalComments: "none",
  logLevel: "warning",
};

/** Sources of which anything is left in the bundle. */
const used = (metafile) =>
  Object.values(metafile.outputs).flatMap(({ inputs }) =>
    Object.keys(inputs).filter((name) => inputs[name].bytesInOutput > 0),
  );

async function notices(inputs) {
  const names = new Set();
  for (const input of inputs) {
    const found = input.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/);
    if (found) names.add(found[1]);
  }
  const byText = new Map();
  for (const name of [...names].sort()) {
    const folder = `node_modules/${name}`;
    const { version, license } = JSON.parse(await readFile(`${folder}/package.json`, "utf8"));
    const file = (await readdir(folder)).find((f) => /^licen[cs]e/i.test(f));
    if (!file) throw new Error(`${name} has no licence`);
    const text = (await readFile(`${folder}/${file}`, "utf8"))
      .trim()
      .replace(/\r/g, "")
      .replaceAll("--", "- -");
    const rights = text
      .split("\n")
      .filter((line) => /^copyright .*\d{4}/i.test(line.trim()))
      .join("; ");
    const body = text
      .split("\n")
      .filter((line) => !/^copyright .*\d{4}/i.test(line.trim()))
      .join("\n")
      .trim();
    byText.set(body, [...(byText.get(body) ?? []), `${name} ${version} (${license}): ${rights}`]);
  }
  const parts = [...byText].map(([body, list]) => `${list.join("\n")}\n\n${body}`);
  return `This page contains the following software of others.\n\n${parts.join(`\n\n${"=".repeat(72)}\n\n`)}`;
}

const script = await build({
  ...options,
  entryPoints: ["src/main.ts"],
  format: "iife",
  target: "es2022",
  metafile: true,
});
const style = await build({
  ...options,
  entryPoints: ["src/style.css"],
  target: ["chrome123", "firefox120", "safari17.5"],
});
const code = script.outputFiles[0].text
  .trim()
  .replaceAll("</script", "<\\/script")
  .replaceAll("<!--", "<\\!--");
const texts = await notices(used(script.metafile));
const parts = {
  HASH: `sha256-${createHash("sha256").update(code).digest("base64")}`,
  STYLE: style.outputFiles[0].text.trim(),
  SCRIPT: code,
  NOTICES: texts,
};
const template = await readFile("src/template.html", "utf8");
const page = template.replace(/\{\{(HASH|STYLE|SCRIPT|NOTICES)\}\}/g, (_, name) => parts[name]);
if (page.split("{{TRYALL_REPORT_DATA}}").length !== 2)
  throw new Error("the place for the data must occur exactly once");
await mkdir(out, { recursive: true });
await writeFile(`${out}/report.html`, page);
await writeFile(`${out}/THIRD-PARTY-NOTICES.txt`, `${texts}\n`);
console.log(`${out}/report.html: ${Math.round(page.length / 1024)} KB`);
