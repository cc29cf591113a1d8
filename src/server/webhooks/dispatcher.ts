import type {AttemptResult, DeliveryRecord, DeliveryStore, DueDeliveries} from '../storage/delivery-store.ts';
import type {WebhookRecord, WebhookStore} from '../storage/webhook-store.ts';
import {type Clock, SYSTEM_CLOCK} from './clock.ts';
import {bodyOf, messageIdOf} from './envelope.ts';
import {type Bounds, Lanes} from './lanes.ts';
import {type Answer, type Post, TIMEOUT} from './post.ts';
import type {WebhookSecrets} from './secrets.ts';
import {signatureHeaders} from './signature.ts';
import {type Attempted, pauseAfter, verdictOn} from './verdict.ts';

/** For how long deliveries are this server's: an attempt, and as long again for all around it. Milliseconds. */
const LEASE = 2 * TIMEOUT;

/** How many of one session are taken for a webhook at once: taking them costs as much as making one. */
const EACH = 16;

/** How long what is due and cannot be taken is left, and how long it is until the next look at the latest. Milliseconds. */
const SOON = 1_000;
const LATE = 30_000;

/** For how long receivers may still answer when the server stops, in milliseconds: all that it takes has to end within 20 s. */
const LAST_ANSWERS = 3_000;

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

/** An attempt that is over, and what settles when it is written down. */
interface Over {
  readonly attempted: Attempted;
  /** Whether the next one of its webhook and session follows at once. */
  readonly goesOn: boolean;
  readonly written: PromiseWithResolvers<void>;
}

/**
 * Sends what waits in the store to the webhooks: each delivery at least once, and those of a session to a webhook one
 * after the other. An attempt counts once it is written down; whatever happens before that, it is made again.
 */
export class Dispatcher {
  readonly #options: DispatcherOptions;
  readonly #clock: Clock;
  readonly #lanes: Lanes;
  /** Of which webhook and session something is under way. */
  readonly #busy = new Set<string>();
  /** What is under way, until it is written down. */
  readonly #running = new Set<Promise<void>>();
  /** Attempts that are over and not handed to the store yet. */
  readonly #over: Over[] = [];
  /** Of what was taken before, no more is made than what is under way. */
  #taking = 0;
  #looking: Promise<void> | null = null;
  #again = false;
  #closed = false;
  #stopTimer = () => {};
  /** Breaks off what is under way. */
  readonly #end = new AbortController();
  #givingUp: Promise<unknown> = Promise.resolve();

  constructor(options: DispatcherOptions) {
    this.#options = options;
    this.#clock = options.clock ?? SYSTEM_CLOCK;
    this.#lanes = new Lanes(options.bounds ?? {inAll: 256, perHost: 128});
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
        if (this.#closed) return;
        // It was woken between its last look and now.
        if (this.#again) this.wake();
        else this.#stopTimer = this.#clock.after(next - this.#clock.now(), () => this.wake());
      });
  }

  /** Looks anew at all that it has taken: webhooks are others by now, or what they are to be sent. */
  retake(): void {
    this.#taking++;
    this.wake();
  }

  /**
   * Takes on nothing more, and settles when what is under way is done and written down, or broken off: that is made
   * again by whoever comes next, when the lease is over.
   */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopTimer();
    const inTime = this.#clock.after(LAST_ANSWERS, () => this.#end.abort());
    await this.#looking;
    await Promise.all(this.#running);
    inTime();
  }

