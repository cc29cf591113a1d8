import {parentPort, receiveMessageOnPort, workerData} from 'node:worker_threads';
import type {Call} from './sqlite-engine.ts';
import {SqliteEngine} from './sqlite-engine.ts';
import {decode, encode, type FromWorker, pack, packError, type ToWorker} from './sqlite-messages.ts';

/**
 * Of one transaction: enough for the disk to be waited for rarely, and so few that those who are answered go on while
 * the next ones are written.
 */
const MOST_CALLS = 64;

const port = parentPort!;

/**
 * Everything that came while the last transaction went to the disk goes into one: the disk is waited for once, however
 * many sessions there are.
 */
function gather(first: ToWorker): {calls: readonly Call[]; last: boolean} {
  const calls: Call[] = [];
  for (let message: ToWorker | undefined = first; message !== undefined; message = receive()) {
    if (message === null) return {calls, last: true};
    calls.push(...message);
    if (calls.length >= MOST_CALLS) break;
  }
  return {calls, last: false};
}

function receive(): ToWorker | undefined {
  const received: {message: string} | undefined = receiveMessageOnPort(port);
  return received && decode<ToWorker>(received.message);
}

function tell(message: FromWorker): void {
  port.postMessage(encode(message));
}

try {
  const engine = new SqliteEngine(workerData.file, workerData.instance);
  tell('ready');
  port.on('message', (text: string) => {
    try {
      const {calls, last} = gather(decode(text));
      if (calls.length > 0) tell(engine.run(calls).map(pack));
      if (!last) return;
    } catch (error) {
      tell({failed: packError(error)});
    }
    engine.close();
    port.close();
  });
} catch (error) {
  tell({failed: packError(error)});
}
