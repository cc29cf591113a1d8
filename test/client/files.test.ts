import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import type {Session} from '../../src/client/index.ts';
import {Webfuse} from '../../src/client/webfuse.ts';
import {MAX_UPLOAD_BYTES} from '../../src/protocol/rpc.ts';
import {FakeServer, pass, settle, takeHold} from './fake-server.ts';

describe('files of a session', () => {
  let server: FakeServer;
  let session: Session;
  beforeEach(async () => {
    takeHold();
    server = new FakeServer();
    const space = await new Webfuse(server.connect).initSpace('wk_demo', 'demo', {server: 'https://co.example/'});
    session = space.session();
    await session.start(null);
    await pass(0);
  });
  afterEach(() => {
    mock.timers.reset();
    mock.restoreAll();
    Reflect.deleteProperty(globalThis, 'XMLHttpRequest');
  });

  /** Plays the server where files are sent. */
  function answer(status: number, body: unknown) {
    return mock.method(globalThis, 'fetch', async () => new Response(JSON.stringify(body), {status}));
  }

  /** Plays the same for `XMLHttpRequest`, which only browsers have; none comes with the status 0. Returns what was asked. */
  function fakeRequests(status: number, body: unknown, retryAfter: string | null = null): string[] {
    const asked: string[] = [];
    class FakeRequest {
      readonly upload: {onprogress?: (event: {loaded: number; total: number}) => void} = {};
      readonly status = status;
      readonly response = JSON.stringify(body);
      onload?: () => void;
      onerror?: () => void;
      open = (...how: string[]) => asked.push(how.join(' '));
      setRequestHeader = (...header: string[]) => asked.push(header.join(': '));
      getResponseHeader = () => retryAfter;
      send() {
        for (const loaded of [1, 4]) this.upload.onprogress?.({loaded, total: 4});
        if (status) this.onload?.();
        else this.onerror?.();
      }
    }
    Object.assign(globalThis, {XMLHttpRequest: FakeRequest});
    return asked;
  }

  function openTab(): void {
    server.answers['open_tab']?.({url: 'http://files.localhost/x/a.png'}, server.line);
  }

  it('are sent with the seat that lets them in, and are shown in a tab', async () => {
    const sent = answer(200, {ssid: 1});
    const file = new File(['PNG'], 'n\u00e4me & \ud83d.png', {type: 'image/png'});
    const uploaded = session.uploadFile(file);
    await settle();
    openTab();
    assert.equal((await uploaded).ssid, 1);
    const [url, options] = sent.mock.calls[0]!.arguments as unknown as [string, RequestInit];
    assert.equal(url, 'https://co.example/api/sessions/s1/files?name=n%C3%A4me%20%26%20%EF%BF%BD.png');
    assert.deepEqual(options, {method: 'POST', headers: {authorization: 'Bearer seat'}, body: file});
  });

  it('are sent for the page of a tab, and known by their ids', async () => {
    const sent = answer(200, {file_id: 'f1'});
    assert.equal(await session.attachFile(3, new File(['x'], 'a.txt')), 'f1');
    const [url] = sent.mock.calls[0]!.arguments as unknown as [string];
    assert.equal(url, 'https://co.example/api/sessions/s1/files?name=a.txt&ssid=3');
  });

  it('are sent by what can say how far they are, where someone is told', async () => {
    const sent = answer(200, {ssid: 1});
    const asked = fakeRequests(201, {file_id: 'f1'});
    const told: number[] = [];
    const id = await session.attachFile(3, new File(['x'], 'a.txt'), (share) => void told.push(share));
    assert.deepEqual([id, told, sent.mock.callCount()], ['f1', [0.25, 1], 0]);
    assert.deepEqual(asked, [
      'POST https://co.example/api/sessions/s1/files?name=a.txt&ssid=3',
      'authorization: Bearer seat',
    ]);
    fakeRequests(429, {code: 'too_many'}, '7');
    const refused = session.uploadFile(new File(['x'], 'a.txt'), () => {});
    await assert.rejects(refused, {code: 'too_many', retryAfter: 7});
    fakeRequests(0, null);
    await assert.rejects(
      session.uploadFile(new File(['x'], 'a.txt'), () => {}),
      {code: 'connection_closed'},
    );
  });

  it('need no name', async () => {
    const sent = answer(200, {ssid: 1});
    openTab();
    await session.uploadFile(new Blob(['x']) as File);
    const [url] = sent.mock.calls[0]!.arguments as unknown as [string];
    assert.match(url, /\?name=file$/);
  });

  it('are refused by name', async () => {
    const sent = answer(429, {code: 'too_many', detail: 'A session has at most 20 tabs.'});
    const file = new File(['x'], 'a.txt');
    await assert.rejects(session.uploadFile(file), {name: 'SessionError', code: 'too_many', message: /20 tabs/});
    const huge = new File(['x'], 'a.txt');
    Object.defineProperty(huge, 'size', {value: MAX_UPLOAD_BYTES + 1});
    await assert.rejects(session.uploadFile(huge), {code: 'too_large'});
    assert.equal(sent.mock.callCount(), 1, 'nothing is sent that is too large');
    mock.restoreAll();
    mock.method(globalThis, 'fetch', async () => new Response('<h1>Bad gateway</h1>', {status: 502}));
    await assert.rejects(session.uploadFile(file), {code: 'internal'});
    mock.restoreAll();
    mock.method(globalThis, 'fetch', async () => {
      throw new TypeError('Failed to fetch');
    });
    await assert.rejects(session.uploadFile(file), {code: 'connection_closed'});
    await assert.rejects(session.uploadFile('a.txt' as unknown as File), {code: 'invalid_argument'});
  });

  it('are told with an address that works on any page', () => {
    const told: unknown[] = [];
    session.on('file_downloaded', (_session, {url}) => told.push(url));
    const payload = {ssid: 1, tabIndex: 0, filename: 'a.txt', url: '/files/x/a.txt'};
    server.tell({name: 'file_downloaded', payload});
    assert.deepEqual(told, ['https://co.example/files/x/a.txt']);
  });
});
