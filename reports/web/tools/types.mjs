// Makes src/report.ts, the types of a report, from docs/report.schema.json.
// Usage: node tools/types.mjs
import { readFile, writeFile } from "node:fs/promises";
import { compile } from "json-schema-to-typescript";

const schema = new URL("../../../docs/report.schema.json", import.meta.url);
const types = new URL("../src/report.ts", import.meta.url);

/** A reference with a description of its own stays a reference: the compiler would copy what it refers to. */
function referring(part) {
  if (typeof part !== "object" || part === null) return part;
  if (Array.isArray(part)) return part.map(referring);
  const { $ref, ...rest } = part;
  const inner = Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, referring(value)]));
  if ($ref === undefined) return inner;
  return Object.keys(rest).length ? { ...inner, allOf: [{ $ref }] } : { $ref };
}

const text = await compile(referring(JSON.parse(await readFile(schema, "utf8"))), "Report", {
  bannerComment: "// Made from docs/report.schema.json by tools/types.mjs.",
  additionalProperties: false,
  unreachableDefinitions: true,
  format: true,
  style: JSON.parse(await readFile(new URL("../.prettierrc", import.meta.url), "utf8")),
});
/** What the compiler remarks on where it has a type from. */
const remark =
  / \*\n( \* This interface was referenced by `Report`'s JSON-Schema\n \* via the `definition` "\w+".\n)/g;
const alone =
  /\/\*\*\n \* This interface was referenced by `Report`'s JSON-Schema\n \* via the `definition` "\w+".\n \*\/\n/g;
await writeFile(types, text.replace(alone, "").replace(remark, ""));
