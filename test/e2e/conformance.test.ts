import assert from 'node:assert/strict';
import {after, before, describe, it} from 'node:test';
import type {BrowserContext} from 'puppeteer-core';
import {API} from '../../src/client/api-request.ts';
import type {SessionEventName} from '../../src/model/events.ts';
import {DEFAULT_SETTINGS} from '../../src/model/settings.ts';
import {DEMO_SPACE, type DeclaredSpace} from '../../src/server/storage/spaces.ts';
import {COMMAND_ROWS} from '../conformance/commands.ts';
import {type Entry, Stall} from '../conformance/member.ts';
import {play} from '../conformance/play.ts';
import type {Scene} from '../conformance/scene.ts';
import {serveSite} from '../conformance/site.ts';
import {MAY_BE_UNSUPPORTED, type ProviderName} from '../conformance/unsupported.ts';
import {PUBLIC_ADDRESS, playInternet} from '../support/internet.ts';
import {Relay} from '../support/relay.ts';
import type {Site} from '../support/site.ts';
import {Stage} from '../support/stage.ts';
import type {VendorCloud} from '../support/vendor/cloud.ts';

const settings = {
  ...DEFAULT_SETTINGS,
  host_rights: 'everyone',
  pause_enabled: true,
  code_execution_enabled: true,
} as const;
const OPEN: DeclaredSpace = {...DEMO_SPACE, id: 'open', slug: 'open', keys: [{key: 'wk_open'}], settings};
const GUARDED: DeclaredSpace = {
  ...DEMO_SPACE,
  id: 'guarded',
  slug: 'guarded',
  keys: [{key: 'wk_guarded'}],
  settings: {...settings, admission_enabled: true},
};

/** The suite's site, as a session's pages reach it: at a public address that is played by this machine. */
const INTERNET = {address: PUBLIC_ADDRESS, family: 4};

/** What happens in the vendor's own window, where nothing outside leads to it. */
const AT_THE_VENDORS: {readonly [Name in SessionEventName]?: object} = {
  chat_message: {message: 'Hello', clientIndex: 1},
  huddle_mode: {enabled: true},
  huddle_follow: {client_index: 1, following_index: 0},
  tab_paused: {tabIndex: 0, leaderIndex: 0},
  tab_resumed: {tabIndex: 0, leaderIndex: 0},
  user_activity: {},
  file_downloaded: {url: 'https://vendor.example/a.csv', filename: 'a.csv'},
  participant_left: {clientIndex: 1, userData: {name: 'Bob'}},
};

/** Who plays. */
type Cast = Pick<Scene, 'ada' | 'bob' | 'carol' | 'dora'>;

/** Where it is played. */
interface Where {
  readonly entry: Entry;
  readonly guarded: Entry | null;
  /** Where the pages are that are browsed, as a session reaches them. */
  readonly pages: string;
  /** What the page needs that answers messages, or null when no page is really shown. */
  readonly echo: Record<string, string> | null;
  readonly alone?: Entry;
  readonly cause?: Scene['cause'];
}

