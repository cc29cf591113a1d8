import assert from 'node:assert/strict';
import {EventEmitter, once} from 'node:events';
import {readdir} from 'node:fs/promises';
import type {ServerResponse} from 'node:http';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {pipeline} from 'node:stream/promises';
import {after, before, describe, it} from 'node:test';
import {refusedFile} from '../../../src/model/files.ts';
import {DEFAULT_SETTINGS} from '../../../src/model/settings.ts';
import type {Browser} from '../../../src/server/browser/browser.ts';
import type {Chromium} from '../../../src/server/browser/chromium.ts';
import {Downloads} from '../../../src/server/browser/downloads.ts';
import {Gate} from '../../../src/server/browser/gate.ts';
import {MAX_FILE_BYTES, type RefusesFile} from '../../../src/server/files/session-files.ts';
import {click, openPainted, openSession, painted, startBrowser, startSite} from './harness.ts';

const ALL = 'style="position:fixed;inset:0"';

const PAGES: Record<string, string> = {
  '/link': `<title>-</title><a href="/file" ${ALL}>file</a>`,
  '/blank': `<title>-</title><a href="/file" target="_blank" ${ALL}>file</a>`,
  '/empty': `<title>-</title><p ${ALL} onclick="window.open().location = '/file'"></p>`,
  '/notice': `<title>-</title><p ${ALL} onclick="const w = window.open(); w.document.write('<title>Thanks</title>'); w.location = '/file'"></p>`,
  '/named': `<title>-</title><a href="data:text/plain,x" download="../../a&quot;b&#10;c&#x202e;txt.exe" ${ALL}>file</a>`,
  '/frame': '<title>-</title><iframe src="/inner"></iframe>',
  '/site':
    '<title>-</title><iframe id="other"></iframe><script>other.src = location.origin.replace("site", "other") + "/inner"</script>',
  '/inner': '<meta http-equiv="refresh" content="0; url=/file">',
  '/many': `<title>-</title><script>let n = 0</script><p ${ALL} onclick="location = '/endless?' + ++n"></p>`,
};

