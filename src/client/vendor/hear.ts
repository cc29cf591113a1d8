import type {SessionEventName} from '../../model/events.ts';
import type {VendorSession} from './api.ts';
import type {Payload} from './fields.ts';
import {HEARD_NAMES, OLDER_NAMES} from './names.ts';

/** An event of the vendor's, by its settled name. */
export interface Heard {
  readonly name: SessionEventName;
  readonly payload: Payload;
}

interface Waiting extends Heard {
  readonly isOlder: boolean;
}

/**
 * Listens to a session of the vendor's, under all the names its versions use, and hands on each event once: where one
 * comes by its settled name and by an older one too, the older one is left out. Nobody can unsubscribe there, so that
 * stopping is a matter of this side.
 */
export class Hearing {
  readonly #session: VendorSession;
  readonly #take: (heard: Heard) => void;
  /** What has come by its settled name. */
  readonly #settled = new Set<SessionEventName>();
  #waiting: Waiting[] = [];
  #stopped = false;

  constructor(session: VendorSession, take: (heard: Heard) => void) {
    this.#session = session;
    this.#take = take;
    for (const name of HEARD_NAMES) {
      session.on(name, (...args) => this.#hear(name, false, args));
      for (const older of OLDER_NAMES[name] ?? []) session.on(older, (...args) => this.#hear(name, true, args));
    }
  }

  /** Hands on nothing any more. */
  stop(): void {
    this.#stopped = true;
  }

  #hear(name: SessionEventName, isOlder: boolean, args: readonly unknown[]): void {
    if (!isOlder) this.#settled.add(name);
    // Both names of one event come in the same task: after it, it is known whether the older one is of use.
    if (this.#waiting.length === 0) queueMicrotask(() => this.#handOn());
    this.#waiting.push({name, isOlder, payload: payloadOf(args, this.#session)});
  }

  #handOn(): void {
    for (const {name, isOlder, payload} of this.#waiting.splice(0)) {
      if (this.#stopped) return;
      if (!isOlder || !this.#settled.has(name)) this.#take({name, payload});
    }
  }
}

/** The payload among what a handler is called with: it is documented to be the last, and some versions put it first. */
function payloadOf(args: readonly unknown[], session: VendorSession): Payload {
  const isSession = (value: object) => value === session || typeof (value as {on?: unknown}).on === 'function';
  const payload = args.find((arg) => typeof arg === 'object' && arg !== null && !isSession(arg));
  return (payload ?? {}) as Payload;
}
