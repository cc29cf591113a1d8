import type {CDPSession, Page} from 'puppeteer-core';

interface Command {
  readonly command: string;
  readonly payload: {readonly feature: string; readonly value: string};
  readonly session: {readonly id: string; readonly browser: {readonly name: string; getPage(id: string): Page}};
}

const sessions = new WeakMap<Page, Promise<CDPSession>>();

/**
 * The command behind `emulate()` of tests. The runner's own leaves forced colours out without a word, and fails in browsers that
 * do not speak the DevTools protocol, where this says false.
 */
export const emulateCommand = {
  name: 'emulate-command',
  async executeCommand({command, payload, session}: Command): Promise<boolean | undefined> {
    if (command !== 'emulate') return undefined;
    if (session.browser.name !== 'Chrome') return false;
    const page = session.browser.getPage(session.id);
    const devtools = sessions.get(page) ?? page.createCDPSession();
    sessions.set(page, devtools);
    const features = [{name: payload.feature, value: payload.value}];
    await (await devtools).send('Emulation.setEmulatedMedia', {features});
    return true;
  },
};
