import {constants} from 'node:os';
import type {Log} from '../operations/log.ts';
import {EXIT, exitCodeOf} from './exit-codes.ts';

/** A server that runs, as far as its end is concerned. */
export interface Running {
  readonly log: Log;
  /** Says that it runs. Whoever hears it may stop it at once. */
  announce(): void;
  /** Ends it in order. */
  close(): Promise<void>;
  /** Settles with the reason when it cannot go on. */
  readonly failed?: Promise<Error>;
  /** How long an orderly end may take, in milliseconds. */
  readonly longest?: number;
}

/**
 * Ends the process when it is asked to, or when nothing else is left to do: in order, and at once when that takes too
 * long or someone asks again.
 */
export function stopInOrder({log, close, failed, longest = 20_000}: Running): void {
  let stopping = false;
  const stop = async (code: number) => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => {
      log.error(`The server did not stop within ${longest / 1000} s, and ends now.`);
      process.exit(EXIT.software);
    }, longest);
    await close().catch((error: Error) => {
      // What an operator can mend was said before: that is why it stops.
      if (exitCodeOf(error) === undefined) log.error({err: error}, 'The server could not stop in order.');
      process.exit(code || EXIT.software);
    });
    process.exit(code);
  };

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      log.info({signal}, stopping ? 'Ends at once.' : 'Stops in order; a second signal ends it at once.');
      // As a shell has it of a process that a signal has ended.
      if (stopping) process.exit(128 + constants.signals[signal]);
      void stop(EXIT.stopped);
    });
  }
  process.on('uncaughtException', (error) => {
    log.fatal({err: error}, 'Something went wrong that nobody expected: the server stops.');
    // One that goes wrong while it stops would do so again and again.
    if (stopping) process.exit(EXIT.software);
    void stop(EXIT.software);
  });
  void failed?.then((error) => {
    log.fatal(error.message);
    void stop(exitCodeOf(error) ?? EXIT.software);
  });
}
