import assert from 'node:assert/strict';
import {afterEach, beforeEach, describe, it, mock} from 'node:test';
import {Session, SessionError, webfuse} from '../../../src/client/index.ts';
import {WebfuseProvider} from '../../../src/client/providers/webfuse.ts';
import type {VendorGlobal} from '../../../src/client/vendor/api.ts';
import {loadVendor} from '../../../src/client/vendor/load.ts';
import {scriptAddress, sessionAddress} from '../../../src/client/vendor/space.ts';
import {FakeVendor, nextTask, settle} from './fake-vendor.ts';

const LINK = 'https://webfu.se/sAbC1';

describe('the provider of sessions of the vendor', () => {
  let made: {vendor: FakeVendor; args: unknown[]}[];
  let spaces: unknown[][];
  let members: Record<string, unknown>;
  let isPaused: boolean;
  const vendor: VendorGlobal = {
    on() {},
    async initSpace(...args) {
      spaces.push(args);
      if (isPaused) throw new Error('This space is paused');
      return {
        session(...given) {
          if ((given[0] as {throws?: boolean}).throws) throw new Error('Unknown option');
          const session = new FakeVendor({end: () => {}});
          Object.assign(session, members);
          made.push({vendor: session, args: given});
          return session;
        },
      };
    },
  };

  beforeEach(() => {
    made = [];
    spaces = [];
    members = {};
    isPaused = false;
  });
  afterEach(() => mock.timers.reset());

  function provider(space: string, options: {link?: string; settings?: object} = {}): WebfuseProvider {
    return new WebfuseProvider({server: 'webfu.se', space, widgetKey: 'wk_tea', load: async () => vendor, ...options});
  }

  /** A session whose window is of the vendor's making; there is no page here. */
  function sessionOf(space: string): Session {
    const own = provider(space);
    const join = own.join.bind(own);
    own.join = (userData) => join(userData, 'window');
    return new Session(own);
  }

  async function start(session: Session, number = 0): Promise<FakeVendor> {
    const starting = session.start(null);
    await settle();
    const {vendor: theirs} = made[number]!;
    theirs.tell('session_started');
    theirs.tell('participant_joined', {clientIndex: 0, userData: {}});
    await starting;
    await nextTask();
    return theirs;
  }

  it('asks for a space once, and hands settings and links to its sessions', async () => {
    await provider('one', {settings: {hide_session_ui: true}}).create();
    await provider('one', {link: LINK}).create();
    const given = {hide_session_ui: true, session_autorestore_enabled: false};
    assert.deepEqual(spaces, [['wk_tea', 'one', given]]);
    assert.deepEqual(
      made.map(({args}) => args),
      [[{hide_session_ui: true}], [{}, LINK]],
    );
  });

  it('fails with what the vendor says of the space, and asks anew the next time', async () => {
    isPaused = true;
    const own = provider('two');
    await assert.rejects(own.send('end', {}), {code: 'connection_closed'});
    await assert.rejects(own.create(), {code: 'internal', message: 'This space is paused'});
    isPaused = false;
    await own.create();
    await own.create();
    assert.equal(spaces.length, 2);
    assert.equal(made.length, 1);
  });

  it('fails by name when the vendor cannot make a session, or start it', async () => {
    const own = provider('bad', {settings: {throws: true} as object});
    await assert.rejects(own.create(), {code: 'internal', message: 'Unknown option'});
    const session = sessionOf('refused');
    members = {start: () => Promise.reject(new Error('Domain not allowed'))};
    await assert.rejects(session.start(null), {code: 'internal', message: 'Domain not allowed'});
    assert.equal(session.state.status, 'failed');
  });

  it('shows the links and the PIN that the session of the vendor has', async () => {
    members = {sessionLink: LINK, leaderLink: 'https://webfu.se/l', followerLink: 'https://webfu.se/f', pin: 4711};
    const own = provider('three');
    assert.deepEqual([own.sessionId, own.sessionLink, own.pin, own.node, own.window], [null, null, null, null, null]);
    await own.create();
    assert.deepEqual([own.sessionId, own.sessionLink, own.pin], ['AbC1', LINK, '4711']);
    assert.deepEqual([own.leaderLink, own.followerLink], ['https://webfu.se/l', 'https://webfu.se/f']);
  });

  it('knows the links of a session that is made before its start', async () => {
    const session = sessionOf('made');
    const making = session.create();
    await settle();
    Object.assign(made[0]!.vendor, {sessionLink: LINK});
    await making;
    assert.equal(session.sessionLink, LINK);
    assert.equal(session.state.status, 'idle');
    await provider('joined', {link: LINK}).linked();
  });

  it('fails by name when the vendor does not make it', async () => {
    members = {create: () => Promise.reject(new Error('Too many sessions'))};
    const session = sessionOf('unmade');
    await assert.rejects(session.create(), {code: 'internal', message: 'Too many sessions'});
    assert.equal(session.state.status, 'failed');
  });

  it('goes on with its session when the page comes back, and gives it up when it stays away', async () => {
    const session = sessionOf('four');
    await start(session);
    session.suspend();
    assert.equal(session.state.status, 'reconnecting');
    session.resume();
    await settle();
    assert.equal(session.state.status, 'live');
    mock.timers.enable({apis: ['setTimeout']});
    session.suspend();
    mock.timers.tick(30_000);
    session.resume();
    await settle();
    assert.equal(session.state.status, 'failed');
    const refused = await session.openTab('https://shop.example/').catch((error) => error);
    assert.equal(refused.code, 'seat_lost');
  });

  it('makes another session after one that was lost', async () => {
    const session = sessionOf('five');
    const reasons: unknown[] = [];
    session.on('error', (_, payload) => reasons.push(payload));
    const theirs = await start(session);
    theirs.tell('error', {reason: 'other_connection'});
    await settle();
    assert.equal(session.state.status, 'failed');
    const message = 'Webfuse says: other_connection.';
    assert.deepEqual(reasons, [{reason: 'other_connection', details: {code: 'connection_closed', message}}]);
    await start(session, 1);
    assert.equal(session.state.status, 'live');
    assert.equal(made.length, 2);
  });

  it('takes another index for its own when the vendor says so', async () => {
    const session = sessionOf('six');
    const theirs = await start(session);
    theirs.tell('host_changed', {to: 2, gained: true, myIndex: 2});
    await settle();
    assert.equal(session.state.me, 2);
    assert.equal(session.state.host, 2);
  });

  it('keeps the links of a session that has ended', async () => {
    members = {sessionLink: LINK};
    const session = sessionOf('seven');
    const theirs = await start(session);
    const ending = session.end();
    theirs.tell('session_ended', {final_location: 'https://shop.example/'});
    await ending;
    assert.equal(session.state.status, 'ended');
    assert.equal(session.sessionId, 'AbC1');
  });

  it('has no pictures, and takes no input', async () => {
    const session = sessionOf('eight');
    await start(session);
    session.watch(1, () => assert.fail('there is nothing to paint'))();
    assert.equal(session.shows, 'window');
    const input = {type: 'text', text: 'tea'} as const;
    assert.equal(await session.input(1, input).catch(({code}) => code), 'unsupported');
  });

  it('is found by its name, and works in pages alone', async () => {
    const space = await webfuse.initSpace('wk_tea', '838', {provider: 'webfuse'});
    const session = space.session();
    assert.equal(await session.start(null).catch(({code}) => code), 'unsupported');
    await assert.rejects(loadVendor('https://webfu.se/webfuse.js'), SessionError);
  });
});

