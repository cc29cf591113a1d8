import {connect} from 'node:net';
import {text} from 'node:stream/consumers';
import type {ControlAnswer} from './control-server.ts';
import {type KeyAnswer, type KeyCall, KeyRefusal} from './key-desk.ts';

/** What the system says where no server listens. */
const NOBODY = new Set(['ENOENT', 'ECONNREFUSED']);

/**
 * Asks the server that runs; undefined when none does.
 * @throws {KeyRefusal} when it refuses
 */
export async function askServer(file: string, call: KeyCall): Promise<KeyAnswer | undefined> {
  const socket = connect({path: file, allowHalfOpen: true});
  socket.end(JSON.stringify(call));
  let said: string;
  try {
    said = await text(socket);
  } catch (error) {
    if (NOBODY.has(String((error as NodeJS.ErrnoException).code))) return undefined;
    throw error;
  }
  const given = JSON.parse(said) as ControlAnswer<KeyAnswer>;
  if ('refused' in given) throw new KeyRefusal(given.refused);
  return given.answer;
}
