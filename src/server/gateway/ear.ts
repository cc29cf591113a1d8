import type {WebSocket} from 'ws';
import {LONGEST_PAUSE, Pace} from './pace.ts';

/** How much may have come while someone is at the door before the rest waits at the other end. */
const MAX_HELD = 16;

/** Something that came over a socket. */
export type Said = readonly [data: Buffer, isBinary: boolean];

/**
 * Listens to a socket. What comes too fast waits at the other end of the line, and so does what comes while someone is
 * at the door: nothing is refused or lost. Whoever sends more at once than messages can be is hung up on.
 */
export class Ear {
  readonly #socket: WebSocket;
  readonly #hear: (...said: Said) => void;
  readonly #pace = new Pace();
  /** What came already while someone is at the door, or null. */
  #held: Said[] | null = null;
  #resting: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(socket: WebSocket, hear: (...said: Said) => void) {
    this.#socket = socket;
    this.#hear = hear;
    socket.on('message', (data, isBinary) => this.#take([data as Buffer, isBinary]));
  }

  /** Hears nothing until that has settled. */
  wait(door: Promise<unknown>): void {
    this.#held = [];
    door.then(this.#goOn, this.#goOn);
  }

  /** Hears nothing any more. */
  close(): void {
    this.#closed = true;
    clearTimeout(this.#resting);
    this.#socket.pause();
  }

  #take(said: Said): void {
    const pause = this.#pace.take();
    // What was read already comes to its end, paused or not.
    if (pause > LONGEST_PAUSE) {
      this.#socket.terminate();
      return;
    }
    if (pause > 0) this.#rest(pause);
    if (!this.#held) this.#hear(...said);
    // A socket that is not read shows no sign of life, so it is, for as long as that is not abused.
    else if (this.#held.push(said) >= MAX_HELD) this.#socket.pause();
  }

  #rest(time: number): void {
    this.#socket.pause();
    this.#resting ??= setTimeout(() => {
      this.#resting = undefined;
      this.#resume();
    }, time);
  }

  readonly #goOn = (): void => {
    const held = this.#held ?? [];
    this.#held = null;
    for (const said of held) {
      // What was held may bring someone to the door again.
      if (this.#held) (this.#held as Said[]).push(said);
      else this.#hear(...said);
    }
    this.#resume();
  };

  #resume(): void {
    if (!this.#held && !this.#resting && !this.#closed) this.#socket.resume();
  }
}
