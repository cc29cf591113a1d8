import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {serve} from '../support/test-server.ts';

const SHOP = 'http://shop.localhost/';
const BANK = 'https://bank.example/';

const SPACE = {
  ...DEMO_SPACE,
  settings: {
    ...DEMO_SPACE.settings,
    masked_elements: ['.iban', '#salary'],
    allowlist: JSON.stringify([{pattern: '^http://shop\\.localhost/'}]),
    blocklist: JSON.stringify([{pattern: '^http://shop\\.localhost/staff'}]),
    file_types: ['.pdf', '.png'],
    max_file_size: 1,
  },
};

describe('the pages of a session', () => {
  it('are kept to what its space says of addresses, files and what is masked', async (test) => {
    const {connect, origin, pages} = await serve(test, {spaces: [SPACE]});
    const ada = await connect();
    const {session_id, seat_token} = await ada.lead('Ada');
    await ada.call('open_tab', {url: SHOP});
    const {masked, refuses, blocks, refusesFile} = pages.setup;
    assert.deepEqual(masked, ['.iban', '#salary']);

    const listed = [SHOP, `${SHOP}staff`, BANK];
    const refusal = (url: string) => `This space does not let people go to "${url}".`;
    assert.deepEqual(listed.map(refuses!), [null, refusal(`${SHOP}staff`), refusal(BANK)]);
    // A frame shows what no list forbids.
    assert.deepEqual(listed.map(blocks!), [false, true, false]);

    assert.equal(refusesFile!('Invoice.PDF', 2 ** 20), null);
    assert.equal(refusesFile!('invoice.exe', 10)?.refused, 'wrong_type');
    assert.equal(refusesFile!('invoice.pdf', 2 ** 20 + 1)?.refused, 'too_large');

    const upload = async (name: string, bytes: number) => {
      const response = await fetch(`${origin}/api/sessions/${session_id}/files?name=${name}`, {
        method: 'POST',
        headers: {authorization: `Bearer ${seat_token}`},
        body: Buffer.alloc(bytes),
      });
      return [response.status, ((await response.json()) as {code?: string}).code];
    };
    assert.deepEqual(await upload('virus.exe', 10), [403, 'wrong_type']);
    assert.deepEqual(await upload('large.pdf', 2 ** 20 + 1), [413, 'too_large']);
    assert.deepEqual(await upload('fine.pdf', 10), [200, undefined]);
  });
});
