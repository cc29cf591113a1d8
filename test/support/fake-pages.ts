import type {Json} from '../../src/model/events.ts';
import type {PagesListener, PagesSetup, SessionPages, Viewport} from '../../src/server/browser/pages.ts';

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
  /** Sends what is masked in a tab to whoever may read it. */
  readonly readers = new Map<number, Set<(message: Uint8Array) => void>>();
  /** The pages that someone sees more sharply. */
  readonly sharpened: number[] = [];
  /** Whether each of those who watch gets sharp pictures, by what sends them. */
  readonly sharp = new Map<(message: Uint8Array) => void, () => boolean>();
  /** What each page is laid out for. */
  readonly viewports = new Map<number, Viewport>();
  /** What code comes to when it is run. */
  run = async (_code: string): Promise<Json> => null;
  /** Whether pages have dealt with what came before. */
  takesInput = true;
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
      input: (ssid, input) => {
        void note('input')(ssid, input);
        return this.takesInput;
      },
      sharpen: (ssid) => void this.sharpened.push(ssid),
      resize: (ssid, viewport) => void this.viewports.set(ssid, viewport),
      drop: note('drop'),
      answer: (ssid, id, answer) => {
        void note('answer')(ssid, id, answer);
        return null;
      },
      release: note('release'),
      execute: async (ssid, code, type) => {
        await note('execute')(ssid, code, type);
        return this.run(code);
      },
      dispose: note('dispose'),
      watch: (ssid, send, isSharp = () => false) => {
        this.sharp.set(send, isSharp);
        const watching = this.senders.get(ssid) ?? new Set();
        this.senders.set(ssid, watching.add(send));
        return {shown: () => this.asked.push(`shown(${ssid})`), stop: () => watching.delete(send)};
      },
      readMasked: (ssid, send) => {
        const reading = this.readers.get(ssid) ?? new Set();
        this.readers.set(ssid, reading.add(send));
        return () => reading.delete(send);
      },
    };
  };

  async close(): Promise<void> {
    this.closed = true;
  }
}
