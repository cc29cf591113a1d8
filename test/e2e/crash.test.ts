import assert from 'node:assert/strict';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {describe, it} from 'node:test';
import {setTimeout as delay} from 'node:timers/promises';
import type {Session} from '../../src/client/index.ts';
import {Webfuse} from '../../src/client/webfuse.ts';
import {findTab} from '../../src/model/state.ts';
import {SqliteStore} from '../../src/server/storage/sqlite-store.ts';
import type {StoredEvent} from '../../src/server/storage/store.ts';
import {checkLog, checkNotices, checkSeen, checkTold, logOf} from '../support/crash/check.ts';
import {Ledger} from '../support/crash/ledger.ts';
import {Load} from '../support/crash/load.ts';
import {Member} from '../support/crash/member.ts';
import {Random} from '../support/crash/random.ts';
import {Receiver} from '../support/crash/receiver.ts';
import {freePort} from '../support/free-port.ts';
import {Production, WIDGET_KEY} from '../support/production.ts';
import type {ServerProcess} from '../support/server-process.ts';

/** How often the server is killed. */
const KILLS = 25;

/** After how many of these times it shows pages in Chromium: every third time, and the last. */
const WITH_BROWSER = Math.ceil(KILLS / 3);

/** The same kills again: CRASH_SEED=… node --test test/e2e/crash.test.ts */
const SEED = Number(process.env['CRASH_SEED'] ?? Math.floor(Math.random() * 2 ** 31));

/** The secret of both webhooks. */
const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

/** Where the first tab of each member's session is from the beginning on; nobody touches it after that. */
const LAST_ADDRESS = 'http://shop.localhost/about.html';

interface Town {
  readonly ledger: Ledger;
  readonly load: Load;
  readonly sessions: readonly Session[];
  readonly members: readonly Member[];
}

/** People in four sessions, two of whom use the client of the kit. */
async function settle(origin: string, random: Random): Promise<Town> {
  const ledger = new Ledger();
  const load = new Load(origin, ledger, random);
  const space = await new Webfuse().initSpace(WIDGET_KEY, 'support', {server: origin});
  const ada = space.session();
  await ada.start(null, {name: 'Ada'});
  const ben = space.session({}, ada.sessionLink);
  await ben.start(null, {name: 'Ben'});
  const members: Member[] = [];
  for (const name of ['Cleo', 'Dora', 'Emil']) {
    const host = await Member.lead(origin, name, ledger);
    await openFirst(host);
    members.push(host, await Member.join(host, `${name}’s guest`));
  }
  load.addSession(ada, 'Ada');
  load.addSession(ben, 'Ben');
  for (const member of members) load.add(member);
  return {ledger, load, sessions: [ada, ben], members};
}

/** Waits for some moment in the life of a server that is under load. */
async function someMoment(
  server: ServerProcess,
  random: Random,
  {ledger, load}: Town,
  receiver: Receiver,
): Promise<void> {
  // While it starts, one in six times: nobody knows how far it is.
  if (random.below(6) === 0) return void (await delay(random.below(1500)));
  await server.address();
  const moment = random.pick([ledger, receiver]).more(1 + random.below(60));
  const gone = server.exited.then(() => assert.fail(server.complained.join('\n')));
  await Promise.race([moment, gone, load.failed]);
}

/** Resolves when someone is connected, and rejects when they never will be. */
function live(session: Session): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const {status, me} = session.state;
      if (status === 'live') resolve();
      if (status === 'failed' || status === 'ended') reject(new Error(`Participant ${me} is ${status}, not live.`));
    };
    session.subscribe(look);
    look();
  });
}

/** Someone opens the first tab of their session, which goes to its last address. */
async function openFirst(host: Member): Promise<void> {
  const opened = await host.ask('open_tab', {url: 'http://shop.localhost/'});
  const {ssid} = opened!.result;
  await host.ask('relocate', {ssid, url: LAST_ADDRESS});
  await host.until(() => findTab(host.state, ssid)?.url === LAST_ADDRESS || undefined);
}

/** Holds that the first tab opens again in Chromium where it was, for someone who looks at it. */
async function checkReopened(member: Member): Promise<void> {
  const ssid = 1;
  await member.watch(ssid);
  const reopened = await member.until(() => {
    const tab = findTab(member.state, ssid)!;
    return tab.error !== null || tab.title === 'About · Shop' ? tab : undefined;
  });
  assert.deepEqual([reopened.error, reopened.url], [null, LAST_ADDRESS]);
}

