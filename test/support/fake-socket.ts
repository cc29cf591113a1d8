import {DEFAULT_SETTINGS} from '../../src/model/settings.ts';
import {INITIAL_STATE, type SessionState} from '../../src/model/state.ts';

interface Call {
  readonly id?: number;
  readonly method: string;
  readonly params: {readonly [name: string]: unknown};
}

const SNAPSHOT: SessionState = {...INITIAL_STATE, settings: DEFAULT_SETTINGS};

/** Stands in for the sockets of a page: at the other end is a session of one, which says yes to everything. */
export class FakeSocket {
  /** Whether anything can be connected to. */
  static up = true;
  /** Methods that are refused. */
  static readonly refuses = new Set<string>();
  static newest: FakeSocket | null = null;

  /** Puts it at the place of the page's own. Returns the way back. */
  static install(): () => void {
    const {WebSocket} = globalThis;
    FakeSocket.up = true;
    FakeSocket.refuses.clear();
    Object.assign(globalThis, {WebSocket: FakeSocket});
    return () => Object.assign(globalThis, {WebSocket});
  }

  readonly calls: Call[] = [];
  binaryType = '';
  onopen: (() => void) | null = null;
  onmessage: ((event: {data: string}) => void) | null = null;
  onclose: ((event: {code: number}) => void) | null = null;
  #number = 0;

  constructor() {
    FakeSocket.newest = this;
    queueMicrotask(() => (FakeSocket.up ? this.onopen?.() : this.onclose?.({code: 1006})));
  }

  send(text: string): void {
    const call = JSON.parse(text) as Call;
    this.calls.push(call);
    if (call.id === undefined) return;
    queueMicrotask(() => this.#answer(call));
  }

  close(code = 1000): void {
    this.onclose?.({code});
  }

  /** Tells of an event. */
  tell(name: string, payload: object): void {
    this.#say({method: 'event', params: {number: ++this.#number, name, payload}});
  }

  #answer({id, method, params}: Call): void {
    if (FakeSocket.refuses.has(method)) {
      this.#say({id, error: {code: -32000, message: 'No.', data: {code: 'not_allowed'}}});
      return;
    }
    const joined = {client_index: 0, seat_token: 'seat', invite: 'letin', pin: '4711', number: 0, snapshot: SNAPSHOT};
    this.#say({id, result: method === 'join_session' ? joined : null});
    if (method === 'join_session' && !params['seat_token']) {
      this.tell('participant_joined', {clientIndex: 0, userData: params['user_data'] ?? {}});
    }
  }

  #say(message: object): void {
    this.onmessage?.({data: JSON.stringify({jsonrpc: '2.0', ...message})});
  }
}