describe('every provider does what the others do', {timeout: 600_000}, () => {
  const stage = Stage.inGroup(
    {spaces: [OPEN, GUARDED], times: {grace: 3_000}},
    {internet: playInternet({resolve: async () => [INTERNET]})},
  );
  let site: Site;

  before(async () => {
    site = await serveSite();
  });

  after(() => site?.close());

  /** Opens a window, in a browser profile that is there or in one of its own. */
  async function stall(profile?: BrowserContext): Promise<Stall> {
    const page = await (profile ?? (await stage.driver.createBrowserContext())).newPage();
    return Stall.open(page, site.origin);
  }

  /** Each member in a window of their own. */
  async function apart(profile?: BrowserContext): Promise<Cast> {
    const [ada, bob, carol, dora] = [
      await stall(profile),
      await stall(profile),
      await stall(profile),
      await stall(profile),
    ];
    return {
      ada: ada.member('Ada'),
      bob: bob.member('Bob'),
      carol: carol.member('Carol'),
      dora: dora.member('Dora'),
    };
  }

  async function conforms(provider: ProviderName, cast: Cast, where: Where): Promise<void> {
    const {ada, bob} = cast;
    await ada.start(where.entry);
    await bob.start({...where.entry, link: await ada.get('sessionLink')});
    const allowed = MAY_BE_UNSUPPORTED[provider];
    const verdicts = await play({
      ...cast,
      entry: where.entry,
      alone: where.alone ?? where.entry,
      guarded: where.guarded,
      memo: {},
      silent: new Set(Object.keys(allowed)),
      cause: where.cause ?? (async () => false),
      urls: {
        one: `${where.pages}/one`,
        two: `${where.pages}/two`,
        echo: where.echo && `${where.pages}/echo?${new URLSearchParams(where.echo)}`,
        download: `${where.pages}/download`,
      },
    });
    const wrong = [...verdicts].flatMap(([name, verdict]) => {
      const expected = name in allowed ? 'unsupported' : 'yes';
      return verdict === expected ? [] : `${name}: expected ${expected}, got ${(verdict as Error).stack ?? verdict}`;
    });
    assert.deepEqual(wrong, [], `over ${provider}`);
  }

  it('in every command and every event that there is', () => {
    const played = new Set(COMMAND_ROWS.map(({name}) => name));
    const missing = [...API.values()].map(({method}) => method).filter((method) => !played.has(method));
    assert.deepEqual(missing, []);
  });

  it('server', async (test) => {
    const relay = await Relay.to(stage.server.origin);
    test.after(() => relay.close());
    const of = ({id}: DeclaredSpace): Entry => ({
      key: `wk_${id}`,
      space: id,
      settings: {server: relay.origin},
      target: null,
    });
    const {port} = new URL(site.origin);
    await conforms('server', await apart(), {
      entry: of(OPEN),
      guarded: of(GUARDED),
      pages: `http://site.test:${port}`,
      echo: {server: stage.server.origin, key: 'wk_open', space: 'open'},
      cause: async (event, {ada, bob}) => {
        if (event !== 'connection_lost') return false;
        relay.cut();
        for (const member of [ada, bob]) {
          await member.hears('connection_lost');
          await member.hears('connection_restored');
        }
        return true;
      },
    });
  });

  it('local', async () => {
    const of = (space: string, more: object): Entry => ({
      key: '',
      space,
      settings: {provider: 'local', host_rights: 'everyone', pause_enabled: true, ...more},
      target: null,
    });
    await conforms('local', await apart(await stage.driver.createBrowserContext()), {
      entry: of('open', {}),
      alone: of('alone', {}),
      guarded: of('guarded', {admission_enabled: true}),
      pages: site.origin,
      echo: {},
      cause: async (event, {ada}) => {
        if (event !== 'user_activity') return false;
        // In the frame, as a person would.
        await ada.page.bringToFront();
        await (await ada.page.$('#place-of-Ada iframe:not([style*=hidden])'))?.click();
        await ada.hears('user_activity');
        return true;
      },
    });
  });

  it('webfuse, over a stand-in for the vendor that can do only what is documented', async () => {
    const entry: Entry = {
      key: 'wk_tea',
      space: '838',
      settings: {provider: 'webfuse', server: `${site.origin}/vendor/webfuse.js`},
      target: null,
    };
    const one = await stall();
    const cast = {
      ada: one.member('Ada'),
      bob: one.member('Bob'),
      carol: one.member('Carol'),
      dora: one.member('Dora'),
    };
    await conforms('webfuse as documented', cast, {
      entry,
      guarded: null,
      pages: site.origin,
      echo: null,
      cause: async (event, {ada}) => {
        const payload = AT_THE_VENDORS[event];
        if (!payload) return false;
        await ada.page.evaluate(
          (name, details) => {
            const {vendorCloud} = globalThis as unknown as {vendorCloud: VendorCloud};
            [...vendorCloud.sessions.values()].at(0)?.tell(name, details);
          },
          event,
          payload,
        );
        await ada.hears(event);
        return true;
      },
    });
  });

  it('webfuse, over the script of our own server', async () => {
    const of = ({id}: DeclaredSpace): Entry => ({
      key: `wk_${id}`,
      space: id,
      settings: {provider: 'webfuse', server: `${stage.server.origin}/webfuse.js`},
      target: null,
    });
    const {port} = new URL(site.origin);
    await conforms('webfuse over our script', await apart(), {
      entry: of(OPEN),
      guarded: of(GUARDED),
      pages: `http://site.test:${port}`,
      echo: {server: stage.server.origin, key: 'wk_open', space: 'open'},
      cause: async (event, {ada}) => {
        if (event !== 'user_activity') return false;
        // In the window of the session, as a person would.
        for (let clicks = 0; clicks < 10; clicks++) {
          await (await ada.page.$('#place-of-Ada'))?.click();
          // A view without a picture takes no click.
          const heard = await ada.hears('user_activity', {}, 3_000).then(
            () => true,
            () => false,
          );
          if (heard) return true;
        }
        return true;
      },
    });
  });
});
