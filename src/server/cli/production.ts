import path from 'node:path';
import type {ServerOptions} from '../app.ts';
import {Browsers} from '../browser/browsers.ts';
import {findBrowser} from '../browser/find.ts';
import {SAME_USER, unprivilegedUser} from '../browser/user.ts';
import {declarationsOf} from '../config/declarations.ts';
import {readConfig} from '../config/read-config.ts';
import type {Env} from '../config/read-secret.ts';
import {serveControl} from '../control/control-server.ts';
import {KeyDesk} from '../control/key-desk.ts';
import {jsonLog} from '../operations/log.ts';
import {Metrics} from '../operations/metrics.ts';
import {forgetAfter} from '../operations/retention.ts';
import {type MetricsServer, serveMetrics} from '../operations/serve-metrics.ts';
import type {Arguments} from './arguments.ts';
import {instanceIn, placeIn, vaultKeyIn} from './environment.ts';
import {MachineError} from './exit-codes.ts';
import {listen} from './listen.ts';
import {controlSocket, openData} from './open-data.ts';
import type {Running} from './stopping.ts';

const MAY_BE_UNMASKED =
  'A browser that masks nothing may be joined ("browser.unmasked"): passwords and cards are seen by everyone in it.';

/** All that a server in production is told, checked before any of it is begun. */
export function readAll({config: file, trustProxy}: Arguments & {config: string}, env: Env) {
  const config = readConfig(file, env);
  const instance = instanceIn(env) ?? config.instance;
  const {host = config.listen.host, port = config.listen.port} = placeIn(env);
  const browserWSEndpoint = env['BROWSER_WS_ENDPOINT'] || config.browser.browserWSEndpoint;
  return {
    config: {...config, instance, trustProxy: trustProxy ?? config.trustProxy},
    vaultKey: vaultKeyIn(env),
    host,
    port,
    browserWSEndpoint,
    executablePath: browserWSEndpoint
      ? ''
      : findBrowser({...env, CHROME_PATH: env['CHROME_PATH'] || config.browser.path}),
  };
}

/**
 * Starts a server for production.
 * @param browser - where pages live; a Chromium if left out
 */
export async function produce(
  {config, vaultKey, ...all}: ReturnType<typeof readAll>,
  browser?: ServerOptions['browser'],
): Promise<Running> {
  const log = jsonLog(config.log.level);
  const {host, port, executablePath, browserWSEndpoint} = all;
  const {processes, unmasked, pageMemory, pageProcessor, sessionMemory, sessionProcessor} = config.browser;
  const pageLimits = {memory: pageMemory * 2 ** 20, processor: pageProcessor};
  const sessionLimits = {memory: sessionMemory * 2 ** 20, processor: sessionProcessor};
  // What it writes is for its own user alone.
  process.umask(0o077);
  const {store, vault} = await openData(config, vaultKey);
  const metrics = new Metrics({ofProcess: true});
  const measured = config.metrics && (await openMetrics(metrics, config.metrics));
  const {publicUrl, origins, trustProxy: proxies} = config;
  const server = await listen({
    browser:
      browser ?? new Browsers({executablePath, browserWSEndpoint, unmasked, processes, pageLimits, sessionLimits, log}),
    instance: config.instance,
    store,
    vault,
    filesFolder: path.join(config.dataFolder, 'files'),
    ...declarationsOf(config),
    webhookHosts: config.webhookHosts,
    limits: config.limits,
    host,
    port,
    origins,
    proxies,
    log,
    metrics,
    ...(publicUrl !== undefined && {publicUrl}),
  });
  const stopControl = await serveControl(controlSocket(config), new KeyDesk(server.registries), log);
  const stopForgetting = forgetAfter(config.retention.endedSessionsDays, store, log);
  const announce = () => {
    log.info({address: server.origin, publicUrl, metrics: measured?.origin}, 'Ready.');
    if (!browserWSEndpoint && !browser && !unprivilegedUser()) log.warn(SAME_USER);
    if (browserWSEndpoint && unmasked) log.warn(MAY_BE_UNMASKED);
  };
  const close = async () => {
    await Promise.all([stopControl(), stopForgetting()]);
    await server.close();
    await measured?.close();
  };
  return {log, announce, close, failed: server.failed};
}

async function openMetrics({registry}: Metrics, place: {host: string; port: number}): Promise<MetricsServer> {
  try {
    return await serveMetrics(registry, place);
  } catch (error) {
    const what = `The metrics cannot be served at ${place.host}, port ${place.port}`;
    throw new MachineError(`${what}: ${(error as Error).message}.`, {cause: error});
  }
}
