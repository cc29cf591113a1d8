// The server in production, but for its pages, which are no browser's: so it starts within a moment.
import {readArguments} from '../../../src/server/cli/arguments.ts';
import {produce, readAll} from '../../../src/server/cli/production.ts';
import {stopInOrder} from '../../../src/server/cli/stopping.ts';
import {LivelyPages} from './lively-pages.ts';

const args = readArguments(process.argv.slice(2));
const running = await produce(readAll({...args, config: args.config!}, process.env), new LivelyPages());
stopInOrder(running);
running.announce();
