import {cpSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import {build} from 'vite';
import {accessibilityOf} from '../accessibility.ts';
import {elementPage} from './element-page.ts';
import {readExample} from './example.ts';
import {fromMarkdown, linksFrom} from './from-markdown.ts';
import {type ElementManifest, readManifest} from './manifest.ts';
import {type Contents, documentOf, type ManualPage} from './page.ts';
import {searchIndex} from './search-index.ts';

const ROOT = path.join(import.meta.dirname, '../../..');

/** The guides, in the order in which one needs them. */
const GUIDES = ['first-page', 'cms', 'frameworks', 'theming', 'testing', 'moving', 'self-hosting'];

/** What of the demo runs without a server, and is in the manual as it is. */
const DEMOS = ['manual', 'looks', 'looks.html', 'preview', 'local.html', 'builder', 'builder.html'];

/** Pages of the demo to play with. */
const PLAY = [
  {file: 'builder.html', title: 'Build an embed'},
  {file: 'looks.html', title: 'Play with the looks'},
  {file: 'local.html', title: 'Preview together'},
];

/** Examples for pages elsewhere, to be read. */
const EXAMPLES = [
  'plain-html/index.html',
  'tag-manager/line.html',
  'tag-manager/tag.html',
  'webflow/head-code.html',
  'webflow/embed.html',
];

/** The files of the manual that are text, by where they are. */
export function manualFiles(elements: readonly ElementManifest[]): ReadonlyMap<string, string> {
  const docs = globSync('docs/*.md', {cwd: ROOT}).sort();
  const places = new Map([
    ...GUIDES.map((name) => [`demo/manual/guides/${name}.md`, `guides/${name}.html`] as const),
    ...docs.map((file) => [file, `reference/${path.basename(file, '.md')}.html`] as const),
    ['README.md', 'reference/readme.html'],
    ['CHANGELOG.md', 'reference/changelog.html'],
    ...[...PLAY.map(({file}) => file), ...EXAMPLES].map((file) => [`demo/${file}`, file] as const),
    ['docs/config.schema.json', 'reference/config.schema.json'],
    ['demo/manual/index.md', 'index.html'],
  ]);
  for (const {tagName} of elements) places.set(`demo/manual/elements/${tagName}.html`, `elements/${tagName}.html`);
  const read = (file: string) => markdownPage(file, places);
  const guides = GUIDES.map((name) => read(`demo/manual/guides/${name}.md`));
  const isMade = ({html}: ManualPage) => html.includes('<!-- Made from the code');
  const reference = docs.map(read).sort((one, other) => one.title.localeCompare(other.title, 'en'));
  const tags = elements.map((element) => ({element, example: readExample(element.tagName)}));
  const tagPages = tags.map(({element, example}) =>
    elementPage(
      element,
      example,
      accessibilityOf(element.tagName),
      linksFrom(`demo/manual/elements/${element.tagName}.html`, places),
    ),
  );
  const tables = reference.filter(isMade);
  const texts = [...reference.filter((page) => !isMade(page)), read('README.md'), read('CHANGELOG.md')];
  const contents: Contents = [
    {title: 'Guides', pages: guides},
    {title: 'To play with', pages: PLAY},
    {title: 'Elements', pages: tagPages},
    {title: 'Tables', pages: tables},
    {title: 'In depth', pages: texts},
  ];
  const pages = [read('demo/manual/index.md'), ...guides, ...tagPages, ...tables, ...texts];
  return new Map([
    ...pages.map((page) => [page.file, documentOf(page, contents)] as const),
    ...tags.map(({element, example}) => [`examples/${element.tagName}.html`, example.html] as const),
    ['search.json', JSON.stringify(searchIndex(pages, PLAY))],
  ]);
}

function markdownPage(file: string, places: ReadonlyMap<string, string>): ManualPage {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  const [, title = ''] = /^# (.*)$/m.exec(text) ?? [];
  // The first words that are no heading, note or sentence before a list.
  const about = text.split('\n\n').find((part) => /^\p{L}/u.test(part)) ?? title;
  const plain = about.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/[`*]/g, '');
  return {
    file: places.get(file)!,
    title: title.replaceAll('`', ''),
    about: plain.replaceAll(/\s+/g, ' '),
    html: fromMarkdown(text, linksFrom(file, places)),
  };
}

/** Writes the whole site, with the kit beside it, for any static host. */
export async function writeManual(folder: string): Promise<void> {
  const files = manualFiles(await readManifest());
  rmSync(folder, {recursive: true, force: true});
  mkdirSync(folder, {recursive: true});
  cpSync(path.join(ROOT, 'dist/kit'), folder, {recursive: true});
  for (const name of [...DEMOS, ...EXAMPLES]) {
    cpSync(path.join(ROOT, 'demo', name), path.join(folder, name), {recursive: true});
  }
  await buildTesting(path.join(folder, 'manual'));
  cpSync(path.join(ROOT, 'docs/config.schema.json'), path.join(folder, 'reference/config.schema.json'));
  for (const [file, text] of files) {
    mkdirSync(path.dirname(path.join(folder, file)), {recursive: true});
    writeFileSync(path.join(folder, file), text);
  }
}

/** The sessions in memory that examples of a remote page run on. */
async function buildTesting(folder: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: 'es2022',
      lib: {entry: path.join(ROOT, 'src/client/testing/index.ts'), formats: ['es'], fileName: () => 'testing.js'},
      rolldownOptions: {output: {codeSplitting: false, minify: true}},
    },
  });
}
