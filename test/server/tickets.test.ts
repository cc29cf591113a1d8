import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {describe, it} from 'node:test';
import {decodeJwt, SignJWT} from 'jose';
import {MemoryStore} from '../../src/server/storage/memory-store.ts';
import {Tickets} from '../../src/server/tickets.ts';
import {Vault} from '../../src/server/vault.ts';

const vault = new Vault(randomBytes(32));

function refuses(code: string, what: Promise<unknown>): Promise<void> {
  return assert.rejects(what, (error: Error & {code?: string}) => error.code === code);
}

describe('a ticket', () => {
  let now = Date.now();
  const tickets = new Tickets(vault, new MemoryStore(), () => now);

  /** Whom it lets in. */
  async function use(text: string, session = 'session') {
    const ticket = await tickets.read(text, session);
    await ticket.use();
    return ticket.who;
  }

  it('lets in once, as whoever it was made for', async () => {
    const ticket = await tickets.mint('session', {leader: true, user_data: {name: 'Ada'}});
    const {leader, user_data} = await use(ticket);
    assert.deepEqual([leader, user_data], [true, {name: 'Ada'}]);
    await refuses('used_ticket', use(ticket));
  });

  it('is not used up by whoever only reads it', async () => {
    const ticket = await tickets.mint('session', {});
    await tickets.read(ticket, 'session');
    await use(ticket);
    await refuses('used_ticket', use(ticket));
  });

  it('lets one in of many who come with it at once', async () => {
    const ticket = await tickets.mint('session', {});
    const came = await Promise.allSettled(Array.from({length: 10}, () => use(ticket)));
    assert.equal(came.filter(({status}) => status === 'fulfilled').length, 1);
  });

  it('is good for a minute, or for as long as was said', async () => {
    const [short, long] = [await tickets.mint('session', {}), await tickets.mint('session', {}, 600)];
    now += 61_000;
    await refuses('expired_ticket', use(short));
    await use(long);
  });

  it('is for one session, and is not used up by a try at another', async () => {
    const ticket = await tickets.mint('session', {});
    await refuses('invalid_ticket', use(ticket, 'other'));
    await use(ticket);
  });

  it('is none when it was changed, signed by another server, or is another kind of token', async () => {
    const ticket = await tickets.mint('session', {});
    const [head, , signature] = ticket.split('.');
    const body = Buffer.from(JSON.stringify({...decodeJwt(ticket), leader: true})).toString('base64url');
    const claims = decodeJwt(ticket);
    const sign = (header: object, key = vault.keyFor('tickets')) =>
      new SignJWT(claims).setProtectedHeader({alg: 'HS256', ...header}).sign(key);
    const other = new Tickets(new Vault(randomBytes(32)), new MemoryStore());
    const unsigned = `${Buffer.from('{"alg":"none","typ":"wf-ticket+jwt"}').toString('base64url')}.${ticket.split('.')[1]}.`;
    const forged = [
      `${head}.${body}.${signature}`,
      unsigned,
      '',
      'a.b.c',
      await other.mint('session', {}),
      await sign({}),
      await sign({typ: 'wf-ticket+jwt'}, vault.keyFor('audit')),
    ];
    for (const each of forged) await refuses('invalid_ticket', use(each));
    await use(await sign({typ: 'wf-ticket+jwt'}));
  });
});
