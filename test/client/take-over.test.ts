import assert from 'node:assert/strict';
import {readFile} from 'node:fs/promises';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import {runInNewContext} from 'node:vm';
import {loaderSnippet} from '../../src/client/drop-in/snippet.ts';
import {Surfly} from '../../src/client/drop-in/surfly.ts';
import {type Globals, takeOver} from '../../src/client/drop-in/take-over.ts';
import type {Space} from '../../src/client/space.ts';
import {Webfuse} from '../../src/client/webfuse.ts';
import {FakeServer, settle, takeHold} from './fake-server.ts';

type Page = Record<string, never> & {
  webfuse: Webfuse;
  Webfuse: Webfuse;
  Surfly: Surfly;
  script: {src: string; onerror(): void};
};

/** A page with nothing but what a loader snippet needs. */
function openPage(): Page {
  const script = {};
  const document = {
    createElement: () => script,
    getElementsByTagName: () => [{parentNode: {insertBefore() {}}}],
    head: {appendChild() {}},
  };
  const page = {document, script, Promise, Object, Error} as unknown as Page;
  return Object.assign(page, {window: page});
}

/** The vendor's loader of today, in our words. */
const TODAY = (name: string) => `(function (w, n) {
  w[n] = w[n] || {initSpace: function () {
    return new Promise((resolve) => { w[n].q = arguments; w[n].resolve = resolve; });
  }};
})(window, '${name}');`;

/** The older one. */
const OLDER = `(function (w, n) { w[n] = w[n] || {init: function () { w[n].q = arguments; }}; })(window, 'Surfly');`;

const SERVER = {server: 'https://co.example'};

describe('the drop-in in a page', () => {
  let page: Page;
  let webfuse: Webfuse;
  let reported: unknown[];

  beforeEach(() => {
    reported = takeHold();
    page = openPage();
    webfuse = new Webfuse(new FakeServer().connect);
  });
  afterEach(() => mock.timers.reset());

  const run = (code: string): unknown => runInNewContext(code, page);
  const load = () => takeOver(page as Globals, webfuse, new Surfly(webfuse));

  it('is there under all its names', () => {
    load();
    assert.equal(page.webfuse, webfuse);
    assert.equal(page.Webfuse, webfuse);
    assert.ok(page.Surfly instanceof Surfly);
    assert.deepEqual([webfuse.isInsideSession, webfuse.currentSession, webfuse.listSessions()], [false, null, []]);
  });

  for (const name of ['webfuse', 'Webfuse'] as const) {
    it(`answers the last call of the vendor's loader for ${name}`, async () => {
      run(TODAY(name));
      const space = run(`${name}.initSpace('wk_demo', 'demo', ${JSON.stringify(SERVER)})`) as Promise<Space>;
      load();
      assert.equal((await space).id, 'demo');
      assert.equal(page[name], webfuse);
    });
  }

  it('answers a loader that ran twice once, and finds a stub that was asked nothing', async () => {
    run(TODAY('webfuse') + TODAY('webfuse') + TODAY('Webfuse'));
    const space = run(`webfuse.initSpace('wk_demo', 'demo', ${JSON.stringify(SERVER)})`) as Promise<Space>;
    load();
    load();
    assert.equal((await space).id, 'demo');
    assert.equal(page.Webfuse, webfuse);
  });

  it('rejects what the vendor’s stub could not', async () => {
    run(TODAY('webfuse'));
    const space = run('webfuse.initSpace(undefined, "demo")') as Promise<Space>;
    load();
    await assert.rejects(space, {code: 'invalid_argument'});
  });

  it('leaves what is there already, and takes the other name for it', () => {
    const there = new Webfuse();
    page.webfuse = there as never;
    load();
    assert.deepEqual([page.webfuse === there, page.Webfuse === there], [true, true]);
    assert.equal(page.Surfly.isInsideSession, false);
    const old = page.Surfly;
    load();
    assert.equal(page.Surfly, old);
  });

  it('answers the older loader, with settings or without', async () => {
    run(OLDER);
    const results: object[] = [];
    Object.assign(page, {ready: (result: object) => void results.push(result)});
    run(`Surfly.init({widget_key: 'wk_demo', server: 'https://co.example'}, ready)`);
    load();
    await settle();
    page.Surfly.init((result) => void results.push(result));
    await settle();
    assert.deepEqual(results, [{success: true}, {success: false, errorMsg: 'Expected a text, got undefined.'}]);
  });

  describe('with a loader of its own', () => {
    beforeEach(() => {
      run(loaderSnippet('https://co.example/webfuse.js'));
    });

    it('does every call that was made before, in that order', async () => {
      const heard: string[] = [];
      Object.assign(page, {heard: () => void heard.push('created')});
      const chained = run(
        `webfuse.on('session_created', heard).off('session_created', heard).on('session_created', heard)`,
      );
      assert.equal(chained, page.webfuse);
      const one = run(`webfuse.initSpace('wk_demo', 'one', ${JSON.stringify(SERVER)})`) as Promise<Space>;
      const two = run(`webfuse.initSpace('wk_demo', 'two', ${JSON.stringify(SERVER)})`) as Promise<Space>;
      assert.deepEqual([run('webfuse.isInsideSession'), run('webfuse.listSessions().length')], [false, 0]);
      load();
      assert.deepEqual([(await one).id, (await two).id], ['one', 'two']);
      (await one).session();
      await settle();
      assert.deepEqual(heard, ['created']);
    });

    it('rejects when the script cannot be loaded, calls that come later as well', async () => {
      const before = run('webfuse.initSpace("wk_demo", "demo")') as Promise<Space>;
      run('webfuse.on("session_created", () => {})');
      page.script.onerror();
      const after = run('webfuse.initSpace("wk_demo", "demo")') as Promise<Space>;
      const expected = {code: 'load_failed', message: 'https://co.example/webfuse.js could not be loaded.'};
      await assert.rejects(before, expected);
      await assert.rejects(after, expected);
    });

    it('reports a call that makes no sense, and does the others', async () => {
      const space = run(`webfuse.on('nothing', 1); webfuse.initSpace('wk_demo', 'demo', ${JSON.stringify(SERVER)})`);
      load();
      assert.equal(((await space) as Space).id, 'demo');
      assert.deepEqual(
        reported.map((error) => (error as {code: string}).code),
        ['invalid_argument'],
      );
    });

    it('stays away where the script or another loader is', () => {
      const {webfuse: stub} = page;
      run(loaderSnippet('https://other.example/webfuse.js'));
      assert.deepEqual([page.webfuse === stub, page.script.src], [true, 'https://co.example/webfuse.js']);
    });

    it('can stand in a script of a page whatever the address is', () => {
      const src = `https://co.example/'"\\</script><b>\n`;
      const other = openPage();
      const snippet = loaderSnippet(src, 'Webfuse');
      runInNewContext(snippet, other);
      assert.equal(other.script.src, src);
      assert.doesNotMatch(snippet, /<\//);
    });
  });
});

describe('the loader in the README', () => {
  it('is the one that is tested', async () => {
    const readme = await readFile(new URL('../../README.md', import.meta.url), 'utf8');
    assert.ok(readme.includes(loaderSnippet('https://sessions.example.com/webfuse.js')));
  });
});
