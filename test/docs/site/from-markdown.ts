import path from 'node:path';
import {Marked} from 'marked';

/** Finds where a link of a text leads in the manual; null when what it leads to is not there. */
export type FindLink = (href: string) => string | null;

/** Markdown as HTML, with places to link to at headings and at rows of tables. */
export function fromMarkdown(text: string, findLink: FindLink = (href) => href): string {
  const taken = new Set<string>();
  const place = (words: string) => {
    const slug = slugOf(words);
    let free = slug;
    for (let count = 1; taken.has(free); count++) free = `${slug}-${count}`;
    taken.add(free);
    return free;
  };
  let heading = '';
  const marked = new Marked({
    renderer: {
      heading(words, level) {
        heading = textOf(words);
        return `<h${level} id="${place(heading)}">${words}</h${level}>\n`;
      },
      table(head, body) {
        // Wide ones are scrolled, which takes focus where there is no mouse.
        return `<div class="scroll" role="region" tabindex="0" aria-label="${heading}: table"><table><thead>${head}</thead><tbody>${body}</tbody></table></div>\n`;
      },
      tablerow(cells) {
        const [, name] = /^<td[^>]*>\s*<code>([^<]+)<\/code>/.exec(cells) ?? [];
        return name ? `<tr id="${place(name)}">${cells}</tr>\n` : `<tr>${cells}</tr>\n`;
      },
      tablecell(words, {header}) {
        // A head that says nothing is none.
        const tag = header && words ? 'th' : 'td';
        return `<${tag}${tag === 'th' ? ' scope="col"' : ''}>${words}</${tag}>`;
      },
      link(href, _title, words) {
        const found = findLink(href);
        return found === null ? words : `<a href="${found}">${words}</a>`;
      },
      image() {
        // What the manual shows, it shows alive.
        return '';
      },
    },
  });
  return marked.parse(text) as string;
}

/** Links of a page of the docs or of a guide, from the folder that it is in, which `from` names. */
export function linksFrom(from: string, places: ReadonlyMap<string, string>): FindLink {
  return (href) => {
    if (/^(https?:|#)/.test(href)) return href;
    const [file = '', fragment] = href.split('#');
    const found = places.get(path.posix.normalize(path.posix.join(path.posix.dirname(from), file)));
    if (found === undefined) return null;
    const up = places.get(from)!.split('/').length - 1;
    return `${'../'.repeat(up)}${found}${fragment === undefined ? '' : `#${fragment}`}`;
  };
}

/** The name of a heading in addresses, as code hosts make it. */
function slugOf(words: string): string {
  return words
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');
}

/** What is read of HTML. */
export function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
