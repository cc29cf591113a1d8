import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import type {RequestListener} from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {after, before, describe, it} from 'node:test';
import type {CDPSession} from 'puppeteer-core';
import type {Browser} from '../../../src/server/browser/browser.ts';
import type {StoredFile} from '../../../src/server/files/session-files.ts';
import {Desk, type OpenQuestion} from '../../../src/server/prompts/desk.ts';
import {Permissions} from '../../../src/server/prompts/permissions.ts';
import {
  answer,
  click,
  insist,
  openPainted,
  openSession,
  pagesByPath,
  press,
  startBrowser,
  startSite,
} from './harness.ts';

/** Asks for a name and a password, and titles the page with what came. */
const locked: RequestListener = ({headers}, response) => {
  const [, given = ''] = headers.authorization?.split(' ') ?? [];
  const who = Buffer.from(given, 'base64').toString();
  response.setHeader('content-type', 'text/html');
  if (who === 'ada:lovelace')
    response.end(`<title>in as ${who}</title><script>parent.postMessage('framed as ${who}', '*')</script>`);
  else response.writeHead(401, {'www-authenticate': 'Basic realm="The back room"'}).end('<title>out</title>');
};

describe('what a site asks of people', () => {
  let browser: Browser;
  let site: Awaited<ReturnType<typeof startSite>>;
  let folder: string;
  let files: Record<string, StoredFile>;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'webfuse-asked-'));
    browser = startBrowser({localSites: {'app.localhost': folder}});
    const pages = pagesByPath({
      '/': '<title>home</title>',
      '/around': '<title>-</title><iframe></iframe><script>onmessage = ({data}) => { document.title = data; }</script>',
      '/zone': `<title>-</title><body style="height:100vh"><script>
        ondragover = (event) => event.preventDefault();
        ondrop = async (event) => {
          event.preventDefault();
          const [file] = event.dataTransfer.files;
          document.title = event.clientX + ' ' + file.name + '=' + await file.text();
        };</script>`,
      '/file': `<title>-</title><input id=one class=accept type=file accept=".txt,image/*" style="position:absolute;left:40px;top:60px">
        <input id=many class=accept type=file multiple style="position:absolute;left:40px;top:160px"><script>
        onchange = async ({target: {files}}) => {
          const read = await Promise.all([...files].map(async (file) => file.name + '=' + await file.text()));
          document.title = read.join(' & ');
        };</script>`,
      '/folder': `<title>-</title><input class=accept type=file webkitdirectory style="position:absolute;left:40px;top:60px"><script>
        onchange = async ({target: {files}}) => {
          const read = await Promise.all([...files].map(async (file) => file.webkitRelativePath + '=' + await file.text()));
          document.title = read.sort().join(' & ');
        };</script>`,
    });
    site = await startSite((request, response) => (request.url === '/locked' ? locked : pages)(request, response));
    const pickers = ['showOpenFilePicker', 'showSaveFilePicker', 'showDirectoryPicker'];
    await writeFile(
      join(folder, 'picker.html'),
      `<!doctype html><title>-</title><body style="height:100vh"><script>
      onclick = async () => {
        for (const name of ${JSON.stringify(pickers)}) if (name in window) return window[name]();
        const input = Object.assign(document.createElement('input'), {type: 'file'});
        input.onchange = async () => { document.title = await input.files[0].text(); };
        input.click();
      };</script>`,
    );
    files = {};
    for (const [id, filename] of [
      ['a', 'notes.txt'],
      ['b', 'notes.txt'],
      ['c', 'größe.txt'],
    ] as const) {
      const path = join(folder, id);
      await writeFile(path, `text of ${id}`, {mode: 0o600});
      files[id] = {id, filename, path, sessionId: 's', declaredType: '', bytes: 9, sha256: '', createdAt: 0};
    }
  });

  after(async () => {
    await browser.close();
    site.close();
    await rm(folder, {recursive: true});
  });

  it('a name and a password are asked for until they are right, and known from then on', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/locked`);
    await told.until('1 asks login');
    assert.deepEqual(told.asking.get(1)?.[0]?.question, {kind: 'login', origin: site.url, realm: 'The back room'});
    let since = told.lines.length;
    answer(pages, told, {username: 'ada', password: 'wrong'});
    await told.until('1 asks login', since);
    answer(pages, told, {username: 'ada', password: 'lovelace'});
    await told.until('1 title in as ada:lovelace');
    since = told.lines.length;
    await pages.reload(1);
    await told.until(`1 relocated ${site.url}/locked`, since);
    assert.ok(!told.lines.slice(since).includes('1 asks login'));
    await pages.dispose();
  });

  it('who does not say is shown what the site says to that, and can leave meanwhile', async () => {
    const {pages, told} = openSession(browser);
    await pages.open(1, `${site.url}/locked`);
    await told.until('1 asks login');
    answer(pages, told, null);
    await told.until('1 title out');
    const since = told.lines.length;
    await pages.reload(1);
    await told.until('1 asks login', since);
    await pages.navigate(1, `${site.url}/`);
    await told.until('1 title home');
    assert.deepEqual(told.asking.get(1), []);
    await pages.dispose();
  });

  it('a name and a password are asked for by a frame too', async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/around`);
    await pages.execute(1, `document.querySelector('iframe').src = '/locked'`, 'javascript');
    await told.until('1 asks login');
    assert.deepEqual(told.asking.get(1)?.[0]?.question, {kind: 'login', origin: site.url, realm: 'The back room'});
    answer(pages, told, {username: 'ada', password: 'lovelace'});
    await told.until('1 title framed as ada:lovelace');
    await pages.dispose();
  });

  it('files are dropped where the page takes them', async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/zone`, {findFile: (id) => files[id]});
    await pages.drop(1, {type: 'drop', x: 120, y: 80, files: ['a']});
    await told.until('1 title 120 notes.txt=text of a');
    await pages.dispose();
  });

  it('files are asked for, and are had by the page under their own names', async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/file`, {findFile: (id) => files[id]});
    await click(pages, 1, 60, 70);
    await told.until('1 asks file');
    assert.deepEqual(told.asking.get(1)?.[0]?.question, {kind: 'file', multiple: false, accept: '.txt,image/*'});
    answer(pages, told, {files: ['c']});
    await told.until('1 title größe.txt=text of c');
    let since = told.lines.length;
    await press(pages, 'Tab');
    await press(pages, ' ', {code: 'Space', keyCode: 32});
    await told.until('1 asks file', since);
    assert.deepEqual(told.asking.get(1)?.[0]?.question, {kind: 'file', multiple: true, accept: ''});
    answer(pages, told, {files: ['a', 'unknown', 'b']});
    await told.until('1 title notes.txt=text of a & notes.txt=text of b');
    since = told.lines.length;
    await click(pages, 1, 60, 70);
    await told.until('1 asks file', since);
    await pages.navigate(1, `${site.url}/`);
    await told.until('1 title home');
    assert.deepEqual(told.asking.get(1), []);
    await pages.dispose();
  });

  it('several files are asked for where a page wants a folder, and had as one', async () => {
    const {pages, told} = await openPainted(browser, `${site.url}/folder`, {findFile: (id) => files[id]});
    await click(pages, 1, 60, 70);
    await told.until('1 asks file');
    assert.deepEqual(told.asking.get(1)?.[0]?.question, {kind: 'file', multiple: true, accept: ''});
    answer(pages, told, {files: ['a', 'b']});
    await told.until('1 title files/notes (2).txt=text of b & files/notes.txt=text of a');
    await pages.dispose();
  });

  it('files are asked for by a page that would rather have a picker of this machine, which it has not', async () => {
    const {pages, told} = await openPainted(browser, 'http://app.localhost/picker.html', {findFile: (id) => files[id]});
    assert.equal(await pages.execute(1, 'isSecureContext', 'javascript'), true);
    await click(pages, 1, 60, 70);
    await told.until('1 asks file');
    answer(pages, told, {files: ['a']});
    await told.until('1 title text of a');
    await pages.dispose();
  });
});

