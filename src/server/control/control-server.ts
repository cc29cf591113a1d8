import {rmSync} from 'node:fs';
import {createServer, type Server, type Socket} from 'node:net';
import {text} from 'node:stream/consumers';
import type {Log} from '../operations/log.ts';
import {type KeyCall, type KeyDesk, KeyRefusal} from './key-desk.ts';

/** What comes back: an answer, or why there is none. */
export type ControlAnswer<Answer> = {readonly answer: Answer} | {readonly refused: string};

/**
 * Answers whoever is on the same machine and may write into the data folder, at a socket in it: one call of JSON a
 * connection. The folder's rights are the key. Returns the way to stop.
 */
export async function serveControl(file: string, desk: KeyDesk, log: Log): Promise<() => Promise<void>> {
  // One that was killed leaves it behind; a server that lives would hold the store.
  rmSync(file, {force: true});
  const server = createServer({allowHalfOpen: true}, (socket) => {
    answer(socket, desk, log).catch((error: Error) => {
      log.debug({err: error}, 'A call on the control socket broke off.');
      socket.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(file, resolve));
  return () => close(server);
}

async function answer(socket: Socket, desk: KeyDesk, log: Log): Promise<void> {
  const call = JSON.parse(await text(socket)) as KeyCall;
  const given = await desk.answer(call).then(
    (answer): ControlAnswer<object> => ({answer}),
    (error: Error): ControlAnswer<object> => {
      if (!(error instanceof KeyRefusal)) log.error({err: error}, 'A call on the control socket failed.');
      return {refused: error.message};
    },
  );
  if ('answer' in given && call.action !== 'list') log.info({action: call.action}, 'A key was changed by command.');
  socket.end(JSON.stringify(given));
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()));
}
