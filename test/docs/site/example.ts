import {readFileSync} from 'node:fs';
import path from 'node:path';

const EXAMPLES = path.join(import.meta.dirname, '../../../demo/manual/examples');

/** An example of an element, as it is written and as it runs. */
export interface Example {
  /** What to look at. */
  readonly note: string;
  /** What to write, for one person. */
  readonly code: string;
  /** The page in which it runs, for one person or for two. */
  readonly html: string;
}

/** Reads an example. A comment at its head says what to look at; what follows `<!-- Ben -->` is for him, or `<!-- alone -->` for nobody. */
export function readExample(tag: string): Example {
  const text = readFileSync(path.join(EXAMPLES, `${tag}.html`), 'utf8');
  const [, note = '', body = ''] = /^<!--\s*(.*?)\s*-->\n(.*)$/s.exec(text) ?? [];
  if (!note)
    throw new Error(`Expected demo/manual/examples/${tag}.html to begin with a comment that says what to look at.`);
  const [all = '', others] = body.split(/^<!-- (?:Ben|alone) -->\n/m);
  const ada = all.trim();
  const ben = others === undefined ? ada.replaceAll('"Ada"', '"Ben"') : others.trim();
  return {note, code: ada, html: documentOf(tag, ada, ben)};
}

function documentOf(tag: string, ada: string, ben: string): string {
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${tag}, running – webfuse-elements</title>
    <link rel="icon" href="data:,">
    <link rel="stylesheet" href="../manual/example.css">
    <script type="module" src="../webfuse-elements.js"></script>
    <script type="module" src="../manual/example.js"></script>
  </head>
  <body data-element="${tag}">
    <main>
${personOf('Ada', ada)}${ben && personOf('Ben', ben)}    </main>
  </body>
</html>
`;
}

function personOf(name: string, html: string): string {
  return `      <section aria-label="What ${name} sees">
        <h1>${name}</h1>
${html}
      </section>
`;
}
