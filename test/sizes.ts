import {gzipSync} from 'node:zlib';
import {build, type InlineConfig, type Plugin, type Rolldown} from 'vite';
import {shrinkTemplates, unwrapped} from '../vite.config.ts';

/** A budget in KB (1000 bytes) of gzip, and what is used of it. */
export interface Size {
  readonly what: string;
  readonly kilobytes: number;
  readonly max: number;
  /** The same with all that it may load later, each language and way to reach a session among it. */
  readonly later: number;
}

const LIT = /^@?lit(\/|$|-)/;
const SHARED = /src\/client\/index\.ts$|\.\.\/(shared\/|(events|questions)\.ts$)/;
const PARTS = /^\.\.\/[\w-]+\/wf-[\w-]+\.ts$/;
const LEAVES = {
  chat: 4,
  controls: 4,
  notices: 4,
  requests: 4,
  view: 4,
  'tab-bar': 4,
  'address-bar': 4,
  participants: 4,
  prompts: 4,
  pointers: 4,
  invite: 4,
  downloads: 4,
  log: 4,
  consent: 4,
  launcher: 4,
  join: 4,
  huddle: 4,
};

/** One element as a page with a bundler loads it, with what others bring left out. */
function element(name: string, external: RegExp[], plugins: readonly Plugin[] = []): InlineConfig {
  return {
    configFile: false,
    plugins: [...plugins, shrinkTemplates],
    build: {
      target: 'es2022',
      lib: {entry: `components/${name}/wf-${name}.ts`, formats: ['es']},
      // What is loaded later takes what it shares from here, as in the kit.
      rolldownOptions: {
        checks: {bundlerTimings: false},
        external,
        preserveEntrySignatures: 'allow-extension',
        output: {minify: true, comments: {annotation: false}},
      },
    },
  };
}

const BUDGETS: readonly {what: string; config: InlineConfig; max: number}[] = [
  {
    what: '<wf-session> with client and server provider, without lit',
    config: element('session', [LIT], [unwrapped('/server\\.ts')]),
    max: 12,
  },
  ...Object.entries(LEAVES).map(([name, max]) => ({
    what: `<wf-${name}>, without lit and what all elements share`,
    config: element(name, [LIT, SHARED]),
    max,
  })),
  {
    what: '<wf-room> with its furniture, without lit, what all elements share and the elements in it',
    config: element('room', [LIT, SHARED, PARTS], [unwrapped('/furniture\\.ts')]),
    max: 4,
  },
  {what: 'the kit with lit', config: {mode: 'kit'}, max: 35},
  {what: 'the kit as a classic script, with every tag', config: {mode: 'classic'}, max: 90},
  {what: 'the drop-in, all in one', config: {mode: 'dropin'}, max: 30},
];

/** Builds what pages load, as it is shipped, and weighs it. What is loaded later, if at all, does not count for a budget. */
export async function measureSizes(): Promise<Size[]> {
  const sizes: Size[] = [];
  for (const {what, config, max} of BUDGETS) {
    const {atOnce, all} = await bundle(config);
    sizes.push({what, kilobytes: weigh(atOnce), max, later: weigh(all)});
  }
  return sizes;
}

function weigh(chunks: Iterable<Rolldown.OutputChunk>): number {
  return [...chunks].reduce((sum, {code}) => sum + gzipSync(code, {level: 9}).length, 0) / 1000;
}

/** The entry with all that it imports at once, and whatever there is. */
async function bundle(config: InlineConfig): Promise<Record<'atOnce' | 'all', Iterable<Rolldown.OutputChunk>>> {
  const result = await build({...config, logLevel: 'warn', build: {...config.build, write: false}});
  const chunks = [result as Rolldown.RolldownOutput | Rolldown.RolldownOutput[]]
    .flat()
    .flatMap(({output}) => output)
    .filter((file) => file.type === 'chunk');
  const needed = new Set(chunks.filter(({isEntry}) => isEntry));
  for (const {imports} of needed) {
    for (const chunk of chunks) if (imports.includes(chunk.fileName)) needed.add(chunk);
  }
  return {atOnce: needed, all: chunks};
}

if (import.meta.main) {
  const sizes = await measureSizes();
  for (const {what, kilobytes, max, later} of sizes) {
    const verdict = kilobytes <= max ? 'ok' : 'TOO LARGE';
    const more = later > kilobytes ? `; ${later.toFixed(1)} KB with all that it may load later` : '';
    console.log(`${kilobytes.toFixed(1).padStart(6)} KB of ${max} KB gzip   ${verdict.padEnd(10)} ${what}${more}`);
  }
  if (sizes.some(({kilobytes, max}) => kilobytes > max)) process.exitCode = 1;
}
