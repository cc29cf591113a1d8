import type {FastifyBaseLogger} from 'fastify';
import {pino} from 'pino';
import {type Line, readable} from './readable.ts';

/** Where a server writes what happens to it. */
export type Log = FastifyBaseLogger;

/** Where what went wrong on the server is written. */
export interface FailureLog {
  error(details: object, message: string): void;
}

/** The least that is logged. */
export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Where lines go. */
export interface Sink {
  write(line: string): void;
}

/** A log for machines: one JSON object a line, to standard output if nothing else is said. */
export function jsonLog(level: LogLevel, sink?: Sink): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: {level: (label: string) => ({level: label})},
    serializers: {err: told, req: () => undefined, res: () => undefined, path: () => undefined},
  };
  // Two loggers of one process that share standard output write whole lines each.
  return sink ? pino(options, sink) : pino(options);
}

/** A log for someone who reads along: warnings to one place, all else to another. */
export function readableLog(level: LogLevel, say: (text: string) => void, warn: (text: string) => void): Log {
  return jsonLog(level, {
    write(text) {
      const line = JSON.parse(text) as Line;
      (line.level === 'info' || line.level === 'debug' ? say : warn)(readable(line));
    },
  });
}

/** What is logged of an error: what else hangs on it, such as the input of a parser, may be a secret. */
function told(error: unknown): object {
  if (!(error instanceof Error)) return {type: typeof error};
  const {name, message, stack, cause} = error;
  const code = (error as NodeJS.ErrnoException).code;
  return {
    type: name,
    ...(code !== undefined && {code}),
    message,
    stack,
    ...(cause !== undefined && {cause: told(cause)}),
  };
}
