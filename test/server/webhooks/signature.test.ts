import assert from 'node:assert/strict';
import {createHmac} from 'node:crypto';
import {describe, it} from 'node:test';
import {Webhook} from 'standardwebhooks';
import {bodyOf, messageIdOf, readMessageId} from '../../../src/server/webhooks/envelope.ts';
import {isWebhookSecret, newWebhookSecret} from '../../../src/server/webhooks/secrets.ts';
import {signatureHeaders} from '../../../src/server/webhooks/signature.ts';

const MESSAGE = {
  category: 'space.session.chat_message',
  createdAt: Date.UTC(2026, 1, 3, 4, 5, 6, 78),
  data: '{"session_id":"abcdefghijkl","message":"Grüße 👋","clientIndex":0}',
  sequenceId: 7,
};
const BODY = bodyOf(MESSAGE);

describe('the body of a message', () => {
  it('is compact JSON in the vendor’s order, with a time that has microseconds and +00:00', () => {
    assert.equal(
      BODY,
      '{"category":"space.session.chat_message","created_at":"2026-02-03T04:05:06.078000+00:00",' +
        '"data":{"session_id":"abcdefghijkl","message":"Grüße 👋","clientIndex":0},"sequence_id":7}',
    );
  });

  it('comes out the same when a receiver writes it anew', () => {
    assert.equal(JSON.stringify(JSON.parse(BODY)), BODY);
  });

  it('has an id that says which message it is', () => {
    const place = {sessionId: 'a_b-c_d-e_12', webhookId: 3, sequenceId: 7};
    assert.deepEqual(readMessageId(messageIdOf(place)), place);
    assert.equal(readMessageId('msg_x'), undefined);
  });
});

describe('the signature of a message', () => {
  const at = Date.now();

  it('is one that the public package accepts', () => {
    const secret = newWebhookSecret();
    const headers = signatureHeaders({form: 'standard', id: 'msg_1', at, body: BODY, secrets: [secret]});
    assert.deepEqual(new Webhook(secret).verify(BODY, headers), JSON.parse(BODY));
    assert.throws(() => new Webhook(secret).verify(BODY.replace('Grüße', 'Gruesse'), headers));
    assert.throws(() => new Webhook(newWebhookSecret()).verify(BODY, headers));
  });

  it('is made with each of two secrets', () => {
    const secrets = [newWebhookSecret(), newWebhookSecret()];
    const headers = signatureHeaders({form: 'standard', id: 'msg_1', at, body: BODY, secrets});
    for (const secret of secrets) assert.deepEqual(new Webhook(secret).verify(BODY, headers), JSON.parse(BODY));
    assert.equal(headers['webhook-signature']?.split(' ').length, 2);
  });

  it('is in the vendor’s form the hex HMAC of the body, with the newest secret', () => {
    const [secret, older] = ['whsec_bmV3', 'whsec_b2xk'];
    const headers = signatureHeaders({form: 'vendor', id: 'msg_1', at, body: BODY, secrets: [secret, older]});
    assert.deepEqual(headers, {'webhook-signature': createHmac('sha256', secret).update(BODY).digest('hex')});
  });
});

describe('a secret', () => {
  it('is long enough for the standard', () => {
    const secret = newWebhookSecret();
    assert.ok(isWebhookSecret(secret));
    assert.equal(Buffer.from(secret.slice(6), 'base64').length, 32);
    assert.notEqual(secret, newWebhookSecret());
  });

  for (const [what, text] of [
    ['too short', `whsec_${Buffer.alloc(23).toString('base64')}`],
    ['too long', `whsec_${Buffer.alloc(65).toString('base64')}`],
    ['no base64', `whsec_${'!'.repeat(40)}`],
    ['not marked as one', Buffer.alloc(32).toString('base64')],
  ] as const) {
    it(`is none when it is ${what}`, () => assert.equal(isWebhookSecret(text), false));
  }
});
