import type {Append, ClaimedSession} from '../storage/store.ts';
import type {Log} from './log.ts';
import type {StoreWatch} from './watched-store.ts';

/** Logs when sessions begin, are taken over from before or from another server, and end. */
export class SessionLog implements StoreWatch {
  readonly #log: Log;
  /** The space of each session that lives here. */
  readonly #spaces = new Map<string, string>();

  constructor(log: Log) {
    this.#log = log;
  }

  asked = () => () => {};

  done: StoreWatch['done'] = (name, [first], result) => {
    if (name === 'append') this.#kept(first as Append);
    else if (name === 'claimSessions') this.#claimed(result as readonly ClaimedSession[]);
  };

  #kept({sessionId: session, session: made, events, facts, expected}: Append): void {
    if (made) {
      this.#spaces.set(session, made.spaceId);
      this.#log.info({session, space: made.spaceId}, 'A session began.');
    }
    if (!events.some(({event}) => event.name === 'session_ended')) return;
    const ended = {
      session,
      space: this.#spaces.get(session),
      participants: facts?.participantCount ?? 0,
      seconds: facts?.startedAt && facts.endedAt ? Math.round((facts.endedAt - facts.startedAt) / 1000) : 0,
      events: expected + events.length,
    };
    this.#spaces.delete(session);
    this.#log.info(ended, 'A session ended.');
  }

  #claimed(sessions: readonly ClaimedSession[]): void {
    for (const {record} of sessions) this.#spaces.set(record.id, record.spaceId);
    if (sessions.length) this.#log.info({sessions: sessions.length}, 'Sessions of before go on here.');
  }
}
