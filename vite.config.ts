import {globSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {minify as packAgain} from 'terser';
import {defineConfig, type Plugin, type Rolldown, type UserConfig} from 'vite';

const NOTICE =
  '/*! webfuse-elements: MIT. Contains lit: BSD-3-Clause, Google LLC. Contains nanoevents: MIT, Andrey Sitnik. */';

const LOCALIZE_NOTICE = '/*! Contains @shoelace-style/localize: MIT, Cory LaViska. */';

const QR_NOTICE = '/*! Contains lean-qr: MIT, David Evans. */';

/** Who else wrote what is in a file. */
function noticeFor({moduleIds}: {readonly moduleIds: readonly string[]}): string {
  const has = (name: string) => moduleIds.some((id) => id.includes(`/${name}/`));
  return NOTICE + (has('lean-qr') ? QR_NOTICE : '') + (has('localize') ? LOCALIZE_NOTICE : '');
}

const LIT = /^(lit|@lit)(\/|$|-)/;

/** What pages that load a module have already. */
const BROUGHT = [LIT, /^react$/];

/** A custom property that elements set for themselves: no page knows of it. */
const OWN_PROPERTY = /--_[\w-]+/g;

const ELEMENTS = globSync(path.join(import.meta.dirname, 'components/**/*.ts'));

const ownProperties = new Set(ELEMENTS.flatMap((file) => readFileSync(file, 'utf8').match(OWN_PROPERTY) ?? []));

/** Their short names, the same in all files of a version. */
const SHORT = new Map(
  [...ownProperties]
    .sort()
    .reverse()
    .map((name, index) => [name, `--_${(index + 10).toString(36)}`]),
);

/** Takes comments and spaces out of styles and templates, which no minifier touches: to it they are text. */
export const shrinkTemplates: Plugin = {
  name: 'shrink-templates',
  transform: {
    filter: {id: /\/components\/.*\.ts$/},
    handler: (code) =>
      code
        .replaceAll(OWN_PROPERTY, (name) => SHORT.get(name) ?? name)
        .replaceAll(/css`[^`]*`/g, (style) =>
          style
            .replaceAll(/\/\*.*?\*\//gs, '')
            .replaceAll(/\s+/g, ' ')
            .replaceAll(/(?<=[\s:,(-])0(?=\.\d)/g, '')
            .replaceAll(/ (?:([>~/])|(\*)(?= (?:-?\.?\d|var\(|\())) /g, '$1$2')
            .replaceAll(/(?<=[`{};,]) | (?=[`{}])|(?<=:) (?=[^{}]*[;}])|;(?= \})/g, ''),
        ),
  },
  async generateBundle({minify, format}, bundle) {
    if (!minify || minify === 'dce-only') return;
    for (const file of Object.values(bundle)) {
      if (file.type !== 'chunk') continue;
      // In minified code, a line that is indented can only be one of a template, and so can what is quoted in a tag.
      // Space at the end of a tag, before the end of an element and before a block is none that a page shows.
      const code = file.code
        .replaceAll(/\n +(>|<\/|<(?=(?:div|p|ul|ol|li|h2|form|dialog)\b))?/g, (_, end = ' ') => end)
        .replaceAll(/(?<=<\w[^<>`]* [\w-]+=)"([\w-]+)"(?=[ >])/g, '$1');
      // Vite's own minifier gives private members short names, which this one does not; it finds more besides.
      const packed = await packAgain(code, {
        module: format === 'es',
        ecma: 2020,
        compress: {passes: 2, unsafe_arrows: true},
        format: {comments: /^!/},
      });
      file.code = packed.code!;
    }
  },
};

/**
 * What would be loaded later, if its name ends like that, is there from the start: a file that has it anyway is smaller where
 * nothing need wait.
 */
export function unwrapped(end = ''): Plugin {
  const load = `import\\(('\\.[^']*${end}'|"\\.[^"]*${end}")\\)`;
  // In a file that has everything, nothing is missing.
  const unmissed = end ? /$^/g : /\.catch\((?:missing\([^()]*\)|notLoaded)\)|,\s*missing\([^()]*\)/g;
  // What makes nothing of it, or takes one thing, needs no object of it.
  const alone = new RegExp(`(?:\\bvoid|(?<=^\\s*)await) ${load};`, 'gm');
  const member = new RegExp(`\\(await ${load}\\)\\??\\.(\\w+)`, 'g');
  const awaited = new RegExp(`\\{ (\\w+) \\} = await ${load}`, 'g');
  const taken = new RegExp(`\\b${load}(?:(\\.then\\(\\()\\{ (\\w+)(?:: (\\w+))? \\}\\))?`, 'g');
  return {
    name: 'unwrapped',
    transform: {
      filter: {id: /\/(components|src)\/.*\.ts$/},
      handler(code) {
        const modules: string[] = [];
        const later = (from: string) => `later${modules.push(`import * as later${modules.length} from ${from};`) - 1}`;
        const changed = code
          .replaceAll(unmissed, '')
          .replaceAll(alone, (_, from: string) => `void ${modules.push(`import ${from};`)};`)
          .replaceAll(member, (_, from: string, name: string) => `(await ${later(from)}.${name})`)
          .replaceAll(awaited, (_, name: string, from: string) => `${name} = await ${later(from)}.${name}`)
          .replaceAll(taken, (_, from: string, then = '', name = '', as = name) =>
            name ? `Promise.resolve(${later(from)}.${name})${then}${as})` : `Promise.resolve(${later(from)})`,
          );
        return modules.join('') + changed;
      },
    },
  };
}

