import assert from 'node:assert/strict';
import {createHash} from 'node:crypto';
import {mkdtemp, rm, symlink, writeFile} from 'node:fs/promises';
import {request as ask} from 'node:http';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {pipeline} from 'node:stream/promises';
import {describe, it, type TestContext} from 'node:test';
import {MAX_UPLOAD_BYTES} from '../../src/protocol/rpc.ts';
import {asAttachment, cleanFileName} from '../../src/server/files/names.ts';
import {serve} from '../support/test-server.ts';
import {WireClient} from '../support/wire-client.ts';

const SHOP = 'http://shop.localhost/';

/** Ada leads and owns tab 1; Ben is a guest. */
async function session(test: TestContext, settings = {}) {
  const server = await serve(test);
  const [ada, ben] = [await server.connect(), await server.connect()];
  const {session_id, invite, seat_token} = await ada.lead('Ada', settings);
  const {result} = await ben.call('join_session', {session_id, invite, user_data: {name: 'Ben'}});
  await ada.call('open_tab', {url: SHOP});
  await Promise.all([ada.event('tab_opened'), ben.event('tab_opened')]);
  const folder = await mkdtemp(path.join(tmpdir(), 'webfuse-test-'));
  test.after(() => rm(folder, {recursive: true}));
  /** A page downloads a file. */
  const download = async (content: string, filename: string, ssid = 1) => {
    const file = path.join(folder, 'download');
    await writeFile(file, content);
    await server.pages.listener.downloaded(ssid, {path: file, filename});
  };
  const upload = (name: string, body: BodyInit | null, {token = seat_token, id = session_id, headers = {}} = {}) =>
    fetch(`${server.origin}/api/sessions/${id}/files?name=${encodeURIComponent(name)}`, {
      method: 'POST',
      headers: {authorization: `Bearer ${token}`, ...headers},
      body,
    });
  const {origin, pages} = server;
  return {
    ...{ada, ben, origin, pages, download, upload, folder, session_id},
    adasToken: seat_token,
    bensToken: result.seat_token as string,
  };
}

/** What a page in the session would be shown at an address. */
function fileAt(pages: Awaited<ReturnType<typeof session>>['pages'], url: string) {
  return pages.setup.findFile?.(new URL(url).pathname.split('/')[1] ?? '');
}

