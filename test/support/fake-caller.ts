import type {PageCaller} from '../../src/server/browser/pages.ts';

/** A script in a page of no browser. */
export class FakeCaller implements PageCaller {
  // biome-ignore lint/suspicious/noExplicitAny: tests look into messages of every shape
  readonly heard: any[] = [];
  readonly ssid: number;
  readonly origin: string;
  readonly kind: PageCaller['kind'];
  #arrived = Promise.withResolvers<void>();

  constructor({ssid = 1, origin = 'https://shop.example', kind = 'page' as PageCaller['kind']} = {}) {
    this.ssid = ssid;
    this.origin = origin;
    this.kind = kind;
  }

  send(text: string): void {
    this.heard.push(JSON.parse(text));
    this.#arrived.resolve();
    this.#arrived = Promise.withResolvers();
  }

  /** Waits for the answer with that id. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  async answer(id: number | string): Promise<any> {
    for (;;) {
      const answer = this.heard.find((message) => message.id === id);
      if (answer) return answer;
      await this.#arrived.promise;
    }
  }

  /** The names of the events that it was told. */
  get events(): string[] {
    return this.heard.filter(({method}) => method === 'event').map(({params}) => params.name);
  }
}
