import type {CommandRow} from './command-table.ts';

const circle: {self?: unknown} = {};
circle.self = circle;

/** Nothing that JSON can carry. */
const NO_JSON = [undefined, () => {}, circle, 1n];
const NO_INDEX = [-1, 1.5, '1', null, Number.NaN, {}];
const NO_TAB = [0, -1, 1.5, '1', null, Number.NaN, {}];
const NO_ADDRESS = [7, null, 'shop.localhost', 'ftp://shop.localhost/', 'javascript:alert(1)', {}];

/** What each argument must not be. */
const WRONG: Readonly<Record<string, readonly unknown[]>> = {
  url: NO_ADDRESS,
  redirect_url: NO_ADDRESS,
  newTab: ['yes', 1, null],
  ssid: NO_TAB,
  to: NO_INDEX,
  client_index: NO_INDEX,
  enabled: ['true', 1, null],
  text: [7, null, {}],
  message: NO_JSON,
  entry: NO_JSON,
  user_data: ['Ada', 7, null, ['Ada'], circle],
  target_origin: ['example.com', 'https://example.com/page', '', 7, null],
  code: [7, null, {}],
  options: [7, null, 'css', {type: 'python'}, {ssid: '1'}],
  file: ['file', 7, null, {}],
  settings: [7, null, 'red', ['red'], {mode: 'loud'}, {color: 7}],
};

/** What each argument may be. */
const RIGHT: Readonly<Record<string, unknown>> = {
  url: 'http://shop.localhost/',
  redirect_url: 'http://shop.localhost/',
  newTab: false,
  ssid: 1,
  to: 0,
  client_index: 0,
  enabled: true,
  text: 'Hello',
  message: 'Hello',
  entry: 'noted',
  user_data: {name: 'Ben'},
  target_origin: '*',
  code: '1',
  options: {},
  settings: {mode: 'permanent'},
  file: new File(['a'], 'a.txt'),
};

/** A call that is wrong in one argument. */
export interface WrongCall {
  readonly what: string;
  readonly args: readonly unknown[];
}

/** The arguments of a call that is right, for someone to whom others are named as `whom`. */
export function rightCall(row: CommandRow, whom = 0): unknown[] {
  return row.args.map(({name}) => (name === 'to' || name === 'client_index' ? whom : valuesOf(RIGHT, row, name)));
}

/** Every call of a command that is wrong in one argument: of another type, or missing. */
export function wrongCalls(row: CommandRow): WrongCall[] {
  return row.args.flatMap(({name, optional}, index) => {
    const values = [...(valuesOf(WRONG, row, name) as readonly unknown[]), ...(optional ? [] : [undefined])];
    return [...new Set(values)].map((value) => {
      const args = rightCall(row);
      args[index] = value;
      return {what: `${value === undefined ? 'no' : show(value)} as ${name}`, args};
    });
  });
}

/** A call that means a tab, or a participant, that is not there; null where a command means none. */
export function strangeCall(row: CommandRow, kind: 'tab' | 'participant'): unknown[] | null {
  const names = kind === 'tab' ? ['ssid'] : ['to', 'client_index'];
  const index = row.args.findIndex(({name}) => names.includes(name));
  if (index < 0) return null;
  const args = rightCall(row);
  args[index] = 99;
  return args;
}

function valuesOf(values: Readonly<Record<string, unknown>>, {method}: CommandRow, name: string): unknown {
  const kind = method === 'sendChatMessage' && name === 'message' ? 'text' : name;
  if (!(kind in values))
    throw new Error(`Say in ${import.meta.filename} what "${name}" of ${method} may be, and what not.`);
  return values[kind];
}

function show(value: unknown): string {
  if (value === circle) return 'a circle';
  if (typeof value === 'bigint' || typeof value === 'function') return `a ${typeof value}`;
  return Number.isNaN(value) ? 'NaN' : JSON.stringify(value);
}