describe('a file that is downloaded', () => {
  it('is told to the one in control alone, who can have it until the session ends', async (test) => {
    const {ada, ben, origin, download} = await session(test);
    await ada.call('transfer_tab_control', {to: 1});
    await download('Some text', 'report.txt');
    const {payload} = await ben.event('file_downloaded');
    assert.match(payload.url, /^\/files\/[\w.-]{68}\/report\.txt$/);
    assert.deepEqual({...payload, url: ''}, {ssid: 1, tabIndex: 0, filename: 'report.txt', url: ''});
    await ada.call('ping');
    assert.ok(!ada.order.includes('event file_downloaded'));

    const response = await fetch(origin + payload.url);
    assert.equal(await response.text(), 'Some text');
    const {headers} = response;
    assert.equal(headers.get('content-disposition'), `attachment; filename="report.txt"; filename*=UTF-8''report.txt`);
    assert.equal(headers.get('content-type'), 'application/octet-stream');
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.match(headers.get('content-security-policy')!, /sandbox/);
    const part = await fetch(origin + payload.url, {headers: {range: 'bytes=5-'}});
    assert.deepEqual([part.status, await part.text()], [206, 'text']);

    await ada.call('end');
    await ada.hungUp();
    assert.equal((await fetch(origin + payload.url)).status, 404);
  });

  it('is had by links that each receiver has of their own; what the log holds leads nowhere', async (test) => {
    const {ada, ben, origin, pages, download} = await session(test);
    await download('Some text', 'report.txt');
    const adas = (await ada.event('file_downloaded')).payload.url;
    await ada.call('transfer_tab_control', {to: 1});
    await download('Some text', 'report.txt');
    const bens = (await ben.event('file_downloaded')).payload.url;
    const [id = '', receiver, signature] = (bens.split('/')[2] ?? '').split('.');
    assert.equal(receiver, '1');
    assert.equal(pages.setup.findFile?.(id)?.sha256, createHash('sha256').update('Some text').digest('hex'));
    for (const url of [adas, bens]) assert.equal((await fetch(origin + url)).status, 200);
    for (const token of [
      id,
      `${id}.0.${signature}`,
      `${id}.1.`,
      adas.replace(/^.files.[^.]+|.report.txt$/g, '').replace(/^/, id),
    ]) {
      assert.equal((await fetch(`${origin}/files/${token}/report.txt`)).status, 404, token);
    }
  });

  it('is offered to the others who look at the tab, by links of their own, unless a setting says otherwise', async (test) => {
    const {ada, ben, origin, download} = await session(test);
    await ben.call('watch_tab', {ssid: 1});
    // Nor does it matter when their window is behind others just then.
    await ben.call('unwatch_tab', {ssid: 1});
    await download('Some text', 'report.txt');
    const {url} = (await ada.event('file_downloaded')).payload;
    await ben.call('ping');
    const [offered, ...more] = ben.asides;
    assert.ok(offered?.kind === 'file');
    assert.deepEqual([offered.filename, more, ada.asides], ['report.txt', [], []]);
    assert.notEqual(offered.url, url);
    assert.equal(await (await fetch(origin + offered.url)).text(), 'Some text');

    const other = await session(test, {download_trigger_enabled: false});
    await other.ben.call('watch_tab', {ssid: 1});
    await other.download('Some text', 'report.txt');
    await other.ada.event('file_downloaded');
    await other.ben.call('ping');
    assert.deepEqual(other.ben.asides, []);
  });

  it('is told again to whoever lost their line meanwhile', async (test) => {
    const {ada, ben, download, bensToken, origin, session_id} = await session(test);
    await ada.call('transfer_tab_control', {to: 1});
    const last_number = (await ben.event('tab_control_transferred')).number;
    await ben.close();
    await ada.event('participant_updated');
    await download('Some text', 'report.txt');
    const again = await WireClient.connect(origin);
    await again.call('join_session', {session_id, seat_token: bensToken, last_number});
    assert.equal((await again.event('file_downloaded')).payload.filename, 'report.txt');
    await again.close();
  });

  it('is had by nobody who guesses', async (test) => {
    const {ada, origin, download} = await session(test);
    await download('Some text', 'report.txt');
    const {url} = (await ada.event('file_downloaded')).payload;
    for (const guess of [
      '/files/x/report.txt',
      '/files//report.txt',
      '/files/..%2f/x',
      `${url.slice(0, 10)}/report.txt`,
    ]) {
      assert.equal((await fetch(origin + guess)).status, 404, guess);
    }
  });

  it('has a name that fits into an address, a header and a folder', async (test) => {
    const {ada, origin, download} = await session(test);
    const names = {
      '../../etc/passwd': 'passwd',
      'C:\\temp\\a.txt': 'a.txt',
      'a"b\n\r; c.txt': 'a_b; c.txt',
      'photo\u202egnp.exe': 'photognp.exe',
      'na\u0308ive \ud83d\ude00 100%.txt': 'n\u00e4ive \ud83d\ude00 100%.txt',
      'half\ud83d.txt': 'half.txt',
      '..': 'file',
      '': 'file',
      ' .. hidden. ': 'hidden',
      'nul.txt': '_nul.txt',
      [`${'\u00e4'.repeat(300)}.html`]: `${'\u00e4'.repeat(95)}.html`,
    };
    for (const [given, kept] of Object.entries(names)) {
      await download('Some text', given);
      const {payload} = await ada.event('file_downloaded');
      assert.equal(payload.filename, kept);
      const response = await fetch(origin + payload.url);
      assert.equal(await response.text(), 'Some text', kept);
      assert.equal(response.headers.get('content-disposition'), asAttachment(kept));
    }
    assert.equal(
      asAttachment('n\u00e4\'"(1).txt'),
      `attachment; filename="n_'_(1).txt"; filename*=UTF-8''n%C3%A4%27%22%281%29.txt`,
    );
  });

  it('is dropped when it is none, when its tab is closed, and when there are too many', async (test) => {
    const {ada, pages, download, folder} = await session(test);
    const link = path.join(folder, 'link');
    await symlink('/etc/hostname', link);
    await pages.listener.downloaded(1, {path: link, filename: 'hostname'});
    await pages.listener.downloaded(1, {path: path.join(folder, 'none'), filename: 'none'});
    await download('Some text', 'closed.txt', 7);
    await ada.call('watch_tab', {ssid: 1});
    for (let count = 0; count < 101; count++) await download('Some text', `${count}.txt`);
    await ada.call('ping');
    const why = 'The session keeps as many files as it can.';
    assert.deepEqual(ada.asides, [{kind: 'refused', code: 'too_many', message: why}]);
    const told = ada.events
      .filter(({name}) => name === 'file_downloaded')
      .map(({payload}) => 'filename' in payload && payload.filename);
    assert.deepEqual([told.length, told[0], told.at(-1)], [100, '0.txt', '99.txt']);
  });
});

