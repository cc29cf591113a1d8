import {checkNetworks} from '../config/networks.ts';
import {UsageError} from './exit-codes.ts';
import {parse} from './parse.ts';

/** What the server is started with. */
export interface Arguments {
  /** The config file; without one the server is for development. */
  readonly config?: string;
  /** Looks at all that the server is told, and starts nothing. */
  readonly check: boolean;
  /** Wins over what the config says. */
  readonly trustProxy?: readonly string[];
  /** Switches the sandbox of the browser off; for development alone. */
  readonly noSandbox: boolean;
  readonly help: boolean;
  readonly version: boolean;
}

/** What can be said on the command line. */
export const OPTIONS = {
  config: {type: 'string', short: 'c'},
  check: {type: 'boolean', default: false},
  'trust-proxy': {type: 'string', multiple: true},
  'no-sandbox': {type: 'boolean', default: false},
  help: {type: 'boolean', short: 'h', default: false},
  version: {type: 'boolean', short: 'v', default: false},
} as const;

/** What `--help` says. */
export const USAGE = `Usage: node dist/server/main.js --config <file>   runs a server in production
       node dist/server/main.js                   runs one for development, which keeps nothing
       node dist/server/main.js keys --help       makes, lists and revokes keys
       node dist/server/main.js audit --help      verifies audit logs
       node dist/server/main.js masking --help    makes what a browser needs that someone else starts

  -c, --config <file>          the config; docs/production.md says what it holds
      --check                  looks at the config, its secrets and the browser, says what is wrong, and starts nothing
      --no-sandbox             for development: runs the browser without its sandbox, where that cannot work
      --trust-proxy <address>  believes a proxy there who it is that asks; may be a network, and be given again
  -h, --help                   says this
  -v, --version                says which version it is

Environment: WEBFUSE_SECRET (base64 of 32 bytes; production needs it), HOST, PORT, CHROME_PATH, BROWSER_WS_ENDPOINT.
WEBFUSE_SECRET_FILE names a file that has the secret. WEBFUSE_INSTANCE is the name of the server, where several share its data. For development, EXTENSIONS names folders of extensions.`;

/** @throws {UsageError} when there is an argument that means nothing */
export function readArguments(args: readonly string[]): Arguments {
  const {values} = parse({args: [...args], options: OPTIONS});
  const {config, check, help, version, 'trust-proxy': given, 'no-sandbox': noSandbox} = values;
  if (check && config === undefined) throw new UsageError('Expected --config with --check: that is what is checked.');
  if (noSandbox && config !== undefined) {
    throw new UsageError('Expected no --no-sandbox with --config: pages of strangers are shown in a sandbox.');
  }
  const trustProxy = given?.flatMap((list) => list.split(',')).map((address) => address.trim());
  checkNetworks('--trust-proxy', trustProxy ?? []);
  return {check, help, version, noSandbox, ...(config !== undefined && {config}), ...(trustProxy && {trustProxy})};
}
