import {type Static, type TObject, type TSchema, Type} from 'typebox';
import {Compile} from 'typebox/compile';
import type {Json} from '../../model/events.ts';
import {MAX_CHAT_MESSAGE} from '../../model/limits.ts';
import type {WireQueries} from '../../protocol/queries.ts';
import {type ClientNotifications, MAX_MESSAGE_BYTES, type RpcMethods, type WireCommands} from '../../protocol/rpc.ts';

/** What everyone is told of a participant, in characters of JSON. */
export const MAX_USER_DATA = 16_384;

/** JSON can be read deeper than it can be written: what nobody can be told must not get in. */
export const MAX_USER_DATA_DEPTH = 8;

/** The same for messages, which may be as long as anything on the wire. */
export const MAX_JSON_DEPTH = 64;

/** The longest text that is given in answer to a page, in characters. */
export const MAX_ANSWER = 4_000;

const exact = {additionalProperties: false} as const;
const object = <Properties extends Record<string, TSchema>>(properties: Properties) => Type.Object(properties, exact);

const ssid = Type.Integer({minimum: 1, maximum: 0xffffffff});
const clientIndex = Type.Integer({minimum: 0, maximum: 0xffffffff});
const text = (maxLength: number) => Type.String({maxLength});
const url = text(8_192);
const token = text(64);
const coordinate = Type.Number({minimum: -100_000, maximum: 100_000});
const modifiers = Type.Integer({minimum: 0, maximum: 15});
const action = Type.Union([Type.Literal('down'), Type.Literal('up')]);
/** In a text that is composed. */
const place = Type.Integer({minimum: 0, maximum: 1_024});
const buttonNames = ['none', 'left', 'middle', 'right', 'back', 'forward'] as const;
/** Of the session, by their ids. */
const files = Type.Array(token, {minItems: 1, maxItems: 20, uniqueItems: true});
/** Any JSON that everyone can be told. */
const json = Type.Unsafe<Json>(
  Type.Refine(
    Type.Unknown(),
    (value) => isShallow(value, MAX_JSON_DEPTH),
    () => `must be JSON nested at most ${MAX_JSON_DEPTH} deep`,
  ),
);
const userData = Type.Unsafe<WireCommands['update_user_data']['user_data']>(
  Type.Refine(
    Type.Record(text(64), Type.Unknown(), {maxProperties: 32}),
    (value) => isShallow(value, MAX_USER_DATA_DEPTH) && JSON.stringify(value).length <= MAX_USER_DATA,
    () => `must be at most ${MAX_USER_DATA} characters of JSON, nested ${MAX_USER_DATA_DEPTH} deep`,
  ),
);
const onTab = object({ssid: Type.Optional(ssid)});
const nothing = object({});
const to = object({to: clientIndex});

const input = Type.Union([
  object({
    type: Type.Literal('mouse'),
    action: Type.Union([Type.Literal('move'), action]),
    x: coordinate,
    y: coordinate,
    button: Type.Union(buttonNames.map((name) => Type.Literal(name))),
    buttons: Type.Integer({minimum: 0, maximum: 31}),
    clickCount: Type.Integer({minimum: 0, maximum: 3}),
    modifiers,
  }),
  object({
    type: Type.Literal('wheel'),
    x: coordinate,
    y: coordinate,
    deltaX: coordinate,
    deltaY: coordinate,
    modifiers,
  }),
  object({
    type: Type.Literal('key'),
    action,
    key: text(32),
    code: text(32),
    keyCode: Type.Integer({minimum: 0, maximum: 0xffff}),
    location: Type.Integer({minimum: 0, maximum: 3}),
    repeat: Type.Boolean(),
    modifiers,
  }),
  object({type: Type.Literal('text'), text: text(16_384)}),
  object({type: Type.Literal('compose'), text: text(1_024), start: place, end: place}),
  object({
    type: Type.Literal('touch'),
    action: Type.Union((['start', 'move', 'end', 'cancel'] as const).map((name) => Type.Literal(name))),
    points: Type.Array(object({id: Type.Integer({minimum: 0, maximum: 15}), x: coordinate, y: coordinate}), {
      maxItems: 10,
    }),
    modifiers,
  }),
  // As much as a message takes.
  object({type: Type.Literal('paste'), text: text(MAX_MESSAGE_BYTES)}),
  object({type: Type.Literal('point'), at: Type.Union([object({x: coordinate, y: coordinate}), Type.Null()])}),
  object({
    type: Type.Literal('draw'),
    line: Type.Integer({minimum: 0, maximum: 0xffffffff}),
    points: Type.Array(coordinate, {minItems: 2, maxItems: 128}),
    color: Type.String({pattern: '^#[0-9a-f]{6}$'}),
    stays: Type.Boolean(),
  }),
  object({
    type: Type.Literal('fit'),
    width: Type.Integer({minimum: 1, maximum: 16_384}),
    height: Type.Integer({minimum: 1, maximum: 16_384}),
    ratio: Type.Number({minimum: 0.1, maximum: 16}),
    touch: Type.Boolean(),
  }),
  object({
    type: Type.Literal('drop'),
    x: coordinate,
    y: coordinate,
    files,
  }),
  object({
    type: Type.Literal('answer'),
    id: Type.Integer({minimum: 1, maximum: Number.MAX_SAFE_INTEGER}),
    answer: Type.Union([
      Type.Null(),
      object({
        accept: Type.Literal(true),
        position: Type.Optional(
          object({
            latitude: Type.Number({minimum: -90, maximum: 90}),
            longitude: Type.Number({minimum: -180, maximum: 180}),
            accuracy: Type.Number({minimum: 0, maximum: 1e8}),
          }),
        ),
      }),
      object({value: text(MAX_ANSWER)}),
      object({index: Type.Integer({minimum: 0, maximum: 100_000})}),
      object({username: text(500), password: text(500)}),
      object({files}),
      object({item: Type.Union([Type.Literal('delete'), Type.Literal('select_all')])}),
    ]),
  }),
]);

