import {JS, said, says, script, type Way} from './way.ts';

/** What a script may call. */
export const SCRIPTS: readonly Way[] = [
  script('fetch()', ({url}) => `fetch('${url}', {mode: 'no-cors'}).catch(() => {});`),
  script(
    'fetch() that outlives its page',
    ({url, home}) => {
      return `fetch('${url}', {mode: 'no-cors', keepalive: true}).catch(() => {}); location = '${home}end';`;
    },
    {files: () => ({end: {}})},
  ),
  script('XMLHttpRequest', ({url}) => {
    return `const request = new XMLHttpRequest(); request.open('GET', '${url}'); request.send();`;
  }),
  script('sendBeacon()', ({url}) => `navigator.sendBeacon('${url}', 'x');`),
  script('EventSource', ({url}) => `new EventSource('${url}');`),
  script('WebSocket', ({port}) => `new WebSocket('ws://127.0.0.1:${port}/');`),
  script('WebSocket to a name', ({port}) => `new WebSocket('ws://loop.example:${port}/');`),
  script('WebSocket with TLS', ({port}) => `new WebSocket('wss://127.0.0.1:${port}/');`),
  script('https:', ({port}) => `fetch('https://127.0.0.1:${port}/').catch(() => {});`),
  script(
    'a worker',
    (target) => {
      return `try { new Worker('${target.url}'); } catch { ${says(target, 'refused').code}; }`;
    },
    {stopped: {because: 'workers are of the same origin', shown: said('refused')}},
  ),
  script('importScripts() in a worker', () => `new Worker('w.js');`, {
    files: ({url}) => ({'w.js': {headers: JS, body: `importScripts('${url}')`}}),
  }),
  script('import in a worker', () => `new Worker('w.js', {type: 'module'});`, {
    files: ({url}) => ({'w.js': {headers: JS, body: `import '${url}'`}}),
  }),
  script('fetch() in a worker', () => `new Worker('w.js');`, {
    files: ({url}) => ({'w.js': {headers: JS, body: `fetch('${url}', {mode: 'no-cors'}).catch(() => {})`}}),
  }),
  script('fetch() in a shared worker', () => `new SharedWorker('w.js');`, {
    files: ({url}) => ({'w.js': {headers: JS, body: `fetch('${url}', {mode: 'no-cors'}).catch(() => {})`}}),
  }),
  script('fetch() in a worker of blob:', ({url}) => {
    return `new Worker(URL.createObjectURL(new Blob(["fetch('${url}', {mode: 'no-cors'}).catch(() => {})"])));`;
  }),
  script('a worker that is led on', (target) => `new Worker('w.js').onerror = () => ${says(target, 'refused').code};`, {
    stopped: {because: 'workers are of the same origin', shown: said('refused')},
    files: ({url}) => ({'w.js': {status: 302, headers: {location: url}}}),
  }),
  script('a service worker that fetches', () => `navigator.serviceWorker.register('w.js');`, {
    files: ({url}) => ({'w.js': {headers: JS, body: `fetch('${url}', {mode: 'no-cors'}).catch(() => {})`}}),
  }),
  script('a service worker that imports', () => `navigator.serviceWorker.register('w.js').catch(() => {});`, {
    files: ({url}) => ({'w.js': {headers: JS, body: `importScripts('${url}')`}}),
  }),
  script(
    'a service worker from there',
    (target) => {
      return `navigator.serviceWorker.register('${target.url}').catch(() => ${says(target, 'refused').code});`;
    },
    {stopped: {because: 'service workers are of the same origin', shown: said('refused')}},
  ),
  script('a worklet', ({url}) => `CSS.paintWorklet.addModule('${url}').catch(() => {});`),
];
