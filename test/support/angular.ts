import {registerHooks} from 'node:module';
import type {CompilerHost as AngularHost} from '@angular/compiler-cli';
import {transformAsync} from '@babel/core';
import type {Plugin} from 'vite';

/** What is asked of the compiler, with TypeScript's numbers for names: ES2022, ESNext, bundler. */
const OPTIONS = {
  target: 9,
  module: 99,
  moduleResolution: 100,
  strict: true,
  skipLibCheck: true,
  experimentalDecorators: true,
  allowImportingTsExtensions: true,
  rewriteRelativeImportExtensions: true,
  isolatedModules: true,
  strictTemplates: true,
  compilationMode: 'full',
} as const;

// Angular's compiler wants TypeScript 6, and asks for it by a name that is another one's here.
registerHooks({
  resolve: (name, context, next) =>
    next(name === 'typescript' && isAngular(context.parentURL) ? 'typescript-6' : name, context),
});

function isAngular(file = ''): boolean {
  return file.includes('/@angular/compiler-cli/');
}

/** What a compilation came to: the code of each file by its name, and what is wrong with them. */
export interface Compiled {
  readonly files: ReadonlyMap<string, string>;
  readonly problems: string;
}

/** What of a compiler's host is set here: the one that Angular names is of TypeScript 6, which has no types here. */
interface CompilerHost extends AngularHost {
  writeFile(file: string, text: string): void;
}

/** Compiles files of Angular ahead of time, as `ng build` does, with strict templates. */
export async function compileAngular(...rootNames: string[]): Promise<Compiled> {
  const {createCompilerHost, formatDiagnostics, performCompilation} = await import('@angular/compiler-cli');
  const files = new Map<string, string>();
  const options = {...OPTIONS, lib: ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'], types: []};
  const host = createCompilerHost({options}) as CompilerHost;
  host.writeFile = (file, text) => void files.set(file.replace(/\.js$/, '.ts'), text);
  const {diagnostics} = performCompilation({rootNames, options, host});
  return {files, problems: formatDiagnostics(diagnostics)};
}

/** Takes files of Angular into a build: compiled ahead of time, as is what Angular itself is published half compiled. */
export function angular(...rootNames: string[]): Plugin {
  let compiled: Compiled;
  return {
    name: 'angular',
    enforce: 'pre',
    async buildStart() {
      compiled = await compileAngular(...rootNames);
      if (compiled.problems) this.error(compiled.problems);
    },
    load: (id) => compiled.files.get(id) ?? null,
    transform: {
      filter: {id: /\/node_modules\/@angular\/.*\.mjs$/},
      async handler(code, filename) {
        if (!code.includes('ɵɵngDeclare')) return null;
        const {default: linker} = await import('@angular/compiler-cli/linker/babel');
        const result = await transformAsync(code, {
          filename,
          plugins: [linker],
          configFile: false,
          babelrc: false,
          compact: false,
        });
        return result?.code ?? null;
      },
    },
  };
}
