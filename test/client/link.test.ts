import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {linkTo} from '../../src/client/wire/link.ts';
import {parseLink} from '../../src/client/wire/read-link.ts';

describe('invite links', () => {
  it('lead to the page that the server has, with the secret in the fragment only', () => {
    const link = linkTo('invite', 'https://co.example', undefined, 'a-1', 'sec_ret');
    assert.equal(link, 'https://co.example/sa-1#wf-invite=a-1.sec_ret');
  });

  it("lead to the author's page when there is one", () => {
    const link = linkTo('invite', 'https://co.example', 'https://shop.example/help?x=1#old', 'a1', 'secret');
    assert.equal(link, 'https://shop.example/help?x=1#wf-invite=a1.secret');
  });

  it('are read back as they were made, also behind another fragment', () => {
    const made = linkTo('invite', 'https://co.example', undefined, 'a-1', 'sec_ret');
    assert.deepEqual(parseLink(made), {sessionId: 'a-1', invite: 'sec_ret'});
    assert.deepEqual(parseLink('https://shop.example/#/chat&wf-invite=a1.b2'), {sessionId: 'a1', invite: 'b2'});
  });

  it('may hold a ticket in place of a secret', () => {
    const link = 'https://co.example/sa-1#wf-ticket=a-1.eyJh.eyJi.c_-d';
    assert.deepEqual(parseLink(link), {sessionId: 'a-1', invite: null, ticket: 'eyJh.eyJi.c_-d'});
  });

  it('still name their session when the fragment was erased', () => {
    assert.deepEqual(parseLink('https://co.example/sa1'), {sessionId: 'a1', invite: null});
  });

  for (const link of [
    '',
    'nonsense',
    'https://co.example/',
    'https://co.example/#wf-invite=hush',
    'https://co.example/#wf-invite=.hush',
  ]) {
    it(`are refused without showing the secret when they are "${link}"`, () => {
      assert.throws(
        () => parseLink(link),
        (error: Error & {code: string}) => error.code === 'invalid_invite' && !error.message.includes('hush'),
      );
    });
  }
});