const commands = {
  end: nothing,
  relocate: object({url, ssid: Type.Optional(ssid)}),
  go_back: onTab,
  go_forward: onTab,
  reload: onTab,
  open_tab: object({url}),
  close_tab: object({ssid}),
  activate_tab: object({ssid}),
  request_tab_control: onTab,
  withdraw_tab_control_request: onTab,
  decline_tab_control: to,
  transfer_tab_control: to,
  return_tab_control: nothing,
  revoke_tab_control: nothing,
  request_to_host: nothing,
  withdraw_host_request: nothing,
  decline_host: to,
  make_host: to,
  pause_tab: onTab,
  resume_tab: onTab,
  send_chat_message: object({message: text(MAX_CHAT_MESSAGE)}),
  update_user_data: object({user_data: userData}),
  set_huddle_mode: object({enabled: Type.Boolean()}),
  follow: object({client_index: clientIndex}),
  unfollow: nothing,
  admit: to,
  refuse: to,
  remove_participant: object({client_index: clientIndex}),
  send_message: object({data: json, target_origin: text(2_048), origin: Type.Optional(text(2_048))}),
  broadcast_message: object({message: json, origin: Type.Optional(text(2_048))}),
  log: object({entry: json}),
  execute: object({
    code: Type.String({maxLength: 32_768}),
    type: Type.Union([Type.Literal('javascript'), Type.Literal('css')]),
    ssid: Type.Optional(ssid),
  }),
} satisfies Record<keyof WireCommands, TObject>;

const queries = {
  get_session_info: nothing,
  get_screen_size: onTab,
  get_request_times: nothing,
} satisfies Record<keyof WireQueries, TObject>;

const calls = {
  create_session: object({
    space: Type.Optional(text(100)),
    widget_key: text(100),
    settings: Type.Optional(Type.Record(text(64), Type.Unknown(), {maxProperties: 64})),
  }),
  join_session: object({
    session_id: token,
    user_data: Type.Optional(userData),
    invite: Type.Optional(token),
    leader_token: Type.Optional(token),
    follower_token: Type.Optional(token),
    browser_id: Type.Optional(token),
    magic_link: Type.Optional(text(4_096)),
    ticket: Type.Optional(text(8_192)),
    seat_token: Type.Optional(token),
    last_number: Type.Optional(Type.Integer({minimum: 0})),
  }),
  watch_tab: object({ssid}),
  unwatch_tab: object({ssid}),
  ping: nothing,
  init_space: object({space: Type.Optional(text(100)), widget_key: text(100)}),
  attach_extension: nothing,
  input: object({ssid, input}),
} satisfies Record<keyof RpcMethods, TObject>;

const notifications = {frame_shown: object({ssid})} satisfies Record<keyof ClientNotifications, TObject>;

/** What comes with everything that a client can send. */
export const schemas = {...commands, ...queries, ...calls, ...notifications};

/** Everything that a client can send. */
export type Method = keyof typeof schemas;

/** What comes with it, once it was checked. */
export type Params<Name extends Method> = Static<(typeof schemas)[Name]>;

const validators = new Map<string, {check: (params: unknown) => boolean; faults: (params: unknown) => string}>(
  Object.entries(schemas).map(([name, schema]) => {
    const validator = Compile(schema as TSchema);
    const faults = (params: unknown) => {
      const [fault] = validator.Errors(params);
      if (!fault) return 'wrong params';
      // What no schema names meets the schema that lets nothing pass.
      const what = fault.keyword === 'boolean' ? 'is not one of them' : fault.message;
      return `${fault.instancePath.slice(1).replaceAll('/', '.') || 'params'} ${what}`;
    };
    return [name, {check: (params) => validator.Check(params), faults}];
  }),
);

/** Whether a method of that name exists. */
export function isMethod(name: string): name is Method {
  return validators.has(name);
}

/** Whether a method is a command of the model, called by its own name. */
export function isCommand(name: Method): name is keyof WireCommands {
  return Object.hasOwn(commands, name);
}

/** Whether a method asks something without changing anything. */
export function isQuery(name: Method): name is keyof WireQueries {
  return Object.hasOwn(queries, name);
}

/** What is wrong with the params of a method, as a phrase, or null. */
export function faultIn(method: Method, params: unknown): string | null {
  const validator = validators.get(method);
  return !validator || validator.check(params) ? null : validator.faults(params);
}

/** Whether a value is nested no deeper than that. */
export function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((inner) => isShallow(inner, depth - 1));
}
