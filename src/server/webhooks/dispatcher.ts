import type {AttemptResult, DeliveryRecord, DeliveryStore, WebhookRecord, WebhookStore} from '../storage/store.ts';
import {type Clock, SYSTEM_CLOCK} from './clock.ts';
import {bodyOf, messageIdOf} from './envelope.ts';
import {type Bounds, Lanes} from './lanes.ts';
import {type Answer, type Post, TIMEOUT} from './post.ts';
import type {WebhookSecrets} from './secrets.ts';
import {signatureHeaders} from './signature.ts';
import {type Attempted, pauseAfter, verdictOn} from './verdict.ts';

/** For how long a delivery is this server's: an attempt, and as long again for all around it. Milliseconds. */
const LEASE = 2 * TIMEOUT;

/** How long what is due and cannot be taken is left, and how long it is until the next look at the latest. Milliseconds. */
const SOON = 1_000;
const LATE = 30_000;

export interface DispatcherOptions {
  readonly store: WebhookStore & DeliveryStore;
  readonly secrets: WebhookSecrets;
  readonly post: Post;
  readonly log: Record<'info' | 'warn' | 'error', (details: object, message: string) => void>;
  readonly clock?: Clock;
  /** From 0 to 1. */
  readonly random?: () => number;
  readonly bounds?: Bounds;
}

/**
 * Sends what waits in the store to the webhooks: each delivery at least once, and those of a session to a webhook one
 * after the other. An attempt counts once it is written down; whatever happens before that, it is made again.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #clock: Clock;
  readonly #lanes: Lanes;
  /** Attempts under way, by the id of their delivery. */
  readonly #running = new Map<number, Promise<void>>();
  #looking: Promise<void> | null = null;
  #again = false;
  #closed = false;
  #stopTimer = () => {};
  /** Deliveries that are given up are counted one after the other. */
  #givingUp: Promise<unknown> = Promise.resolve();

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#clock = options.clock ?? SYSTEM_CLOCK;
    this.#lanes = new Lanes(options.bounds ?? {inAll: 256, perHost: 32});
  }

  /** Looks for what is due: at the start, after appends, and when a webhook was changed. */
  wake(): void {
    this.#again = true;
    if (this.#looking) return;
    this.#stopTimer();
    this.#looking = this.#look()
      .catch((error) => {
        this.#options.log.error({err: error}, 'The deliveries that are due cannot be read.');
        return this.#clock.now() + SOON;
      })
      .then((next) => {
        this.#looking = null;
        if (!this.#closed) this.#stopTimer = this.#clock.after(next - this.#clock.now(), () => this.wake());
      });
  }

  /** Takes on nothing more, and settles when what is under way is done and written down. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopTimer();
    await this.#looking;
    await Promise.all(this.#running.values());
  }

  /** Begins all that can begin, and answers with when to look again. */
  async #look(): Promise<number> {
    while (!this.#closed) {
      this.#again = false;
      const now = this.#clock.now();
      if (await this.#take(now)) continue;
      const due = (await this.#options.store.nextDelivery()) ?? Number.POSITIVE_INFINITY;
      // What was due already is held: by its host, which wakes this, or for a while.
      const next = Math.min(due > now ? due : now + SOON, now + LATE);
      if (!this.#again && next > this.#clock.now()) return next;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Takes deliveries and begins them. Answers with whether there were any. */
  async #take(now: number): Promise<boolean> {
    const {store} = this.#options;
    const [limit, leaseUntil] = [this.#lanes.room, now + LEASE];
    if (limit === 0) return false;
    const taken = await store.takeDeliveries({now, limit, leaseUntil, except: this.#lanes.held(now)});
    const ids = [...new Set(taken.map(({webhookId}) => webhookId))];
    const webhooks = new Map(await Promise.all(ids.map(async (id) => [id, await store.findWebhook(id)] as const)));
    // Where the store took so long that the lease might end before the attempt, it ends by itself.
    if (this.#clock.now() > leaseUntil - TIMEOUT) return true;
    for (const delivery of taken) this.#begin(delivery, webhooks.get(delivery.webhookId));
    return taken.length > 0;
  }

  #begin(delivery: DeliveryRecord, webhook: WebhookRecord | undefined): void {
    if (!webhook) this.#lanes.forget(delivery.webhookId);
    if (!webhook?.enabled || this.#running.has(delivery.id)) return;
    const leave = this.#lanes.enter(webhook.id, URL.parse(webhook.url)?.host ?? '');
    if (!leave) return;
    const running = this.#attempt(delivery, webhook)
      .catch((error) => {
        // Its lease ends, and it is tried again.
        this.#options.log.error({err: error, webhook: webhook.id, delivery: delivery.id}, 'A delivery went wrong.');
      })
      .finally(() => {
        leave();
        this.#running.delete(delivery.id);
        this.wake();
      });
    this.#running.set(delivery.id, running);
  }

  async #attempt(delivery: DeliveryRecord, webhook: WebhookRecord): Promise<void> {
    const at = this.#clock.now();
    const answer = await this.#send(delivery, webhook, at);
    const until = this.#clock.now();
    const pause = pauseAfter(answer, until);
    if (pause > 0) this.#lanes.pause(webhook.id, until + pause);

    await this.#record({delivery, webhook, answer, at, until});
  }

  async #record(attempted: Attempted): Promise<void> {
    const {store, random = Math.random} = this.#options;
    const result = verdictOn(attempted, random());
    if (result.status !== 'failed') {
      await store.recordAttempt(result);
      return this.#report(attempted, result);
    }
    const counted = this.#givingUp.then(async () => {
      const webhook = (await store.findWebhook(attempted.webhook.id)) ?? attempted.webhook;
      const recount = verdictOn({...attempted, webhook}, 0);
      await store.recordAttempt(recount);
      this.#report(attempted, recount);
    });
    this.#givingUp = counted.catch(() => {});
    return counted;
  }

  #report({delivery, webhook, answer}: Attempted, {webhook: changes}: AttemptResult): void {
    const {log} = this.#options;
    const about = {webhook: webhook.id, delivery: delivery.id};
    if (answer.error !== null) log.info({...about, status: answer.status, error: answer.error}, 'A delivery failed.');
    if (changes?.enabled === false) log.warn({...about, reason: changes.disabledReason}, 'A webhook was switched off.');
  }

  async #send(delivery: DeliveryRecord, webhook: WebhookRecord, at: number): Promise<Answer> {
    const body = bodyOf(delivery);
    const secrets = await this.#options.secrets.live(webhook.secrets, at).catch(() => null);
    if (!secrets) {
      const error = 'The secret of this webhook was sealed with another key than the server has now: rotate it.';
      return {status: null, error, retryAfter: undefined};
    }
    const headers = signatureHeaders({form: webhook.signature, id: messageIdOf(delivery), at, body, secrets});
    return this.#options.post(webhook, body, headers);
  }
}
