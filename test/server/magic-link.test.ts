import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {describe, it, type TestContext} from 'node:test';
import {SignJWT, UnsecuredJWT} from 'jose';
import type {SessionSettings} from '../../src/model/settings.ts';
import {type MagicLink, mintMagicLink} from '../../src/server/magic-link.ts';
import {MemoryStore} from '../../src/server/storage/memory-store.ts';
import {DEMO_SPACE, type DeclaredSpace, Spaces} from '../../src/server/storage/spaces.ts';
import {VAULT_KEY_BYTES, Vault} from '../../src/server/vault.ts';
import {serve} from '../support/test-server.ts';

const SECRET = 'rk_a-secret-of-more-than-32-characters';
const SHOP = 'http://shop.localhost/';
const magic: DeclaredSpace = {...DEMO_SPACE, id: '838', slug: 'magic', magicSecret: SECRET, keys: [{key: 'wk_magic'}]};
const soon = () => new Date(Date.now() + 60_000);

async function session(test: TestContext, settings: Partial<SessionSettings> = {}) {
  const space = {...magic, settings: {...magic.settings, ...settings}};
  const other = {...magic, id: '839', slug: 'other', keys: []};
  const server = await serve(test, {spaces: [space, other, DEMO_SPACE]});
  const ada = await server.connect();
  const {result} = await ada.call('create_session', {space: '838', widget_key: 'wk_magic'});
  const {session_id, leader_token} = result;
  await ada.call('join_session', {session_id, leader_token});
  const join = async (magic_link: string, params = {}) =>
    (await server.connect()).call('join_session', {session_id, magic_link, ...params});
  return {...server, ada, session_id, join};
}

function sign(claims: Record<string, unknown>, secret = SECRET, alg = 'HS256'): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({alg}).sign(new TextEncoder().encode(secret));
}

const mint = (link: MagicLink, space = magic) => mintMagicLink(space, link, soon());
const exp = Math.floor(Date.now() / 1000) + 60;

