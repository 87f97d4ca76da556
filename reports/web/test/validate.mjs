// Checks a report.json, or the data in a page: docs/report.schema.json, and what a schema cannot say (relations.mjs).
// Usage: node test/validate.mjs report.json|page.html
import { readFile } from "node:fs/promises";
import { gunzipSync } from "node:zlib";
import { Ajv2020 } from "ajv/dist/2020.js";
import { unrelated } from "./relations.mjs";

const file = new URL("../../../docs/report.schema.json", import.meta.url);
const schema = JSON.parse(await readFile(file, "utf8"));
const matches = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true }).compile(schema);

const worded = ({ instancePath, message, params }) =>
  `${instancePath || "/"}: ${message} ${Object.values(params).join(" ")}`.trim();

/** Of what may be one of two things: what keeps it from being the one that says why there is nothing. */
const isBeside = ({ schemaPath, keyword }) => keyword === "anyOf" || /\$defs\/(missing|no_)/.test(schemaPath);

/** Everything that is wrong, as "path: what"; relations are looked at where the schema holds. */
export function complaints(report) {
  if (matches(report)) return [...new Set(unrelated(report))];
  const told = matches.errors.filter((error) => !isBeside(error));
  return (told.length ? told : matches.errors).map(worded);
}

/** The report in a file: its JSON, or the page that holds it. */
export async function read(path) {
  const text = await readFile(path, "utf8");
  const embedded = text.match(/ id="data">([^<]*)<\/script>/);
  return JSON.parse(embedded ? gunzipSync(Buffer.from(embedded[1], "base64")) : text);
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const found = complaints(await read(process.argv[2]));
  for (const line of found) console.error(line);
  process.exit(found.length ? 1 : 0);
}
