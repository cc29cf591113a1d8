import {availableParallelism} from 'node:os';
import type {CDPSession, Protocol} from 'puppeteer-core';
import {HEADER_BYTES} from '../../protocol/frames.ts';
import {Turns} from './turns.ts';
import type {Viewer} from './viewer.ts';
import {isWhole} from './whole.ts';

type Arrived = Protocol.Page.ScreencastFrameEvent;

/** How many pictures Chromium paints without thanks. What changes after that is in no picture, whenever it is thanked. */
const AHEAD = 3;

/** A page is still when so long after its last picture there is no other. Milliseconds. */
const STILL = 200;

/** How soon it is tried again: where one page takes the place of another, Chromium refuses to start. Milliseconds. */
const AGAIN = 50;

/** How long nothing is captured at most while something else is made of the page. Milliseconds. */
const HELD = 500;

/** A page moves when so many pictures come before it is still: a click or a key changes one or two. */
const MOVES = 3;

/** A processor has painted and packed about so many pictures in a second when nothing is left of it for anything else. */
const PER_PROCESSOR = 40;

/** No picture comes so long after one that was taken later: the clock was set back meanwhile. Seconds. */
const LATE = 10;

/** All that is captured on this machine. */
const machine = new Turns({perSecond: PER_PROCESSOR * availableParallelism(), atOnce: 6});

/** What a capture is made with. */
export interface CaptureOptions {
  /** How good pictures are, as Chromium counts. */
  readonly quality: {readonly moving: number; readonly still: number};
  /** Makes a message of a picture, for everyone. */
  readonly write: (picture: Arrived) => Uint8Array;
  /** Whether a picture has the size that the page has. */
  readonly fits?: ((picture: Arrived) => boolean) | undefined;
  /** Told when there is a picture that looks another way than the one before. */
  readonly onChanged?: (() => void) | undefined;
  /** What is shared with other captures. */
  readonly turns?: Turns | undefined;
}

/**
 * Pictures of a page in one quality, for as long as somebody can take them. Each viewer gets the latest that it can take;
 * Chromium is asked for the next when at least one of them can, and it is this page's turn.
 */
export class Capture {
  readonly #quality: CaptureOptions['quality'];
  readonly #write: CaptureOptions['write'];
  readonly #fits: (picture: Arrived) => boolean;
  readonly #onChanged: () => void;
  readonly #turns: Turns;
  readonly #viewers = new Set<Viewer>();
  #session: CDPSession | null = null;
  #latest: Uint8Array | null = null;
  /** When that was taken, in seconds on the clock of the browser. */
  #takenAt = 0;
  /** How good pictures are at the moment, or null while none are captured. */
  #running: number | null = null;
  /** Which start the latest picture is of, as Chromium numbers them. */
  #number: number | null = null;
  /** The numbers of pictures that Chromium has not been thanked for. */
  #unthanked: number[] = [];
  /** Whether something may have changed since that no picture shows. */
  #missed = false;
  /** How many pictures came since the page was still. */
  #moves = 0;
  /** How often it was started or stopped. */
  #turn = 0;
  #timer: NodeJS.Timeout | undefined;
  /** Ends a pause, or null while there is none. */
  #goOn: (() => void) | null = null;

  constructor({quality, write, fits = () => true, onChanged = () => {}, turns = machine}: CaptureOptions) {
    this.#quality = quality;
    this.#write = write;
    this.#fits = fits;
    this.#onChanged = onChanged;
    this.#turns = turns;
  }

  /** Whether anyone gets its pictures. */
  get isWatched(): boolean {
    return this.#viewers.size > 0;
  }

