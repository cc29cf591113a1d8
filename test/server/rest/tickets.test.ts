import assert from 'node:assert/strict';
import {describe, it, type TestContext} from 'node:test';
import type {SessionSettings} from '../../../src/model/settings.ts';
import {DEMO_SPACE, type DeclaredSpace} from '../../../src/server/storage/spaces.ts';
import {serve} from '../../support/test-server.ts';

const RK = 'rk_of-the-space-demo-0123456789abcdef';
const OTHER = 'rk_of-another-space-0123456789abcdef';
const spaces: DeclaredSpace[] = [
  {...DEMO_SPACE, keys: [{key: 'wk_demo'}, {key: RK}]},
  {...DEMO_SPACE, id: 'other', slug: 'other', keys: [{key: OTHER}]},
];

/** A session with someone in it, and what its operator asks for. */
async function running(test: TestContext, settings: Partial<SessionSettings> = {}) {
  const settled = spaces.map((space) => ({...space, settings: {...space.settings, ...settings}}));
  const server = await serve(test, {spaces: settled});
  const ada = await server.connect();
  const {session_id, invite} = await ada.lead();
  const mint = async (body?: object, {key = RK, id = session_id, space = 'demo'} = {}) => {
    const response = await fetch(`${server.origin}/api/spaces/${space}/sessions/${id}/tickets/`, {
      method: 'POST',
      headers: {authorization: `Token ${key}`, ...(body && {'content-type': 'application/json'})},
      ...(body && {body: JSON.stringify(body)}),
    });
    // biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
    return {status: response.status, body: (await response.json()) as any};
  };
  const join = async (ticket: string) => (await server.connect()).call('join_session', {session_id, ticket});
  return {...server, ada, session_id, invite, mint, join};
}

describe('a ticket of a session', () => {
  it('lets one client in, once, and says who that is', async (test) => {
    const {mint, join, ada, origin, session_id} = await running(test);
    const {status, body} = await mint({name: 'Ben', user_data: {team: 'blue'}});
    assert.equal(status, 201);
    assert.equal(body.link, `${origin}/s${session_id}#wf-ticket=${session_id}.${body.ticket}`);
    assert.ok(Math.abs(Date.parse(body.expires_at) - Date.now() - 60_000) < 5_000);
    assert.equal((await join(body.ticket)).result.client_index, 1);
    assert.equal((await join(body.ticket)).error?.data.code, 'used_ticket');
    await ada.event('participant_joined');
    assert.deepEqual((await ada.event('participant_joined')).payload.userData, {team: 'blue', name: 'Ben'});
  });

  it('is not used up by a join that is refused', async (test) => {
    const {mint, connect, session_id} = await running(test, {identification: 'name_only'});
    const client = await connect();
    const {ticket} = (await mint()).body;
    const join = (user_data: object) => client.refusal('join_session', {session_id, ticket, user_data});
    assert.equal(await join({}), 'identification_required');
    assert.equal(await join({name: 'Ben'}), undefined);
    const other = await connect();
    assert.equal(await other.refusal('join_session', {session_id, ticket, user_data: {name: 'Eve'}}), 'used_ticket');
  });

  it('lets one of two in who come with it at once', async (test) => {
    const {mint, join} = await running(test);
    const {ticket} = (await mint()).body;
    const codes = (await Promise.all([join(ticket), join(ticket)])).map(({error}) => error?.data.code);
    assert.deepEqual(codes.toSorted(), ['used_ticket', undefined]);
  });

  it('leads to the seat by its secret from then on', async (test) => {
    const {mint, join, connect, session_id} = await running(test);
    const {seat_token} = (await join((await mint()).body.ticket)).result;
    const again = await (await connect()).call('join_session', {session_id, seat_token});
    assert.equal(again.result.client_index, 1);
  });

  it('may give the leader’s seat', async (test) => {
    const {mint, join, ada} = await running(test);
    const closed = ada.hungUp();
    assert.equal((await join((await mint({leader: true})).body.ticket)).result.client_index, 0);
    assert.equal(await closed, 4001);
  });

  it('is told to keys of the space and of the server alone, for sessions of that space that live', async (test) => {
    const {mint, ada, session_id} = await running(test);
    const refused = async (...args: Parameters<typeof mint>) => {
      const {status, body} = await mint(...args);
      return [status, body.code];
    };
    assert.deepEqual(await refused({}, {key: 'wk_demo'}), [403, 'not_allowed']);
    assert.deepEqual(await refused({}, {key: 'rk_wrong'}), [401, 'invalid_key']);
    assert.deepEqual(await refused({}, {key: OTHER}), [403, 'not_allowed']);
    assert.deepEqual(await refused({}, {key: OTHER, space: 'other'}), [404, 'unknown_session']);
    assert.deepEqual(await refused({}, {id: 'nothing'}), [404, 'unknown_session']);
    await ada.call('end');
    assert.deepEqual(await refused({}, {id: session_id}), [410, 'session_ended']);
  });

  it('of a guest has them wait where the space wants that, and of a member does not', async (test) => {
    const {mint, join, ada} = await running(test, {admission_enabled: true});
    const {result: guest} = await join((await mint()).body.ticket);
    assert.equal(guest.waiting, true);
    const {result: member} = await join((await mint({role: 'member'})).body.ticket);
    assert.equal(member.client_index, 2);
    await ada.call('admit', {to: guest.client_index});
    assert.equal((await ada.event('participant_joined')).payload.clientIndex, 0);
  });

  it('proves who someone is where a space wants that, whatever their page says', async (test) => {
    const {mint, ada, connect, session_id, invite} = await running(test, {identification: 'verified'});
    await ada.event('participant_joined');
    assert.equal(await (await connect()).refusal('join_session', {session_id, invite}), 'identification_required');
    const {ticket} = (await mint({name: 'Ben'})).body;
    await (await connect()).call('join_session', {session_id, ticket, user_data: {name: 'Someone else'}});
    assert.equal((await ada.event('participant_joined')).payload.userData['name'], 'Ben');
  });

  it('says nothing that does not fit into a link', async (test) => {
    const {mint} = await running(test);
    const deep = (depth: number): object => (depth === 0 ? {} : {in: deep(depth - 1)});
    const wrong = [{name: 7}, {name: 'x'.repeat(201)}, {leader: 'yes'}, {role: 'king'}, {expires_in: 0}, {colour: 1}];
    for (const body of [...wrong, {expires_in: 3_601}, {user_data: {a: 'x'.repeat(2_000)}}, {user_data: deep(9)}]) {
      const {status, body: answer} = await mint(body);
      assert.deepEqual([status, answer.code], [400, 'invalid_params'], JSON.stringify(body).slice(0, 80));
    }
  });
});
