import assert from 'node:assert/strict';
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import path from 'node:path';
import {Readable} from 'node:stream';
import {after, before, describe, it} from 'node:test';
import type {WfSession} from '../../components/index.ts';
import {AuditSeal} from '../../src/server/audit/seal.ts';
import {auditTrail} from '../../src/server/audit/trail.ts';
import {jsonLog} from '../../src/server/operations/log.ts';
import {MemoryStore} from '../../src/server/storage/memory-store.ts';
import {Vault} from '../../src/server/vault.ts';
import {Stage} from '../support/stage.ts';
import type {Visitor} from '../support/visitor.ts';

/** What nobody may find anywhere. */
const PASSWORD = 'hunter2-tr0ub4dor';

/** What the owner of a tab alone may read. */
const PRIVATE = 'Iban-NL91ABNA';

/** A page with something private. */
const ACCOUNT = `<!doctype html><title>Account</title><h1>Account</h1><p data-wf-private>${PRIVATE}</p>
  <script>onclick = () => (document.title = 'Account, used');</script>`;

/**
 * A field for a password over the whole page, which puts what is typed into its title and its address and says how much that
 * is, and a form that sends it by GET.
 */
const LOGIN = `<!doctype html><title>Log in</title>
  <form action="in.html"><input type="password" name="password" autofocus style="position: fixed; inset: 40px 0 0"></form>
  <h1>Log in</h1>
  <script>
    oninput = ({target: {value}}) => {
      history.replaceState(null, '', '?step=' + encodeURIComponent(value) + '#' + value);
      document.title = value + ' has ' + value.length;
    };
  </script>`;

describe('what people type, and what is private', {timeout: 180_000}, () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'login-'));
  writeFileSync(path.join(folder, 'index.html'), LOGIN);
  writeFileSync(path.join(folder, 'in.html'), '<!doctype html><title>You are in</title>');
  writeFileSync(path.join(folder, 'account.html'), ACCOUNT);
  after(() => rmSync(folder, {recursive: true}));

  const store = new MemoryStore();
  let logged = '';
  const log = jsonLog('debug', {
    write: (line) => {
      logged += line;
    },
  });
  const stage = Stage.inGroup({store, log}, {localSites: {'login.localhost': folder}});

  let webhookId = 0;
  before(async () => {
    const webhook = await store.addWebhook({
      spaceId: 'demo',
      name: 'all',
      url: 'http://127.0.0.1:1/',
      enabled: true,
      signature: 'standard',
      gzip: false,
      sslVerification: true,
      categories: ['space.session.*'],
      secrets: [],
      createdAt: 0,
      failedCount: 0,
      disabledReason: null,
      last: null,
      managed: false,
    });
    webhookId = webhook.id;
  });

  const idOf = ({page}: Visitor) =>
    page.$eval('wf-session', (element) => (element as WfSession).session?.sessionId ?? '');

  /** What comes of the events of a session. */
  const texts = async (id: string) => {
    const {results} = await store.listDeliveries({webhookId, offset: 0, limit: 1_000});
    const seal = new AuditSeal(new Vault(new Uint8Array(32)));
    const trail = await Readable.from(auditTrail(store, seal, id)).toArray();
    return [logged, JSON.stringify(results), JSON.stringify(trail)];
  };

  const titled = (visitor: Visitor, title: string) => visitor.sees(`${title}, opened by you`, 'tab');

  it('into the field of a password is in no log, no webhook and no console', async () => {
    const ada = await stage.hasHost();
    const id = await idOf(ada);
    const shop = await ada.pictureAfter(null);
    await ada.openTab('http://login.localhost/');
    await titled(ada, 'Log in');
    await ada.pictureAfter(shop);
    await ada.clickRemote({x: 640, y: 360});
    await ada.page.keyboard.type(PASSWORD);
    await titled(ada, `*** has ${PASSWORD.length}`);

    // Nothing of it is in the events at all, nor in what comes of them.
    const typed = new RegExp(PASSWORD.slice(0, 4));
    const events = await store.readEvents(id, 0, 1_000);
    assert.ok(events.some(({event}) => event.name === 'user_activity'));
    assert.match(JSON.stringify(events), /\?step=\*\*\*#\*\*\*/);
    assert.doesNotMatch(JSON.stringify(events), typed);
    const names = new Set(events.map(({event}) => event.name));
    for (const name of names) assert.doesNotMatch(name, /input|key|click/);
    for (const text of await texts(id)) assert.doesNotMatch(text, typed);

    // A form that is sent by GET puts it into the address of the next page, which everyone in the session sees.
    await ada.page.keyboard.press('Enter');
    await titled(ada, 'You are in');
    const [log, deliveries, trail] = await texts(id);
    assert.match(String(deliveries), /in\.html\?password=\*\*\*/);
    assert.match(String(trail), /in\.html\?password=\*\*\*/);
    for (const text of [log, deliveries, trail]) assert.doesNotMatch(String(text), typed);
  });

  it('on a page is told to the owner of its tab, and is in no event, no log and no webhook', async () => {
    const ada = await stage.hasHost();
    const bob = await stage.joins(ada);
    const [adas, bobs] = [await told(ada), await told(bob)];
    await ada.goTo('http://login.localhost/account.html');
    for (const one of [ada, bob]) await one.isTitled(/^Account$/);
    await adas.until(PRIVATE);
    await ada.clickRemote({x: 640, y: 600});
    await bob.isTitled(/^Account, used$/);
    await bobs.until('Account, used');
    assert.ok(!bobs.all().includes(PRIVATE), 'nobody else is told');

    const id = await idOf(ada);
    const events = JSON.stringify(await store.readEvents(id, 0, 1_000));
    const [log = '', ...others] = await texts(id);
    for (const text of [events, ...others]) assert.match(text, /account\.html/);
    for (const text of [log, events, ...others]) assert.ok(!text.includes(PRIVATE));
  });
});

