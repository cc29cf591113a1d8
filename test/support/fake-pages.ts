import type {Json} from '../../src/model/events.ts';
import type {PagesListener, PagesSetup, SessionPages} from '../../src/server/browser/pages.ts';

/** Pages of no browser: notes what it was asked, and lets a test say what happens in a page. */
export class FakePages {
  /** What was asked of the pages, as `name(arguments)`, oldest first. */
  readonly asked: string[] = [];
  /** Tells the room what happened in a page. */
  listener!: PagesListener;
  /** What the pages were given. */
  setup: PagesSetup = {};
  /** Sends a picture of a tab to whoever watches it. */
  readonly senders = new Map<number, Set<(message: Uint8Array) => void>>();
  /** What code comes to when it is run. */
  run = async (_code: string): Promise<Json> => null;
  closed = false;

  readonly openPages = (listener: PagesListener, setup: PagesSetup = {}): SessionPages => {
    this.listener = listener;
    this.setup = setup;
    const note =
      (name: string) =>
      async (...args: unknown[]) => {
        this.asked.push(`${name}(${args.map((arg) => JSON.stringify(arg)).join(', ')})`);
      };
    return {
      open: note('open'),
      navigate: note('navigate'),
      goBack: note('goBack'),
      goForward: note('goForward'),
      reload: note('reload'),
      close: note('close'),
      input: note('input'),
      release: note('release'),
      execute: async (ssid, code, type) => {
        await note('execute')(ssid, code, type);
        return this.run(code);
      },
      dispose: note('dispose'),
      watch: (ssid, send) => {
        const watching = this.senders.get(ssid) ?? new Set();
        this.senders.set(ssid, watching.add(send));
        return {shown: () => this.asked.push(`shown(${ssid})`), stop: () => watching.delete(send)};
      },
    };
  };

  async close(): Promise<void> {
    this.closed = true;
  }
}
