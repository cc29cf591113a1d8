// The server of the benchmark with its store on a disk and pages of no browser, which make no events by themselves.
import {mkdtemp, rm} from 'node:fs/promises';
import path from 'node:path';
import {createServer} from '../../../src/server/app.ts';
import type {Limits, Rate} from '../../../src/server/limits/numbers.ts';
import {DEMO_SPACE} from '../../../src/server/storage/spaces.ts';
import {SqliteStore} from '../../../src/server/storage/sqlite-store.ts';
import {FakePages} from '../../support/fake-pages.ts';
import {answering} from './answering.ts';
import {SECRET} from './crowd.ts';
import {Groups} from './groups.ts';

const ANY: Rate = {atOnce: 1e9, aMinute: 1e9};
/** What is measured is the server, not what it lets one address do. */
const limits: Partial<Limits> = {
  creations: ANY,
  joins: ANY,
  joinsOfSession: ANY,
  messages: ANY,
  commands: ANY,
  linesOfAddress: 1e9,
};

const [folder, webhookUrl] = process.argv.slice(2) as [string, string | undefined];
const own = await mkdtemp(path.join(folder, 'ours-'));
const store = await SqliteStore.open(path.join(own, 'bench.sqlite'));
const groups = new Groups(store);
const webhook = {
  name: 'bench',
  enabled: true,
  signature: 'standard',
  gzip: false,
  sslVerification: true,
  categories: ['space.session.chat_message'],
  secrets: [SECRET],
} as const;
const webhooks = webhookUrl ? [{...webhook, url: webhookUrl}] : [];
const webhookHosts = ['127.0.0.1'];
const options = {browser: new FakePages(), spaces: [DEMO_SPACE], store, limits, webhooks, webhookHosts};
const server = await createServer(options);

process.once('disconnect', async () => {
  await server.close();
  await rm(own, {recursive: true});
});
const measures = {
  /** How many events went to the disk at once, on average, since this was last asked. */
  group: () => groups.take(),
  /** What all objects and buffers come to, in bytes. */
  memory: () => {
    globalThis.gc?.();
    const {heapUsed, external} = process.memoryUsage();
    return heapUsed + external;
  },
};
export type ServerMeasures = typeof measures;

answering(measures, server.origin);
