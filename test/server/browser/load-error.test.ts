import assert from 'node:assert/strict';
import {describe, it} from 'node:test';
import type {CDPSession} from 'puppeteer-core';
import {explainLoadError} from '../../../src/server/browser/load-error.ts';

/** Why there is no page, where Chromium calls it that. */
function explained(name: string): Promise<{error: string; errorCode: string}> {
  const session = {send: async () => ({result: {value: name}})} as unknown as CDPSession;
  return explainLoadError(session, 'https://shop.example:81/tea');
}

describe('why an address shows no page', () => {
  const cases = [
    ['ERR_CONNECTION_REFUSED', 'unreachable', 'shop.example:81 cannot be reached from this session.'],
    ['HTTP ERROR 404', 'no_page', 'shop.example:81 has no page to show at this address.'],
    ['ERR_CERT_DATE_INVALID', 'bad_certificate', 'shop.example:81 has a certificate that is not valid.'],
    ['ERR_TOO_MANY_REDIRECTS', 'redirects', 'shop.example:81 sends visitors round in circles.'],
    ['ERR_INVALID_RESPONSE', 'failed', 'shop.example:81 cannot be shown (ERR_INVALID_RESPONSE).'],
    ['', 'failed', 'shop.example:81 cannot be shown.'],
  ] as const;
  for (const [name, errorCode, error] of cases) {
    it(`is told in a sentence and for programs: ${name || 'no name'}`, async () => {
      assert.deepEqual(await explained(name), {error, errorCode});
    });
  }
});
