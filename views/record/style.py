"""How the page looks: on a screen, light and dark, on a telephone, and on paper."""

STYLE = """
:root { --ink: #1d1c1d; --soft: #5d5b60; --line: #d8d6da; --page: #fff; --mark: #1f4b3f; --tint: #f4f6f5; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e8e6e9; --soft: #a9a6ad; --line: #45434a; --page: #1a1a1d; --mark: #8fd0b8; --tint: #232628; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--ink); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.25rem; overflow-wrap: anywhere; }
h1 { margin: 0; font-size: 2rem; line-height: 1.2; }
h2 { margin: 2.5rem 0 .75rem; padding-top: 1rem; border-top: 2px solid var(--mark); font-size: 1.4rem; }
h3 { margin: 1.5rem 0 .5rem; font-size: 1.1rem; }
h4 { margin: 1rem 0 .25rem; font-size: 1rem; }
p { margin: .4rem 0; }
.kicker { color: var(--mark); font-weight: 600; }
.fact { display: inline-block; margin-right: 1.5rem; }
.muted { color: var(--soft); }
.small { font-size: .875rem; }
.said { white-space: pre-wrap; }
.decision { margin: 1rem 0; padding: .75rem 1rem; border-left: 4px solid var(--mark); background: var(--tint); }
.undone { border-left-color: var(--line); }
.undone .outcome { text-decoration: line-through; }
.wide { overflow-x: auto; }
table { width: 100%; margin: .75rem 0; border-collapse: collapse; overflow-wrap: normal; }
caption { padding-bottom: .25rem; color: var(--soft); font-size: .875rem; text-align: left; }
th, td { padding: .4rem .6rem; border: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { background: var(--tint); }
td p { margin: 0 0 .3rem; }
.competency { margin-top: 1.25rem; }
.competency h4 { margin: 0; padding-bottom: .15rem; border-bottom: 1px solid var(--line); }
dl { margin: 0; }
dt { margin-top: .5rem; }
dd { margin: 0 0 0 1rem; }
dd p { margin: .1rem 0; }
.versions { margin-top: 1.5rem; }
.earlier { padding-left: 1rem; border-left: 2px solid var(--line); }
footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); }
@media (max-width: 32rem) {
  h1 { font-size: 1.6rem; }
  table { font-size: .875rem; }
  th, td { padding: .3rem .4rem; }
}
@page { margin: 18mm; }
@media print {
  :root { --ink: #000; --soft: #444; --line: #999; --page: #fff; --mark: #000; --tint: #fff; }
  body { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  .wide { overflow: visible; }
  h2, h3, h4, dt, caption { break-after: avoid; }
  tr, .decision { break-inside: avoid; }
  thead { display: table-header-group; }
}
"""
