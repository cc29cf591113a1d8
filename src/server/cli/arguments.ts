import {checkNetworks} from '../config/networks.ts';
import {UsageError} from './exit-codes.ts';
import {parse} from './parse.ts';

/** What the server is started with. */
export interface Arguments {
  /** The config file; without one the server is for development. */
  readonly config?: string;
  /** Reads the config and starts nothing. */
  readonly check: boolean;
  /** Wins over what the config says. */
  readonly trustProxy?: readonly string[];
  readonly help: boolean;
  readonly version: boolean;
}

const options = {
  config: {type: 'string', short: 'c'},
  check: {type: 'boolean', default: false},
  'trust-proxy': {type: 'string', multiple: true},
  help: {type: 'boolean', short: 'h', default: false},
  version: {type: 'boolean', short: 'v', default: false},
} as const;

/** What `--help` says. */
export const USAGE = `Usage: node dist/server/main.js --config <file>   runs a server in production
       node dist/server/main.js                   runs one for development, which keeps nothing
       node dist/server/main.js keys --help       makes, lists and revokes keys
       node dist/server/main.js audit --help      verifies audit logs

  -c, --config <file>          the config; docs/production.md says what it holds
      --check                  reads the config, says what is wrong with it, and starts nothing
      --trust-proxy <address>  believes a proxy there who it is that asks; may be a network, and be given again
  -h, --help                   says this
  -v, --version                says which version it is

Environment: WEBFUSE_SECRET (base64 of 32 bytes; production needs it), HOST, PORT, CHROME_PATH. WEBFUSE_SECRET_FILE
names a file that has the secret. For development, EXTENSIONS names folders of extensions.`;

/** @throws {UsageError} when there is an argument that means nothing */
export function readArguments(args: readonly string[]): Arguments {
  const {config, check, help, version, 'trust-proxy': given} = parse({args: [...args], options}).values;
  if (check && config === undefined) throw new UsageError('Expected --config with --check: that is what is checked.');
  const trustProxy = given?.flatMap((list) => list.split(',')).map((address) => address.trim());
  checkNetworks('--trust-proxy', trustProxy ?? []);
  return {check, help, version, ...(config !== undefined && {config}), ...(trustProxy && {trustProxy})};
}
