import assert from 'node:assert/strict';
import {globSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {describe, it} from 'node:test';
import {leftKey} from '../src/client/local/names.ts';
import {SOCKET_PATH} from '../src/protocol/rpc.ts';

const ROOT = path.join(import.meta.dirname, '..');
const DOCS = readFileSync(path.join(ROOT, 'docs/embedding.md'), 'utf8');

/** All that runs in pages, without its comments. */
const SOURCES: readonly (readonly [file: string, code: string])[] = globSync('{src/client,components}/**/*.ts', {
  cwd: ROOT,
})
  .sort()
  .map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8').replaceAll(/\/\*.*?\*\/|^\s*\/\/[^\n]*$/gms, '')]);

function filesWith(what: RegExp): string[] {
  return SOURCES.filter(([, code]) => what.test(code)).map(([file]) => file);
}

function found(what: RegExp): string[] {
  return [...new Set(SOURCES.flatMap(([, code]) => [...code.matchAll(what)].map(([, text]) => text!)))];
}

describe('docs/embedding.md', () => {
  it('knows of all that reads or writes storage', () => {
    assert.deepEqual(filesWith(/\b(localStorage|sessionStorage|indexedDB|cookieStore|document\.cookie|caches)\b/), [
      'src/client/kept.ts',
      'src/client/local/ether.ts',
      'src/client/restore.ts',
      'src/client/vendor/kept-link.ts',
      'src/client/wire/browser-id.ts',
      'src/client/wire/seat-store.ts',
    ]);
  });

  it('names each key of it', () => {
    const [left] = /^.*\/(?=0)/.exec(leftKey('0'.repeat(14))) ?? [];
    const keys = [left!, ...found(/\bKEY = '([^']+)'/g), ...found(/`((?:wf|webfuse)[\w-]*:)\$\{/g)];
    assert.ok(keys.includes('wf-browser') && keys.includes('wf-seat:'), `${keys}`);
    assert.deepEqual(
      keys.filter((key) => !DOCS.includes(`| \`${key}`)),
      [],
    );
  });

  it('knows of all that asks a server', () => {
    assert.deepEqual(filesWith(/\b(fetch\(|(WebSocket|XMLHttpRequest|EventSource)\(|sendBeacon)/), [
      'src/client/wire/pin.ts',
      'src/client/wire/send-told.ts',
      'src/client/wire/transport.ts',
      'src/client/wire/upload.ts',
    ]);
  });

  it('names each path of it', () => {
    const paths = [SOCKET_PATH, ...found(/(\/api\/[^`'?]+)/g)].map((each) => each.replaceAll(/\$\{\w+\}/g, '{id}'));
    assert.ok(paths.includes('/api/pin') && paths.length > 2, `${paths}`);
    assert.deepEqual(
      paths.filter((each) => !DOCS.includes(` ${each}\``) && !DOCS.includes(` ${each}\`,`)),
      [],
    );
  });
});
