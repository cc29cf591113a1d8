import {globSync} from 'node:fs';
import {mkdir, writeFile} from 'node:fs/promises';
import {registerHooks} from 'node:module';
import path from 'node:path';
import type {CompilerHost as AngularHost} from '@angular/compiler-cli';
import {transformAsync} from '@babel/core';
import type {Plugin} from 'vite';

const ROOT = path.join(import.meta.dirname, '../..');

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
};

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
export function compileAngular(...rootNames: string[]): Promise<Compiled> {
  const lib = ['lib.es2024.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'];
  return compile(rootNames, {...OPTIONS, compilationMode: 'full', lib, types: []});
}

async function compile(rootNames: string[], options: object, checks = true): Promise<Compiled> {
  const {createCompilerHost, formatDiagnostics, performCompilation} = await import('@angular/compiler-cli');
  const files = new Map<string, string>();
  const host = createCompilerHost({options}) as CompilerHost;
  host.writeFile = (file, text) => void files.set(file, text);
  const gatherDiagnostics = checks ? undefined : () => [];
  const {diagnostics} = performCompilation({rootNames, options, host, gatherDiagnostics});
  return {files, problems: formatDiagnostics(diagnostics)};
}

/**
 * Compiles the directives of the kit half, as libraries are published: whoever uses them has the Angular that does the rest.
 * Their types are those of the other modules, which TypeScript checks and writes without Angular.
 */
export async function buildDirectives(folder = path.join(ROOT, 'dist')): Promise<void> {
  const rootNames = globSync('components/angular/*.ts', {cwd: ROOT}).map((file) => path.join(ROOT, file));
  const places = {rootDir: ROOT, outDir: folder, declarationDir: path.join(folder, 'types')};
  const options = {...OPTIONS, ...places, compilationMode: 'partial', declaration: true, noResolve: true};
  const {files} = await compile(rootNames, options, false);
  for (const [file, text] of files) {
    await mkdir(path.dirname(file), {recursive: true});
    await writeFile(file, text);
  }
}

/** Takes files of Angular into a build: compiled ahead of time, as is what is published half compiled. */
export function angular(...rootNames: string[]): Plugin {
  let compiled: Compiled;
  return {
    name: 'angular',
    enforce: 'pre',
    async buildStart() {
      compiled = await compileAngular(...rootNames);
      if (compiled.problems) this.error(compiled.problems);
    },
    load: (id) => {
      const code = compiled.files.get(id.replace(/\.ts$/, '.js'));
      // What has nothing to do with Angular is not its compiler's.
      return code?.includes('@angular/') ? code : null;
    },
    transform: {
      filter: {id: /\/node_modules\/@angular\/.*\.mjs$|\/dist\/components\/angular\/.*\.js$/},
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