describe('what a page wants to be allowed', () => {
  let browser: Browser;
  let folder: string;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'webfuse-allowed-'));
    const page = (script: string) =>
      `<!doctype html><title>-</title><body style="height:100vh"><script>onclick = () => { ${script} };</script>`;
    const told = `({coords: {latitude, longitude}}) => { document.title = latitude + ' ' + longitude; }, ({code}) => { document.title = 'refused ' + code; }`;
    await writeFile(join(folder, 'where.html'), page(`navigator.geolocation.getCurrentPosition(${told});`));
    await writeFile(
      join(folder, 'watch.html'),
      page(`
        // A click may come before the frame that it is for.
        if (document.title !== '-') return;
        const {geolocation} = navigator;
        const watch = (name, heard = () => {}) => geolocation.watchPosition(({coords: {latitude}}) => {
          document.title += ' ' + name + ' ' + latitude;
          heard();
        });
        geolocation.clearWatch(watch('never'));
        const id = watch('once', () => geolocation.clearWatch(id));
        watch('each');`),
    );
    await writeFile(
      join(folder, 'call.html'),
      page(`Notification.requestPermission().then((answer) => { document.title += answer; });`),
    );
    browser = startBrowser({localSites: {'app.localhost': folder, 'elsewhere.localhost': folder}});
  });

  after(async () => {
    await browser.close();
    await rm(folder, {recursive: true});
  });

  it('is asked of whoever is in control, who says where they are', async () => {
    const {pages, told} = await openPainted(browser, 'http://app.localhost/where.html');
    await click(pages, 1, 100, 100);
    await told.until('1 asks permission');
    assert.deepEqual(told.asking.get(1)?.[0]?.question, {
      kind: 'permission',
      origin: 'http://app.localhost',
      permission: 'geolocation',
    });
    const since = told.lines.length;
    answer(pages, told, {accept: true, position: {latitude: 52.5, longitude: 13.25, accuracy: 10}});
    await told.until('1 title 52.5 13.25');
    await pages.execute(1, `document.title = '-'`, 'javascript');
    await told.until('1 title -', since);
    const cleared = told.lines.length;
    await click(pages, 1, 100, 100);
    await told.until('1 title 52.5 13.25', cleared);
    assert.equal(told.lines.slice(since).filter((line) => line === '1 asks permission').length, 0);
    await pages.dispose();
  });

  it('is refused when nobody allows it, and may be asked again', async () => {
    const {pages, told} = await openPainted(browser, 'http://app.localhost/where.html');
    await click(pages, 1, 100, 100);
    await told.until('1 asks permission');
    answer(pages, told, null);
    await told.until('1 title refused 1');
    const since = told.lines.length;
    await click(pages, 1, 100, 100);
    await told.until('1 asks permission', since);
    await pages.navigate(1, 'http://app.localhost/call.html');
    await told.until('1 relocated http://app.localhost/call.html');
    assert.deepEqual(told.asking.get(1), []);
    await pages.dispose();
  });

  it('is not told where someone is any more once it does not watch that', async () => {
    const {pages, told} = await openPainted(browser, 'http://app.localhost/watch.html');
    const elsewhere = {latitude: 1, longitude: 1, accuracy: 10};
    await click(pages, 1, 100, 100);
    await told.until('1 asks permission');
    answer(pages, told, {accept: true, position: {...elsewhere, latitude: 2}});
    await told.until(/each 2$/);
    const since = told.lines.length;
    const frame = `document.body.innerHTML = '<iframe allow=geolocation src="http://elsewhere.localhost/where.html"></iframe>'`;
    await pages.execute(1, frame, 'javascript');
    await insist(told, '1 asks permission', () => click(pages, 1, 60, 60));
    answer(pages, told, {accept: true, position: elsewhere});
    await told.until(/each 1$/, since);
    const heard = `${await pages.execute(1, 'document.title', 'javascript')}`.match(/\w+ \d/g);
    assert.deepEqual(heard?.sort(), ['each 1', 'each 2', 'once 2']);
    await pages.dispose();
  });

  it('is allowed to one session and no other', async () => {
    const {pages, told} = await openPainted(browser, 'http://app.localhost/call.html');
    await click(pages, 1, 100, 100);
    await told.until('1 asks permission');
    answer(pages, told, {accept: true});
    await told.until('1 title -granted');
    const other = await openPainted(browser, 'http://app.localhost/call.html');
    await click(other.pages, 1, 100, 100);
    await other.told.until('1 asks permission');
    await Promise.all([pages.dispose(), other.pages.dispose()]);
  });

  it('is refused a camera, a microphone, a screen and what was copied, and says so by name', async () => {
    const {pages, told} = await openPainted(browser, 'http://app.localhost/call.html');
    for (const [code, wanted] of [
      ['mediaDevices.getUserMedia({video: true, audio: true})', /camera/],
      ['mediaDevices.getUserMedia({audio: true})', /microphone/],
      ['mediaDevices.getDisplayMedia()', /screen/],
      ['clipboard.readText()', /clipboard/],
    ] as const) {
      const since = told.lines.length;
      const refused = await pages.execute(1, `navigator.${code}.catch(({name}) => name)`, 'javascript');
      assert.equal(refused, 'NotAllowedError');
      assert.match(await told.until(/^1 refused not_allowed,/, since), wanted);
    }
    await pages.dispose();
  });
});

describe('permission that could not be given', () => {
  it('is asked for again', async () => {
    let open: readonly OpenQuestion[] = [];
    const desk = new Desk((now) => {
      open = now;
    });
    const permissions = new Permissions(desk, async () => {});
    const gone = {send: () => Promise.reject(new Error('Session closed.'))} as unknown as CDPSession;
    for (const times of [1, 2]) {
      const asked = permissions.ask(gone, 'http://app.localhost', 'geolocation').catch(() => {});
      assert.equal(open[0]?.id, times);
      desk.answer(times, {accept: true, position: {latitude: 52.5, longitude: 13.25, accuracy: 10}});
      await asked;
    }
  });
});
