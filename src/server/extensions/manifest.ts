import {compilePattern} from './match-pattern.ts';

/** When a content script runs. */
export type RunAt = 'document_start' | 'document_end' | 'document_idle';

/** Scripts that run together on pages of certain addresses. */
export interface ContentScript {
  /** Sources of regular expressions. */
  readonly matches: readonly string[];
  readonly excludes: readonly string[];
  /** Paths in the folder of the extension. */
  readonly js: readonly string[];
  readonly runAt: RunAt;
}

/** What a session needs of the manifest of an extension. */
export interface Manifest {
  readonly name: string;
  readonly contentScripts: readonly ContentScript[];
  readonly env: Readonly<Record<string, string>>;
}

/** A manifest, or something that it names, is not what it should be. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
}

const RUN_AT: readonly RunAt[] = ['document_start', 'document_end', 'document_idle'];

/**
 * Reads the text of a manifest. What a session has no use for is left alone.
 *
 * @param file - its path, for whoever reads what is wrong
 * @throws {ManifestError} that names the place, what was expected and what came
 */
export function readManifest(text: string, file: string): Manifest {
  const reader = new Reader(file);
  const manifest = reader.object('it', parse(text, file));
  if (manifest['manifest_version'] !== 3) reader.fail('manifest_version', '3', manifest['manifest_version']);
  const env = reader.each('env', manifest['env'] ?? [], (at, value) => variable(reader, at, value));
  return {
    name: reader.text('name', manifest['name']),
    contentScripts: reader.each('content_scripts', manifest['content_scripts'] ?? [], (at, value) =>
      contentScript(reader, at, value),
    ),
    env: Object.fromEntries(env),
  };
}

function contentScript(reader: Reader, at: string, value: unknown): ContentScript {
  const {matches, exclude_matches: excludes = [], js, run_at: runAt = 'document_idle'} = reader.object(at, value);
  const pattern = (place: string, one: unknown) => reader.pattern(place, one);
  if (!RUN_AT.includes(runAt as RunAt)) reader.fail(`${at}.run_at`, RUN_AT.join(', or '), runAt);
  return {
    matches: reader.each(`${at}.matches`, reader.filled(`${at}.matches`, matches), pattern),
    excludes: reader.each(`${at}.exclude_matches`, excludes, pattern),
    js: reader.each(`${at}.js`, reader.filled(`${at}.js`, js), (place, one) => reader.text(place, one)),
    runAt: runAt as RunAt,
  };
}

function variable(reader: Reader, at: string, entry: unknown): [key: string, value: string] {
  const {key, value} = reader.object(at, entry);
  if (typeof value !== 'string') reader.fail(`${at}.value`, 'a text', value);
  return [reader.text(`${at}.key`, key), value];
}

function parse(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ManifestError(`Expected JSON in ${file}: ${(error as Error).message}.`, {cause: error});
  }
}

/** Takes values of a manifest for what they should be. */
class Reader {
  readonly #file: string;

  constructor(file: string) {
    this.#file = file;
  }

  object(at: string, value: unknown): Record<string, unknown> {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) this.fail(at, 'an object', value);
    return value as Record<string, unknown>;
  }

  list(at: string, value: unknown): unknown[] {
    if (!Array.isArray(value)) this.fail(at, 'a list', value);
    return value as unknown[];
  }

  each<Result>(at: string, value: unknown, read: (at: string, value: unknown) => Result): Result[] {
    return this.list(at, value).map((one, index) => read(`${at}[${index}]`, one));
  }

  filled(at: string, value: unknown): unknown[] {
    const list = this.list(at, value);
    if (!list.length) this.fail(at, 'a list with something in it', value);
    return list;
  }

  text(at: string, value: unknown): string {
    if (typeof value !== 'string' || !value) this.fail(at, 'a text', value);
    return value as string;
  }

  pattern(at: string, value: unknown): string {
    const source = compilePattern(this.text(at, value));
    if (source === null) this.fail(at, 'a match pattern such as "https://*.example.com/*"', value);
    return source as string;
  }

  fail(at: string, expected: string, got: unknown): never {
    const shown = (JSON.stringify(got) ?? 'nothing').slice(0, 100);
    throw new ManifestError(`Expected ${at} in ${this.#file} to be ${expected}, got ${shown}.`);
  }
}
