import {type ClientIndex, findParticipant, type Session, type Visitor} from '../../src/client/index.ts';

/** Something that someone wrote. */
export interface ChatMessage {
  /** Counts up from 0. */
  readonly number: number;
  /** Who wrote it, as they were called then: they may be gone by now. */
  readonly by: Visitor;
  /** Whether this participant wrote it. */
  readonly own: boolean;
  readonly text: string;
  readonly time: Date;
}

/** So many are kept: somebody has to read them. */
const MOST = 10_000;

/** What was written in a session since this page looks, and how much of it nobody here has read. */
export class ChatLog {
  #messages: ChatMessage[] = [];
  #next = 0;
  #unread = 0;
  #readers = new Set<object>();
  #callbacks = new Set<() => void>();

  constructor(session: Session) {
    session.on('chat_message', (_, {message, clientIndex}) => this.#add(session, clientIndex, message));
  }

  /** The number that the next message gets. */
  get next(): number {
    return this.#next;
  }

  /** The number of the oldest one that is kept. */
  get first(): number {
    return this.#next - this.#messages.length;
  }

  /** How many messages of others were not read. */
  get unread(): number {
    return this.#unread;
  }

  /** Whether what comes is read at once. */
  get isRead(): boolean {
    return this.#readers.size > 0;
  }

  /** The last message, or undefined. */
  get last(): ChatMessage | undefined {
    return this.#messages.at(-1);
  }

  /** The messages with these numbers, as far as they are kept. */
  between(from: number, to: number): readonly ChatMessage[] {
    return this.#messages.slice(Math.max(0, from - this.first), Math.max(0, to - this.first));
  }

  /** Someone looks at the newest message, or no longer. */
  setReading(reader: object, reads: boolean): void {
    if (this.#readers.has(reader) === reads) return;
    if (reads) this.#readers.add(reader);
    else this.#readers.delete(reader);
    if (this.#unread === 0 || !reads) return;
    this.#unread = 0;
    this.#tell();
  }

  /** Tells of each message, and when they were read. Returns the way to stop. */
  subscribe(callback: () => void): () => void {
    this.#callbacks.add(callback);
    return () => this.#callbacks.delete(callback);
  }

  #add({state}: Session, clientIndex: ClientIndex, text: string): void {
    const by = findParticipant(state, clientIndex) ?? {clientIndex, userData: {}};
    const own = clientIndex === state.me;
    this.#messages.push({number: this.#next++, by, own, text, time: new Date()});
    if (this.#messages.length > MOST) this.#messages.shift();
    if (!own && !this.isRead) this.#unread++;
    this.#tell();
  }

  #tell(): void {
    for (const callback of [...this.#callbacks]) callback();
  }
}

/** A session has one, whoever asks for it first. */
const logs = new WeakMap<Session, ChatLog>();

/** What was written in a session. */
export function chatLogOf(session: Session): ChatLog {
  const log = logs.get(session) ?? new ChatLog(session);
  logs.set(session, log);
  return log;
}
