import type {Credentials} from '../browser/gate.ts';
import type {Desk} from './desk.ts';

/** The site that the page of a tab comes from asks who someone is, before it shows anything. */
export class Login {
  readonly #desk: Desk;
  #withdraw = () => {};

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** Settles when that is said, or not any more. */
  ask(origin: string, realm: string): Promise<Credentials | null> {
    this.withdraw();
    return new Promise((resolve) => {
      const put = this.#desk.put({
        question: {kind: 'login', origin, realm: realm.slice(0, 200)},
        answered: (answer) => resolve(answer && 'username' in answer ? answer : null),
      });
      this.#withdraw = () => {
        put?.withdraw();
        resolve(null);
      };
      if (!put) resolve(null);
    });
  }

  /** The tab shows something else. */
  withdraw(): void {
    this.#withdraw();
    this.#withdraw = () => {};
  }
}
