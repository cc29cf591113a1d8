import {mkdtempSync, rmSync} from 'node:fs';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {MIGRATIONS} from '../../../src/server/storage/migrations.ts';
import {PRAGMAS} from '../../../src/server/storage/sqlite-database.ts';
import {TEXT} from './crowd.ts';

/**
 * Events a second that `node:sqlite` takes with nothing around it: the same rows, as many in a transaction.
 * @param times - gets how long each transaction takes, in milliseconds
 */
export function bareStore(
  folder: string,
  sessions: number,
  group: number,
  seconds: number,
  times: number[] = [],
): number {
  const own = mkdtempSync(path.join(folder, 'bare-'));
  const db = new DatabaseSync(path.join(own, 'bench.sqlite'));
  db.exec(`${PRAGMAS} ${MIGRATIONS.join(';')}; BEGIN`);
  const addSession = db.prepare(`INSERT INTO sessions (id, space_id, created_at, secrets) VALUES (?, 'demo', 0, ?)`);
  const addHead = db.prepare(`INSERT INTO heads (session, epoch, number) VALUES (?, 1, 0)`);
  for (let session = 1; session <= sessions; session += 1) {
    addSession.run(String(session), 'x'.repeat(300));
    addHead.run(session);
  }
  db.exec('COMMIT');
  const addEvent = db.prepare(`INSERT INTO events (session, number, at, event) VALUES (?, ?, ?, ?)`);
  const moveHead = db.prepare(`UPDATE heads SET number = ? WHERE session = ?`);

  let count = 0;
  const start = performance.now();
  for (let end = start; end < start + seconds * 1000; end = performance.now()) {
    db.exec('BEGIN IMMEDIATE');
    for (let event = 0; event < group; event += 1) {
      const [session, number] = [(count % sessions) + 1, Math.floor(count / sessions) + 1];
      const text = JSON.stringify({name: 'chat_message', payload: {message: TEXT, clientIndex: 0}});
      addEvent.run(session, number, Date.now(), text);
      moveHead.run(number, session);
      count += 1;
    }
    db.exec('COMMIT');
    times.push(performance.now() - end);
  }
  const rate = (count * 1000) / (performance.now() - start);
  db.close();
  rmSync(own, {recursive: true});
  return rate;
}