describe('a page that downloads a file', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;
  /** Downloads that have no end, oldest first. */
  const endless: ServerResponse[] = [];

  before(async () => {
    browser = startBrowser();
    site = await startSite((request, response) => {
      const url = request.url ?? '';
      const page = PAGES[url];
      response.setHeader('content-type', page ? 'text/html; charset=utf-8' : 'application/octet-stream');
      if (page) return response.end(`<!doctype html>${page}`);
      response.setHeader('content-disposition', 'attachment; filename="report.txt"');
      if (url === '/other') response.setHeader('content-disposition', 'attachment; filename="a.exe"');
      if (url === '/large-2gb') response.setHeader('content-length', 2 * 2 ** 30);
      if (url === '/file') return response.end('Some text');
      if (url === '/large') response.setHeader('content-length', MAX_FILE_BYTES + 1);
      if (url === '/large-slow') response.setHeader('content-length', 1_000_000);
      // The browser asks once more for what broke off.
      if (url === '/large-slow' && endless.length > 0) return response.writeHead(410).end();
      if (!/^.(large|endless)/.test(url)) return response.end();
      endless.push(response);
      return response.write('x'.repeat(100_000));
    });
  });

  after(async () => {
    await browser.close();
    site.close();
  });

  const open = (file: string) => openPainted(browser, site.url + file);

  it('has it kept under its name', async () => {
    const {pages, told} = await open('/link');
    await click(pages, 1, 100, 100);
    await told.until('1 downloaded report.txt: Some text');
    await told.until(`1 relocated ${site.url}/link`);
    await pages.navigate(1, `${site.url}/file`);
    await told.until('1 downloaded report.txt: Some text', told.lines.length);
    assert.equal(told.lines.at(-1), '1 downloaded report.txt: Some text');
    await pages.dispose();
  });

  it('may do so in the sample shop', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, 'http://shop.localhost/downloads.html');
    await told.until('1 title Downloads · Shop');
    await painted(pages, 1);
    const place = "document.querySelector('[href$=txt]').getBoundingClientRect().toJSON()";
    const {x, y} = (await pages.execute(1, place, 'javascript')) as {x: number; y: number};
    await click(pages, 1, x + 10, y + 10);
    await told.until(/^1 downloaded care-guide\.txt: /);
    await pages.dispose();
  });

  it('may do so from a frame, of its own site or another', async () => {
    for (const file of ['/frame', '/site']) {
      const {pages, told} = openSession(browser);
      await pages.open(1, site.url + file);
      await told.until('1 downloaded report.txt: Some text');
      await pages.dispose();
    }
  });

  it('does so for its own session alone', async () => {
    const [one, other] = [await open('/link'), await open('/link')];
    await Promise.all([click(one.pages, 1, 100, 100), click(other.pages, 1, 100, 100)]);
    for (const {told, pages} of [one, other]) {
      await told.until('1 downloaded report.txt: Some text');
      await pages.dispose();
      assert.equal(told.lines.filter((line) => line.includes('downloaded')).length, 1);
    }
  });

  for (const file of ['/blank', '/empty']) {
    it(`leaves no tab behind when it opened one for nothing else: ${file}`, async () => {
      const {pages, told} = await open(file);
      told.adopt = () => 2;
      await click(pages, 1, 100, 100);
      await told.until('1 downloaded report.txt: Some text');
      await told.until('2 gone, back to 1');
      await pages.dispose();
    });
  }

  it('keeps a tab that says something', async () => {
    const {pages, told} = await open('/notice');
    told.adopt = () => 2;
    await click(pages, 1, 100, 100);
    await told.until(/downloaded report\.txt: Some text/);
    await told.until('2 title Thanks');
    await pages.reload(2);
    assert.ok(!told.lines.some((line) => line.startsWith('2 gone')));
    await pages.dispose();
  });

  it('cannot name a place to put it', async () => {
    const {pages, told} = await open('/named');
    await click(pages, 1, 100, 100);
    const line = await told.until(/^1 downloaded/);
    assert.doesNotMatch(line, /[/\n\u202e]/u);
    await pages.dispose();
  });

  it('gets nothing that is too large', async () => {
    const {pages, told} = await open('/link');
    await pages.navigate(1, `${site.url}/large`);
    await told.until(`1 relocated ${site.url}/link`, told.lines.length);
    await closed(endless.pop()!);
    await pages.dispose();
  });

  it('is told why it gets no 2 GB where 10 MB are the limit, or of another kind, and goes on', async () => {
    const refusesFile: RefusesFile = (...file) => {
      return refusedFile({...DEFAULT_SETTINGS, max_file_size: 10, file_types: ['.txt']}, ...file);
    };
    const {pages, told} = await openPainted(browser, `${site.url}/link`, {refusesFile});
    endless.length = 0;
    await pages.navigate(1, `${site.url}/large-2gb`);
    await told.until('1 refused too_large,Expected a file of at most 10 MB.');
    await closed(endless.pop()!);
    await pages.navigate(1, `${site.url}/other`);
    await told.until(/^1 refused wrong_type,.* got "a\.exe"/);
    await pages.navigate(1, `${site.url}/file`);
    await told.until('1 downloaded report.txt: Some text');
    assert.equal(told.lines.filter((line) => line.includes('downloaded')).length, 1);
    await pages.dispose();
  });

  it('gets nothing that has no end: it is stopped when it is too large, or when too many come after it', async () => {
    const {pages, told} = await open('/many');
    endless.length = 0;
    for (let count = 1; count <= 6; count++) {
      const since = told.lines.length;
      await click(pages, 1, 100, 100);
      // It stays where it is once the answer turns out to be a file.
      await told.until(`1 relocated ${site.url}/many`, since);
    }
    await closed(endless[0]!);
    const [, second] = endless as [ServerResponse, ServerResponse];
    await assert.rejects(pipeline(forEver, second), {code: 'ERR_STREAM_PREMATURE_CLOSE'});
    assert.ok(!endless[2]!.destroyed);
    assert.ok(!told.lines.some((line) => line.includes('downloaded')));
    await pages.dispose();
    await Promise.all(endless.map(closed));
  });

  it('is told how far it is while it takes a while, and that nothing came of it when the site breaks off', async () => {
    const {pages, told} = await open('/link');
    told.hears = true;
    endless.length = 0;
    await pages.navigate(1, `${site.url}/large-slow`);
    await told.until(/^1 downloading .*"filename":"report\.txt","received":100000,"total":1000000/);
    endless[0]!.destroy();
    await told.until('1 downloading []');
    await told.until('1 refused failed,file,The file could not be downloaded. Try again.');
    assert.ok(!told.lines.some((line) => line.startsWith('1 downloaded')));
    await pages.dispose();
  });

  it('leaves nothing of it on the disk when its session is over', async () => {
    const {pages, told} = await open('/link');
    await click(pages, 1, 100, 100);
    await told.until('1 downloaded report.txt: Some text');
    await pages.dispose();
    const profiles = (await readdir(tmpdir())).filter((name) => name.includes(`-${process.pid}-`));
    const left = await Promise.all(profiles.map((name) => readdir(path.join(tmpdir(), name))));
    assert.deepEqual(
      left.flat().filter((name) => name.startsWith('files-')),
      [],
    );
  });
});

it('a download is stopped by its own context where no tab of that wants it, and by all where nobody knows whose it is', async () => {
  const cancelled: string[] = [];
  const send = async (method: string, {browserContextId}: {browserContextId?: string}) => {
    if (method === 'Browser.cancelDownload') cancelled.push(`${browserContextId}`);
  };
  const root = Object.assign(new EventEmitter(), {send}) as unknown as Chromium['root'];
  const gate = await Gate.put(root);
  const chromium = {root, gate, makeFolder: async () => '/nowhere'} as unknown as Chromium;
  const none = async () => null;
  for (const id of ['one', 'two']) {
    const hasFrame = (frameId: string) => frameId === `frame of ${id}`;
    gate.watch(id, {refuses: () => null, blocks: () => false, askLogin: none, hasFrame});
    await Downloads.allow(chromium, id, {
      downloading: (_guid, frameId) => (frameId === 'page of one' ? (id === 'one' ? 1 : null) : null),
      named: (_ssid, filename) => filename,
      refusesFile: () => null,
      refused: () => {},
      failed: () => {},
      progressed: () => {},
      downloaded: async () => {},
    });
    root.emit('Target.targetCreated', {targetInfo: {targetId: `page of ${id}`, browserContextId: id}} as never);
  }
  for (const [frameId, by] of [
    ['page of one', []],
    ['page of two', ['two']],
    ['frame of one', ['one']],
    ['frame of nobody', ['one', 'two']],
  ] as const) {
    cancelled.length = 0;
    root.emit('Browser.downloadWillBegin', {guid: 'a', frameId, url: '', suggestedFilename: 'a.txt'});
    assert.deepEqual(cancelled, by, frameId);
  }
});

async function closed(response: ServerResponse): Promise<void> {
  if (!response.destroyed) await once(response, 'close');
}

function* forEver(): Generator<string> {
  for (;;) yield 'x'.repeat(1_000_000);
}
