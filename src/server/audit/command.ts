import {createReadStream} from 'node:fs';
import {readFile} from 'node:fs/promises';
import {parseArgs} from 'node:util';
import type {JSONWebKeySet} from 'jose';
import {linesOf} from './lines.ts';
import {verifyAudit} from './verify.ts';

export const AUDIT_USAGE = `Usage: npm run audit -- verify <file> [--key <keys.json>]
       node dist/server/main.js audit verify <file> [--key <keys.json>]

Says whether an audit log, as JSON lines or CSV, is as the server wrote it, or which line is the first that is not.

  --key <file>  what GET /.well-known/jwks.json answered, when that was known to be the server's: without it, nobody
                knows whether someone made the whole file anew

Ends with 0 when all is well, with 1 when something is wrong, with 2 when it could not look.`;

/** What a command line says and ends with. */
export interface Said {
  readonly code: 0 | 1 | 2;
  readonly text: string;
}

/** Does what `audit …` asks for, without that first word. */
export async function runAudit(args: readonly string[]): Promise<Said> {
  try {
    const {positionals, values} = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {key: {type: 'string'}, help: {type: 'boolean', short: 'h'}},
    });
    if (values.help) return {code: 0, text: AUDIT_USAGE};
    const [verb, file, more] = positionals;
    if (verb !== 'verify' || file === undefined || more !== undefined) return {code: 2, text: AUDIT_USAGE};
    return await verifyFile(file, values.key);
  } catch (error) {
    return {code: 2, text: (error as Error).message};
  }
}

async function verifyFile(file: string, keyFile: string | undefined): Promise<Said> {
  const keys = keyFile === undefined ? undefined : await readKeys(keyFile);
  const input: AsyncIterable<string> = createReadStream(file, 'utf8');
  const found = await verifyAudit(linesOf(input), keys);
  if ('kind' in found) return {code: 1, text: `${file}:${found.line}: ${found.kind}: ${found.message}`};
  const signed = keys ? 'signed by this server' : 'signature not checked: give --key for that';
  const {entries, sessionId, exportedAt} = found;
  return {code: 0, text: `${file}: ${entries} entries of session ${sessionId}, whole until ${exportedAt}; ${signed}.`};
}

async function readKeys(file: string): Promise<JSONWebKeySet> {
  const keys: unknown = JSON.parse(await readFile(file, 'utf8'));
  if (typeof keys === 'object' && keys !== null && 'keys' in keys && Array.isArray(keys.keys))
    return keys as JSONWebKeySet;
  throw new Error(`Expected ${file} to be a JSON Web Key Set, {"keys": […]}, as GET /.well-known/jwks.json answers.`);
}
