import {makePoolMasking} from '../browser/pool-masking.ts';
import {UsageError} from './exit-codes.ts';
import {parse} from './parse.ts';

const USAGE = `Usage: node dist/server/main.js masking <folder>

Makes a folder for a browser that someone else starts (browser.browserWSEndpoint), so that passwords, cards and what
spaces name are masked in its pages, and says what to start that browser with. Let the browser's user own the folder.
After an update of the server it may have to be made anew; the server says so.`;

/**
 * Does what `masking …` asks for, without that first word.
 * @throws {UsageError} when the command line means nothing, or there is something in the folder
 */
export async function runMasking(args: readonly string[], say: (text: string) => void): Promise<void> {
  const options = {help: {type: 'boolean', short: 'h', default: false}} as const;
  const {positionals, values} = parse({args: [...args], allowPositionals: true, options});
  const [folder, more] = positionals;
  if (values.help) return say(USAGE);
  if (folder === undefined || more !== undefined) throw new UsageError(`Expected one folder.\n\n${USAGE}`);
  const {extension, profile} = await makePoolMasking(folder).catch((error: Error) => {
    throw new UsageError(error.message, {cause: error});
  });
  say(
    `Start the browser with these, in place of another --user-data-dir:\n\n  --load-extension=${extension} --user-data-dir=${profile}`,
  );
}
