import path from 'node:path';
import type {Place} from '../../../demo/manual/find.js';
import {textOf} from './from-markdown.ts';
import {OTHER_WORDS} from './other-words.ts';
import type {Entry, ManualPage} from './page.ts';

/** So many letters of a place are looked through. */
const MOST = 1200;

/** Every heading and every named row of all pages, with what stands below, and pages to play with. */
export function searchIndex(pages: readonly ManualPage[], play: readonly Entry[]): readonly Place[] {
  const toPlay = play.map(({file, title}) => ({page: title, title, url: file, text: ''}));
  return [...pages.flatMap(placesOf), ...toPlay].map((place) => {
    const names = namesOf(place.url);
    return names.length > 0 ? {...place, names} : place;
  });
}

function placesOf({file, title, html}: ManualPage): Place[] {
  return html.split(/(?=<(?:h[1-6]|tr) id=")/).flatMap((piece) => {
    const [, kind = '', id = '', rest = ''] = /^<(h[1-6]|tr) id="([^"]*)">(.*)$/s.exec(piece) ?? [];
    if (!id) return [];
    const end = kind === 'tr' ? '</td>' : `</${kind}>`;
    const [head = '', ...below] = rest.split(end);
    const text = textOf(below.join(' ').replaceAll('</td>', ' ')).slice(0, MOST);
    return [{page: title, title: textOf(head), url: kind === 'h1' ? file : `${file}#${id}`, text}];
  });
}

/** What else a place is called: a page has the name of its file, and that of an element is sought without its prefix, too. */
function namesOf(url: string): readonly string[] {
  const file = path.posix.basename(url, '.html');
  const names = url.includes('#') ? [] : [file, file.replace(/^wf-/, '')];
  return [...new Set([...names, ...(OTHER_WORDS[url] ?? [])])];
}