const KIT = path.resolve(import.meta.dirname, 'components/define.ts');

type Modules = Pick<Rolldown.ChunkingContext, 'getModuleInfo'>;

/** What the kit's own file loads before it runs. */
function atOnce(entry: string, modules: Modules, found = new Set<string>()): ReadonlySet<string> {
  if (found.has(entry)) return found;
  found.add(entry);
  for (const id of modules.getModuleInfo(entry)?.importedIds ?? []) atOnce(id, modules, found);
  return found;
}

/** Everything in one file for a script tag. */
const kit: UserConfig = {
  plugins: [unwrapped('/wf-(?:room|session)\\.ts'), shrinkTemplates],
  build: {
    outDir: 'dist/kit',
    emptyOutDir: true,
    lib: {entry: KIT, formats: ['es'], fileName: () => 'webfuse-elements.js'},
    rolldownOptions: {
      checks: {bundlerTimings: false},
      // What is loaded later takes what it shares from the entry: one request less, and better packed.
      preserveEntrySignatures: 'allow-extension',
      // No bundler reads it after this one, so nothing is said to bundlers.
      output: {
        minify: true,
        comments: {annotation: false},
        postBanner: noticeFor,
        chunkFileNames: '[name]-[hash:6].js',
        // Left to itself, rolldown puts what the others share into files that the kit would have to wait for.
        codeSplitting: {
          includeDependenciesRecursively: false,
          groups: [{debugName: 'kit', name: (id, modules) => (atOnce(KIT, modules).has(id) ? 'kit' : null)}],
        },
      },
    },
  },
};

/** Leaves out all providers but the server's. */
const serverOnly = withoutProviders(/^\.\/(local|webfuse)\.ts$/);

/** Leaves out the vendor's: whoever has that has a script of the vendor's. */
const notVendor = withoutProviders(/^\.\/webfuse\.ts$/);

function withoutProviders(these: RegExp): Plugin {
  return {
    name: 'without-providers',
    enforce: 'pre',
    resolveId: (id, importer) =>
      importer?.endsWith('providers/find.ts') && these.test(id)
        ? path.resolve('src/client/drop-in/other-providers.ts')
        : null,
  };
}

/** Leaves out what the operator of a space does in its sessions, over HTTP: one that lives in a page knows of none. */
const withoutOperator: Plugin = {
  name: 'without-operator',
  load: {
    filter: {id: /\/src\/model\/operator\.ts$/},
    handler: () => 'export const operator = {};',
  },
};

/** Puts a script for each language beside one that can import nothing. */
const wordsBeside: Plugin = {
  name: 'words-beside',
  enforce: 'pre',
  resolveId: (id, importer) =>
    id.endsWith('/fetch.ts') && importer && /\/components\/(languages|window)\//.test(importer)
      ? path.resolve(import.meta.dirname, 'components/languages/fetch-scripts.ts')
      : null,
  async generateBundle() {
    for (const file of globSync('components/languages/??.ts', {cwd: import.meta.dirname})) {
      const {default: words} = await import(path.resolve(import.meta.dirname, file));
      const code = path.basename(file, '.ts');
      const source = `(globalThis.webfuseWords??={}).${code}=${JSON.stringify(words)};\n`;
      this.emitFile({type: 'asset', fileName: `webfuse-words.${code}.js`, source});
    }
  },
};

/** One classic script of everything that an entry needs. */
function script(entry: string, file: string, name: string, plugins = [serverOnly]): UserConfig {
  return {
    define: {'import.meta.url': 'scriptUrl'},
    plugins: [...plugins, shrinkTemplates],
    build: {
      outDir: 'dist/kit',
      lib: {entry, formats: ['iife'], name, fileName: () => file},
      rolldownOptions: {
        checks: {ineffectiveDynamicImport: false, bundlerTimings: false},
        optimization: {inlineConst: {mode: 'all', pass: 2}},
        output: {
          minify: true,
          codeSplitting: false,
          postBanner: noticeFor,
          // Nobody asks what kind of object its exports are.
          generatedCode: {symbols: false},
          // Known only while the script runs for the first time.
          intro: 'const scriptUrl = document.currentScript?.src ?? location.href;',
        },
      },
    },
  };
}

