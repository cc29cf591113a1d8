import {randomBytes} from 'node:crypto';
import {type Store, StoreError} from '../../../src/server/storage/store.ts';
import {Vault} from '../../../src/server/vault.ts';
import {Dispatcher} from '../../../src/server/webhooks/dispatcher.ts';
import type {Answer} from '../../../src/server/webhooks/post.ts';
import {newWebhookSecret, WebhookSecrets} from '../../../src/server/webhooks/secrets.ts';
import {NOW, webhookOf} from '../storage/records.ts';
import {Counted} from './counted.ts';
import {FakeClock} from './fake-clock.ts';
import {SILENT} from './scene.ts';

/** What becomes of something that is sent. */
export type Fate =
  /** It arrives, and that is known. */
  | 'arrives'
  /** It arrives, and nobody hears of it. */
  | 'answer lost'
  /** It arrives, and it cannot be written down. */
  | 'unwritten'
  | 'refused'
  | 'too many';

const OK: Answer = {status: 204, error: null, retryAfter: undefined};
const ANSWERS: Readonly<Record<Fate, Answer>> = {
  arrives: OK,
  unwritten: OK,
  'answer lost': {status: null, error: 'The receiver did not answer.', retryAfter: undefined},
  refused: {status: 500, error: 'The receiver answered 500.', retryAfter: undefined},
  'too many': {status: 429, error: 'The receiver answered 429.', retryAfter: '20'},
};

const never = () => new Promise<never>(() => {});

/** Dispatchers on one store, one after the other: each ends as a process does that is killed. */
export class Lives {
  readonly clock = new FakeClock(NOW + 1_000_000);
  /** What arrived at each address, as `session sequence`. */
  readonly arrived = new Map<string, string[]>();
  readonly #store: Store;
  readonly #secrets = new WebhookSecrets(new Vault(randomBytes(32)));
  readonly #fates: Fate[];
  #calls = new Counted();
  #dispatcher: Dispatcher;
  #end = () => {};

  constructor(store: Store, fates: readonly Fate[]) {
    this.#store = store;
    this.#fates = [...fates];
    this.#dispatcher = this.#live();
  }

  async addWebhook(url: string): Promise<number> {
    const secrets = [await this.#secrets.seal(newWebhookSecret())];
    return (await this.#store.addWebhook(webhookOf({url, secrets}))).id;
  }

  wake(): void {
    this.#dispatcher.wake();
  }

  /** Resolves when nothing more happens without time going on. */
  quiet(): Promise<void> {
    return this.#calls.none();
  }

  /** Kills the one that lives, wherever it is, and begins another one. */
  crash(): void {
    this.#end();
    this.#calls = new Counted();
    this.#dispatcher = this.#live();
    this.wake();
  }

  /** Lets time go on until all is delivered or given up, and nothing goes wrong any more. */
  async drain(): Promise<void> {
    this.#fates.length = 0;
    for (;;) {
      await this.quiet();
      const due = await this.#store.nextDelivery();
      if (due === null) return;
      const now = this.clock.now();
      this.clock.advance((due > now ? due : (this.clock.next ?? now)) - now);
    }
  }

  #live(): Dispatcher {
    let alive = true;
    const calls = this.#calls;
    this.#end = () => {
      alive = false;
    };
    const unwritten = new Set<string>();
    const ask = (name: string | symbol, call: (...args: unknown[]) => Promise<unknown>) =>
      calls.call(async (...args: unknown[]) => {
        if (!alive) return never();
        if (name === 'recordAttempts' && unwritten.delete('next')) throw new StoreError('The disk is full.');
        const result = await call(...args);
        return alive ? result : never();
      });
    const store = new Proxy(this.#store, {
      get: (target, name) => ask(name, Reflect.get(target, name).bind(target)),
    });
    return new Dispatcher({
      store,
      secrets: calls.all(this.#secrets),
      post: calls.call(async ({url}, body) => {
        if (!alive) return never();
        await new Promise(setImmediate);
        if (!alive) return never();
        const fate = this.#fates.shift() ?? 'arrives';
        if (fate === 'unwritten') unwritten.add('next');
        if (ANSWERS[fate] === OK || fate === 'answer lost') this.#arrive(url, body);
        return ANSWERS[fate];
      }),
      log: SILENT,
      clock: {
        now: () => this.clock.now(),
        after: (wait, callback) => this.clock.after(wait, () => alive && callback()),
      },
      random: () => 0.5,
      bounds: {inAll: 4, perHost: 3},
    });
  }

  #arrive(url: string, body: string): void {
    const {data, sequence_id: sequence} = JSON.parse(body);
    this.arrived.set(url, [...(this.arrived.get(url) ?? []), `${data.message.split(' ')[0]} ${sequence}`]);
  }
}
