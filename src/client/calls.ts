import {SessionError} from './errors.ts';

/** How long an answer may take, in milliseconds: of a window that is closed one hears, one may also hang or have crashed. */
const CALL_TIMEOUT = 20_000;

interface Waiting<Call, Answer> {
  readonly call: Call;
  readonly settle: (answer: Answer) => void;
  readonly fail: (error: SessionError) => void;
}

/** What another window was asked and has not answered yet. It can be asked of another one again. */
export class Calls<Call, Answer> {
  readonly #send: (id: number, call: Call) => void;
  readonly #waiting = new Map<number, Waiting<Call, Answer>>();
  #lastId = 0;

  constructor(send: (id: number, call: Call) => void) {
    this.#send = send;
  }

  /** Makes a call and resolves with what came of it. */
  make(call: Call): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      const late = new SessionError('timeout', `Expected an answer in ${CALL_TIMEOUT / 1000} s, got none.`);
      const timer = setTimeout(() => fail(late), CALL_TIMEOUT);
      const done = () => {
        clearTimeout(timer);
        this.#waiting.delete(id);
      };
      const fail = (error: SessionError) => {
        done();
        reject(error);
      };
      const settle = (answer: Answer) => {
        done();
        resolve(answer);
      };
      this.#waiting.set(id, {call, settle, fail});
      this.#send(id, call);
    });
  }

  /** Whether that call is not answered yet. */
  waits(id: number): boolean {
    return this.#waiting.has(id);
  }

  /** Answers a call, unless it was answered before. */
  settle(id: number, answer: Answer): void {
    this.#waiting.get(id)?.settle(answer);
  }

  /** Makes all calls again that are not answered, in their order. */
  repeat(): void {
    for (const [id, {call}] of this.#waiting) this.#send(id, call);
  }

  /** Rejects all calls that are not answered. */
  fail(error: SessionError): void {
    for (const {fail} of this.#waiting.values()) fail(error);
  }
}