describe('a magic link', () => {
  it('lets its holder in by the name that was signed, whatever they say', async (test) => {
    const {ada, join} = await session(test);
    const link = await mint({name: 'Grace', email: 'grace@shop.example'});
    const {result} = await join(link, {user_data: {name: 'Ada', colour: 'red'}});
    assert.equal(result.client_index, 1);
    await ada.event('participant_joined');
    const {userData} = (await ada.event('participant_joined')).payload;
    assert.deepEqual(userData, {name: 'Grace', email: 'grace@shop.example', colour: 'red'});
  });

  it('proves who they are, where that is asked for', async (test) => {
    const {join, connect, session_id} = await session(test, {identification: 'verified'});
    assert.equal((await join(await mint({name: 'Grace'}))).result.client_index, 1);
    const invite = {session_id, invite: 'x'};
    assert.equal(await (await connect()).refusal('join_session', invite), 'invalid_invite');
  });

  it('of a member or an admin spares the wait, and that of a guest does not', async (test) => {
    const {join} = await session(test, {admission_enabled: true});
    assert.equal((await join(await mint({user_id: 7}))).result.waiting, undefined);
    assert.equal((await join(await mint({can_host: true}))).result.waiting, undefined);
    assert.equal((await join(await mint({name: 'Grace'}))).result.waiting, true);
  });

  it('of an admin makes them host where none is', async (test) => {
    const space = {...magic, settings: {...magic.settings, host_rights: 'admins-only'}} as const;
    const {connect} = await serve(test, {spaces: [space]});
    const {session_id} = (await (await connect()).call('create_session', {space: '838', widget_key: 'wk_magic'}))
      .result;
    const [member, admin] = [await connect(), await connect()];
    await member.call('join_session', {session_id, magic_link: await mint({user_id: 'u7'})});
    await admin.call('join_session', {session_id, magic_link: await mint({can_host: true})});
    assert.equal((await admin.event('host_changed')).payload.to, 2);
  });

  it('opens the pages that it names, the last one in front, once', async (test) => {
    const {connect} = await serve(test, {spaces: [magic]});
    const ada = await connect();
    const {result} = await ada.call('create_session', {space: '838', widget_key: 'wk_magic'});
    const {session_id, leader_token} = result;
    const magic_link = await mint({urls: [SHOP, 'javascript:alert(1)', `${SHOP}about.html`]});
    const {seat_token} = (await ada.call('join_session', {session_id, leader_token, magic_link})).result;
    assert.equal((await ada.event('tab_opened')).payload.url, SHOP);
    assert.equal((await ada.event('tab_opened')).payload.url, `${SHOP}about.html`);
    await ada.event('tab_activated');
    assert.equal((await ada.event('tab_activated')).payload.ssid, 2);
    const again = (await (await connect()).call('join_session', {session_id, seat_token, magic_link})).result;
    assert.equal(again.snapshot.tabs.length, 2);
  });

  const space_id = '838';
  const refused: [what: string, link: () => Promise<string> | string, code: string][] = [
    ['that is too old', () => mintMagicLink(magic, {}, new Date(Date.now() - 1000)), 'expired_magic_link'],
    ['for another space', () => mint({}, {...magic, id: '839'}), 'foreign_magic_link'],
    ['for no space', () => sign({exp}), 'invalid_magic_link'],
    ['without an end', () => sign({space_id}), 'invalid_magic_link'],
    ['signed by someone else', () => sign({space_id, exp}, SECRET.toUpperCase()), 'invalid_magic_link'],
    ['signed in another way', () => sign({space_id, exp}, SECRET + SECRET, 'HS512'), 'invalid_magic_link'],
    ['that is not signed', () => new UnsecuredJWT({space_id}).setExpirationTime(exp).encode(), 'invalid_magic_link'],
    ['that says something else', () => sign({space_id, exp, can_host: 'yes'}), 'invalid_magic_link'],
    ['with too many pages', () => sign({space_id, exp, urls: Array(21).fill(SHOP)}), 'invalid_magic_link'],
    ['that is none', () => 'magic', 'invalid_magic_link'],
    ['that is empty', () => '', 'invalid_magic_link'],
    ['that is endless', () => 'x'.repeat(5_000), 'invalid_params'],
  ];
  for (const [what, link, code] of refused) {
    it(`${what} is refused as ${code}`, async (test) => {
      const {join} = await session(test);
      assert.equal((await join(await link())).error?.data.code, code);
    });
  }

  it('does not make up for a wrong leader link, nor let in where a space has none', async (test) => {
    const {join, connect} = await session(test);
    assert.equal((await join(await mint({}), {leader_token: 'x'})).error?.data.code, 'invalid_invite');
    const {session_id} = await (await connect()).lead();
    const magic_link = await mint({}, {...magic, id: 'demo'});
    const code = await (await connect()).refusal('join_session', {session_id, magic_link});
    assert.equal(code, 'invalid_magic_link');
  });

  it('is read once at a time, and lets nobody in whose line is gone', async (test) => {
    const {ada, connect, session_id} = await session(test);
    const magic_link = await mint({});
    const ben = await connect();
    const [first, second] = await Promise.all([
      ben.call('join_session', {session_id, magic_link}),
      ben.call('join_session', {session_id, magic_link}),
    ]);
    assert.deepEqual([first.result.client_index, second.error?.data.code], [1, 'already_joined']);
    const gone = await connect();
    gone.send(JSON.stringify({jsonrpc: '2.0', id: 1, method: 'join_session', params: {session_id, magic_link}}));
    gone.socket.terminate();
    const late = await connect();
    assert.ok((await late.call('join_session', {session_id, magic_link})).result.client_index >= 2);
    assert.ok(ada);
  });
});

describe('the spaces of a server', () => {
  const wrong: [what: string, spaces: DeclaredSpace[]][] = [
    ['two of one slug', [DEMO_SPACE, {...magic, slug: 'demo'}]],
    ['one whose id is the slug of another', [DEMO_SPACE, {...magic, id: 'demo'}]],
    ['a slug that is no word', [{...magic, slug: 'a/b'}]],
    ['a secret that could be guessed', [{...magic, magicSecret: 'secret'}]],
  ];
  for (const [what, spaces] of wrong) {
    it(`refuse ${what}`, async () => {
      await assert.rejects(Spaces.open(new MemoryStore(), new Vault(randomBytes(VAULT_KEY_BYTES)), spaces), RangeError);
    });
  }
});
