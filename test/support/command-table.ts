import {OTHER_REQUESTS} from '../../src/client/api-request.ts';
import {COMMANDS, snake} from '../../src/client/commands.ts';
import type {WireRequests} from '../../src/protocol/rpc.ts';

/** One argument of a command. */
export interface Argument {
  readonly name: string;
  readonly optional: boolean;
}

/** A command as it can be called. */
export interface CommandRow {
  /** Its method on a session. */
  readonly method: string;
  /** Its name in `apiRequest`. */
  readonly request: string;
  /** What it sends, or null where the client answers by itself. */
  readonly wire: keyof WireRequests | null;
  readonly args: readonly Argument[];
}

/** What is sent under another name than the method has. */
const SENDS: Readonly<Record<string, keyof WireRequests | null>> = {
  relocateTab: 'relocate',
  giveControl: 'make_host',
  requestControl: 'request_to_host',
  uploadFile: null,
  getTabs: null,
  getActiveTab: null,
  getParticipants: null,
};

/** Every command there is, from the tables that the client itself is made of. */
export const COMMAND_TABLE: readonly CommandRow[] = Object.entries({...COMMANDS, ...OTHER_REQUESTS}).map(
  ([method, spec]) => ({
    method,
    request: snake(method),
    wire: method in SENDS ? (SENDS[method] ?? null) : (snake(method) as keyof WireRequests),
    args: spec
      .split(' ')
      .filter(Boolean)
      .map((word) => ({name: word.replace('?', ''), optional: word.endsWith('?')})),
  }),
);
