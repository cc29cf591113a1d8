import {randomBytes} from 'node:crypto';
import path from 'node:path';
import fastify from 'fastify';
import {REQUEST_TIME} from '../model/limits.ts';
import {GOING_AWAY} from '../protocol/close-codes.ts';
import {AuditSeal} from './audit/seal.ts';
import type {DropIn} from './browser/drop-in.ts';
import {collectRoutes} from './docs/openapi.ts';
import {serveDocs} from './docs/serve-docs.ts';
import {FilesFolder} from './files/files-folder.ts';
import {acceptLines, type LineTimes} from './gateway/accept-lines.ts';
import {PageLine} from './gateway/page-line.ts';
import {originsOf, type Site} from './gateway/site.ts';
import {UnderWay} from './gateway/under-way.ts';
import {Guard} from './limits/guard.ts';
import {type Limits, MAX_HEAD_BYTES, MAX_PARAM_LENGTH, MAX_REQUEST_TIME} from './limits/numbers.ts';
import {Health, serveHealth} from './operations/health.ts';
import {jsonLog, type Log} from './operations/log.ts';
import {Metrics} from './operations/metrics.ts';
import {newRequestId, RequestLog} from './operations/request-log.ts';
import {SessionLog} from './operations/session-log.ts';
import {WatchedStore} from './operations/watched-store.ts';
import {dropInFor, loadExtensions} from './pages-setup.ts';
import {serveFiles} from './rest/files.ts';
import {serveRest} from './rest/rest.ts';
import type {RestContext} from './rest/route.ts';
import type {RoomTimes} from './rooms/room-options.ts';
import type {OpenPages} from './rooms/room-pages.ts';
import {Rooms} from './rooms/rooms.ts';
import {ROOT} from './root.ts';
import {answersWithoutRoute, protectAnswers} from './site/headers.ts';
import {serveDemo, serveKit, serveSessionPage} from './site/pages.ts';
import {followStore} from './storage/follow.ts';
import {MemoryStore} from './storage/memory-store.ts';
import {type Declarations, openRegistries, type Registries} from './storage/registries.ts';
import {MAIN, type Store} from './storage/store.ts';
import {Tickets} from './tickets.ts';
import {VAULT_KEY_BYTES, Vault} from './vault.ts';
import {Webhooks} from './webhooks/webhooks.ts';

/** Same for every session and line of a server, in milliseconds. */
const TIMES: Times = {grace: 30_000, request: REQUEST_TIME, lease: 15_000, stranger: 30_000};

type Times = RoomTimes & LineTimes;

export interface ServerOptions extends Declarations {
  /** Where the pages of sessions live. The server closes it when it closes. */
  readonly browser: {
    readonly openPages: OpenPages;
    /** Rejects when no page can be shown. */
    check?(): Promise<unknown>;
    /** How often it ended when nobody wanted it to. */
    readonly crashes?: number;
    close(): Promise<void>;
  };
  /** Where all is kept; in memory if left out. The server closes it when it closes. */
  readonly store?: Store;
  /** Its name among the servers that share the store, by which it finds its sessions again; `main` if left out. */
  readonly instance?: string;
  /** Seals the secrets in the store; left out, with a key that is forgotten at the end. */
  readonly vault?: Vault;
  /** Folder for the files of sessions; temporary ones if left out. */
  readonly filesFolder?: string;
  /** Address to listen on. */
  readonly host?: string;
  /** Port to listen on; 0 takes a free one. */
  readonly port?: number;
  /** Address that links begin with, such as `https://sessions.example` where a proxy stands before it. */
  readonly publicUrl?: string;
  /** Addresses of proxies before it, whose word for who is behind them is believed. */
  readonly proxies?: readonly string[];
  /** Other addresses that people reach it at. */
  readonly origins?: readonly string[];
  /** Whether it serves the demo, whose key everyone knows. */
  readonly demo?: boolean;
  readonly times?: Partial<Times>;
  /** How often things may happen, where that is not as usual. */
  readonly limits?: Partial<Limits>;
  /** Hosts of the server's own network that webhooks may lead to, such as `hooks.internal` or `hooks.internal:8080`. */
  readonly webhookHosts?: readonly string[];
  /** Counts what it does; nobody sees it if left out. */
  readonly metrics?: Metrics;
  /** Where it writes what happens; warnings go to standard output if nothing else is said. */
  readonly log?: Log;
}

/** A session server that listens. */
export interface SessionServer {
  /** Its own address, such as `http://127.0.0.1:8080`. */
  readonly origin: string;
  /** Its spaces and keys. */
  readonly registries: Registries;
  /** Settles, with why, when nothing can be kept any more: from then on it is of no use. Never rejects. */
  readonly failed: Promise<Error>;
  /**
   * Takes no more work, answers what was asked, lets everyone go and then everything. Sessions go on when the server is
   * started again on a store that lasts, else they end. Two callers wait for the same end.
   */
  close(): Promise<void>;
}

