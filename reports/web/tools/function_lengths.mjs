// Fails where a function is longer than 60 lines. Usage: node tools/function_lengths.mjs [--most=N] FOLDER...
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import ts from "typescript";

const usual = 60;

/** Every function of a source that is longer than `most` lines, as "file:line: name has N lines". */
export function longFunctions(file, text, most = usual) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const line = (position) => source.getLineAndCharacterOfPosition(position).line + 1;
  const found = [];
  const visit = (node) => {
    if (ts.isFunctionLike(node) && node.body) {
      const first = line(node.getStart());
      const lines = line(node.getEnd()) - first + 1;
      if (lines > most) found.push(`${file}:${first}: ${nameOf(node)} has ${lines} lines, more than ${most}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** A function's own name, or that of what it is assigned to. */
function nameOf(node) {
  const named = [node, node.parent].find(({ name }) => name);
  return named ? named.name.getText() : ts.isConstructorDeclaration(node) ? "a constructor" : "a function";
}

/** Sources below a folder, in the order of their names. */
async function sources(folder) {
  const names = await readdir(folder, { recursive: true });
  return names
    .filter((name) => /\.(ts|mjs)$/.test(name))
    .sort()
    .map((name) => join(folder, name));
}

if (import.meta.url === `file://${process.argv[1]}`) {
  const words = process.argv.slice(2);
  const option = words.find((word) => word.startsWith("--most="));
  const most = option ? Number(option.split("=")[1]) : usual;
  const files = (await Promise.all(words.filter((word) => word !== option).map(sources))).flat();
  const found = [];
  for (const file of files) found.push(...longFunctions(file, await readFile(file, "utf8"), most));
  for (const one of found) console.error(one);
  process.exit(found.length ? 1 : 0);
}
