import assert from 'node:assert/strict';
import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import path from 'node:path';
import type {TestContext} from 'node:test';
import {jsonLog} from '../../../src/server/operations/log.ts';
import {DEMO_SPACE} from '../../../src/server/storage/spaces.ts';
import {SqliteStore} from '../../../src/server/storage/sqlite-store.ts';
import {serve} from '../../support/test-server.ts';
import {instead} from '../webhooks/instead.ts';

/** A key of the whole server, which opens all that a key opens. */
export const CK = 'ck_of-the-whole-server-0123456789abcdef';

const PLENTY = {atOnce: 1_000_000, aMinute: 1_000_000};

/** A server with a session that someone is in, of which a test sees whether anything in it changed or went wrong. */
export async function watchedServer(test: TestContext, webhooks: 'company' | 'spaces/demo' = 'spaces/demo') {
  const folder = await mkdtemp(path.join(tmpdir(), 'webfuse-fuzz-'));
  const kept = await SqliteStore.open(path.join(folder, 'test.db'));
  // What is to be delivered stays so: else it would change by itself.
  const store = instead(
    instead(kept, 'takeDeliveries', async () => []),
    'nextDelivery',
    async () => null,
  );
  const errors: string[] = [];
  const server = await serve(test, {
    store,
    spaces: [DEMO_SPACE],
    keys: [{key: CK}],
    log: jsonLog('error', {write: (line) => void errors.push(line)}),
    // Some of what is tried is said by nobody in particular, for as long as it takes.
    times: {stranger: 3_600_000},
    limits: {
      creations: PLENTY,
      joins: PLENTY,
      joinsOfSession: PLENTY,
      wrongSecrets: PLENTY,
      messages: PLENTY,
      commands: PLENTY,
      uploads: PLENTY,
      uploadsOfSession: PLENTY,
      calls: 1_000_000,
      linesOfAddress: 1_000_000,
      lines: 1_000_000,
      sessionsOfSpace: 1_000_000,
      keysOfSpace: 1_000_000,
      webhooksOfSpace: 1_000_000,
    },
  });
  test.after(async () => {
    await server.close();
    await rm(folder, {recursive: true});
  });
  const ada = await server.connect();
  const session = await ada.lead();
  await ada.call('open_tab', {url: 'http://shop.localhost/'});
  const ben = await server.connect();
  await ben.call('join_session', {session_id: session.session_id, invite: session.invite});
  const make = async (place: string, body: object) => {
    const headers = {authorization: `Token ${CK}`, 'content-type': 'application/json'};
    const response = await fetch(server.origin + place, {method: 'POST', headers, body: JSON.stringify(body)});
    assert.equal(response.status, 201, place);
    return (await response.json()) as {id: number};
  };
  const hook = {name: 'hook', url: 'https://receiver.example/', categories: ['space.session.*']};
  const {id: webhook_id} = await make(`/api/${webhooks}/webhooks/`, hook);
  await ada.call('send_chat_message', {message: 'Hello'});
  const waiting = await store.listDeliveries({webhookId: webhook_id, offset: 0, limit: 1});
  assert.equal(waiting.results.length, 1, 'a delivery waits');
  const {id: key_id} = await make('/api/spaces/demo/keys/', {type: 'rk', name: 'key'});
  const known = {
    space_id: 'demo',
    session_id: session.session_id,
    id: session.session_id,
    slug: 'demo',
    ssid: 1,
    client_index: 1,
    url: 'http://shop.localhost/',
    webhook_id,
    key_id,
    name: 'name',
  };

  /** All that is kept, in one text. */
  const state = async (): Promise<string> => {
    const part = {offset: 0, limit: 10_000};
    const sessions = await store.listSessions(part);
    const logs = sessions.results.map(({id}) => Promise.all([store.readEvents(id, 0, 100_000), store.listFiles(id)]));
    const webhooks = await store.listWebhooks();
    const deliveries = webhooks.map(({id}) => store.listDeliveries({...part, webhookId: id}));
    const keys = (await store.listKeys()).map(({lastUsedAt: _, ...key}) => key);
    return JSON.stringify([
      sessions,
      await Promise.all(logs),
      await store.listSpaces(),
      keys,
      webhooks,
      await Promise.all(deliveries),
    ]);
  };

  /** Fails when something went wrong on the server, or it does not answer any more. */
  const expectSound = async () => {
    assert.deepEqual(errors, []);
    assert.equal((await fetch(`${server.origin}/healthz`)).status, 200);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined, 'nobody else’s objects are changed');
  };

  return {...server, store, ada, session, known, state, expectSound};
}
