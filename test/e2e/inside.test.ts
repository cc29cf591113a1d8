import assert from 'node:assert/strict';
import {after, afterEach, before, describe, it} from 'node:test';
import type {Json} from '../../src/model/events.ts';
import {createServer, type SessionServer} from '../../src/server/app.ts';
import type {PagesListener, PagesSetup, SessionPages} from '../../src/server/browser/pages.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {pagesByPath, startBrowser, startSite} from '../server/browser/harness.ts';
import {WireClient} from '../support/wire-client.ts';

/** The vendor's loader, as pages have it. */
const SNIPPET = `(function (w, d, s, n, u) {
  if (!w[n]) { var x = w[n] = {}; x.initSpace = function () { x.q = arguments; return new Promise(function (r) { x.resolve = r; }); }; }
  var e = d.createElement(s), f = d.getElementsByTagName(s)[0]; e.async = 1; e.src = u; f.parentNode.insertBefore(e, f);
})`;

/** Waits until the page has run its scripts. */
const LOADED = `new Promise((resolve) => {
  if (document.readyState === 'complete') resolve();
  else addEventListener('load', () => resolve());
})`;

describe('a page inside a session', () => {
  let server: SessionServer;
  let site: Awaited<ReturnType<typeof startSite>>;
  /** Pages of the sessions, latest last. */
  const sessions: SessionPages[] = [];
  const clients: WireClient[] = [];

  const loads = (key: string, space: string) => `<!doctype html><title>-</title><script>
    ${SNIPPET}(window, document, 'script', 'webfuse', '${server.origin}/webfuse.js');
    window.heard = [];
    window.ready = webfuse.initSpace('${key}', '${space}').then((space) => {
      for (const name of ['message', 'chat_message', 'relocated', 'relocate_start', 'session_started', 'participant_joined'])
        webfuse.currentSession.on(name, (session, payload) => heard.push([name, payload, session === webfuse.currentSession]));
      return [space.id, space.slug];
    });
  </script>`;

  before(async () => {
    const browser = startBrowser();
    site = await startSite((request, response) =>
      pagesByPath({
        '/': loads('wk_demo', 'demo'),
        '/wrong-key': loads('wk_wrong', 'demo'),
        '/wrong-space': loads('wk_demo', 'other'),
        '/plain': '<title>Plain</title>',
        '/framed': `<title>-</title><iframe src="http://other.example:${site.port}/reports"></iframe>`,
        '/reports': `${loads('wk_demo', 'demo')}<script>
          ready.then(() => webfuse.currentSession.sendMessage('framed', '*'));
        </script>`,
        '/older': `<title>-</title><script src="${server.origin}/surfly.js"></script><script>
          window.init = (widget_key) => new Promise((resolve) => Surfly.init({widget_key}, resolve));
          window.ready = init('wk_demo');
        </script>`,
      })(request, response),
    );
    const openPages = (listener: PagesListener, setup: PagesSetup) => {
      const pages = browser.openPages(listener, setup);
      sessions.push(pages);
      return pages;
    };
    const space = {...DEMO_SPACE, origins: [site.url, `http://other.example:${site.port}`]};
    server = await createServer({browser: {openPages, close: () => browser.close()}, spaces: [space]});
  });

  afterEach(() => Promise.all(clients.splice(0).map((client) => client.close())));

  after(async () => {
    await server.close();
    site.close();
  });

  /** Someone makes a session and opens a page in it. */
  const open = async (url: string) => {
    const client = await WireClient.connect(server.origin);
    clients.push(client);
    await client.lead();
    await client.call('open_tab', {url});
    await client.event('relocated');
    const pages = sessions.at(-1)!;
    const run = (code: string): Promise<Json> => pages.execute(1, code, 'javascript');
    /** What a promise of the page comes to, however busy the machine is. */
    const settled = (code: string): Promise<Json> =>
      run(code).catch((error) => {
        if (error.code === 'timeout') return settled(code);
        throw error;
      });
    await settled(LOADED);
    return {client, pages, run, settled};
  };

  it('is let in by the vendor’s snippet, and talks with the page outside', async () => {
    const {client, run, settled} = await open(`${site.url}/`);
    assert.deepEqual(await settled('ready'), ['demo', 'demo']);
    assert.equal(await run('webfuse.isInsideSession && webfuse.listSessions()[0] === webfuse.currentSession'), true);

    await run('webfuse.currentSession.sendMessage({hello: 1}, "*")');
    const {payload} = await client.event('message');
    assert.deepEqual([payload.data, payload.origin, payload.ssid], [{hello: 1}, site.url, 1]);

    await client.call('send_message', {data: 'for you', target_origin: site.url, origin: 'https://outer.example'});
    await client.call('send_message', {data: 'not for you', target_origin: 'https://else.example'});
    await client.call('send_chat_message', {message: 'Hello'});
    const heard = (await run(
      `new Promise((resolve) => {
        const done = () => heard.length > 1 && resolve(heard);
        webfuse.on('chat_message', done);
        done();
      })`,
    )) as [string, {data: Json; origin: string}, boolean][];
    assert.deepEqual(
      heard.map(([name]) => name),
      ['message', 'chat_message'],
    );
    assert.deepEqual(
      [heard[0]?.[1].data, heard[0]?.[1].origin, heard[0]?.[2]],
      ['for you', 'https://outer.example', true],
    );
  });

  it('has what the vendor calls public, and no more', async () => {
    const {client, run, settled} = await open(`${site.url}/`);
    await settled('ready');
    const members = `(() => {
      const of = (object) => Object.getOwnPropertyNames(Object.getPrototypeOf(object)).concat(Object.keys(object)).sort();
      return [of(webfuse.currentSession), of(webfuse)];
    })()`;
    assert.deepEqual(await run(members), [
      ['apiRequest', 'constructor', 'end', 'log', 'off', 'on', 'pin', 'sendMessage'],
      ['constructor', 'currentSession', 'initSpace', 'isInsideSession', 'listSessions', 'off', 'on', 'resume'],
    ]);
    await run('webfuse.currentSession.log({seen: true})');
    assert.deepEqual((await client.event('client_log_added')).payload.entry, {seen: true});
    await run('webfuse.currentSession.apiRequest({cmd: "log", msg: "again"})');
    assert.equal((await client.event('client_log_added')).payload.entry, 'again');
    const code = (call: string) => run(`webfuse.currentSession.${call}.catch(({name, code}) => [name, code])`);
    assert.deepEqual(await code('apiRequest({cmd: "open_tab", url: "https://x.example/"})'), [
      'SessionError',
      'unsupported',
    ]);
    assert.deepEqual(await code('sendMessage(1)'), ['SessionError', 'invalid_argument']);
    assert.deepEqual(await code('sendMessage(() => {}, "*")'), ['SessionError', 'invalid_argument']);
    assert.deepEqual(await code('log("x".repeat(70_000))'), ['SessionError', 'too_large']);
    const throws = 'try { webfuse.currentSession.on("no_event", () => {}) } catch ({code}) { code }';
    assert.equal(await run(throws), 'invalid_argument');
    assert.equal(
      await run(
        'webfuse.initSpace("wk_demo", "demo").then((space) => { try { space.session() } catch (e) { return e.code } })',
      ),
      'inside_session',
    );
    const ended = client.event('session_ended');
    run('void webfuse.currentSession.end()').catch(() => {});
    await ended;
  });

  for (const [path, code] of [
    ['/wrong-key', 'invalid_key'],
    ['/wrong-space', 'unknown_space'],
  ]) {
    it(`gets nothing with the ${path?.slice(1).replace('-', ' ')}`, async () => {
      const {client, run, settled} = await open(site.url + path);
      assert.deepEqual(await settled('ready.catch(({name, code}) => [name, code])'), ['SessionError', code]);
      assert.deepEqual(await run('[webfuse.isInsideSession, webfuse.currentSession, webfuse.listSessions()]'), [
        false,
        null,
        [],
      ]);
      await run('window.heard = []; webfuse.on("chat_message", () => heard.push(1))');
      await client.call('send_chat_message', {message: 'Hello'});
      assert.equal(await run('webfuse.initSpace("wk_wrong", "demo").catch(() => heard.length)'), 0);
    });
  }

  it('gets nothing from an origin that may not', async () => {
    const {run, settled} = await open(`http://third.example:${site.port}/`);
    assert.deepEqual(await settled('ready.catch(({name, code}) => [name, code])'), ['SessionError', 'invalid_origin']);
    assert.equal(await run('webfuse.isInsideSession'), false);
  });

  it('may be in a frame of another site', async () => {
    const {client} = await open(`${site.url}/framed`);
    const {payload} = await client.event('message');
    assert.deepEqual([payload.data, payload.origin], ['framed', `http://other.example:${site.port}`]);
  });

  it('is known again when it comes back from where it went', async () => {
    const {client, run, pages, settled} = await open(`${site.url}/`);
    await settled('ready.then(() => { window.kept = true; })');
    await client.call('relocate', {url: `http://other.example:${site.port}/plain`});
    await client.until(() =>
      client.events.find(
        ({name, payload}) => name === 'tab_updated' && 'title' in payload && payload.title === 'Plain',
      ),
    );
    client.events.length = 0;
    await pages.goBack(1);
    await client.event('relocated');
    assert.equal(await run('kept'), true, 'the page was kept as it was');
    const told = 'new Promise((resolve) => webfuse.on("chat_message", (session, {message}) => resolve(message)))';
    const hears = run(told);
    await run(
      'new Promise((resolve) => { const ask = () => webfuse.currentSession.log("back").then(resolve, ask); ask(); })',
    );
    await client.call('send_chat_message', {message: 'Hello again'});
    assert.equal(await hears, 'Hello again');
  });

  it('does not hear another session', async () => {
    const [one, two] = [await open(`${site.url}/`), await open(`${site.url}/`)];
    await Promise.all([one.settled('ready'), two.settled('ready')]);
    await two.run('webfuse.currentSession.sendMessage("from two", "*")');
    assert.equal((await two.client.event('message')).payload.data, 'from two');
    await one.client.call('send_message', {data: 'for one', target_origin: '*'});
    await one.run('webfuse.currentSession.log(1)');
    await two.run('webfuse.currentSession.log(1)');
    assert.equal(((await one.run('heard')) as Json[]).length, 1);
    assert.deepEqual(await two.run('heard'), []);
    await one.client.call('ping');
    assert.ok(!one.client.events.some(({name}) => name === 'message'));
  });

  it('may use the older global', async () => {
    const {client, run, settled} = await open(`${site.url}/older`);
    const loaded =
      'new Promise((resolve) => { if (document.readyState === "complete") resolve(); else addEventListener("load", resolve); })';
    await run(`${loaded}.then(() => 1)`);
    assert.deepEqual(await settled('ready'), {success: true});
    assert.equal(await run('Surfly.isInsideSession'), true);
    await run('Surfly.currentSession.sendMessage("hi", "*")');
    assert.equal((await client.event('message')).payload.data, 'hi');
    const {success, errorMsg} = (await run('init("wk_other")')) as {success: boolean; errorMsg: string};
    assert.deepEqual([success, errorMsg], [false, 'This widget key is not one of "demo".']);
  });
});
