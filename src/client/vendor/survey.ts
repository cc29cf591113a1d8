import type {SessionEventName} from '../../model/events.ts';
import {shownSsid} from '../../model/state.ts';
import {methodOf, type VendorSession} from './api.ts';
import {isRecord} from './fields.ts';
import {learnParticipants, learnTabs} from './lists.ts';
import {within} from './time.ts';
import type {Tracker} from './tracker.ts';

/** How long the vendor may take to answer, in milliseconds. */
const ANSWER_TIMEOUT = 3_000;

/** After how long to look again for what no event tells, such as the title of a page, in milliseconds. */
const LATER = 1_500;

/** After these the tabs are not what they were. */
const SAYS_MORE: ReadonlySet<SessionEventName> = new Set([
  'session_started',
  'tab_activated',
  'tab_closed',
  'relocated',
  'participant_left',
]);

/** Asks the vendor's client for its lists, where it has them: no event tells of tabs that come, go, or get a title. */
export class Survey {
  readonly #session: VendorSession;
  readonly #tracker: Tracker;
  #looking: Promise<void> | null = null;
  #later: ReturnType<typeof setTimeout> | undefined;
  #stopped = false;

  constructor(session: VendorSession, tracker: Tracker) {
    this.#session = session;
    this.#tracker = tracker;
  }

  /** Whether the tabs can be asked for. */
  get canList(): boolean {
    return methodOf(this.#session, 'getTabs') !== null;
  }

  /** Looks whether there is more to know than the event said. */
  follow(name: SessionEventName): void {
    if (SAYS_MORE.has(name)) void this.look();
    if (this.canList && !this.#stopped) this.#later ??= setTimeout(() => this.#lookLater(), LATER);
  }

  /** Brings what is known up to date, as far as that can be had. Never rejects. */
  look(): Promise<void> {
    if (this.#stopped) return Promise.resolve();
    this.#looking ??= this.#look().finally(() => {
      this.#looking = null;
    });
    return this.#looking;
  }

  /** Asks for nothing any more. */
  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#later);
  }

  #lookLater(): void {
    this.#later = undefined;
    void this.look();
  }

  async #look(): Promise<void> {
    const before = this.#tracker.state.tabs;
    const participants = this.#ask('getParticipants');
    learnTabs(this.#tracker, await this.#ask('getTabs'), before);
    learnParticipants(this.#tracker, await participants);
    if (shownSsid(this.#tracker.state, this.#tracker.me) !== null) return;
    const active = await this.#ask('getActiveTab');
    if (isRecord(active)) learnTabs(this.#tracker, [{...active, active: true}], []);
  }

  async #ask(name: string): Promise<unknown> {
    try {
      return await within(ANSWER_TIMEOUT, methodOf(this.#session, name)?.());
    } catch {
      // Not to be had now, and so not known.
      return undefined;
    }
  }
}
