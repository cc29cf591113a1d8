import {type Static, type TSchema, Type} from 'typebox';
import {MAIN} from '../storage/store.ts';
import {limitsSchema} from './limits.ts';
import {keySchema, originSchema, spaceSchema, webhookSchema} from './managed.ts';

const exact = {additionalProperties: false} as const;

/** An object that may be left out, with the defaults of what is in it. */
function section<Properties extends Record<string, TSchema>>(description: string, properties: Properties) {
  return Type.Object(properties, {...exact, description, default: {}});
}

const host = (fallback: string) => Type.String({title: 'an address of this machine', minLength: 1, default: fallback});
const port = {title: 'a port from 0 to 65535', minimum: 0, maximum: 65_535};

/** What servers can be called. */
const INSTANCE = '^[A-Za-z0-9_-]{1,40}$';

/** Whether a server can be called that. */
export function isInstance(name: string): boolean {
  return new RegExp(INSTANCE).test(name);
}

/** What a config file may say. `title` is what an error expects, `description` what editors and docs show. */
export const configSchema = Type.Object(
  {
    $schema: Type.Optional(Type.String({title: 'a text', description: 'Address of this schema, for editors.'})),
    dataFolder: Type.String({
      title: 'a folder',
      description: 'Folder of all that has to last, such as `data`; it is made where there is none.',
      minLength: 1,
    }),
    instance: Type.String({
      title: '1 to 40 letters, digits, - and _',
      description:
        'Name of the server among those that share its data, by which it finds its sessions again. `WEBFUSE_INSTANCE` wins.',
      pattern: INSTANCE,
      default: MAIN,
    }),
    listen: section('Where the server listens. `HOST` and `PORT` of the environment win.', {
      host: host('127.0.0.1'),
      port: Type.Integer({...port, default: 8080}),
    }),
    publicUrl: Type.Optional(
      Type.String({
        title: 'an address such as "https://sessions.example.com"',
        description: 'Address that people reach the server at, which links begin with; where it listens, if left out.',
        pattern: '^https?://[^/?#]+(/[^?#]*)?$',
      }),
    ),
    origins: Type.Array(originSchema, {
      title: 'a list of origins',
      description: 'Other addresses that people reach the server at.',
      default: [],
    }),
    trustProxy: Type.Array(Type.String({title: 'an IP address or a network such as "10.0.0.0/8"', minLength: 1}), {
      title: 'a list of addresses',
      description:
        'Addresses and networks of proxies before the server, whose word for who is behind them is believed.',
      default: [],
    }),
    retention: section('How long things are kept.', {
      endedSessionsDays: Type.Number({
        title: 'a number of days',
        description: 'Days after which an ended session is forgotten, with its events and deliveries.',
        exclusiveMinimum: 0,
        maximum: 36_500,
        default: 30,
      }),
    }),
    browser: section('The Chromium that shows pages.', {
      path: Type.Optional(
        Type.String({
          title: 'the path of a program',
          description: 'The browser to run; an installed Chrome, Chromium or Edge, if left out. `CHROME_PATH` wins.',
          minLength: 1,
        }),
      ),
      processes: Type.Enum(['server', 'space', 'session'], {
        title: '"server", "space" or "session"',
        description: 'Which sessions have a browser in common: all of the `server`, those of a `space`, or none.',
        default: 'server',
      }),
      pageMemory: Type.Integer({
        title: 'a number of megabytes',
        description: 'Megabytes that the process of a page may have for itself before it is stopped. On Linux.',
        minimum: 128,
        default: 1024,
      }),
      pageProcessor: Type.Number({
        title: 'a number of seconds',
        description:
          'Seconds for which the process of a page may use a processor, in any minute, before it is stopped; more than 60 for several at once. On Linux.',
        minimum: 1,
        default: 57,
      }),
      sessionMemory: Type.Integer({
        title: 'a number of megabytes',
        description: 'Megabytes that all pages of a session may have together before the largest is stopped. On Linux.',
        minimum: 128,
        default: 4096,
      }),
      sessionProcessor: Type.Number({
        title: 'a number of seconds',
        description:
          'Seconds for which all pages of a session together may use processors, in any minute, before the busiest is stopped. On Linux.',
        minimum: 1,
        default: 114,
      }),
      browserWSEndpoint: Type.Optional(
        Type.String({
          title: 'an address such as "ws://127.0.0.1:9222/devtools/browser/…"',
          description:
            'A browser that someone else has started on this machine, to use in place of one of the server’s. `BROWSER_WS_ENDPOINT` wins.',
          pattern: '^wss?://',
        }),
      ),
      unmasked: Type.Boolean({
        title: 'true or false',
        description:
          'Joins such a browser also where it masks nothing, so that everyone sees passwords and cards in its pages; it is refused otherwise.',
        default: false,
      }),
    }),
    log: section('What is logged, to standard output, one JSON object a line.', {
      level: Type.Enum(['debug', 'info', 'warn', 'error', 'silent'], {
        title: 'a level',
        description: 'The least that is logged.',
        default: 'info',
      }),
    }),
    metrics: Type.Optional(
      Type.Object(
        {host: host('127.0.0.1'), port: Type.Integer(port)},
        {
          ...exact,
          title: 'an object such as {"port": 9464}',
          description: 'Where `/metrics` is served for Prometheus, apart from what is public; nowhere, if left out.',
        },
      ),
    ),
    limits: limitsSchema,
    webhookHosts: Type.Array(Type.String({title: 'the name or the address of a host', minLength: 1, maxLength: 255}), {
      title: 'a list of hosts',
      description: 'Hosts of the server’s own network that webhooks may lead to all the same.',
      default: [],
    }),
    spaces: Type.Array(spaceSchema, {
      title: 'a list of spaces',
      description: 'Spaces that this file says all of: they are read-only over REST.',
      default: [],
    }),
    keys: Type.Array(keySchema, {
      title: 'a list of keys',
      description: 'REST keys that this file says all of. Those made with `npm run keys` need not stand here.',
      default: [],
    }),
    webhooks: Type.Array(webhookSchema, {
      title: 'a list of webhooks',
      description: 'Webhooks that this file says all of: they are read-only over REST.',
      default: [],
    }),
  },
  {...exact, title: 'an object', description: 'Config of a webfuse-elements server.'},
);

/** A config as it stands in the file, with defaults where it says nothing. */
export type ConfigFile = Static<typeof configSchema>;