/** All that comes over the line of someone from now on. */
async function told({page}: Visitor) {
  const device = await page.createCDPSession();
  let heard = '';
  let more = Promise.withResolvers<void>();
  device.on('Network.webSocketFrameReceived', ({response: {opcode, payloadData}}) => {
    heard += opcode === 2 ? Buffer.from(payloadData, 'base64').toString('latin1') : payloadData;
    more.resolve();
    more = Promise.withResolvers();
  });
  await device.send('Network.enable');
  const until = async (text: string) => {
    while (!heard.includes(text)) await more.promise;
  };
  return {until, all: () => heard};
}

describe('a link with a ticket', {timeout: 180_000}, () => {
  const stage = Stage.inGroup();

  const about = ({page}: Visitor) =>
    page.$eval('wf-session', (element) => {
      const {state, session} = element as WfSession;
      return [session?.sessionId ?? '', state?.me ?? -1, state?.participants.length ?? 0];
    });

  it('is what the link of a space leads to: it lets in once, and the page finds its seat again', async () => {
    const {headers} = await fetch(`${stage.server.origin}/+demo/`, {
      headers: {accept: 'text/html'},
      redirect: 'manual',
    });
    const link = new URL(headers.get('location') ?? '', `${stage.server.origin}/+demo/`).href;
    assert.match(link, /#wf-ticket=/);

    const ada = await stage.visit(link);
    await ada.inState('live');
    assert.equal(new URL(ada.page.url()).hash, '');
    const [id, me] = await about(ada);
    assert.equal(me, 0);

    await ada.page.reload();
    await ada.inState('live');
    assert.deepEqual(await about(ada), [id, 0, 1]);

    const late = await stage.visit(link);
    await late.inState('failed');
    assert.equal((await late.hears('wf-error')).detail.details.code, 'used_ticket');
  });
});
