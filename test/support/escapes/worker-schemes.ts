import {JS, said, says, script, type Target, type Way} from './way.ts';

/** How a page begins each kind of worker. */
const WORKERS: readonly (readonly [name: string, begin: (url: string) => string])[] = [
  ['a worker', (url) => `new Worker('${url}')`],
  ['a shared worker', (url) => `new SharedWorker('${url}')`],
  ['a service worker', (url) => `await navigator.serviceWorker.register('${url}')`],
];

/** What is of this machine, and no address of the web. */
const PLACES: readonly (readonly [scheme: string, of: (target: Target) => string])[] = [
  ['file:', ({file}) => file],
  ['chrome:', () => 'chrome://resources/js/assert.js'],
];

/** Has a script of a worker say what its page says then. */
const tell = ({port}: Target, what: string) => `new BroadcastChannel('${port}').postMessage(${what})`;

/** What a worker may try, and the error that it gets where nothing came. A script that came may be none, which is another error. */
const ATTEMPTS: readonly (readonly [name: string, error: string, code: (target: Target, url: string) => string])[] = [
  [
    'fetch()',
    'TypeError',
    (target, url) => `fetch('${url}', {mode: 'no-cors'}).then(() => 'came', ({name}) => name)
      .then((what) => ${tell(target, 'what')})`,
  ],
  [
    'importScripts()',
    'NetworkError',
    (target, url) => `let what = 'came'; try { importScripts('${url}'); } catch ({name}) { what = name; }
      ${tell(target, 'what')}`,
  ],
];

/** A page that says what a worker told. */
function hears(target: Target, code: string): string {
  return `const line = new BroadcastChannel('${target.port}');
    line.onmessage = ({data}) => console.log(${JSON.stringify(says(target, '').sign)} + data);
    ${code};`;
}

/** What workers may ask for that is no address of the web. */
export const WORKER_SCHEMES: readonly Way[] = WORKERS.flatMap(([worker, begin]) =>
  PLACES.flatMap(([scheme, of]) => [
    script(
      `${worker} from ${scheme}`,
      (
        target,
      ) => `try { const worker = ${begin(of(target))}; worker.onerror = () => { ${says(target, 'refused').code} }; }
        catch { ${says(target, 'refused').code}; }`,
      {stopped: {because: 'workers are of the same origin', shown: said('refused')}},
    ),
    ...ATTEMPTS.map(([attempt, error, code]) =>
      script(`${attempt} of ${scheme} in ${worker}`, (target) => hears(target, begin('w.js')), {
        files: (target) => ({'w.js': {headers: JS, body: code(target, of(target))}}),
        stopped: {because: 'workers of the web ask for what is of the web', shown: said(error)},
      }),
    ),
  ]),
);
