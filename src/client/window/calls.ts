import type {Json} from '../../model/events.ts';
import type {SessionError} from '../errors.ts';

interface Waiting {
  readonly resolve: (result: Json) => void;
  readonly reject: (error: SessionError) => void;
}

/** Pairs the answers of a window with what it was asked. */
export class Calls {
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;

  /** Asks something, under an id of its own. */
  make(ask: (id: number) => void): Promise<Json> {
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      ask(id);
      this.#waiting.set(id, {resolve, reject});
    });
  }

  resolve(id: number, result: Json): void {
    this.#waiting.get(id)?.resolve(result);
    this.#waiting.delete(id);
  }

  reject(id: number, error: SessionError): void {
    this.#waiting.get(id)?.reject(error);
    this.#waiting.delete(id);
  }

  /** No answer comes any more. */
  rejectAll(error: SessionError): void {
    for (const {reject} of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
