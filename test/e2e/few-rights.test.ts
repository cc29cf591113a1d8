import assert from 'node:assert/strict';
import {existsSync, readFileSync, statSync} from 'node:fs';
import {describe, it} from 'node:test';
import {leftOut} from '../support/left-out.ts';
import {Production, WIDGET_KEY} from '../support/production.ts';
import {gone} from '../support/server-process.ts';
import {WireClient} from '../support/wire-client.ts';

const SETPRIV = '/usr/bin/setpriv';

/** The capabilities that a published file leaves to the server, in the words of setpriv. */
function capabilitiesIn(file: string, pattern: RegExp): string[] {
  const [, list = ''] = pattern.exec(readFileSync(file, 'utf8')) ?? [];
  return list.split(/[\s,]+/).map((name) => name.replace(/^CAP_/, '').toLowerCase());
}

/** What a process may do, as bits. */
function capabilitiesOf(id: number): bigint {
  const [, bits] = /^CapEff:\s*(\w+)$/m.exec(readFileSync(`/proc/${id}/status`, 'utf8')) ?? [];
  return BigInt(`0x${bits}`);
}

describe('a server with the rights that the published files leave to it', {
  skip:
    leftOut('root who runs this', process.getuid?.() === 0, []) ||
    leftOut('setpriv', existsSync(SETPRIV), ['util-linux']),
  timeout: 300_000,
}, () => {
  const unit = capabilitiesIn('deploy/webfuse-elements.service', /^CapabilityBoundingSet=(.*)$/m);

  it('has the same in a container as under systemd', () => {
    assert.deepEqual(capabilitiesIn('deploy/compose.yaml', /^\s*cap_add: \[(.*)\]$/m), unit);
  });

  it('shows pages in a browser of another user that has no rights at all, and cleans up after it', async (test) => {
    const bounds = ['-all', ...unit.map((name) => `+${name}`)].join(',');
    const server = new Production(test).run({}, [], undefined, [SETPRIV, `--bounding-set=${bounds}`, '--no-new-privs']);
    const client = await WireClient.connect(await server.address());
    const {result} = await client.call('create_session', {space: 'support', widget_key: WIDGET_KEY});
    const {session_id, leader_token} = result;
    await client.call('join_session', {session_id, leader_token, user_data: {name: 'Ada'}});
    await client.call('open_tab', {url: 'http://nowhere.localhost/'});
    await client.call('watch_tab', {ssid: 1});
    await client.until(() => client.pictures[0]);

    const browser = server.descendants();
    for (const id of browser) {
      assert.notEqual(statSync(`/proc/${id}`).uid, 0);
      assert.equal(capabilitiesOf(id) & 0xffn, 0n);
    }
    server.send('SIGTERM');
    assert.equal(await server.exited, 0);
    await gone(browser);
    assert.deepEqual(server.complained, []);
  });
});
