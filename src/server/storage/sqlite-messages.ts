import type {Call, Outcome} from './sqlite-engine.ts';
import {StaleAppendError, StoreError, TakenError} from './store.ts';

/** What the thread of a database is told: calls, or null to let go of it. */
export type ToWorker = readonly Call[] | null;

/** What it answers with: that it is ready, or what came of the next calls, or why it can do nothing any more. */
export type FromWorker = 'ready' | readonly Sent[] | {readonly failed: SentError};

/** An outcome, or an error, as it crosses from thread to thread, where errors lose their class. */
export type Sent = {readonly result: unknown} | {readonly error: SentError};

export interface SentError {
  readonly name: string;
  readonly message: string;
}

/**
 * A message as text. Records are plain JSON, which is several times faster to read and to write than what threads send
 * each other by themselves.
 */
export function encode(message: ToWorker | FromWorker): string {
  return JSON.stringify(message);
}

/** What {@link encode} made a text of. */
export function decode<Message extends ToWorker | FromWorker>(text: string): Message {
  return JSON.parse(text);
}

const CLASSES = {StoreError, StaleAppendError, TakenError};

/** An outcome as it is sent. */
export function pack(outcome: Outcome): Sent {
  return 'error' in outcome ? {error: packError(outcome.error)} : outcome;
}

/** An error as it is sent. */
export function packError(error: unknown): SentError {
  return error instanceof Error ? {name: error.name, message: error.message} : {name: '', message: String(error)};
}

/** An error as it was before it was sent; one that is nobody's fault but ours becomes a `StoreError` too. */
export function unpackError({name, message}: SentError): StoreError {
  const Class = CLASSES[name as keyof typeof CLASSES] ?? StoreError;
  return new Class(message);
}