  /** Takes the pictures from this page from now on. Those who watch go on watching. */
  attach(session: CDPSession): void {
    this.#session = session;
    this.#goOn = null;
    session.on('Page.screencastFrame', this.#onPicture);
    if (this.isWatched) this.#start(this.#quality.moving);
  }

  /** The page is gone; another may come. */
  detach(): void {
    this.#session?.off('Page.screencastFrame', this.#onPicture);
    this.#session = null;
    this.#stop();
    this.#forget();
  }

  /** Sends someone the latest picture at once, then each new one. */
  add(viewer: Viewer): void {
    this.#viewers.add(viewer);
    if (this.#latest) viewer.offer(this.#latest);
    this.next();
  }

  delete(viewer: Viewer): void {
    if (!this.#viewers.delete(viewer)) return;
    this.next();
    if (this.isWatched) return;
    this.#stop();
    this.#forget();
  }

  /** Someone can take another picture. */
  next(): void {
    if (!this.#isWanted) return;
    if (this.#goOn) return;
    if (this.#running === null) this.#start(this.#quality.moving);
    else if (this.#unthanked.length) this.#turns.take(this.#thank);
  }

  /** Captures how things are now, whether or not they have changed. */
  refresh(): void {
    if (this.#running !== null) this.#start(this.#running);
  }

  /**
   * Captures nothing until what it hands back is called, or for half a second: whatever came of the page meanwhile is in the
   * picture that follows.
   */
  hold(): () => void {
    if (this.#running === null) return () => {};
    const goOn = () => {
      clearTimeout(timer);
      if (goOn !== this.#goOn) return;
      this.#goOn = null;
      if (this.#isWanted) this.#start(this.#quality.still);
    };
    const timer = setTimeout(goOn, HELD).unref();
    this.#stop();
    this.#goOn = goOn;
    return goOn;
  }

  /** Whether one of those who watch can take a picture. */
  get #isWanted(): boolean {
    return [...this.#viewers].some((viewer) => viewer.ready);
  }

  /** Starts, or starts anew: there is a picture then in any case. */
  #start(quality: number): void {
    this.#stop();
    const session = this.#session;
    if (!session) return;
    this.#running = quality;
    const turn = this.#turn;
    session.send('Page.startScreencast', {format: 'jpeg', quality}).catch(() => {
      if (turn !== this.#turn || session.detached) return;
      this.#missed = true;
      this.#wait(AGAIN);
    });
  }

  #stop(): void {
    this.#turn++;
    clearTimeout(this.#timer);
    this.#turns.leave(this.#thank);
    if (this.#running !== null) this.#send('Page.stopScreencast');
    this.#running = null;
    this.#unthanked = [];
    this.#missed = false;
  }

  #forget(): void {
    this.#latest = null;
    this.#number = null;
    this.#moves = 0;
    // Another browser may have another clock.
    this.#takenAt = 0;
  }

  #onPicture = (picture: Arrived): void => {
    // What was under way when it stopped.
    if (this.#running === null) return;
    if (!isWhole(picture)) {
      this.#start(this.#running);
      return;
    }
    // One with all the pixels of the page is made at a size that is not its own.
    if (!this.#fits(picture)) this.#missed = true;
    // Should a clock that was set back make it seem late, what is seen is made anew.
    else if (this.#isLate(picture)) this.#missed = true;
    else this.#show(this.#write(picture));
    if (picture.sessionId === this.#number) this.#moves++;
    this.#number = picture.sessionId;
    this.#unthanked.push(picture.sessionId);
    this.#missed ||= this.#unthanked.length >= AHEAD;
    const {moving} = this.#quality;
    if (this.#moves >= MOVES && this.#running !== moving) this.#start(moving);
    else this.next();
    this.#wait(STILL);
  };

  /** Chromium packs several pictures at once: a large one comes after a small one that was taken later. */
  #isLate({metadata: {timestamp = 0}}: Arrived): boolean {
    const by = this.#takenAt - timestamp;
    if (by > 0 && by < LATE) return true;
    this.#takenAt = timestamp;
    return false;
  }

  #show(message: Uint8Array): void {
    if (this.#latest && isSame(this.#latest, message)) return;
    this.#latest = message;
    for (const viewer of this.#viewers) viewer.offer(message);
    this.#onChanged();
  }

  #thank = (): void => {
    if (!this.#isWanted) return;
    this.#send('Page.screencastFrameAck', {sessionId: this.#unthanked.shift()!});
    this.next();
  };

  #wait(time: number): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(this.#onStill, time).unref();
  }

  #onStill = (): void => {
    this.#moves = 0;
    const {still} = this.#quality;
    // All have more than they can take, so none is captured until one has painted.
    if (!this.#isWanted) this.#stop();
    else if (this.#missed || this.#running !== still) this.#start(still);
  };

  #send(...command: Parameters<CDPSession['send']>): void {
    // Fails when the page goes, which is told elsewhere, or gives way to another one, of which pictures are asked for anew.
    this.#session?.send(...command).catch(() => {});
  }
}

/** Whether two pictures look alike, whenever they were painted. */
function isSame(one: Uint8Array, other: Uint8Array): boolean {
  return Buffer.compare(one.subarray(HEADER_BYTES), other.subarray(HEADER_BYTES)) === 0;
}
