import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {JSONWebKeySet} from 'jose';
import {linesOf} from '../../../src/server/audit/lines.ts';
import {verifyAudit} from '../../../src/server/audit/verify.ts';
import {DEMO_SPACE, type DeclaredSpace} from '../../../src/server/storage/spaces.ts';
import {serve} from '../../support/test-server.ts';

const RK = 'rk_of-the-space-demo-0123456789abcdef';
const OTHER = 'rk_of-another-space-0123456789abcdef';
const spaces: DeclaredSpace[] = [
  {...DEMO_SPACE, keys: [{key: 'wk_demo'}, {key: RK}]},
  {...DEMO_SPACE, id: 'other', slug: 'other', keys: [{key: OTHER}]},
];

describe('the audit log over HTTP', () => {
  for (const [format, type] of [
    ['jsonl', 'application/jsonl; charset=utf-8'],
    ['csv', 'text/csv; charset=utf-8; header=present'],
  ]) {
    it(`is a whole and signed file of ${format}, of a session that lives and of one that is over`, async (test) => {
      const {connect, origin} = await serve(test, {spaces});
      const ada = await connect();
      const {session_id} = await ada.lead();
      await ada.call('send_chat_message', {message: '=1+1'});
      const path = `${origin}/api/spaces/demo/sessions/${session_id}/audit-logs/download/?format=${format}`;
      const read = () => fetch(path, {headers: {authorization: `Token ${RK}`}});
      const keys = (await (await fetch(`${origin}/.well-known/jwks.json`)).json()) as JSONWebKeySet;
      const entries = async (response: Response) => {
        const found = await verifyAudit(linesOf(response.body!.pipeThrough(new TextDecoderStream())), keys);
        return 'entries' in found ? found.entries : found;
      };
      const response = await read();
      assert.equal(response.headers.get('content-type'), type);
      assert.equal(
        response.headers.get('content-disposition'),
        `attachment; filename="audit-log-${session_id}.${format}"`,
      );
      assert.equal(await entries(response), 4);
      await ada.call('end');
      assert.equal(await entries(await read()), 5);
    });
  }

  it('is for keys of its space and of the server alone', async (test) => {
    const {connect, origin} = await serve(test, {spaces});
    const {session_id} = await (await connect()).lead();
    const refused = async (space: string, key: string, query = '') => {
      const path = `${origin}/api/spaces/${space}/sessions/${session_id}/audit-logs/download/${query}`;
      const response = await fetch(path, {headers: {authorization: `Token ${key}`}});
      return [response.status, ((await response.json()) as {code: string}).code];
    };
    assert.deepEqual(await refused('demo', 'wk_demo'), [403, 'not_allowed']);
    assert.deepEqual(await refused('demo', OTHER), [403, 'not_allowed']);
    assert.deepEqual(await refused('other', OTHER), [404, 'unknown_session']);
    assert.deepEqual(await refused('demo', RK, '?format=pdf'), [400, 'invalid_params']);
  });

  it('tells no secret key', async (test) => {
    const {origin} = await serve(test);
    const {keys} = (await (await fetch(`${origin}/.well-known/jwks.json`)).json()) as JSONWebKeySet;
    assert.deepEqual(
      keys.map((key) => Object.keys(key).sort()),
      [['alg', 'crv', 'kid', 'kty', 'use', 'x']],
    );
  });
});
