import assert from 'node:assert/strict';
import {after, afterEach, before} from 'node:test';
import type {Browser as Driver} from 'puppeteer-core';
import {createServer, type ServerOptions, type SessionServer} from '../../src/server/app.ts';
import {Browser} from '../../src/server/browser/browser.ts';
import {findBrowser} from '../../src/server/browser/find.ts';
import type {ProxyOptions} from '../../src/server/browser/proxy.ts';
import {DEMO_SPACE} from '../../src/server/storage/spaces.ts';
import {launchDriver, Visitor} from './visitor.ts';

/** The first page of the shop, as it is visited in a session. */
export const SHOP = 'http://shop.localhost/';

/** A real server with a real browser, and a Chromium for those who visit it. */
export class Stage {
  driver!: Driver;
  server!: SessionServer;
  browser!: Browser;
  #visitors: Visitor[] = [];

  /** Sets it all up before the tests of this group, and takes it down after them. */
  static inGroup(options: Partial<ServerOptions> = {}, browsing: ProxyOptions = {}): Stage {
    const stage = new Stage();
    before(() => stage.#setUp(options, browsing));
    afterEach(() => stage.#seeOut());
    after(() => stage.#takeDown());
    return stage;
  }

  /** Someone opens a window of their own, at the demo if nothing else is said. */
  async visit(address = this.server.origin): Promise<Visitor> {
    const visitor = await Visitor.open(this.driver, address);
    this.#visitors.push(visitor);
    return visitor;
  }

  /** Ada is live at the demo, which shows the shop. */
  async hasHost(): Promise<Visitor> {
    const host = await this.visit();
    await host.inState('live');
    await host.isAt(SHOP);
    return host;
  }

  /** Someone joins the session of another by invite. */
  async joins(other: Visitor): Promise<Visitor> {
    const guest = await this.visit(await other.inviteLink());
    await guest.inState('live');
    return guest;
  }

  async #setUp(options: Partial<ServerOptions>, browsing: ProxyOptions): Promise<void> {
    this.browser = new Browser({
      executablePath: findBrowser(process.env),
      ...browsing,
      localSites: {'shop.localhost': 'demo/shop', ...browsing.localSites},
    });
    this.server = await createServer({browser: this.browser, spaces: [DEMO_SPACE], demo: true, ...options});
    this.driver = await launchDriver();
  }

  async #seeOut(): Promise<void> {
    const visitors = this.#visitors.splice(0);
    await Promise.all(visitors.map((visitor) => visitor.leave()));
    assert.deepEqual(
      visitors.flatMap(({errors}) => errors),
      [],
      'nothing went wrong in a page',
    );
    // Pages of authors have policies of their own, which tests break on purpose.
    const ours = visitors
      .flatMap(({violations}) => violations)
      .filter(({url, text}) => url.startsWith(this.server.origin) && !text.startsWith('Framing'));
    assert.deepEqual(ours, [], 'no page of the server does what its policy forbids');
  }

  async #takeDown(): Promise<void> {
    await this.driver?.close();
    await this.server?.close();
  }
}
