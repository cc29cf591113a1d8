import assert from 'node:assert/strict';
import {readFileSync} from 'node:fs';

/** The server's place in the headers of the docs. */
const EXAMPLE = 'sessions.example.com';

/**
 * A Content-Security-Policy as the docs have it, for a server at that address.
 *
 * @param which - place of the header among those of the page
 */
export function documentedPolicy(which: number, server: string): string {
  const docs = readFileSync('docs/embedding.md', 'utf8');
  const header = [...docs.matchAll(/```http\nContent-Security-Policy: (.*?)\n```/gs)][which]?.[1];
  assert.ok(header, 'docs/embedding.md has that header');
  const {host, protocol} = new URL(server);
  const lines = protocol === 'https:' ? 'wss:' : 'ws:';
  return header
    .replaceAll(/\s+/g, ' ')
    .replaceAll(`https://${EXAMPLE}`, `${protocol}//${host}`)
    .replaceAll(`wss://${EXAMPLE}`, `${lines}//${host}`);
}
