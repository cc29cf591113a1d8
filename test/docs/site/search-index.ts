import {textOf} from './from-markdown.ts';
import type {ManualPage} from './page.ts';

/** A place that can be found. */
export interface Found {
  /** Title of the page. */
  readonly page: string;
  /** Heading, or the first cell of a row. */
  readonly title: string;
  readonly url: string;
  readonly text: string;
}

/** So many letters of a place are looked through. */
const MOST = 1200;

/** Every heading and every named row of all pages, with what stands below. */
export function searchIndex(pages: readonly ManualPage[]): readonly Found[] {
  return pages.flatMap(({file, title, html}) =>
    html.split(/(?=<(?:h[1-6]|tr) id=")/).flatMap((piece) => {
      const [, kind = '', id = '', rest = ''] = /^<(h[1-6]|tr) id="([^"]*)">(.*)$/s.exec(piece) ?? [];
      if (!id) return [];
      const end = kind === 'tr' ? '</td>' : `</${kind}>`;
      const [head = '', ...below] = rest.split(end);
      const text = textOf(below.join(' ').replaceAll('</td>', ' ')).slice(0, MOST);
      return [{page: title, title: textOf(head), url: kind === 'h1' ? file : `${file}#${id}`, text}];
    }),
  );
}