describe("the address of the vendor's script", () => {
  it('is made from a host, a site, or the address itself', () => {
    for (const [server, address] of [
      ['', 'https://webfu.se/webfuse.js'],
      ['acme.webfuse.com', 'https://acme.webfuse.com/webfuse.js'],
      ['localhost:8080', 'https://localhost:8080/webfuse.js'],
      ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/webfuse.js'],
      ['https://acme.example/webfuse/', 'https://acme.example/webfuse/webfuse.js'],
      ['https://webfu.se/surfly.js', 'https://webfu.se/surfly.js'],
    ]) {
      assert.equal(scriptAddress(server!), address);
    }
  });

  it('completes the links of sessions', () => {
    for (const [link, whole] of [
      ['https://webfu.se/s1', 'https://webfu.se/s1'],
      ['acme.example/s1', 'https://acme.example/s1'],
      ['/s1', 'https://acme.example/s1'],
      [undefined, undefined],
    ]) {
      assert.equal(sessionAddress(link, 'https://acme.example/webfuse.js'), whole);
    }
  });

  it('is refused when it is none', () => {
    for (const server of ['javascript://x', 'ftp://acme.example', 'https://', 'a b']) {
      assert.throws(() => scriptAddress(server), {code: 'invalid_argument'}, server);
    }
  });
});