/** Resolves when nothing is to be delivered any more. */
async function allDelivered(file: string): Promise<void> {
  const db = new DatabaseSync(file, {readOnly: true});
  const pending = db.prepare(`SELECT count(*) AS count FROM deliveries WHERE status = 'pending'`);
  while (pending.get()!['count'] !== 0) await delay(50);
  db.close();
}

describe('a server that is killed', {timeout: 580_000}, () => {
  it('has lost nothing that anyone was told, and tells what is to be told', async (test) => {
    test.diagnostic(`CRASH_SEED=${SEED}`);
    const random = new Random(SEED);
    const receiver = await Receiver.listen(SECRET);
    test.after(() => receiver.close());
    const port = await freePort();
    const webhook = (name: string) => ({name, url: receiver.url(name), secrets: [{env: 'HOOK_SECRET'}]});
    const webhooks = [webhook('one'), webhook('two')];
    const spaces = [{slug: 'support', widgetKeys: [WIDGET_KEY], settings: {host_rights: 'everyone'}}];
    const production = new Production(test, {spaces, webhooks, webhookHosts: ['127.0.0.1']});
    const file = path.join(production.folder, 'data/webfuse.sqlite');
    const start = (withBrowser: boolean) => {
      // Compiled once, it starts sooner the next time.
      const env = {
        PORT: String(port),
        HOOK_SECRET: SECRET,
        NODE_COMPILE_CACHE: path.join(production.folder, 'compiled'),
      };
      return production.run(env, [], `test/support/${withBrowser ? 'shop-server' : 'crash/server'}.ts`);
    };

    let server = start(false);
    const town = await settle(await server.address(), random);
    const {ledger, load, sessions, members} = town;
    test.after(async () => {
      void load.stop();
      for (const session of sessions) session.suspend();
      await Promise.all(members.map((member) => member.go()));
    });
    for (let kill = 1; kill <= KILLS; kill += 1) {
      await someMoment(server, random, town, receiver);
      server.send('SIGKILL');
      assert.equal(await server.exited, null);
      test.diagnostic(`kill ${kill}: ${ledger.entries.length} acknowledged`);
      server = start(kill % 3 === 1);
    }

    await server.address();
    const back = Promise.all([...members.map((member) => member.caughtUp()), ...sessions.map(live)]);
    await Promise.race([back, load.failed]);
    await load.stop();
    const hosts = members.filter(({clientIndex}) => clientIndex === 0);
    await Promise.all(hosts.map(checkReopened));
    await allDelivered(file);
    server.send('SIGTERM');
    assert.equal(await server.exited, 0, server.complained.join('\n'));

    const store = await SqliteStore.open(file);
    test.after(() => store.close());
    const logs = new Map<string, StoredEvent[]>();
    for (const {sessionId} of ledger.entries)
      if (!logs.has(sessionId)) logs.set(sessionId, await logOf(store, sessionId));
    for (const [sessionId, log] of logs) checkLog(log, sessionId, ledger);
    const told = members.map((member) => checkTold(member, logs.get(member.sessionId)!));
    for (const session of sessions) checkSeen(session, logs.get(session.sessionId!)!);
    let notices = 0;
    for (const {id: webhookId, name} of await store.listWebhooks()) {
      for (const [sessionId, log] of logs) {
        notices += await checkNotices(
          store,
          {webhookId, sessionId, events: log.length},
          receiver.toldOf(name, sessionId),
        );
      }
    }
    assert.deepEqual(receiver.wrong, []);
    assert.equal(ledger.refusals.get('internal'), undefined);

    const sum = (numbers: readonly number[]) => numbers.reduce((one, other) => one + other, 0);
    const events = sum([...logs.values()].map(({length}) => length));
    test.diagnostic(`${KILLS} kills, ${WITH_BROWSER} of them before a server with Chromium behind it`);
    test.diagnostic(`${hosts.length} tabs opened again where they were before the first`);
    test.diagnostic(
      `${ledger.entries.length} acknowledged, all there once and in order among ${events} events of ${logs.size} sessions`,
    );
    test.diagnostic(`${sum(told)} events told to ${members.length} clients that came back, all as they are in the log`);
    test.diagnostic(`${notices} notices delivered in order, and ${receiver.repeats} of them twice`);
    test.diagnostic(`not done: ${[...ledger.refusals].map(([code, times]) => `${code} ${times}`).join(', ')}`);
  });
});
