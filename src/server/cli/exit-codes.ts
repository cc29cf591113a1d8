import {BrowserNotFoundError} from '../browser/find.ts';
import {ConfigError} from '../config/config-error.ts';
import {KeyRefusal} from '../control/key-desk.ts';
import {ManifestError} from '../extensions/manifest.ts';
import {StoreError} from '../storage/store.ts';

/** The command line says something that it cannot say. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The machine is not as the server needs it: a port is taken, or the browser is missing. */
export class MachineError extends Error {
  override readonly name = 'MachineError';
}

/** What the process ends with. Numbers above 63 are those of BSD's sysexits. */
export const EXIT = {
  /** It stopped because it was asked to. */
  stopped: 0,
  /** The machine is not as the server needs it. */
  machine: 1,
  usage: 64,
  /** A mistake of ours. */
  software: 70,
  /** What has to last cannot be kept. */
  store: 74,
  config: 78,
} as const;

const CODES: readonly (readonly [kind: new (...args: never[]) => Error, code: number])[] = [
  [UsageError, EXIT.usage],
  [KeyRefusal, EXIT.usage],
  [ConfigError, EXIT.config],
  [ManifestError, EXIT.config],
  [StoreError, EXIT.store],
  [MachineError, EXIT.machine],
  [BrowserNotFoundError, EXIT.machine],
];

/** What the process ends with after that error, or undefined when it is none that an operator could mend. */
export function exitCodeOf(error: unknown): number | undefined {
  return CODES.find(([kind]) => error instanceof kind)?.[1];
}
