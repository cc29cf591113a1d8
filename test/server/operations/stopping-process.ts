// A server that ends as the first argument says, for the tests of how servers stop.
import {pino} from 'pino';
import {stopInOrder} from '../../../src/server/cli/stopping.ts';

const ends: Readonly<Record<string, () => Promise<void>>> = {
  'in order': async () => {},
  never: () => new Promise(() => {}),
  'with an error': () => Promise.reject(new Error('Something is still held.')),
  'with an error that nobody expects': () => {
    setImmediate(() => {
      throw new Error('Once more.');
    });
    return new Promise(() => {});
  },
};
const [how, longest] = process.argv.slice(2) as [string, string];

stopInOrder({log: pino() as never, announce() {}, close: ends[how]!, longest: Number(longest)});
process.on('message', () => {
  throw new Error('Nobody expected that.');
});
process.send?.('ready');
