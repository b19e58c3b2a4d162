/** Of the note as a page of its own: on paper as on a screen. */
export const NOTE_STYLE = `
:root { color-scheme: light dark; --ink: #1c1f23; --soft: #5a626c; --rule: #b9b5ac; --paper: #fff; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #ecebe7; --soft: #a7adb5; --rule: #363b42; --paper: #0f1114; }
}
body {
  max-width: 42rem; margin: 2.5rem auto; padding: 0 1.25rem; background: var(--paper); color: var(--ink);
  font: 17px/1.5 Georgia, Cambria, 'Times New Roman', 'Noto Serif', serif; overflow-wrap: anywhere;
}
a { color: inherit; text-decoration: none; }
a:hover, a:focus-visible, .footnotes a { text-decoration: underline; }
.owed-to { margin: 0 0 1.5rem; }
h1 { margin: 0; font-size: 1.6rem; line-height: 1.2; text-wrap: balance; }
.as-at { margin: 0.4rem 0 1.8rem; padding-bottom: 0.9rem; border-bottom: 1px solid var(--rule); font-size: 1.1rem; }
.draft { font-style: italic; }
h2 { margin: 2rem 0 0.7rem; font-size: 1.1rem; break-after: avoid; }
ol.paragraphs { margin: 0; padding-inline-start: 2.2rem; }
ol.paragraphs > li { margin: 0 0 0.8rem; padding-inline-start: 0.3rem; }
sup { font-size: 0.7em; line-height: 0; }
sup a { padding: 0.2em; margin: -0.2em; }
table { width: 100%; overflow-wrap: break-word; border-collapse: collapse; font-size: 0.83rem; line-height: 1.35; }
th, td { padding: 0.4rem 0.7rem 0.4rem 0; border-bottom: 1px solid var(--rule); text-align: start; vertical-align: top; }
thead th { border-top: 1px solid var(--rule); }
tbody th { font-weight: normal; }
tr { break-inside: avoid; }
thead { display: table-header-group; }
.footnotes { margin-top: 2rem; padding-top: 0.6rem; border-top: 1px solid var(--rule); font-size: 0.83rem; }
.footnotes ol { margin: 0; padding-inline-start: 2.2rem; }
.footnotes li { margin: 0 0 0.25rem; break-inside: avoid; }
.provenance { margin-top: 1.5rem; color: var(--soft); font-size: 0.83rem; }
@media screen and (max-width: 40rem) {
  body { margin: 1.5rem auto; }
  table.cards thead { position: absolute; clip-path: inset(50%); }
  table.cards :is(tbody, tr, td, th) { display: block; padding: 0; border: 0; }
  table.cards tr { padding: 0.7rem 0; border-bottom: 1px solid var(--rule); }
  table.cards td::before { content: attr(data-term) ' '; color: var(--soft); }
}
@page { size: A4; margin: 22mm 24mm 20mm; @bottom-center { content: counter(page); font: 9pt Georgia, serif; } }
@media print {
  :root { --ink: #000; --soft: #333; --rule: #777; --paper: #fff; }
  body { max-width: none; margin: 0; padding: 0; font-size: 10.5pt; }
  .footnotes .back { display: none; }
}
`