/**
 * Starts a session server. Any number of them can run in one process.
 * @throws {Error} with `code` `EADDRINUSE` when the port is taken
 * @throws {StoreError} when what is in the store cannot be read
 * @throws {ManifestError} when an extension of a space is not as it should be
 */
export async function createServer(options: ServerOptions): Promise<SessionServer> {
  const {browser, host = '127.0.0.1', port = 0, origins = [], publicUrl, proxies, log = jsonLog('warn')} = options;
  const app = fastify({
    // Fastify says where it listens, and whoever started it does too.
    loggerInstance: log.child({}, {level: log.level === 'silent' ? 'silent' : 'warn'}),
    logController: new RequestLog(),
    genReqId: newRequestId,
    // Not before what was asked over them is answered.
    forceCloseConnections: true,
    // What is still asked meanwhile is answered as ever.
    return503OnClosing: false,
    trustProxy: proxies ? [...proxies] : false,
    frameworkErrors: answersWithoutRoute,
    http: {maxHeaderSize: MAX_HEAD_BYTES},
    routerOptions: {maxParamLength: MAX_PARAM_LENGTH},
    requestTimeout: MAX_REQUEST_TIME,
  });
  const underWay = new UnderWay(app.server);
  const kit = path.join(ROOT, 'dist/kit');
  const {vault = new Vault(randomBytes(VAULT_KEY_BYTES)), metrics = new Metrics()} = options;
  const store = new WatchedStore(options.store ?? new MemoryStore(), [metrics, new SessionLog(log)]);
  const health = new Health({store: () => store.check(), browser: browser.check?.bind(browser)}, app.log);
  const {spaces, keys} = await openRegistries(store, vault, options);
  const extensions = await loadExtensions(kit, spaces.list());
  const webhooks = await Webhooks.open({
    store,
    vault,
    declared: options.webhooks ?? [],
    spaceIdOf: (slug) => spaces.bySlug(slug)?.id,
    egress: {allowedHosts: options.webhookHosts ?? []},
    log: app.log,
  });
  const times = {...TIMES, ...options.times};
  // Nobody makes a session before it is known where the server listens.
  let dropIn: DropIn = {urls: [], source: async () => ''};
  let site: Site = {publicUrl: '', origins: []};
  const failure = Promise.withResolvers<Error>();
  void store.failed.then(failure.resolve);
  const rooms = new Rooms({
    instance: options.instance ?? MAIN,
    store,
    vault,
    filesFolder: new FilesFolder(options.filesFolder, app.log),
    findSpace: (id) => spaces.find(id),
    openPages: browser.openPages,
    setupOf: (space) => ({space: space.id, dropIn, extensions: extensions.get(space.id) ?? []}),
    openPageLine: (caller, room) => new PageLine(caller, room, gateway),
    linkOf: (id) => `${site.publicUrl}/s${id}`,
    times,
    onDeliveries: () => webhooks.wake(),
    onFailed: failure.resolve,
    log: app.log,
  });
  const gateway: RestContext = {
    rooms,
    spaces,
    keys,
    store,
    webhooks,
    guard: new Guard(options.limits),
    tickets: new Tickets(vault, store),
    seal: new AuditSeal(vault),
    log: app.log,
    meter: metrics,
    get site() {
      return site;
    },
  };

  await protectAnswers(app, publicUrl?.startsWith('https:') ?? false);
  await collectRoutes(app);
  serveDocs(app, gateway);
  serveHealth(app, health);
  if (options.demo) await serveDemo(app);
  await serveKit(app);
  await serveSessionPage(app, gateway);
  await serveRest(app, gateway);
  await app.register(serveFiles, rooms);
  const lines = await acceptLines(app, gateway, times);
  const onChange = () => {
    webhooks.changed();
    // Fails when nothing can be kept any more.
    rooms.endStrays().catch(() => {});
  };
  const stopFollowing = followStore({store, spaces, keys, onChange, log: app.log});
  metrics.observe(() => ({...rooms.census, lines: lines.count, browserCrashes: browser.crashes ?? 0}));
  app.addHook('onResponse', async ({method, routeOptions}, {statusCode}) =>
    metrics.answered(method, routeOptions.url ?? 'none', statusCode),
  );

  let closing: Promise<void> | undefined;
  const close = async () => {
    const followed = stopFollowing();
    health.stop();
    lines.rest();
    rooms.rest();
    await underWay.answered();
    await rooms.close();
    await lines.hangUp(GOING_AWAY);
    const hungUp = underWay.answered().then(() => app.close());
    await Promise.all([followed, rooms.closed, webhooks.close(), hungUp, browser.close()]);
    await keys.close();
    await store.close();
  };
  const server = {failed: failure.promise, close: () => (closing ??= close())};
  try {
    const resume = await rooms.restore();
    const origin = await app.listen({host, port});
    app.log.level = log.level;
    const address = publicUrl?.replace(/\/+$/, '') ?? origin;
    site = {publicUrl: address, origins: originsOf([origin, address, ...origins])};
    dropIn = dropInFor(kit, site.origins);
    resume();
    return {...server, origin, registries: {spaces, keys}};
  } catch (error) {
    await server.close();
    throw error;
  }
}
