// In place of `fetch.ts`, in scripts that have no files of a bundler's beside them.
import type {Words} from './words.ts';

const CODES = ['ar', 'de', 'es', 'fr', 'it', 'ja', 'nl', 'pl', 'pt', 'tr', 'zh'];

/** By a name of its own: bundlers look for files to bundle where they see both in one. */
const HERE = import.meta.url;

/** What fetches a language from beside the script. English is in it. */
export const LANGUAGES = Object.fromEntries(CODES.map((code) => [code, () => fetchWords(code)]));

async function fetchWords(code: string): Promise<{readonly default: Words}> {
  const {href, protocol} = new URL(`webfuse-words.${code}.js`, HERE);
  // A page on a disk may import nothing, and one with Trusted Types may add no script.
  await (protocol === 'file:' ? addScript(href) : import(/* @vite-ignore */ href));
  const {webfuseWords} = globalThis as unknown as {webfuseWords: Readonly<Record<string, Words>>};
  return {default: webfuseWords[code]!};
}

async function addScript(src: string): Promise<void> {
  const script = document.createElement('script');
  const {promise, resolve, reject} = Promise.withResolvers<void>();
  script.onload = () => resolve();
  script.onerror = () => reject(new Error(`Expected the script ${src}; it could not be loaded.`));
  script.src = src;
  document.head.append(script);
  await promise;
  script.remove();
}
