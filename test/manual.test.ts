import assert from 'node:assert/strict';
import {execFile} from 'node:child_process';
import {globSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {before, describe, it} from 'node:test';
import {promisify} from 'node:util';
import {find, type Place} from '../demo/manual/find.js';
import {type ElementManifest, readManifest} from './docs/site/manifest.ts';
import {OTHER_WORDS} from './docs/site/other-words.ts';
import {manualFiles} from './docs/site/site.ts';

const run = promisify(execFile);

/** What of the demo and the kit stands beside the pages. */
const BESIDE = ['demo', 'dist/kit', '.'];

const ids = (html: string) => new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));

/** Where a link leads, from the root of the manual. */
function leads(from: string, href: string): {file: string; fragment: string} {
  const [file = '', fragment = ''] = href.split('#');
  return {file: file ? path.posix.join(path.posix.dirname(from), file) : from, fragment};
}

describe('the manual', () => {
  let files: ReadonlyMap<string, string> = new Map();
  let elements: readonly ElementManifest[] = [];

  before(async () => {
    elements = await readManifest();
    files = manualFiles(elements);
  });

  it('has a page and an example for each element', () => {
    assert.equal(elements.length, globSync('components/*/wf-*.ts').length);
    for (const {tagName} of elements) {
      assert.match(files.get(`elements/${tagName}.html`) ?? '', new RegExp(`src="../examples/${tagName}.html"`));
      assert.match(files.get(`examples/${tagName}.html`) ?? '', new RegExp(`<${tagName}[ >]`));
    }
  });

  it('tells of everything that a page can use of an element', () => {
    for (const element of elements) {
      const page = files.get(`elements/${element.tagName}.html`)!;
      const {members = [], events = [], cssParts = [], cssProperties = [], cssStates = [], slots = []} = element;
      for (const {name} of [...members, ...events, ...cssParts, ...cssProperties, ...cssStates, ...slots]) {
        assert.ok(page.includes(name), `${element.tagName}: ${name}`);
      }
    }
  });

  it('has the events and commands, and finds each of them', () => {
    const found = JSON.parse(files.get('search.json')!) as {title: string; url: string}[];
    const finds = (name: string, where: string) =>
      assert.ok(
        found.some(({title, url}) => title === name && url === where),
        name,
      );
    finds('participant_joined', 'reference/events.html#participant_joined');
    finds('openTab(url)', 'reference/commands.html#opentaburl');
    finds('chat_enabled', 'reference/settings.html#chat_enabled');
    for (const {tagName} of elements) finds(`<${tagName}>`, `elements/${tagName}.html`);
  });

  it('finds pages by what they are called elsewhere, and by the names of their files', () => {
    const places = JSON.parse(files.get('search.json')!) as Place[];
    const leadsTo = (word: string) =>
      find(places, word)
        .slice(0, 2)
        .map(({url}) => url);
    for (const [url, words] of Object.entries(OTHER_WORDS)) {
      for (const word of words) assert.ok(leadsTo(word).includes(url), `${word}: ${leadsTo(word)}, not ${url}`);
    }
    for (const {url} of places.filter((place) => !place.url.includes('#'))) {
      const name = path.posix.basename(url, '.html').replace(/^wf-/, '');
      assert.ok(leadsTo(name).includes(url), `${name}: ${leadsTo(name)}, not ${url}`);
    }
    assert.equal(leadsTo('Self hosting')[0], 'guides/self-hosting.html');
    assert.equal(leadsTo('google tag')[0], 'guides/cms.html');
    assert.notEqual(leadsTo('manager')[0], 'guides/cms.html');
  });

  it('has a table of elements with the attributes that each of them has', () => {
    const [, table = ''] = /\n\| element \|.*\n.*\n((?:\|.*\n)+)/.exec(readFileSync('README.md', 'utf8')) ?? [];
    const rows = [...table.matchAll(/^\| `<(wf-[\w-]+)>` \|.*\| (.*?) ?\|$/gm)];
    const names = (tagName: string) =>
      elements.find((element) => element.tagName === tagName)!.attributes!.map(({name}) => name);
    const own = names('wf-session').filter((name) => name !== 'autostart');
    for (const [, tagName = '', cell = ''] of rows.slice(1)) {
      const others = cell.includes('those of `<wf-session>` but `autostart`') ? own : [];
      const told = [...cell.replace(/, and those.*/, '').matchAll(/`([\w-]+)`/g)].map(([, name]) => name!);
      const expected = names(tagName).filter((name) => name !== 'for');
      assert.deepEqual([...told, ...others].sort(), expected.sort(), tagName);
    }
    assert.deepEqual(rows.map(([, tagName]) => tagName).sort(), elements.map(({tagName}) => tagName).sort());
  });

  it('leads to nothing that is not there', () => {
    for (const [from, html] of files) {
      for (const [, href = ''] of from.endsWith('.html') ? html.matchAll(/ (?:href|src)="([^"]+)"/g) : []) {
        if (/^(https?|data):/.test(href)) continue;
        const {file, fragment} = leads(from, href);
        const page = files.get(file);
        const isThere = page !== undefined || BESIDE.some((folder) => globSync(path.join(folder, file)).length > 0);
        assert.ok(isThere || file === 'reference/config.schema.json', `${from}: ${href}`);
        if (fragment && page !== undefined) assert.ok(ids(page).has(fragment), `${from}: ${href}`);
      }
    }
  });

  it('leads to a server of your own by commands that work, one after the other', async (test) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'manual-'));
    test.after(() => rmSync(folder, {recursive: true}));
    const main = `${process.execPath} ${path.resolve('src/server/main.ts')}`;
    const guide = readFileSync('demo/manual/guides/self-hosting.md', 'utf8');
    const [, config = ''] = /```json\n(.*?)```/s.exec(guide) ?? [];
    writeFileSync(path.join(folder, 'config.json'), config.replace('/var/lib/webfuse-elements', `${folder}/data`));
    const lines = [...guide.matchAll(/```sh\n(.*?)```/gs)].flatMap(([, text = '']) => text.trim().split('\n'));
    const [build, ...rest] = lines;
    assert.equal(build, 'npm install && npm run build');
    // The last one starts the server, and goes on.
    assert.equal(rest.pop(), 'WEBFUSE_SECRET_FILE=secret node dist/server/main.js --config config.json');
    const said: string[] = [];
    for (const line of rest) {
      const command = line.replace(/npm run (-s )?keys --/, `${main} keys`).replace('node dist/server/main.js', main);
      const {stdout} = await run('sh', ['-c', command], {cwd: folder, env: {PATH: process.env['PATH']}});
      said.push(stdout);
    }
    const [secret, key, check] = said;
    assert.equal(secret, '');
    assert.match(key!, /^wk_[\w-]{16,64}\n$/);
    assert.match(check!, /config\.json is as it should be/);
  });

  it('writes keys that a server in production takes', () => {
    const {properties} = JSON.parse(readFileSync('docs/config.schema.json', 'utf8'));
    const {pattern} = properties.spaces.items.properties.widgetKeys.items;
    const examples = globSync('demo/{*.html,{builder,manual,plain-html,tag-manager,webflow}/**/*.*}');
    for (const file of [...examples, ...globSync('docs/*.md'), 'README.md']) {
      for (const [key] of readFileSync(file, 'utf8').matchAll(/\bwk_\w[\w-]*/g)) {
        // That of the demo is refused there, as it should be.
        assert.ok(key === 'wk_demo' || new RegExp(pattern).test(key), `${file}: ${key}`);
      }
    }
  });

  it('writes tags and attributes that are known', () => {
    const known = new Map(elements.map(({tagName, attributes = []}) => [tagName, attributes.map(({name}) => name)]));
    const everywhere = ['id', 'slot', 'style', 'class', 'hidden', 'lang'];
    for (const file of globSync('demo/manual/{examples/*.html,guides/*.md,index.md}')) {
      for (const [, tag = '', rest = ''] of readFileSync(file, 'utf8').matchAll(/<(wf-[\w-]+)([^>]*?)\/?>/g)) {
        const attributes = known.get(tag);
        assert.ok(attributes, `${file}: <${tag}>`);
        // Those of frameworks have names of their own.
        for (const [, name = ''] of rest.matchAll(/(?<=\s)([a-z-]+)(?=[\s=]|$)(?:="[^"]*")?/g)) {
          const allowed = [...attributes, ...everywhere].includes(name) || /^on|^settings$/.test(name);
          assert.ok(allowed, `${file}: ${name} of <${tag}>`);
        }
      }
    }
  });
});
