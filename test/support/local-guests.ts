import {EVENT_NAMES, Session, type SessionEventName, type SessionSnapshot} from '../../src/client/index.ts';
import {LocalProvider, type LocalProviderOptions} from '../../src/client/providers/local.ts';
import {Windows} from './windows.ts';

type Window = ReturnType<Windows['open']>;
type Options = Partial<LocalProviderOptions>;

/** A session in a window, with what it tells. */
export class Guest {
  readonly window: Window;
  readonly session: Session;
  /** Names of what was told, in order, and what came with them. */
  readonly told: SessionEventName[] = [];
  readonly payloads: unknown[] = [];

  constructor(window: Window, options: Options = {}) {
    this.window = window;
    const provider = new LocalProvider({space: 'demo', invitePage: 'https://cms.example/', ether: window, ...options});
    this.session = new Session(provider);
    for (const name of EVENT_NAMES) {
      this.session.on(name, (_session, payload) => {
        this.told.push(name);
        this.payloads.push(payload);
      });
    }
  }

  /** What came with the events of that name. */
  heard(name: SessionEventName): unknown[] {
    return this.payloads.filter((_, index) => this.told[index] === name);
  }

  /** Waits until the session is so. */
  until(test: (state: SessionSnapshot) => boolean): Promise<void> {
    return new Promise((resolve) => {
      const check = (state: SessionSnapshot) => {
        if (!test(state)) return;
        stop();
        resolve();
      };
      const stop = this.session.subscribe(check);
      check(this.session.state);
    });
  }

  /** What was written in the chat, in order. */
  get chat(): string[] {
    return this.heard('chat_message').map((payload) => (payload as {readonly message: string}).message);
  }

  /** Waits until something was written in the chat. */
  async reads(message: string): Promise<void> {
    for (let count = 1; !this.chat.includes(message); count++) await this.hears('chat_message', count);
  }

  /** Waits until something was told so many times. */
  hears(name: SessionEventName, times = 1): Promise<void> {
    return new Promise((resolve) => {
      const check = () => {
        if (this.heard(name).length < times) return;
        this.session.off(name, check);
        resolve();
      };
      this.session.on(name, check);
      check();
    });
  }
}

/** Those who are in the session of a browser that is none. */
export class Guests {
  readonly windows = new Windows();
  readonly #all: Guest[] = [];

  /** Opens a window with a session that is not started. */
  opens(options: Options = {}): Guest {
    const guest = new Guest(this.windows.open(), options);
    this.#all.push(guest);
    return guest;
  }

  /** Opens a window and takes part. */
  async joins(name: string, options: Options = {}): Promise<Guest> {
    const guest = this.opens(options);
    await guest.session.start(null, {name});
    await guest.hears('session_started');
    return guest;
  }

  /** So many in one session; the first keeps it. */
  async together(count: number, options: Options = {}): Promise<Guest[]> {
    const guests: Guest[] = [];
    for (let index = 0; index < count; index++) guests.push(await this.joins(`Guest ${index}`, options));
    await Promise.all(guests.map((guest) => guest.until(({participants}) => participants.length === count)));
    return guests;
  }

  /** Closes everything. */
  close(): void {
    for (const {session} of this.#all) session.suspend();
  }
}
