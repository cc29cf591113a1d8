import {readFileSync} from 'node:fs';
import {build, type Rolldown} from 'vite';
import {type Site, serve} from '../support/site.ts';

const PLAYER = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Suite</title><link rel="icon" href="data:,">
  <style>div { position: relative; width: 900px; height: 500px }</style>
  <div id="place-of-Ada"></div><div id="place-of-Bob"></div>
  <div id="place-of-Carol"></div><div id="place-of-Dora"></div>
  <script type="module">import * as client from '/client/index.js'; globalThis.client = client;</script></html>`;

/** A page that answers what it is sent, whoever shows it: a window around it, or a session that it is inside of. */
const ECHO = `<!doctype html><html lang="en"><meta charset="utf-8"><title>Echo</title>
  <script>
    const {server, key, space} = Object.fromEntries(new URLSearchParams(location.search));
    if (server) {
      const script = document.createElement('script');
      script.src = server + '/webfuse.js';
      script.onload = async () => {
        await webfuse.initSpace(key, space);
        const session = webfuse.currentSession;
        session.on('message', (_session, {data}) => session.sendMessage('echo of ' + data, '*'));
        session.sendMessage('ready', '*');
      };
      document.head.append(script);
    } else if (parent !== window) {
      addEventListener('message', ({data}) => parent.postMessage('echo of ' + data, '*'));
      parent.postMessage('ready', '*');
    }
  </script></html>`;

const HTML = {'content-type': 'text/html; charset=utf-8'};

/** Serves the suite's pages, with the client as its users load it. */
export async function serveSite(): Promise<Site> {
  const modules = await bundleClient();
  return serve((request, response) => {
    const {pathname} = new URL(request.url ?? '/', 'http://site');
    const module = modules.get(pathname.replace('/client/', ''));
    const standIn = pathname.match(/^\/vendor\/(webfuse\.js|window\.html)$/)?.[1];
    if (standIn) {
      const type = standIn.endsWith('.js') ? 'text/javascript' : 'text/html';
      response.writeHead(200, {'content-type': type}).end(readFileSync(`test/support/vendor/${standIn}`));
    } else if (module) response.writeHead(200, {'content-type': 'text/javascript'}).end(module);
    else if (pathname === '/') response.writeHead(200, HTML).end(PLAYER);
    else if (pathname === '/download')
      response.writeHead(200, {'content-disposition': 'attachment; filename="list.csv"'}).end('a,b');
    else if (pathname === '/echo') response.writeHead(200, HTML).end(ECHO);
    else response.writeHead(200, HTML).end(`<!doctype html><title>${pathname}</title><h1>${pathname}</h1>`);
  });
}

async function bundleClient(): Promise<ReadonlyMap<string, string>> {
  const result = await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      minify: false,
      target: 'es2022',
      lib: {entry: 'src/client/index.ts', formats: ['es'], fileName: () => 'index.js'},
    },
  });
  const chunks = [result as Rolldown.RolldownOutput].flat().flatMap(({output}) => output);
  return new Map(chunks.flatMap((chunk) => (chunk.type === 'chunk' ? [[chunk.fileName, chunk.code]] : [])));
}
