/** The look of the pages. Colours are chosen for a contrast of at least 4.5 in both themes. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --paper: #f3f1ec; --sheet: #fffefb; --ink: #1c2326; --quiet: #566066; --line: #d8d3c8; --edge: #8a8f8c;
  --accent: #17595a; --on-accent: #ffffff; --tint: #e3eeeb; --wrong: #9c2b22; --wrong-tint: #fbeae7;
  font: 400 1rem/1.55 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif;
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #101517; --sheet: #182023; --ink: #e9ecea; --quiet: #a5b0b1; --line: #2e393d; --edge: #718083;
    --accent: #86cdc4; --on-accent: #0c2423; --tint: #1d3232; --wrong: #ffa79d; --wrong-tint: #3a2220;
  }
}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); }
body {
  margin: 0 auto; min-height: 100vh; min-height: 100dvh; max-width: 29rem; padding: 0 1rem;
  display: grid; grid-template-rows: auto 1fr auto;
}
h1, h2, p, ul, ol, dl, dd, fieldset, legend { margin: 0; padding: 0; }
h1 {
  font: 600 1.875rem/1.2 'Iowan Old Style', 'Palatino Linotype', Palatino, 'URW Palladio L', 'P052', Georgia, serif;
  letter-spacing: -.01em; text-wrap: balance; overflow-wrap: anywhere;
}
h2 { font-size: 1rem; font-weight: 600; }
a { color: var(--accent); text-underline-offset: .2em; text-decoration-thickness: 1px; }
a:hover { text-decoration-thickness: 2px; }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }

.top { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding: 1.25rem 0; }
.top p { display: flex; align-items: center; gap: .55rem; font-size: .875rem; color: var(--quiet); }
.top svg { width: 1.25rem; height: 1.25rem; color: var(--accent); flex: none; }
.top a { font-size: .875rem; padding: .35rem 0; }
main { padding: clamp(.5rem, 7vh, 4.5rem) 0 2rem; min-width: 0; }
.sheet {
  background: var(--sheet); border: 1px solid var(--line); border-radius: 1rem; padding: 2.25rem 2rem 2rem;
  box-shadow: 0 1px 2px rgb(28 35 38 / .05), 0 12px 32px -18px rgb(28 35 38 / .25);
  display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem;
}
.heading { display: grid; gap: .5rem; }
.lead { color: var(--quiet); overflow-wrap: anywhere; }
.lead strong { color: var(--ink); font-weight: 600; }
.foot { padding: 0 0 1.5rem; font-size: .8125rem; color: var(--quiet); text-wrap: pretty; }

form { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.125rem; }
.field { display: grid; gap: .375rem; }
label { font-weight: 600; font-size: .9375rem; }
.hint { color: var(--quiet); font-size: .875rem; overflow-wrap: anywhere; }
.mistake { color: var(--wrong); font-size: .875rem; font-weight: 600; }
input:not([type='checkbox'], [type='radio']) {
  font: inherit; color: inherit; background: var(--sheet); width: 100%; min-height: 2.875rem;
  padding: .55rem .75rem; border: 1px solid var(--edge); border-radius: .625rem;
}
input.code { font: 500 1.375rem/1.2 ui-monospace, 'SF Mono', Menlo, Consolas, monospace; letter-spacing: .3em; }
input[aria-invalid='true'] { border-color: var(--wrong); box-shadow: inset 0 0 0 1px var(--wrong); }
input:focus-visible { outline-offset: 0; border-color: var(--accent); }
input[type='checkbox'], input[type='radio'] { width: 1.125rem; height: 1.125rem; margin: .2rem 0 0; accent-color: var(--accent); flex: none; }
.row { display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .25rem 1rem; }
.row a { font-size: .875rem; }

button, .button {
  font: inherit; font-weight: 600; text-align: center; text-decoration: none; cursor: pointer; min-height: 2.875rem;
  padding: .6rem 1rem; border-radius: .625rem; border: 1px solid var(--accent); color: var(--accent); background: none;
  display: flex; align-items: center; justify-content: center; gap: .6rem; width: 100%; overflow-wrap: anywhere;
}
button.main { background: var(--accent); color: var(--on-accent); }
button:hover, .button:hover { box-shadow: inset 0 0 0 1px var(--accent); }
button.main:hover { filter: brightness(1.08); }
.button.provider { border-color: var(--edge); color: var(--ink); padding: .6rem .75rem; font-size: .9375rem; }
.badge {
  width: 1.5rem; height: 1.5rem; border-radius: 50%; background: var(--tint); color: var(--accent); font-size: .8125rem;
  display: grid; place-items: center; flex: none;
}
button.plain {
  border: 0; width: auto; min-height: 0; padding: .25rem 0; justify-content: start; font-weight: 400; font-size: .9375rem;
  text-decoration: underline; text-underline-offset: .2em; text-decoration-thickness: 1px; justify-self: start; text-align: start;
}
button.plain:hover { box-shadow: none; text-decoration-thickness: 2px; }
.stack { display: grid; grid-template-columns: minmax(0, 1fr); gap: .75rem; list-style: none; }
.or { display: flex; align-items: center; gap: .75rem; color: var(--quiet); font-size: .875rem; }
.or::before, .or::after { content: ''; flex: 1; border-top: 1px solid var(--line); }
.aside { border-top: 1px solid var(--line); padding-top: 1.25rem; font-size: .9375rem; display: grid; gap: .25rem; }

.problem { border-radius: .625rem; padding: .875rem 1rem; background: var(--wrong-tint); color: var(--wrong); display: grid; gap: .25rem; }
.problem:focus-visible { outline: 2px solid var(--wrong); outline-offset: 0; }
.problem a { color: inherit; }
.problem ul { list-style: none; }
.problem li, .problem p { overflow-wrap: anywhere; }
.notice { border-radius: .625rem; padding: .875rem 1rem; background: var(--tint); overflow-wrap: anywhere; }

.choices { border: 0; display: grid; gap: .625rem; min-width: 0; }
.choices legend { font-weight: 600; font-size: .9375rem; padding-bottom: .5rem; }
.choice { display: flex; gap: .75rem; padding: .75rem .875rem; border: 1px solid var(--line); border-radius: .625rem; font-weight: 400; cursor: pointer; }
.choice:hover { border-color: var(--edge); }
.choice:has(:checked) { border-color: var(--accent); background: var(--tint); }
.choice span { display: grid; min-width: 0; overflow-wrap: anywhere; }
.choice b { font-weight: 600; }
.choice small { font-size: .875rem; color: var(--quiet); }
.check { display: flex; gap: .625rem; font-weight: 400; cursor: pointer; }
.details { display: grid; gap: 1.125rem; }
@supports selector(:has(a)) {
  form:not(:has([data-more]:checked)) .details { display: none; }
}
.facts { display: grid; gap: .75rem; font-size: .9375rem; }
.facts dt { color: var(--quiet); font-size: .875rem; }
.facts dd { overflow-wrap: anywhere; }
code, .secret { font-family: ui-monospace, 'SF Mono', Menlo, Consolas, monospace; font-size: .9375em; overflow-wrap: anywhere; }
.secret { font-size: 1.125rem; letter-spacing: .04em; user-select: all; padding: .75rem; background: var(--tint); border-radius: .625rem; }

@media (max-width: 30rem) {
  main { padding-top: .25rem; }
  .badge { display: none; }
  .sheet { padding: 1.75rem 1.25rem 1.5rem; }
  h1 { font-size: 1.625rem; }
}
@media (forced-colors: active) {
  button.main, .choice:has(:checked), .problem, .notice { border: 2px solid; }
}
`;
