import {globSync} from 'node:fs';
import path from 'node:path';
import {defineConfig, type Plugin, type UserConfig} from 'vite';

const NOTICE =
  '/*! webfuse-elements: MIT. Contains lit: BSD-3-Clause, Google LLC. Contains nanoevents: MIT, Andrey Sitnik. */';

const LIT = /^(lit|@lit)(\/|$|-)/;

/** Takes comments and spaces out of styles and templates, which no minifier touches: to it they are text. */
export const shrinkTemplates: Plugin = {
  name: 'shrink-templates',
  transform: {
    filter: {id: /\/components\/.*\.ts$/},
    handler: (code) =>
      code.replaceAll(/css`[^`]*`/g, (style) =>
        style
          .replaceAll(/\/\*.*?\*\//gs, '')
          .replaceAll(/\s+/g, ' ')
          .replaceAll(/(?<=[`{};,]) | (?=[`{}])|(?<=:) (?=[^{}]*[;}])|;(?= \})/g, ''),
      ),
  },
  generateBundle({minify}, bundle) {
    if (!minify || minify === 'dce-only') return;
    for (const file of Object.values(bundle)) {
      // In minified code, a line that is indented can only be one of a template.
      if (file.type === 'chunk') file.code = file.code.replaceAll(/\n +/g, ' ');
    }
  },
};

/** Everything in one file for a script tag. */
const kit: UserConfig = {
  build: {
    outDir: 'dist/kit',
    emptyOutDir: true,
    lib: {entry: 'components/define.ts', formats: ['es'], fileName: () => 'webfuse-elements.js'},
    rolldownOptions: {
      // `<wf-session>` loads the room when it is needed; in the kit it is there already.
      checks: {ineffectiveDynamicImport: false},
      // What is loaded later takes what it shares from the entry: one request less, and better packed.
      preserveEntrySignatures: 'allow-extension',
      // No bundler reads it after this one, so nothing is said to bundlers.
      output: {minify: true, comments: {annotation: false}, postBanner: NOTICE, chunkFileNames: '[name]-[hash].js'},
    },
  },
};

/** Leaves out all providers but the server's. */
const serverOnly: Plugin = {
  name: 'server-only',
  enforce: 'pre',
  resolveId: (id, importer) =>
    importer?.endsWith('providers/find.ts') && /^\.\/(local|webfuse)\.ts$/.test(id)
      ? path.resolve('src/client/drop-in/other-providers.ts')
      : null,
};

/** One classic script of everything that an entry needs. */
function script(entry: string, file: string, name: string): UserConfig {
  return {
    define: {'import.meta.url': 'scriptUrl'},
    plugins: [serverOnly],
    build: {
      outDir: 'dist/kit',
      lib: {entry, formats: ['iife'], name, fileName: () => file},
      rolldownOptions: {
        checks: {ineffectiveDynamicImport: false},
        output: {
          minify: true,
          codeSplitting: false,
          postBanner: NOTICE,
          // Known only while the script runs for the first time.
          intro: 'const scriptUrl = document.currentScript?.src ?? location.href;',
        },
      },
    },
  };
}

/** What pages in a session get for the drop-in. */
const inside = script('src/client/inside/define.ts', 'webfuse-inside.js', 'webfuseInside');

/** What gives content scripts of extensions their session. */
const extension = script('src/client/inside/extension.ts', 'webfuse-extension.js', 'webfuseExtension');

/** What pages that were written for the vendor's widget load in its place. */
const dropin = script('src/client/drop-in/define.ts', 'webfuse.js', 'webfuseDropIn');

/** The script of the page that is the window of a session. */
const page = script('components/window/session-page.ts', 'session-page.js', 'sessionPage');

/** A module for each file of the elements and the client, for pages that bring lit and a bundler of their own. */
const modules: UserConfig = {
  build: {
    lib: {
      entry: [
        ...globSync('components/**/*.ts'),
        'src/client/index.ts',
        'src/client/drop-in/snippet.ts',
        'src/client/testing/index.ts',
      ],
      formats: ['es'],
    },
    minify: false,
    rolldownOptions: {
      external: LIT,
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

const BUILDS: Readonly<Record<string, UserConfig>> = {kit, inside, extension, dropin, page, modules, server};

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
