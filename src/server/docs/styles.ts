/** What the documentation looks like. */
export const STYLES = `
:root { color-scheme: light dark; --line: light-dark(#d8d8de, #3a3a44); --quiet: light-dark(#5b5b66, #a9a9b5);
  --accent: light-dark(#3b4cca, #9aa6ff); --raised: light-dark(#f6f6f9, #1d1d24); }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; display: grid; grid-template-columns: 17rem minmax(0, 1fr); }
nav { position: sticky; top: 0; height: 100vh; overflow: auto; padding: 1.5rem 1rem; border-right: 1px solid var(--line);
  font-size: .875rem; background: var(--raised); }
nav ul { list-style: none; margin: .25rem 0 0; padding: 0; }
nav ul ul { margin: 0 0 .5rem; padding-left: .75rem; }
nav li a { display: block; padding: .15rem 0; color: inherit; text-decoration: none; }
nav > ul > li > a { font-weight: 600; margin-top: .5rem; }
nav a:hover { color: var(--accent); }
main { padding: 1.5rem 2rem 4rem; max-width: 62rem; }
a { color: var(--accent); }
h1 { margin-top: 0; }
h2 { margin: 2.5rem 0 .5rem; padding-top: .5rem; border-top: 2px solid var(--line); }
h3 { margin: 0 0 .25rem; }
article { margin: 1.5rem 0; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: .5rem; }
article:has(:target) { border-color: var(--accent); }
p { margin: .5rem 0; }
code { font: .875em ui-monospace, monospace; overflow-wrap: anywhere; }
.call { padding: .4rem .6rem; border-radius: .35rem; background: var(--raised); }
.call b { display: inline-block; min-width: 4rem; color: var(--accent); }
.answer { margin: .35rem 0; }
.answer b { display: inline-block; min-width: 2.5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
dd { margin: 0; }
.wide { overflow-x: auto; margin: .5rem 0; }
table { border-collapse: collapse; width: 100%; font-size: .875rem; }
caption { text-align: left; font-weight: 600; padding: .25rem 0; }
th, td { text-align: left; vertical-align: top; padding: .3rem .75rem .3rem 0; border-top: 1px solid var(--line);
  font-weight: normal; }
thead th:nth-child(1) { width: 14rem; }
thead th:nth-child(2) { width: 16rem; }
thead th, small { color: var(--quiet); }
@media (max-width: 48rem) { body { display: block; } nav { position: static; height: auto; border-right: 0; }
  thead th:nth-child(n) { width: auto; } main { padding: 1rem; } }
`;
