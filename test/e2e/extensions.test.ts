import assert from 'node:assert/strict';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {after, afterEach, before, describe, it} from 'node:test';
import type {Json} from '../../src/model/events.ts';
import {createServer, type SessionServer} from '../../src/server/app.ts';
import type {PagesListener, PagesSetup, SessionPages} from '../../src/server/browser/pages.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {pagesByPath, startBrowser, startSite} from '../server/browser/harness.ts';
import {WireClient} from '../support/wire-client.ts';

const MANIFEST = {
  manifest_version: 3,
  name: 'Helper',
  version: '1.0',
  content_scripts: [
    {
      matches: ['http://site.example/*'],
      exclude_matches: ['*://*/private'],
      js: ['start.js'],
      run_at: 'document_start',
    },
    {matches: ['http://site.example/*'], js: ['shared.js', 'idle.js']},
    {matches: ['https://never.example/*'], js: ['never.js']},
  ],
  env: [{key: 'GREETING', value: 'Hello from the extension'}],
};

const FILES = {
  'start.js': `
    document.documentElement.dataset.start = 'first';
    throw new Error('one script that fails stops no other');
  `,
  'shared.js': `const session = browser.webfuseSession; function answer(value) { return session.broadcastMessage({event_type: 'answer', value}); }`,
  'idle.js': `
    document.documentElement.dataset.idle = document.title;
    const heard = [];
    session.onMessage.addListener((message) => heard.push(message));
    session.on.addListener(({event_type, message}) => { if (event_type === 'chat_message' && message === 'heard?') answer(heard); });
    session.on('chat_message', async (_, {message}) => {
      if (!message.startsWith('do: ')) return;
      const {cmd, ...args} = JSON.parse(message.slice(4));
      try {
        answer(await (cmd === 'call' ? session[args.method](...args.args) : session.apiRequest({cmd, ...args})));
      } catch ({name, code}) {
        answer([name, code]);
      }
    });
    answer({
      ready: true,
      env: session.env,
      same: chrome.webfuseSession === session && browser.virtualSession === session && chrome.virtualSession === session,
      page: typeof pageGlobal,
    });
  `,
  'never.js': `document.documentElement.dataset.never = 'true';`,
};

