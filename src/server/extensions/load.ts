import {readFile} from 'node:fs/promises';
import path from 'node:path';
import {Script} from 'node:vm';
import {type ContentScript, ManifestError, readManifest} from './manifest.ts';

/** An extension as pages get it: one script that runs what is meant for the page, with the session at hand. */
export interface Extension {
  readonly name: string;
  readonly source: string;
}

/**
 * Reads an extension from its folder.
 *
 * @param runtime - the built script that gives content scripts their session
 * @throws {ManifestError} when something about it is wrong
 */
export async function loadExtension(folder: string, runtime: string): Promise<Extension> {
  const file = path.resolve(folder, 'manifest.json');
  const {name, contentScripts, env} = readManifest(await read(file, 'a manifest'), file);
  const codes = await Promise.all(contentScripts.map((script) => codeOf(script, path.dirname(file))));
  const scripts = contentScripts.map(({matches, excludes, runAt}) => ({matches, excludes, runAt}));
  const plan = JSON.stringify({scripts, env});
  return {name, source: `(() => {\n${runtime}\nwebfuseExtension.run(${plan}, [${codes.join(', ')}]);\n})()`};
}

/** The scripts of an entry as one function: what one of them declares the next ones see. */
async function codeOf({js}: ContentScript, folder: string): Promise<string> {
  const texts = await Promise.all(
    js.map(async (name) => {
      const file = path.resolve(folder, name);
      if (!file.startsWith(folder + path.sep)) throw new ManifestError(`Expected a script in ${folder}, got ${name}.`);
      const text = await read(file, 'a script');
      check(text, file);
      return text;
    }),
  );
  return `function () {\n${texts.join('\n;\n')}\n}`;
}

async function read(file: string, what: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ManifestError(`Expected ${what} at ${file}: ${(error as Error).message}.`, {cause: error});
  }
}

/** A script that cannot be read would take all others with it. */
function check(text: string, file: string): void {
  try {
    new Script(`(function () {\n${text}\n})`, {filename: file});
  } catch (error) {
    throw new ManifestError(`Expected JavaScript in ${file}: ${(error as Error).message}.`, {cause: error});
  }
}