  /** Begins all that can begin, and answers with when to look again. */
  async #look(): Promise<number> {
    while (!this.#closed) {
      this.#again = false;
      const now = this.#clock.now();
      if ((await this.#take(now)) || this.#again) continue;
      const due = (await this.#options.store.nextDelivery()) ?? Number.POSITIVE_INFINITY;
      // What was due already is held: by its host, which wakes this, or for a while.
      const next = Math.min(due > now ? due : now + SOON, now + LATE);
      if (!this.#again && next > this.#clock.now()) return next;
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Takes deliveries and begins them. Answers with whether there were any. */
  async #take(now: number): Promise<boolean> {
    const [limit, leaseUntil] = [this.#lanes.room, now + LEASE];
    if (limit === 0) return false;
    const except = this.#lanes.held(now);
    const taken = await this.#options.store.takeDeliveries({now, limit, each: EACH, leaseUntil, except});
    // Where the store took so long that the lease might end before the attempt, it ends by itself.
    if (this.#isLate(leaseUntil)) return true;
    for (const due of taken) this.#begin(due, leaseUntil);
    return taken.length > 0;
  }

  /** Whether an attempt that begins now might be under way when the lease is over. */
  #isLate(leaseUntil: number): boolean {
    return this.#clock.now() > leaseUntil - TIMEOUT;
  }

  #begin(due: DueDeliveries, leaseUntil: number): void {
    const {webhook, deliveries} = due;
    const lane = `${webhook.id} ${deliveries[0]?.sessionId}`;
    if (this.#busy.has(lane)) return;
    const leave = this.#lanes.enter(webhook.id, URL.parse(webhook.url)?.host ?? '');
    if (!leave) return;
    this.#busy.add(lane);
    // Whoever comes next is let in before the store has answered: it gives nobody the lane before.
    const end = () => this.#busy.delete(lane) && leave();
    const running = this.#deliver(due, leaseUntil, end)
      .catch((error) => {
        if (error === this.#end.signal.reason) return;
        // The lease ends, and it is tried again.
        const about = {webhook: webhook.id, session: deliveries[0]?.sessionId};
        this.#options.log.error({err: error, ...about}, 'A delivery went wrong.');
      })
      .finally(() => {
        end();
        this.#running.delete(running);
        if (!this.#closed) this.wake();
      });
    this.#running.add(running);
  }

  /**
   * Makes deliveries one after the other, each when the one before is written down, as long as all goes well.
   *
   * @param end - called after the last attempt, before it is written down
   */
  async #deliver({webhook, deliveries}: DueDeliveries, leaseUntil: number, end: () => void): Promise<void> {
    const taking = this.#taking;
    for (const delivery of deliveries) {
      const attempted = await this.#attempt(delivery, webhook);
      const stays = taking === this.#taking && !this.#closed && !this.#isLate(leaseUntil);
      const goesOn = attempted.answer.error === null && stays && delivery !== deliveries.at(-1);
      if (!goesOn) end();
      await this.#writeDown({attempted, goesOn, written: Promise.withResolvers()});
      if (!goesOn || this.#isLate(leaseUntil)) return;
    }
  }

  /** Has an attempt written down, together with all others that are over in the same turn of the loop. */
  #writeDown(over: Over): Promise<void> {
    if (this.#over.push(over) === 1) setImmediate(() => this.#record(this.#over.splice(0)));
    return over.written.promise;
  }

  async #attempt(delivery: DeliveryRecord, webhook: WebhookRecord): Promise<Attempted> {
    const at = this.#clock.now();
    const answer = await this.#send(delivery, webhook, at);
    const until = this.#clock.now();
    const pause = pauseAfter(answer, until);
    if (pause > 0) {
      this.#lanes.pause(webhook.id, until + pause);
      this.retake();
    }
    return {delivery, webhook, answer, at, until};
  }

  #record(over: readonly Over[]): void {
    const {random = Math.random, store} = this.#options;
    const judged = over.map((one) => ({...one, result: verdictOn(one.attempted, random())}));
    for (const {attempted, result, written} of judged)
      if (result.status === 'failed') written.resolve(this.#giveUp(attempted));
    const others = judged.filter(({result}) => result.status !== 'failed');
    if (others.length === 0) return;
    const recorded = store.recordAttempts(others.map(({result, goesOn}) => ({...result, keepsLease: goesOn})));
    for (const {attempted, result, written} of others)
      written.resolve(recorded.then(() => this.#report(attempted, result)));
  }

  /** It counts how many of a webhook were given up, so one comes after the other. */
  #giveUp(attempted: Attempted): Promise<void> {
    const {store} = this.#options;
    const counted = this.#givingUp.then(async () => {
      const webhook = (await store.findWebhook(attempted.webhook.id)) ?? attempted.webhook;
      const recount = verdictOn({...attempted, webhook}, 0);
      await store.recordAttempts([recount]);
      this.#report(attempted, recount);
    });
    this.#givingUp = counted.catch(() => {});
    return counted;
  }

  #report({delivery, webhook, answer}: Attempted, {webhook: changes}: AttemptResult): void {
    const {log} = this.#options;
    const about = {webhook: webhook.id, delivery: delivery.id, session: delivery.sessionId};
    if (answer.error !== null) log.info({...about, status: answer.status, error: answer.error}, 'A delivery failed.');
    if (changes?.enabled !== false) return;
    this.retake();
    log.warn({...about, reason: changes.disabledReason}, 'A webhook was switched off.');
  }

  async #send(delivery: DeliveryRecord, webhook: WebhookRecord, at: number): Promise<Answer> {
    const body = bodyOf(delivery);
    const secrets = await this.#options.secrets.live(webhook.secrets, at).catch(() => null);
    if (!secrets) {
      const error = 'The secret of this webhook was sealed with another key than the server has now: rotate it.';
      return {status: null, error, retryAfter: undefined};
    }
    const headers = signatureHeaders({form: webhook.signature, id: messageIdOf(delivery), at, body, secrets});
    return this.#options.post(webhook, body, headers, this.#end.signal);
  }
}
