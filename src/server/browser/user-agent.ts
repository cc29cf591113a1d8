import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import type {CDPSession} from 'puppeteer-core';

/** How long a browser may take to tell its version. Milliseconds. */
const PATIENCE = 10_000;

/** As Chromium calls the systems that it runs on, since it says no more than that of them. */
const SYSTEMS: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'X11; Linux x86_64',
  darwin: 'Macintosh; Intel Mac OS X 10_15_7',
};

const PHONE = 'Linux; Android 10; K';

function userAgent(system: string, version: string, more = ''): string {
  return `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version}.0.0.0 ${more}Safari/537.36`;
}

/**
 * What a browser that people use calls itself. By itself one without a window says that it has none, and many sites turn
 * such visitors away: nobody is there, they think. Null where a browser does not tell its version.
 */
export async function userAgentOf(executablePath: string): Promise<string | null> {
  const system = SYSTEMS[process.platform];
  if (!system) return null;
  const told = await promisify(execFile)(executablePath, ['--version'], {timeout: PATIENCE}).catch(() => null);
  const [, version] = told?.stdout.match(/ (\d+)\./) ?? [];
  return version ? userAgent(system, version) : null;
}

/** Has a page asked for and run as on a phone, or on a desk. */
export async function actAsPhone(session: CDPSession, phone: boolean): Promise<void> {
  if (!phone) return session.send('Emulation.setUserAgentOverride', {userAgent: ''});
  const {product} = await session.send('Browser.getVersion');
  const [, version = ''] = product.match(/\/(\d+)\./) ?? [];
  const brands = [
    {brand: 'Chromium', version},
    {brand: 'Not)A;Brand', version: '99'},
  ];
  await session.send('Emulation.setUserAgentOverride', {
    userAgent: userAgent(PHONE, version, 'Mobile '),
    platform: 'Linux armv8l',
    userAgentMetadata: {
      brands,
      mobile: true,
      platform: 'Android',
      platformVersion: '10.0.0',
      model: 'K',
      architecture: '',
    },
  });
}
