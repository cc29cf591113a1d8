import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import path from 'node:path';
import puppeteer from 'puppeteer-core';
import {build, type Rolldown} from 'vite';
import {findBrowser} from '../../../src/server/browser/find.ts';
import type {Bursts} from './page.ts';

/** Runs the page in Chromium, as often as is said. */
export async function measureBursts(rounds: number): Promise<Bursts[]> {
  const script = await bundle();
  const server = createServer(({url}, response) => {
    const isScript = url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(isScript ? script : '<!doctype html><html lang="en"><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const browser = await puppeteer.launch({executablePath: findBrowser(process.env), args, protocolTimeout: 0});
  try {
    const measured: Bursts[] = [];
    while (measured.length < rounds) {
      const page = await browser.newPage();
      await page.setViewport({width: 1280, height: 800});
      page.on('pageerror', (error) => console.error(error));
      await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
      measured.push(await page.evaluate(() => (window as unknown as {bursts: Promise<Bursts>}).bursts));
      await page.close();
    }
    return measured;
  } finally {
    await browser.close();
    server.close();
  }
}

/** As pages are shipped: small, and with lit as it is in production. */
async function bundle(): Promise<string> {
  const built = (await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      write: false,
      target: 'es2022',
      lib: {entry: path.join(import.meta.dirname, 'page.ts'), formats: ['es']},
      rolldownOptions: {output: {codeSplitting: false}},
    },
  })) as Rolldown.RolldownOutput[];
  const [chunk] = built.flatMap(({output}) => output).filter((file) => file.type === 'chunk');
  return chunk!.code;
}
