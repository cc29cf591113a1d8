/** A page of the manual. */
export interface ManualPage {
  /** Where it is, from the root of the site. */
  readonly file: string;
  readonly title: string;
  /** One sentence of what it is about. */
  readonly about: string;
  readonly html: string;
}

/** What the pages are listed under. */
export type Contents = readonly {readonly title: string; readonly pages: readonly Entry[]}[];

/** A page in the contents. */
export interface Entry {
  readonly file: string;
  readonly title: string;
}

/** The whole document of a page. */
export function documentOf({file, title, about, html}: ManualPage, contents: Contents): string {
  const up = '../'.repeat(file.split('/').length - 1);
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="description" content="${asHtml(about)}">
    <title>${asHtml(title)} – webfuse-elements</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="${up}manual/manual.css">
    <script type="module" src="${up}manual/manual.js"></script>
  </head>
  <body>
    <a class="skip" href="#content">To the text</a>
    <header class="top">
      <a class="home" href="${up}index.html">webfuse-elements</a>
      <search>
        <label class="visually-hidden" for="search">Search the manual</label>
        <input type="search" id="search" placeholder="Search, with /" autocomplete="off" data-root="${up}">
        <p class="visually-hidden" role="status" id="found"></p>
        <ol id="results" hidden></ol>
      </search>
    </header>
    <div class="sides">
      <nav aria-label="Contents">
        <details>
          <summary>Contents</summary>
${contents.map((part) => partOf(part, file, up)).join('\n')}
        </details>
      </nav>
      <main id="content" tabindex="-1">
${html}
      </main>
    </div>
  </body>
</html>
`;
}

function partOf({title, pages}: Contents[number], here: string, up: string): string {
  const items = pages.map((page) => {
    const current = page.file === here ? ' aria-current="page"' : '';
    return `            <li><a href="${up}${page.file}"${current}>${asHtml(page.title)}</a></li>`;
  });
  return `          <h2>${asHtml(title)}</h2>\n          <ul>\n${items.join('\n')}\n          </ul>`;
}

/** A text as HTML. */
export function asHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
