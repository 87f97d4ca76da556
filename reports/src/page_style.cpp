#include "page_style.hpp"

namespace tryall::reports {

std::string_view page_style() {  // NOLINT(readability-function-size): one string
  return R"css(
:root {
  color-scheme: light dark;
  --paper: #ffffff; --ink: #1b1f24; --soft: #57606a; --grid: #e2e5e9; --panel: #f0f2f4; --link: #0a5c96;
  --series-1: #0072b2; --series-2: #d55e00; --series-3: #009e73; --series-4: #cc79a7;
  --series-5: #e69f00; --series-6: #56b4e9; --series-7: #000000; --series-8: #a89c00;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #14171c; --ink: #e8eaed; --soft: #a3abb5; --grid: #2b313a; --panel: #20252d; --link: #7cc4f5;
    --series-1: #2f8fd8; --series-2: #f0702b; --series-3: #1cb88b; --series-4: #dc92bb;
    --series-5: #e9ab1f; --series-6: #7fcbf5; --series-7: #f5f5f5; --series-8: #f0e442;
  }
}
* { box-sizing: border-box; }
html { scroll-behavior: smooth; -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 2.5rem 1.25rem 5rem; max-width: 54rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  overflow-wrap: anywhere;
}
a { color: var(--link); text-underline-offset: 0.15em; }
:focus-visible { outline: 2px solid var(--link); outline-offset: 3px; border-radius: 2px; }
.skip { position: absolute; left: -100vw; padding: 0.5rem 0.9rem; background: var(--paper); }
.skip:focus { left: 0.5rem; top: 0.5rem; }
h1 { margin: 0 0 1.2rem; font-size: 1.9rem; line-height: 1.2; letter-spacing: -0.015em; text-wrap: balance; }
h2 { margin: 0 0 0.4rem; font-size: 1.3rem; line-height: 1.3; letter-spacing: -0.01em; }
.facts {
  display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: 0.9rem 1.5rem;
  margin: 0; padding: 1rem 0; border-block: 1px solid var(--grid);
}
.facts dt { color: var(--soft); font-size: 0.8rem; }
.facts dd { margin: 0; font-weight: 600; font-variant-numeric: tabular-nums; line-height: 1.35; }
nav ol { display: flex; flex-wrap: wrap; gap: 0.3rem 1.4rem; margin: 1rem 0 0; padding: 0; list-style: none; }
nav li { font-size: 0.92rem; }
section { margin-top: 3.2rem; scroll-margin-top: 1rem; }
.finding { margin: 0 0 1.2rem; font-size: 1.08rem; max-width: 44rem; text-wrap: pretty; }
figure { margin: 0; }
.scroll { overflow-x: auto; overscroll-behavior-x: contain; }
.figure > svg { display: block; max-width: 100%; height: auto; }
figcaption, .note { margin: 0.7rem 0 0; color: var(--soft); font-size: 0.88rem; max-width: 44rem; }
details { margin-top: 0.9rem; }
summary { cursor: pointer; color: var(--link); font-size: 0.92rem; width: fit-content; }
table { border-collapse: collapse; margin-top: 0.7rem; font-size: 0.9rem; line-height: 1.4; overflow-wrap: normal; }
th, td { padding: 0.38rem 1.2rem 0.38rem 0; text-align: left; vertical-align: baseline; white-space: nowrap; }
th:last-child, td:last-child { padding-right: 0; }
thead th { color: var(--soft); font-weight: 600; border-bottom: 1.5px solid var(--soft); }
tbody td { border-bottom: 1px solid var(--grid); }
.number { text-align: right; font-variant-numeric: tabular-nums; }
.ink { color: var(--ink); } .soft { color: var(--soft); } .grid { color: var(--grid); }
.paper { color: var(--paper); } .panel { color: var(--panel); }
.series-1 { color: var(--series-1); } .series-2 { color: var(--series-2); }
.series-3 { color: var(--series-3); } .series-4 { color: var(--series-4); }
.series-5 { color: var(--series-5); } .series-6 { color: var(--series-6); }
.series-7 { color: var(--series-7); } .series-8 { color: var(--series-8); }
@media (min-width: 40rem) {
  thead th { white-space: normal; vertical-align: bottom; }
  td:not(.number) { white-space: normal; }
}
@media (max-width: 40rem) {
  body { padding: 1.5rem 1rem 3rem; }
  h1 { font-size: 1.5rem; }
  .facts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print {
  body { max-width: none; padding: 0; font-size: 10pt; }
  nav, .skip { display: none; }
  section { margin-top: 1.6rem; }
  figure, tr { break-inside: avoid; }
  h2, .finding { break-after: avoid; }
  .scroll { overflow: visible; }
  .figure > svg { min-width: 0 !important; print-color-adjust: exact; -webkit-print-color-adjust: exact; }
  details::details-content { content-visibility: visible; }
}
)css";
}

}  // namespace tryall::reports
