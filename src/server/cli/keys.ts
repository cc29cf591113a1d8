import {randomBytes} from 'node:crypto';
import {declarationsOf} from '../config/declarations.ts';
import {readConfig, readPlace} from '../config/read-config.ts';
import type {Env} from '../config/read-secret.ts';
import {askServer} from '../control/control-client.ts';
import {type KeyAnswer, type KeyCall, KeyDesk} from '../control/key-desk.ts';
import {openRegistries} from '../storage/registries.ts';
import {VAULT_KEY_BYTES} from '../vault.ts';
import {instanceIn, vaultKeyIn} from './environment.ts';
import {UsageError} from './exit-codes.ts';
import {keyLines} from './key-lines.ts';
import {controlSocket, openData, type Place} from './open-data.ts';
import {parse} from './parse.ts';

/** Where the command writes: what a program may read, and what is for people alone. */
export interface Terminal {
  say(text: string): void;
  note(text: string): void;
}

const USAGE = `Usage: npm run keys -- make wk --space <slug> [--name <name>] --config <file>   a public widget key
       npm run keys -- make rk --space <slug> [--name <name>] --config <file>   a secret REST key of a space
       npm run keys -- make ck [--name <name>] --config <file>                  a secret REST key of the server
       npm run keys -- list [--space <slug>] --config <file>
       npm run keys -- revoke <id> --config <file>
       npm run keys -- secret                                                   a WEBFUSE_SECRET

In what is built: node dist/server/main.js keys …. The text of a secret key is told once, when it is made. It works
while the server runs, by a socket in its data folder, and while it does not.`;

const options = {
  config: {type: 'string', short: 'c'},
  space: {type: 'string'},
  name: {type: 'string', default: ''},
  help: {type: 'boolean', short: 'h', default: false},
} as const;

/** Makes, lists and revokes keys, and makes secrets. */
export async function runKeys(args: readonly string[], env: Env, {say, note}: Terminal): Promise<void> {
  const {values, positionals} = parse({args: [...args], options, allowPositionals: true});
  if (values.help) return say(USAGE);
  if (positionals[0] === 'secret') {
    note('A secret for WEBFUSE_SECRET. Keep it: what is sealed with it cannot be read without it.');
    return say(randomBytes(VAULT_KEY_BYTES).toString('base64'));
  }
  const call = callOf(positionals, values);
  if (values.config === undefined)
    throw new UsageError('Expected --config, the config of the server whose keys they are.');
  const said = readPlace(values.config);
  const place = {...said, instance: instanceIn(env) ?? said.instance};
  const running = await askServer(controlSocket(place), call);
  const {keys, text} = running ?? (await askStore(values.config, place, env, call));
  const from = running ? 'The server that runs knows it' : 'No server runs: the next one knows it';
  if (call.action === 'list') {
    for (const line of keyLines(keys)) say(line);
    return;
  }
  const [key] = keys;
  const which = `${call.action === 'make' ? 'Made' : 'Revoked'} the ${key?.type} key ${key?.id}`;
  const whose = key?.space === null ? 'the whole server' : `the space "${key?.space}"`;
  note(`${which}${key?.name ? `, "${key.name}",` : ''} of ${whose}. ${from}.`);
  if (text === undefined) return;
  if (key?.type !== 'wk') note('It is told this once:');
  say(text);
}

function callOf([action, what, ...rest]: string[], {space, name}: {space?: string | undefined; name: string}): KeyCall {
  if (rest.length) throw new UsageError(`Expected nothing after ${action} ${what}, got ${rest.join(' ')}. See --help.`);
  if (action === 'list' && what === undefined) return {action, space: space ?? null};
  if (action === 'revoke' && /^\d{1,15}$/.test(what ?? '')) return {action, id: Number(what)};
  if (action === 'make' && (what === 'wk' || what === 'rk' || what === 'ck')) {
    return {action, type: what, space: space ?? null, name: name.slice(0, 100)};
  }
  throw new UsageError(`Expected make wk, make rk, make ck, list, revoke <id> or secret. See keys --help.`);
}

async function askStore(file: string, place: Place, env: Env, call: KeyCall): Promise<KeyAnswer> {
  const config = readConfig(file, env);
  const {store, vault} = await openData(place, vaultKeyIn(env));
  try {
    const registries = await openRegistries(store, vault, declarationsOf(config));
    const answer = await new KeyDesk(registries).answer(call);
    await registries.keys.close();
    return answer;
  } finally {
    await store.close();
  }
}
