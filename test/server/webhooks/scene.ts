import {randomBytes} from 'node:crypto';
import {mock, type TestContext} from 'node:test';
import type {Store} from '../../../src/server/storage/store.ts';
import type {WebhookRecord} from '../../../src/server/storage/webhook-store.ts';
import {Vault} from '../../../src/server/vault.ts';
import {Dispatcher, type DispatcherOptions} from '../../../src/server/webhooks/dispatcher.ts';
import {Egress} from '../../../src/server/webhooks/egress.ts';
import {poster} from '../../../src/server/webhooks/post.ts';
import {newWebhookSecret, WebhookSecrets} from '../../../src/server/webhooks/secrets.ts';
import {begun, NOW, next, said, webhookOf} from '../storage/records.ts';
import {Counted} from './counted.ts';
import {FakeClock} from './fake-clock.ts';
import {instead} from './instead.ts';

export const SILENT = {info() {}, warn() {}, error() {}};

/** Sessions in which things are said, and a dispatcher that tells webhooks, at a time that the test hands out. */
export class Scene {
  readonly store: Store;
  readonly clock = new FakeClock(NOW + 1_000);
  readonly secrets = new WebhookSecrets(new Vault(randomBytes(32)));
  /** Of every webhook, unless it has others. */
  readonly secret = newWebhookSecret();
  dispatcher: Dispatcher;
  /** What came of the attempts, once they were written down. */
  readonly outcomes: string[] = [];
  readonly #said = new Map<string, number>();
  readonly #calls = new Counted();
  readonly #live: () => Dispatcher;
  #tried = () => {};

  constructor(test: TestContext, store: Store, options: Partial<DispatcherOptions> = {}) {
    this.store = store;
    const egress = new Egress({allowedHosts: ['127.0.0.1']});
    this.#live = () =>
      new Dispatcher({
        store: this.#calls.all(this.#watched(store)),
        secrets: this.#calls.all(this.secrets),
        post: this.#calls.call(poster(egress)),
        log: SILENT,
        clock: this.clock,
        random: () => 0.5,
        ...options,
      });
    this.dispatcher = this.#live();
    // The public package looks at the clock of the machine.
    mock.timers.enable({apis: ['Date'], now: this.clock.now()});
    test.after(async () => {
      await this.dispatcher.close();
      await egress.close();
      mock.timers.reset();
    });
  }

  /** A store that has what came of each attempt noted, once it was written down. */
  #watched(store: Store): Store {
    return instead(store, 'recordAttempts', async (results) => {
      await store.recordAttempts(results);
      for (const {status} of results) this.outcomes.push(status === 'pending' ? 'retry' : status);
      this.#tried();
    });
  }

  /** Begins another dispatcher, as after an end. */
  startAgain(): void {
    this.dispatcher = this.#live();
    this.dispatcher.wake();
  }

  async add(webhook: Partial<WebhookRecord>): Promise<WebhookRecord> {
    return this.store.addWebhook(webhookOf({secrets: [await this.secrets.seal(this.secret)], ...webhook}));
  }

  /** Says something in a session, which begins with that. */
  async say(sessionId: string, ...messages: string[]): Promise<void> {
    for (const message of messages) {
      const number = this.#said.get(sessionId) ?? 0;
      this.#said.set(sessionId, number + 1);
      const append = number === 0 ? begun(sessionId) : next(sessionId, number);
      await this.store.append({...append, events: [said(message)]});
    }
    this.dispatcher.wake();
  }

  /** Resolves when so many attempts were made in all. */
  async tried(count: number): Promise<void> {
    while (this.outcomes.length < count) await new Promise<void>((resolve) => (this.#tried = resolve));
  }

  /** Lets time go on, when nothing more happens without that. */
  async advance(time: number): Promise<void> {
    await this.#calls.none();
    mock.timers.setTime(this.clock.now() + time);
    this.clock.advance(time);
  }

  /** Makes time go on until so many attempts were made in all. */
  async triedInTime(count: number): Promise<void> {
    for (;;) {
      await this.#calls.none();
      if (this.outcomes.length >= count) return;
      const now = this.clock.now();
      const due = (await this.store.nextDelivery()) ?? now;
      await this.advance((due > now ? due : (this.clock.next ?? now)) - now);
    }
  }
}