describe('a file that is shared', () => {
  it('is shown in a tab of whoever shares it', async (test) => {
    const {ada, ben, pages, upload, bensToken} = await session(test);
    const response = await upload('n\u00e4me.png', 'PNG', {token: bensToken});
    assert.deepEqual([response.status, await response.json()], [200, {ssid: 2}]);
    assert.equal(response.headers.get('access-control-allow-origin'), '*');
    const {payload} = await ada.event('tab_opened');
    assert.match(payload.url, /^http:\/\/files\.localhost\/[\w-]{22}\/n%C3%A4me\.png$/);
    assert.equal(payload.leaderIndex, 1);
    await ben.event('tab_opened');
    assert.ok(pages.asked.some((line) => line === `open(2, ${JSON.stringify(payload.url)})`));
    const file = fileAt(pages, payload.url);
    assert.deepEqual([file?.filename, file?.bytes], ['n\u00e4me.png', 3]);
    await ada.call('end');
    await ada.hungUp();
    assert.equal(fileAt(pages, payload.url), undefined);
  });

  it('may come from pages of other origins', async (test) => {
    const {origin} = await session(test);
    const {status, headers} = await fetch(`${origin}/api/sessions/x/files?name=a`, {
      method: 'OPTIONS',
      headers: {
        origin: 'https://author.example',
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type',
      },
    });
    assert.equal(status, 204);
    assert.equal(headers.get('access-control-allow-origin'), '*');
    assert.match(headers.get('access-control-allow-headers')!, /authorization/);
    assert.match(headers.get('access-control-allow-methods')!, /POST/);
  });

  it('is refused with a code, and then not kept', async (test) => {
    const {ada, upload, origin, session_id, adasToken, bensToken} = await session(test);
    const refusal = async (response: Response) => {
      const {code, detail} = (await response.json()) as {code: string; detail: string};
      assert.match(detail, /^[A-Z].*\.$/);
      assert.equal(response.headers.get('access-control-allow-origin'), '*');
      return `${response.status} ${code}`;
    };
    assert.equal(await refusal(await upload('a.txt', 'x', {token: 'AAAAAAAAAAAAAAAAAAAAAA'})), '401 seat_lost');
    assert.equal(await refusal(await upload('a.txt', 'x', {headers: {authorization: 'Basic x'}})), '401 seat_lost');
    assert.equal(await refusal(await upload('a.txt', 'x', {id: 'AAAAAAAAAAAA'})), '404 unknown_session');
    assert.equal(await refusal(await upload('a.txt', null)), '400 invalid_params');
    const unnamed = await fetch(`${origin}/api/sessions/${session_id}/files?name=a&name=b`, {
      method: 'POST',
      headers: {authorization: `Bearer ${adasToken}`},
      body: 'x',
    });
    assert.equal(await refusal(unnamed), '400 invalid_params');
    await ada.call('remove_participant', {client_index: 1});
    assert.equal(await refusal(await upload('a.txt', 'x', {token: bensToken})), '401 seat_lost');
    for (let tabs = 1; tabs < 20; tabs++) await upload('a.txt', 'x');
    assert.equal(await refusal(await upload('a.txt', 'x')), '429 too_many');
    await ada.call('end');
    await ada.hungUp();
    assert.equal(await refusal(await upload('a.txt', 'x')), '410 session_ended');
  });

  it('is refused to those who may not open tabs', async (test) => {
    const {upload, bensToken} = await session(test, {non_hosts_can_open_tabs: false});
    const response = await upload('a.txt', 'x', {token: bensToken});
    assert.deepEqual([response.status, ((await response.json()) as {code: string}).code], [403, 'not_allowed']);
    assert.equal((await upload('a.txt', 'x')).status, 200);
  });

  it('is refused when it is too large, as soon as that is known', async (test) => {
    const {origin, session_id, adasToken, pages} = await session(test);
    const send = (headers: Record<string, string | number>) => {
      const request = ask(`${origin}/api/sessions/${session_id}/files?name=a`, {
        method: 'POST',
        headers: {authorization: `Bearer ${adasToken}`, ...headers},
      });
      request.on('error', () => {});
      const answered = new Promise<string>((resolve) => {
        request.on('response', async (response) => {
          resolve(`${response.statusCode} ${JSON.parse((await response.toArray()).join('')).code}`);
        });
      });
      return {request, answered};
    };
    const declared = send({'content-length': MAX_UPLOAD_BYTES + 1});
    declared.request.flushHeaders();
    assert.equal(await declared.answered, '413 too_large');
    declared.request.destroy();

    const endless = send({});
    const stopped = assert.rejects(pipeline(forEver, endless.request));
    assert.equal(await endless.answered, '413 too_large');
    endless.request.destroy();
    await stopped;
    assert.equal(pages.asked.filter((line) => line.startsWith('open')).length, 1);
  });
});

describe('cleanFileName', () => {
  it('does not take longer for long names', () => {
    assert.equal(cleanFileName(`${'. '.repeat(1_000_000)}a`).length <= 100, true);
  });
});

function* forEver(): Generator<Buffer> {
  for (;;) yield Buffer.alloc(1024 * 1024);
}