describe('an extension', () => {
  let folder: string;
  let server: SessionServer;
  let site: Awaited<ReturnType<typeof startSite>>;
  const sessions: SessionPages[] = [];
  const clients: WireClient[] = [];

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'wf-extension-'));
    await writeFile(path.join(folder, 'manifest.json'), JSON.stringify(MANIFEST));
    for (const [name, text] of Object.entries(FILES)) await writeFile(path.join(folder, name), text);
    const browser = startBrowser();
    site = await startSite((request, response) => {
      response.setHeader('content-security-policy', "default-src 'none'; script-src 'nonce-1'; frame-src *");
      pagesByPath({
        '/': '<title>Site</title><script nonce="1">window.pageGlobal = document.documentElement.dataset.start</script><iframe src="/private"></iframe>',
        '/next': '<title>Next</title>',
        '/private': '<title>Private</title>',
      })(request, response);
    });
    const openPages = (listener: PagesListener, setup: PagesSetup) => {
      const pages = browser.openPages(listener, setup);
      sessions.push(pages);
      return pages;
    };
    const spaces = [{...DEMO_SPACE, extensions: [folder]}];
    server = await createServer({browser: {openPages, close: () => browser.close()}, spaces});
  });

  afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));

  after(async () => {
    await server.close();
    site.close();
    await rm(folder, {recursive: true});
  });

  /** Ada, who has a page open, and Ben, whom the extension answers. */
  const open = async (url = `${site.url}/`) => {
    const [ada, ben] = [await WireClient.connect(server.origin), await WireClient.connect(server.origin)];
    clients.push(ada, ben);
    const {session_id, invite} = await ada.lead('Ada');
    await ben.call('join_session', {session_id, invite, user_data: {name: 'Ben', email: 'ben@example.com'}});
    await ada.call('open_tab', {url});
    /** What the extension says next. */
    const answer = async () => ((await ben.event('message')).payload.data as {value: Json}).value;
    /** Has the extension ask for something, and tells what it got. */
    const ask = async (request: object) => {
      await ada.call('send_chat_message', {message: `do: ${JSON.stringify(request)}`});
      return answer();
    };
    const call = (method: string, ...args: unknown[]) => ask({cmd: 'call', method, args});
    const run = (code: string) => sessions.at(-1)!.execute(1, code, 'javascript');
    return {ada, ben, answer, ask, call, run};
  };

  it('runs in a world of its own on the pages it is meant for, at its time, with the session and its values', async () => {
    const {answer, run} = await open();
    assert.deepEqual(await answer(), {
      ready: true,
      env: {GREETING: 'Hello from the extension'},
      same: true,
      page: 'undefined',
    });
    assert.deepEqual(await run('({...document.documentElement.dataset})'), {start: 'first', idle: 'Site'});
    assert.equal(await run('pageGlobal'), 'first', 'before the scripts of the page');
    assert.deepEqual(await run('[typeof browser, typeof webfuseLine, typeof webfuseCall, typeof webfuse]'), [
      'undefined',
      'undefined',
      'undefined',
      'undefined',
    ]);
  });

  it('has the commands of the session, which it gives as the owner of the tab', async () => {
    const {ada, ben, answer, ask, call} = await open();
    await answer();
    const people = (await call('getParticipants')) as {name: string; self: boolean}[];
    assert.deepEqual(
      people.map(({name, self}) => [name, self]),
      [
        ['Ada', true],
        ['Ben', false],
      ],
    );
    assert.deepEqual(
      ((await call('getTabs')) as {url: string}[]).map(({url}) => url),
      [`${site.url}/`],
    );
    await call('sendChatMessage', 'Hi');
    await ben.until(() => ben.events.find(({name, payload}) => name === 'chat_message' && payload.message === 'Hi'));
    await call('makeHost', 1);
    assert.equal((await ben.event('host_changed')).payload.to, 1);
    assert.deepEqual(await call('makeHost', 0), ['SessionError', 'not_allowed']);
    await call('log', {done: true});
    assert.deepEqual((await ada.event('client_log_added')).payload, {clientIndex: 0, entry: {done: true}});
    assert.deepEqual(await call('uploadFile', {}), ['SessionError', 'invalid_argument']);
    assert.deepEqual(await call('registerTool', {}), ['SessionError', 'unsupported']);
    assert.deepEqual(await ask({cmd: 'transfer_tab_control', to: 1}), undefined);
    assert.equal((await ben.event('tab_control_transferred')).payload.controlIndex, 1);
    assert.deepEqual(await ask({cmd: 'no_such_command'}), ['SessionError', 'invalid_argument']);
    assert.equal(((await ask({cmd: 'open_tab', url: 'about:blank'})) as {ssid: number}).ssid, 2);
  });

  it('tells listeners of everything, flat, and of who is there when they asked', async () => {
    const {ada, ben, answer, ask} = await open();
    await answer();
    await ask({cmd: 'get_session_participants'});
    await ben.call('send_chat_message', {message: 'Hello'});
    await ada.call('make_host', {to: 1});
    await ada.call('send_message', {data: {event_type: 'countdown', left: 3}, target_origin: '*'});
    await ada.call('send_chat_message', {message: 'heard?'});
    const heard = (await answer()) as {[key: string]: Json}[];
    const find = (type: string) => heard.find(({event_type: name, msg}) => (name ?? msg) === type);
    assert.deepEqual(find('get_session_participants')?.['participants'], [
      {client_index: 0, name: 'Ada', email: '', online: true, self: true},
      {client_index: 1, name: 'Ben', email: 'ben@example.com', online: true, self: false},
    ]);
    const hello = heard.find(({message}) => message === 'Hello');
    assert.deepEqual([hello?.['event_type'], hello?.['client_index'], hello?.['clientIndex']], ['chat_message', 1, 1]);
    const changed = find('host_changed');
    assert.deepEqual([changed?.['to'], changed?.['gained'], changed?.['my_index']], [1, false, 0]);
    assert.equal(find('countdown')?.['left'], 3);
  });

  it('goes with the page, and comes with the next one', async () => {
    const {ada, answer, run} = await open();
    await answer();
    await ada.call('relocate', {url: `${site.url}/next`});
    assert.equal(((await answer()) as {ready: boolean}).ready, true);
    assert.equal(await run('document.documentElement.dataset.idle'), 'Next');
    await ada.call('go_back');
    await ada.until(() => ada.events.filter(({name}) => name === 'relocated').length > 2 || undefined);
  });

  it('is not on pages that it is not meant for', async () => {
    const {run, ben, ada} = await open(`http://other.example:${site.port}/`);
    await ada.until(() =>
      ada.events.find(({name, payload}) => name === 'tab_updated' && 'title' in payload && payload.title === 'Site'),
    );
    assert.deepEqual(await run('({...document.documentElement.dataset})'), {});
    await ben.call('ping');
    assert.ok(!ben.events.some(({name}) => name === 'message'));
  });
});
