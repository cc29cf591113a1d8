import type {ClientIndex} from '../../model/events.ts';
import {type CloseReason, OTHER_CONNECTION} from '../../protocol/close-codes.ts';
import type {Line} from './line.ts';

/** Someone who was told that they have a seat. */
export interface Present {
  readonly clientIndex: ClientIndex;
  /** Secret with which they take the seat again. */
  readonly token: string;
  /** Whether they were not told yet that they are in. */
  waiting: boolean;
}

/** The lines of a session that are told what happens in it. */
export class Audience {
  /** Of those who made the session and have not joined. */
  readonly #outside = new Set<Line>();
  readonly #present = new Map<Line, Present>();

  constructor(creator: Line | null) {
    if (creator) this.#outside.add(creator);
  }

  /** Whether whoever made the session is still about to join. */
  get hasCreator(): boolean {
    return this.#outside.size > 0;
  }

  /** Everyone who can be told something, with whom they are told it as: null for those who are not in. */
  *[Symbol.iterator](): Generator<{viewer: ClientIndex | null; line: Line}> {
    for (const [line, {clientIndex, waiting}] of this.#present) yield {viewer: waiting ? null : clientIndex, line};
    for (const line of this.#outside) yield {viewer: null, line};
  }

  /** Makes room for someone who comes: whoever had their seat before is hung up on. */
  clear(line: Line, clientIndex: ClientIndex): void {
    this.#outside.delete(line);
    this.#hangUp(clientIndex, OTHER_CONNECTION, line);
  }

  /** Tells them from now on. */
  seat(line: Line, present: Present): void {
    this.#present.set(line, present);
  }

  /** Lets someone in who waited. Answers with them if they are there. */
  admit(clientIndex: ClientIndex): {line: Line; present: Present} | undefined {
    for (const [line, present] of this.#present) {
      if (present.clientIndex !== clientIndex || !present.waiting) continue;
      present.waiting = false;
      return {line, present};
    }
    return undefined;
  }

  /** Hangs up on someone who is not wanted. */
  expel(clientIndex: ClientIndex, why: CloseReason): void {
    this.#hangUp(clientIndex, why, null);
  }

  /** A line is gone. */
  drop(line: Line): void {
    this.#outside.delete(line);
    this.#present.delete(line);
  }

  /** Lets everyone go. Hands back the lines that are still open. */
  dismiss(): Line[] {
    const lines = [...this.#present.keys(), ...this.#outside];
    this.#present.clear();
    this.#outside.clear();
    return lines;
  }

  #hangUp(clientIndex: ClientIndex, why: CloseReason, except: Line | null): void {
    for (const [line, present] of this.#present) {
      if (present.clientIndex !== clientIndex || line === except) continue;
      this.#present.delete(line);
      line.hangUp(why);
    }
  }
}
