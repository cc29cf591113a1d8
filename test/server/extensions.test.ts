import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import {createServer} from '../../src/server/app.ts';
import {loadExtension} from '../../src/server/extensions/load.ts';
import {readManifest} from '../../src/server/extensions/manifest.ts';
import {compilePattern} from '../../src/server/extensions/match-pattern.ts';
import {jsonLog} from '../../src/server/operations/log.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {FakePages} from '../support/fake-pages.ts';

const FILE = '/extensions/one/manifest.json';
const ONE = {matches: ['https://shop.example/*'], js: ['one.js']};
const MANIFEST = {manifest_version: 3, name: 'One', version: '1.0', content_scripts: [ONE]};

/** A folder with files, which goes when the test does. */
async function folderWith(test: TestContext, files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'wf-extension-'));
  test.after(() => rm(folder, {recursive: true}));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  return folder;
}

describe('a match pattern', () => {
  const matches = (pattern: string, url: string) => new RegExp(compilePattern(pattern) ?? 'never^').test(url);

  it('means the addresses that it means in a browser', () => {
    for (const [pattern, url, meant] of [
      ['<all_urls>', 'https://shop.example/', true],
      ['<all_urls>', 'about:blank', false],
      ['*://*/*', 'http://shop.example:8080/a?b', true],
      ['https://*/*', 'http://shop.example/', false],
      ['https://shop.example/*', 'https://shop.example/', true],
      ['https://shop.example/*', 'https://shop.example:8443/a', true],
      ['https://shop.example/*', 'https://shopxexample/', false],
      ['https://shop.example/*', 'https://a.shop.example/', false],
      ['https://shop.example/*', 'https://shop.example.evil.example/', false],
      ['https://shop.example/*', 'https://evil.example/https://shop.example/', false],
      ['https://*.shop.example/*', 'https://shop.example/', true],
      ['https://*.shop.example/*', 'https://a.b.shop.example/', true],
      ['https://*.shop.example/*', 'https://evilshop.example/', false],
      ['http://localhost:3000/*', 'http://localhost:3000/', true],
      ['http://localhost:3000/*', 'http://localhost:3001/', false],
      ['https://shop.example/cart', 'https://shop.example/cart', true],
      ['https://shop.example/cart', 'https://shop.example/cart/x', false],
      ['https://shop.example/*/edit?id=*', 'https://shop.example/a/b/edit?id=1', true],
      ['https://shop.example/a.b', 'https://shop.example/axb', false],
    ] as const) {
      assert.equal(matches(pattern, url), meant, `${pattern} ${url}`);
    }
  });

  it('is one, or is refused', () => {
    for (const text of ['', 'shop.example', 'https://shop.example', 'ftp://a/*', 'file:///*', 'https://a.*.b/*', '*']) {
      assert.equal(compilePattern(text), null, text);
    }
  });
});

describe('the manifest of an extension', () => {
  it('says what runs where, with which values', () => {
    const env = [{key: 'NAME', value: 'Ada', description: 'Who it is'}];
    const scripts = [ONE, {...ONE, exclude_matches: ['*://*/private/*'], run_at: 'document_start'}];
    const read = readManifest(JSON.stringify({...MANIFEST, content_scripts: scripts, env, action: {}}), FILE);
    assert.equal(read.name, 'One');
    assert.deepEqual(read.env, {NAME: 'Ada'});
    assert.deepEqual(
      read.contentScripts.map(({runAt}) => runAt),
      ['document_idle', 'document_start'],
    );
    assert.equal(read.contentScripts[1]?.excludes.length, 1);
  });

  it('that is wrong is told of in one line: where, what was expected, what came', () => {
    const script = (change: object) => ({...MANIFEST, content_scripts: [{...ONE, ...change}]});
    for (const [manifest, message] of [
      ['{', /^Expected JSON in \/extensions\/one\/manifest\.json: .+\.$/],
      [[], 'Expected it in /extensions/one/manifest.json to be an object, got [].'],
      [{...MANIFEST, manifest_version: 2}, `Expected manifest_version in ${FILE} to be 3, got 2.`],
      [{...MANIFEST, name: ''}, `Expected name in ${FILE} to be a text, got "".`],
      [{...MANIFEST, content_scripts: {}}, `Expected content_scripts in ${FILE} to be a list, got {}.`],
      [{...MANIFEST, content_scripts: ['x']}, `Expected content_scripts[0] in ${FILE} to be an object, got "x".`],
      [script({matches: undefined}), `Expected content_scripts[0].matches in ${FILE} to be a list, got nothing.`],
      [script({js: []}), `Expected content_scripts[0].js in ${FILE} to be a list with something in it, got [].`],
      [
        script({matches: ['shop.example']}),
        `Expected content_scripts[0].matches[0] in ${FILE} to be a match pattern such as "https://*.example.com/*", got "shop.example".`,
      ],
      [
        script({run_at: 'soon'}),
        `Expected content_scripts[0].run_at in ${FILE} to be document_start, or document_end, or document_idle, got "soon".`,
      ],
      [{...MANIFEST, env: [{key: 'A'}]}, `Expected env[0].value in ${FILE} to be a text, got nothing.`],
    ] as const) {
      const text = typeof manifest === 'string' ? manifest : JSON.stringify(manifest);
      assert.throws(() => readManifest(text, FILE), {name: 'ManifestError', message}, text);
    }
  });
});

describe('the folder of an extension', () => {
  it('has to have all that the manifest names, and it has to be JavaScript', async (test) => {
    const manifest = JSON.stringify(MANIFEST);
    const load = async (files: Record<string, string>) => loadExtension(await folderWith(test, files), '');
    await assert.rejects(load({}), /^ManifestError: Expected a manifest at .+manifest\.json: ENOENT.+\.$/);
    await assert.rejects(
      load({'manifest.json': manifest}),
      /^ManifestError: Expected a script at .+one\.js: ENOENT.+\.$/,
    );
    await assert.rejects(load({'manifest.json': manifest, 'one.js': 'const ='}), /Expected JavaScript in .+one\.js: /);
    const outside = JSON.stringify({...MANIFEST, content_scripts: [{...ONE, js: ['../one.js']}]});
    await assert.rejects(load({'manifest.json': outside}), /Expected a script in .+, got \.\.\/one\.js\./);
    const {name, source} = await load({'manifest.json': manifest, 'one.js': 'one()'});
    assert.equal(name, 'One');
    assert.match(source, /one\(\)/);
  });

  it('that is wrong keeps a server from starting', async (test) => {
    const folder = await folderWith(test, {});
    const spaces = [{...DEMO_SPACE, extensions: [folder]}];
    await assert.rejects(createServer({browser: new FakePages(), spaces, log: jsonLog('silent')}), {
      name: 'ManifestError',
    });
  });
});