/** Puts all styles in front of a file that has them all: beside what is like them they pack better, by more than a kilobyte. */
const stylesFirst: Plugin = {
  name: 'styles-first',
  transform: {
    filter: {id: /\/components\/classic\.ts$/},
    handler: (code) =>
      ELEMENTS.filter((file) => /styles\.ts$/.test(file))
        .map((file) => `import '${file}';`)
        .join('') + code,
  },
};

/** The kit for pages that know no modules, or lie on a disk; its exports are the global `webfuseElements`. */
const classic = script('components/classic.ts', 'webfuse-elements.classic.js', 'webfuseElements', [
  notVendor,
  withoutOperator,
  unwrapped(),
  wordsBeside,
  stylesFirst,
]);

/** What pages in a session get for the drop-in. */
const inside = script('src/client/inside/define.ts', 'webfuse-inside.js', 'webfuseInside');

/** What gives content scripts of extensions their session. */
const extension = script('src/client/inside/extension.ts', 'webfuse-extension.js', 'webfuseExtension');

/** What pages that were written for the vendor's widget load in its place. */
const dropin = script('src/client/drop-in/define.ts', 'webfuse.js', 'webfuseDropIn');

/** The script of the page that is the window of a session. */
const page = script('components/window/session-page.ts', 'session-page.js', 'sessionPage', [serverOnly, wordsBeside]);

/** What a page loads before the kit that a server wrote with shadows. */
const hydrate = script('components/server/hydrate.ts', 'webfuse-elements.hydrate.js', 'webfuseHydrate');

/** A module for each file of the elements and the client, for pages that bring lit and a bundler of their own. */
const modules: UserConfig = {
  build: {
    lib: {
      entry: [
        ...globSync('components/**/*.ts', {
          exclude: ['components/angular/*', 'components/server/{index,stand-ins,template-text}.ts'],
        }),
        'src/client/index.ts',
        'src/client/drop-in/snippet.ts',
        'src/client/testing/index.ts',
      ],
      formats: ['es'],
    },
    minify: false,
    rolldownOptions: {
      external: BROUGHT,
      output: {
        preserveModules: true,
        preserveModulesRoot: import.meta.dirname,
        entryFileNames: ({name}) => `${placeOf(name)}.js`,
      },
    },
  },
};

/** `src/client/session` becomes `client/session`; what is not ours goes to `vendor`. */
function placeOf(name: string): string {
  return name.replace(/^src\//, '').replace(/^(.*node_modules|_virtual\/.*)\//, 'vendor/');
}

/** The session server, for a machine that does not run TypeScript. */
const server: UserConfig = {
  build: {
    ssr: true,
    target: 'node24',
    minify: false,
    rolldownOptions: {
      // The thread of the store is a program of its own.
      input: {main: 'src/server/main.ts', 'sqlite-worker': 'src/server/storage/sqlite-worker.ts'},
      output: {entryFileNames: 'server/[name].js', chunkFileNames: 'server/[name]-[hash].js'},
    },
  },
};

/** Puts what stands in for a browser where the elements look for one. */
const standIns: Plugin = {
  name: 'stand-ins',
  transform: {
    filter: {id: /\/(components|src\/client)\/(?!server\/).*\.ts$/},
    handler(code) {
      const names = [
        'document',
        'window',
        'HTMLButtonElement',
        'IntersectionObserver',
        'MutationObserver',
        'ResizeObserver',
      ];
      const used = names.filter((name) => new RegExp(`(?<![.\\w'])${name}\\b`).test(code));
      const from = JSON.stringify(path.resolve(import.meta.dirname, 'components/server/stand-ins.ts'));
      return used.length ? `import {${used.join(', ')}} from ${from};${code}` : code;
    },
  },
};

/** The elements for a server that writes pages: all in one file, lit included. */
const shadows: UserConfig = {
  plugins: [standIns, shrinkTemplates],
  ssr: {noExternal: true},
  build: {
    ssr: true,
    target: 'node24',
    minify: false,
    rolldownOptions: {
      input: {'webfuse-elements-server': 'components/server/index.ts'},
      output: {entryFileNames: 'node/[name].js', codeSplitting: false},
    },
  },
};

const BUILDS: Readonly<Record<string, UserConfig>> = {
  kit,
  classic,
  inside,
  extension,
  dropin,
  page,
  modules,
  server,
  shadows,
  hydrate,
};

export default defineConfig(({mode}) => {
  const chosen = BUILDS[mode];
  if (!chosen) throw new Error(`Expected --mode to be one of ${Object.keys(BUILDS).join(', ')}; got ${mode}.`);
  return {
    root: path.resolve(import.meta.dirname),
    publicDir: false,
    plugins: [shrinkTemplates],
    logLevel: 'warn',
    ...chosen,
    build: {target: 'es2022', minify: true, emptyOutDir: false, reportCompressedSize: false, ...chosen.build},
  };
});
