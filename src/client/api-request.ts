import {COMMANDS, snake} from './commands.ts';
import {SessionError} from './errors.ts';
import type {Session} from './session.ts';
import {UNSUPPORTED} from './unsupported.ts';

/** A request by name, as the vendor's extensions make it: `{cmd: 'open_tab', url: 'https://…'}`. */
export interface ApiRequest {
  readonly cmd: string;
  readonly [argument: string]: unknown;
}

/** What can be asked by name besides the commands, with the arguments that go along; those with a `?` may be left out. */
export const OTHER_REQUESTS = {
  broadcastMessage: 'message',
  end: 'redirect_url?',
  execute: 'code options?',
  getActiveTab: '',
  getParticipants: '',
  getRequestTimes: '',
  getScreenSize: 'ssid?',
  getSessionInfo: '',
  getTabs: '',
  giveControl: 'to',
  openTab: 'url',
  relocate: 'url newTab?',
  requestControl: '',
  setDrawingSettings: 'settings',
  sendMessage: 'message target_origin',
  toggleDrawing: '',
  uploadFile: 'file',
} as const;

/** Each request by its name: the method that does it, and what its arguments are called, in order. */
export const API: ReadonlyMap<string, {readonly method: string; readonly args: readonly string[]}> = new Map([
  ...Object.entries({...COMMANDS, ...OTHER_REQUESTS, log: 'msg'}).map(entry),
  ...UNSUPPORTED.map((method) => entry([method, ''])),
  ['get_session_participants', {method: 'getParticipants', args: []}],
]);

/**
 * Has a session do what a request by name says.
 * @throws {SessionError} `invalid_argument` when there is no such command, or an argument that it does not take
 */
export async function apiRequest(session: Session, request: ApiRequest): Promise<unknown> {
  const {cmd, ...given} = request ?? {};
  const known = API.get(cmd);
  if (!known) {
    const names = [...API.keys()].join(', ');
    throw new SessionError(
      'invalid_argument',
      `Expected cmd to be one of ${names}; got "${String(cmd).slice(0, 64)}".`,
    );
  }
  const {method, args} = known;
  const stranger = Object.keys(given).find((name) => !args.includes(name));
  if (stranger !== undefined) {
    const expected = args.length > 0 ? `only ${args.join(', ')}` : 'nothing';
    throw new SessionError('invalid_argument', `Expected ${expected} with ${cmd}, got "${stranger.slice(0, 64)}".`);
  }
  const call = session[method as keyof Session] as unknown as (...args: unknown[]) => Promise<unknown>;
  return call.apply(
    session,
    args.map((name) => given[name]),
  );
}

function entry([method, spec]: [method: string, spec: string]): [string, {method: string; args: string[]}] {
  return [snake(method), {method, args: spec.replaceAll('?', '').split(' ').filter(Boolean)}];
}
