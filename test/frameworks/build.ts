import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {svelte} from '@sveltejs/vite-plugin-svelte';
import vue from '@vitejs/plugin-vue';
import {build} from 'vite';
import solid from 'vite-plugin-solid';
import {angular} from '../support/angular.ts';

/** Where the page of each framework begins. */
const PAGES = {
  React: 'react/page.tsx',
  'React, by components': 'react-components/page.tsx',
  Vue: 'vue/mount.ts',
  Svelte: 'svelte/mount.svelte.ts',
  Solid: 'solid/page.tsx',
  Angular: 'angular/page.ts',
  'Angular, by directives': 'angular-directives/page.ts',
};

const ANGULAR = Object.values(PAGES).filter((file) => file.startsWith('angular'));

/** A framework of which there is a page. */
export type Framework = keyof typeof PAGES;

/** All of them. */
export const FRAMEWORKS = Object.keys(PAGES) as Framework[];

/** Has the compiler of each framework build its page, and puts what runs the checks beside it. */
export async function buildPages(outDir: string): Promise<void> {
  const imports = Object.entries(PAGES).map(([name, file]) => `'${name}': () => import('./${file}'),`);
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    mode: 'production',
    plugins: [
      {
        name: 'pages',
        resolveId: (id) => (id === 'virtual:pages' ? path.join(import.meta.dirname, 'pages.js') : null),
        load: (id) => (id.endsWith('/frameworks/pages.js') ? `export default {${imports.join('')}};` : null),
      },
      angular(...ANGULAR.map((file) => path.join(import.meta.dirname, file))),
      vue({template: {compilerOptions: {isCustomElement: (tag) => tag.startsWith('wf-')}}}),
      svelte({configFile: false}),
      solid({include: /\/solid\//}),
    ],
    oxc: {jsx: {runtime: 'automatic', importSource: 'react'}},
    build: {
      outDir,
      emptyOutDir: true,
      target: 'es2022',
      minify: false,
      lib: {entry: 'run.ts', formats: ['es'], fileName: () => 'run.js'},
    },
    define: {'process.env.NODE_ENV': '"production"'},
  });
  await writeFile(path.join(outDir, 'index.html'), '<!doctype html><html lang="en"><title>A page</title></html>');
}
