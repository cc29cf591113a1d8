import {type ParseArgsConfig, parseArgs} from 'node:util';
import {UsageError} from './exit-codes.ts';

/** @throws {UsageError} when there is an argument that means nothing */
export function parse<Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (error) {
    // Node tells in further sentences how to pass what looks like an option.
    const [what] = (error as Error).message.split(/\.\s/);
    throw new UsageError(`${what?.replace(/\.$/, '')}. See --help.`, {cause: error});
  }
}
