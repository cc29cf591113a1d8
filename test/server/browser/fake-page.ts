import {EventEmitter} from 'node:events';
import type {Page} from '../../../src/server/browser/page.ts';

/** How many pictures Chromium paints before it is thanked for one. */
const AHEAD = 3;

/** A page that paints when it is told to, for those who capture it as Chromium would. */
export class FakePage {
  /** What it looks like. */
  look = '';
  readonly targetId = 'page';
  /** How often it refuses a capture, as one that another takes the place of. */
  refusals = 0;
  /** Sharp pictures that it was asked for; the test answers. */
  readonly asked: PromiseWithResolvers<{readonly data: string}>[] = [];
  /** The first is that of the page itself. */
  readonly sessions: FakeSession[] = [];

  constructor() {
    this.join();
  }

  /** As it is taken for one of Chromium's. */
  get real(): Page {
    return {targetId: this.targetId, session: this.sessions[0], masked: null} as unknown as Page;
  }

  join(): FakeSession {
    const session = new FakeSession(this);
    this.sessions.push(session);
    return session;
  }

  paint(look: string): void {
    this.look = look;
    for (const session of this.sessions) session.paint();
  }

  /** How many captures of it run. */
  get captures(): number {
    return this.sessions.filter(({quality}) => quality !== null).length;
  }
}

/** One hold on the page: says each time what is asked of it, and holds one capture. */
class FakeSession extends EventEmitter {
  /** Of its capture, or null while there is none. */
  quality: number | null = null;
  readonly sent: string[] = [];
  /** How many pictures were captured. */
  pictures = 0;
  readonly #page: FakePage;
  #start = 0;
  #ahead = 0;

  constructor(page: FakePage) {
    super();
    this.#page = page;
  }

  connection(): object {
    return {createSession: async () => this.#page.join()};
  }

  async send(method: string, params: {quality?: number; sessionId?: number} = {}): Promise<object> {
    this.sent.push(method);
    if (method === 'Page.captureScreenshot') {
      const answer = Promise.withResolvers<{readonly data: string}>();
      this.#page.asked.push(answer);
      return answer.promise;
    }
    if (method === 'Page.startScreencast') {
      if (this.quality !== null) throw new Error('Screencast is already active.');
      if (this.#page.refusals-- > 0) throw new Error('Not attached to an active page');
      this.quality = params.quality ?? 0;
      this.#ahead = 0;
      this.#start++;
      queueMicrotask(() => this.paint());
    } else if (method === 'Page.stopScreencast') this.quality = null;
    else if (params.sessionId === this.#start) this.#ahead--;
    return {};
  }

  paint(): void {
    if (this.quality === null || this.#ahead >= AHEAD) return;
    this.#ahead++;
    this.pictures++;
    this.emit('Page.screencastFrame', {
      data: Buffer.from(`${this.#page.look} in ${this.quality}`).toString('base64'),
      metadata: {deviceWidth: 1280, deviceHeight: 720, timestamp: 1.5},
      sessionId: this.#start,
    });
  }
}

/** The beginning of a JPEG of that size. */
export function jpeg(width: number, height: number): string {
  const hex = (value: number) => value.toString(16).padStart(4, '0');
  return Buffer.from(`ffd8ffc0001108${hex(height)}${hex(width)}0301`, 'hex').toString('base64');
}
