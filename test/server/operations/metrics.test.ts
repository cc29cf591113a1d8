import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {jsonLog} from '../../../src/server/operations/log.ts';
import {Metrics} from '../../../src/server/operations/metrics.ts';
import {serveMetrics} from '../../../src/server/operations/serve-metrics.ts';
import {WatchedStore} from '../../../src/server/operations/watched-store.ts';
import {MemoryStore} from '../../../src/server/storage/memory-store.ts';
import {serve} from '../../support/test-server.ts';

const SHOP = 'http://shop.localhost/';

/** The values of all that is measured, by name and labels. */
async function read({registry}: Metrics): Promise<Map<string, number>> {
  const lines = (await registry.metrics()).split('\n').filter((line) => line && !line.startsWith('#'));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );
}

describe('metrics', () => {
  it('count sessions, people, tabs, lines, calls, refusals, events and pictures', async (test) => {
    const metrics = new Metrics();
    const {origin, connect, pages} = await serve(test, {metrics});
    const [ada] = [await connect(), await connect()];
    await ada.lead();
    await ada.call('open_tab', {url: SHOP});
    await ada.call('close_tab', {ssid: 9});
    await ada.call('watch_tab', {ssid: 1});
    for (const send of pages.senders.get(1)!) send(new Uint8Array(500));
    await fetch(`${origin}/files/unknown/a.txt`);

    const values = await read(metrics);
    const expected = {
      webfuse_sessions: 1,
      webfuse_participants: 1,
      webfuse_tabs: 1,
      webfuse_lines: 2,
      'webfuse_calls_total{method="open_tab"}': 1,
      'webfuse_refusals_total{code="unknown_tab"}': 1,
      'webfuse_events_total{name="participant_joined"}': 1,
      'webfuse_http_requests_total{method="GET",route="/files/:id/*",status="404"}': 1,
      webfuse_pictures_sent_total: 1,
      webfuse_picture_bytes_sent_total: 500,
      webfuse_store_waiting: 0,
      webfuse_browser_crashes_total: 0,
    };
    for (const [name, value] of Object.entries(expected)) assert.equal(values.get(name), value, name);
    assert.ok(values.get('webfuse_append_seconds_count')! >= 3);
  });

  it('count deliveries, tries, and how long they were under way', async () => {
    const metrics = new Metrics();
    const store = new WatchedStore(new MemoryStore(), [metrics]);
    const attempt = {at: 3_000, took: 500, status: 200, error: null};
    const [done, again] = [
      {deliveryId: 7, webhookId: 1, createdAt: 1_000, status: 'delivered', nextAt: null},
      {deliveryId: 8, webhookId: 1, createdAt: 1_000, status: 'pending', nextAt: 9},
    ] as const;
    metrics.done(
      'recordAttempts',
      [
        [
          {...done, attempt},
          {...again, attempt},
        ],
      ],
      undefined as never,
    );
    const values = await read(metrics);
    assert.equal(values.get('webfuse_webhook_attempts_total{outcome="delivered"}'), 1);
    assert.equal(values.get('webfuse_webhook_attempts_total{outcome="retry"}'), 1);
    assert.equal(values.get('webfuse_webhook_lag_seconds_sum'), 2.5);
    await store.close();
  });

  it('are read at an address of their own', async (test) => {
    const {origin, close} = await serveMetrics(new Metrics().registry, {host: '127.0.0.1', port: 0});
    test.after(close);
    const response = await fetch(`${origin}/metrics`);
    assert.match(response.headers.get('content-type')!, /^text\/plain; version=/);
    assert.match(await response.text(), /^webfuse_append_seconds_count 0$/m);
    assert.equal((await fetch(`${origin}/`)).status, 404);
    const {origin: open} = await serve(test);
    assert.equal((await fetch(`${open}/metrics`)).status, 404);
  });
});

describe('the log of sessions', () => {
  it('has a line when one begins and one when it ends, with its space and what it was', async (test) => {
    const texts: string[] = [];
    const {connect} = await serve(test, {log: jsonLog('info', {write: (text) => texts.push(text)})});
    const ada = await connect();
    const {session_id: session} = await ada.lead();
    const over = ada.hungUp();
    await ada.call('end');
    await over;
    const [began, ended, ...rest] = texts.map((text) => JSON.parse(text));
    assert.deepEqual([began.msg, began.session, began.space], ['A session began.', session, 'demo']);
    assert.deepEqual([ended.msg, ended.session, ended.space], ['A session ended.', session, 'demo']);
    assert.deepEqual([ended.participants, ended.seconds], [1, 0]);
    assert.ok(ended.events >= 3);
    assert.deepEqual(rest, []);
  });
});
