import type { Report } from "./report";

/** Reads the report out of the page: base64 of gzipped JSON. */
export async function readReport(): Promise<Report> {
  const element = document.getElementById("data");
  const text = element?.textContent?.trim() ?? "";
  if (!text || text.startsWith("{{"))
    throw new Error("This page holds no data: it is the template of a report.");
  const packed = atob(text);
  if (element) element.textContent = "";
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; ++i) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  const report = (await new Response(stream).json()) as Report;
  if (report.format !== "tryall-report") throw new Error("The data in this page are not a report of tryall.");
  if (report.version !== 1)
    throw new Error(`The data are of version ${report.version}; this page reads version 1.`);
  return report;
}
