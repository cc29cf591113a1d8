import {readdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {pathToFileURL} from 'node:url';
import {SHOTS} from './shot-command.ts';

/** In the order of `LOOKS`. */
const LOOKS = ['light', 'dark', 'rtl', 'phone'];

/** A page with all pictures: a table for each element, a row for each state. */
const tables = readdirSync(SHOTS, {withFileTypes: true})
  .filter((entry) => entry.isDirectory())
  .map(({name: tag}) => {
    const files = readdirSync(path.join(SHOTS, tag)).filter((file) => file.endsWith('-light.png'));
    const rows = files.map((file) => {
      const state = file.replace('-light.png', '');
      const pictures = LOOKS.map((look) => {
        const src = `${tag}/${encodeURIComponent(`${state}-${look}`)}.png`;
        return `<td><a href="${src}"><img src="${src}" alt="${state}, ${look}" loading="lazy"></a></td>`;
      });
      return `<tr><th scope="row">${state.replaceAll('-', ' ')}</th>${pictures.join('')}</tr>`;
    });
    const heads = LOOKS.map((look) => `<th scope="col">${look}</th>`).join('');
    return `<h2 id="${tag}">&lt;${tag}&gt;</h2><table><tr><td></td>${heads}</tr>${rows.join('')}</table>`;
  });

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Every element and state</title>
<style>
  body {font-family: system-ui, sans-serif; margin: 2rem; background: #ddd}
  table {border-spacing: .75rem; inline-size: 100%; table-layout: fixed}
  th[scope=row] {text-align: start; vertical-align: top; overflow-wrap: anywhere}
  td:first-child, th:first-child {inline-size: 8rem}
  td:last-child, th:last-child {inline-size: 15%}
  td {vertical-align: top}
  img {max-inline-size: 100%; border: 1px solid #999}
</style>
<h1>Every element and state</h1>
${tables.join('\n')}
`;

const file = path.join(SHOTS, 'index.html');
writeFileSync(file, page);
console.log(`Pictures of every element and state: ${pathToFileURL(file).href}`);
