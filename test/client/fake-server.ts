import {mock} from 'node:test';
import {SessionError} from '../../src/client/errors.ts';
import type {Connect, Transport} from '../../src/client/wire/transport.ts';
import type {ToldEvent} from '../../src/model/events.ts';
import {evolve} from '../../src/model/evolve.ts';
import {INITIAL_STATE, type SessionState} from '../../src/model/state.ts';
import {CODEC, encodeHeader, HEADER_BYTES} from '../../src/protocol/frames.ts';
import type {WireErrorCode} from '../../src/protocol/rpc.ts';

export interface Sent {
  readonly id?: number;
  readonly method: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into params of every shape
  readonly params: any;
}

/** A transport whose other end is in the test's hands. */
export class FakeTransport implements Transport {
  onmessage: Transport['onmessage'] = null;
  onclose: Transport['onclose'] = null;
  /** Set by `close()`. */
  closed = false;
  readonly sent: Sent[] = [];
  onsent: (message: Sent) => void = () => {};

  send(message: string): void {
    const parsed = JSON.parse(message) as Sent;
    this.sent.push(parsed);
    this.onsent(parsed);
  }

  close(): void {
    this.closed = true;
  }

  /** Says something to the client. */
  say(message: object): void {
    this.onmessage?.(JSON.stringify({jsonrpc: '2.0', ...message}));
  }

  /** Sends a picture of a tab that holds one byte. */
  picture(ssid: number, byte: number): void {
    const message = new Uint8Array(HEADER_BYTES + 1);
    message.set(encodeHeader({codec: 1, ssid, width: 1, height: 1, time: 0, keyFrame: true}));
    message[HEADER_BYTES] = byte;
    this.onmessage?.(message.buffer);
  }

  /** Tells what is masked in a tab. */
  masked(ssid: number, masked: readonly object[]): void {
    const header = encodeHeader({codec: CODEC.masked, ssid, width: 1, height: 1, time: 0, keyFrame: true});
    this.onmessage?.(Uint8Array.from([...header, ...new TextEncoder().encode(JSON.stringify(masked))]).buffer);
  }

  /** What was sent by that name. */
  calls(method: string): Sent[] {
    return this.sent.filter((message) => message.method === method);
  }
}

/** Thrown by an answer that refuses. */
export class Refuse {
  readonly code: WireErrorCode;
  readonly retryAfter: number | undefined;

  constructor(code: WireErrorCode, retryAfter?: number) {
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

type Answer = (params: Sent['params'], line: FakeTransport) => object | null;

/** A session server of one session: it seats whoever comes, and answers all else with null. */
export class FakeServer {
  /** Every connection that was made, in that order. */
  readonly lines: FakeTransport[] = [];
  readonly urls: string[] = [];
  /** Whether connections can be made. */
  up = true;
  /** The session as the log has it. */
  readonly log: ToldEvent[] = [];
  /** Who took the seat last. */
  #seated = 0;
  /** What is answered by name; to be written over by tests. */
  readonly answers: {[method: string]: Answer} = {
    create_session: (_params, line) => {
      queueMicrotask(() => this.tell({name: 'session_created', payload: {}}, line));
      return {session_id: 's1', invite: 'letin', leader_token: 'lead'};
    },
    join_session: (params, line) => this.#join(params, line),
    open_tab: ({url}) => {
      const ssid = this.state.nextSsid;
      this.tell({name: 'tab_opened', payload: {ssid, tabIndex: this.state.tabs.length, leaderIndex: 0, url}});
      return {ssid};
    },
    end: () => {
      this.tell({name: 'session_ended', payload: {}});
      return null;
    },
  };

  readonly connect: Connect = async (url) => {
    this.urls.push(url);
    if (!this.up) throw new SessionError('connect_failed', 'No connection.');
    const line = new FakeTransport();
    line.onsent = (message) => this.#answer(message, line);
    this.lines.push(line);
    return line;
  };

  /** The newest connection. */
  get line(): FakeTransport {
    return this.lines.at(-1) as FakeTransport;
  }

  get state(): SessionState {
    return this.log.reduce<SessionState>(evolve, INITIAL_STATE);
  }

  /** Lets something happen, and tells the newest connection of it. */
  tell(event: ToldEvent, line: FakeTransport = this.line): void {
    this.log.push(event);
    line.say({method: 'event', params: {...event, number: this.log.length}});
  }

  /** Lets something happen while nobody is connected. */
  miss(event: ToldEvent): void {
    this.log.push(event);
  }

  /** Breaks the newest connection. */
  drop(code = 1006): void {
    this.line.onclose?.(code);
  }

  #join({leader_token, seat_token, last_number}: Sent['params'], line: FakeTransport): object {
    const seated = {seat_token: 'seat', invite: 'letin'};
    if (seat_token) {
      const missed = last_number === undefined ? [] : [...this.log.entries()].slice(last_number);
      queueMicrotask(() => {
        for (const [index, event] of missed) line.say({method: 'event', params: {...event, number: index + 1}});
      });
      const snapshot = last_number === undefined ? this.state : null;
      return {...seated, client_index: this.#seated, number: last_number ?? this.log.length, snapshot};
    }
    const clientIndex = leader_token ? 0 : this.state.participants.length + 1;
    this.#seated = clientIndex;
    const answer = {...seated, client_index: clientIndex, number: this.log.length, snapshot: this.state};
    queueMicrotask(() => {
      this.tell({name: 'participant_joined', payload: {clientIndex, userData: {}}}, line);
      if (answer.snapshot.host !== null) return;
      this.tell({name: 'host_changed', payload: {to: clientIndex, gained: true, myIndex: clientIndex}}, line);
    });
    return answer;
  }

  #answer({id, method, params}: Sent, line: FakeTransport): void {
    if (id === undefined) return;
    queueMicrotask(() => {
      try {
        line.say({id, result: this.answers[method]?.(params, line) ?? null});
      } catch (refusal) {
        if (!(refusal instanceof Refuse)) throw refusal;
        line.say({
          id,
          error: {
            code: -32000,
            message: `Refused: ${refusal.code}.`,
            data: {code: refusal.code, retry_after: refusal.retryAfter},
          },
        });
      }
    });
  }
}

/** Lets everything happen that is under way and needs no time. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Lets that much time pass. */
export async function pass(ms: number): Promise<void> {
  mock.timers.tick(ms);
  await settle();
}

/** Takes time and error reports into the test's hands. Returns what was reported. */
export function takeHold(): unknown[] {
  const reported: unknown[] = [];
  mock.timers.enable({apis: ['setTimeout', 'Date']});
  globalThis.reportError = (error) => void reported.push(error);
  return reported;
}

/** A storage of its own for each call. */
export function fakeStorage(): Storage {
  const items = new Map<string, string>();
  return {
    getItem: (key) => items.get(key) ?? null,
    setItem: (key, value) => void items.set(key, value),
    removeItem: (key) => void items.delete(key),
    clear: () => items.clear(),
    key: () => null,
    get length() {
      return items.size;
    },
  };
}
