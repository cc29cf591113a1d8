import {mkdtempSync, rmSync} from 'node:fs';
import path from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {setTimeout as delay} from 'node:timers/promises';
import {MIGRATIONS} from '../../../src/server/storage/migrations.ts';
import {PRAGMAS} from '../../../src/server/storage/sqlite-database.ts';
import {TEXT} from './crowd.ts';

const MESSAGE = {message: TEXT, clientIndex: 0};

/** `node:sqlite` with nothing around it: it writes the rows that ours writes. */
export class BareStore {
  readonly #db: DatabaseSync;
  readonly #folder: string;
  readonly #sessions: number;
  #count = 0;

  constructor(folder: string, sessions: number) {
    this.#folder = mkdtempSync(path.join(folder, 'bare-'));
    this.#db = new DatabaseSync(path.join(this.#folder, 'bench.sqlite'));
    this.#sessions = sessions;
    this.#db.exec(`${PRAGMAS} ${MIGRATIONS.join(';')}; BEGIN`);
    const addSession = this.#db.prepare(
      `INSERT INTO sessions (id, space_id, created_at, secrets) VALUES (?, 'demo', 0, ?)`,
    );
    const addHead = this.#db.prepare(`INSERT INTO heads (session, epoch, number) VALUES (?, 1, 0)`);
    for (let session = 1; session <= sessions; session += 1) {
      addSession.run(String(session), 'x'.repeat(300));
      addHead.run(session);
    }
    this.#db.exec('COMMIT');
  }

  /** Events a second, so many in a transaction. */
  events(group: number, seconds: number): number {
    return this.#rate(this.#eventWriter(), group, seconds);
  }

  /** How long an event takes that is alone in its transaction, in milliseconds, when there are so many a second. */
  async eventTimes(perSecond: number, seconds: number): Promise<number[]> {
    const write = this.#eventWriter();
    const times: number[] = [];
    const start = performance.now();
    for (let count = 1; count <= perSecond * seconds; count += 1) {
      const begun = performance.now();
      this.#write(write, 1);
      times.push(performance.now() - begun);
      const late = start + (count * 1000) / perSecond - performance.now();
      if (late > 1) await delay(late);
    }
    return times;
  }

  /** Deliveries that are taken and done with a second, so many in a transaction. */
  deliveries(group: number, seconds: number, most: number): number {
    this.#fill(most);
    return this.#rate(this.#deliveryWriter(), group, seconds);
  }

  close(): void {
    this.#db.close();
    rmSync(this.#folder, {recursive: true});
  }

  /** Of what is written one after the other in all sessions. */
  #rate(write: (session: number, number: number) => void, group: number, seconds: number): number {
    const [before, start] = [this.#count, performance.now()];
    while (performance.now() < start + seconds * 1000) this.#write(write, group);
    return ((this.#count - before) * 1000) / (performance.now() - start);
  }

  #write(write: (session: number, number: number) => void, group: number): void {
    this.#db.exec('BEGIN IMMEDIATE');
    for (let each = 0; each < group; each += 1) {
      write((this.#count % this.#sessions) + 1, Math.floor(this.#count / this.#sessions) + 1);
      this.#count += 1;
    }
    this.#db.exec('COMMIT');
  }

  #eventWriter(): (session: number, number: number) => void {
    const addEvent = this.#db.prepare(`INSERT INTO events (session, number, at, event) VALUES (?, ?, ?, ?)`);
    const moveHead = this.#db.prepare(`UPDATE heads SET number = ? WHERE session = ?`);
    return (session, number) => {
      addEvent.run(session, number, Date.now(), JSON.stringify({name: 'chat_message', payload: MESSAGE}));
      moveHead.run(number, session);
    };
  }

  /** As many deliveries for each session as there are to be, all for one webhook. */
  #fill(most: number): void {
    const {lastInsertRowid: webhook} = this.#db
      .prepare(
        `INSERT INTO webhooks (name, url, enabled, signature, gzip, ssl_verification, categories, secrets, created_at,
           failed_count, managed) VALUES ('bench', '', 1, 'standard', 0, 1, '[]', '[]', 0, 0, 0)`,
      )
      .run();
    const addLane = this.#db.prepare(
      `INSERT INTO lanes (webhook_id, session, last_sequence, head, head_sequence, due_at) VALUES (?, ?, ?, ?, 1, 0)`,
    );
    const addDelivery = this.#db.prepare(
      `INSERT INTO deliveries (webhook_id, session, sequence_id, event_number, category, created_at, data, status,
         attempts, next_at) VALUES (?, ?, ?, ?, 'space.session.chat_message', 0, ?, 'pending', 0, 0)`,
    );
    this.#db.exec('BEGIN');
    for (let session = 1; session <= this.#sessions; session += 1) addLane.run(webhook, session, most, session);
    for (let count = 0; count < most; count += 1) {
      const number = Math.floor(count / this.#sessions) + 1;
      addDelivery.run(webhook, (count % this.#sessions) + 1, number, number, JSON.stringify(MESSAGE));
    }
    this.#db.exec('COMMIT');
  }

  #deliveryWriter(): (session: number, number: number) => void {
    const lease = this.#db.prepare(`UPDATE lanes SET due_at = ?, leased = 1 WHERE webhook_id = 1 AND session = ?`);
    const addAttempt = this.#db.prepare(`INSERT INTO attempts (delivery, at, took, status) VALUES (?, ?, 1, 204)`);
    const noteAttempt = this.#db.prepare(
      `UPDATE deliveries SET status = 'delivered', next_at = NULL, attempts = 1, last_status = 204, last_at = ?
       WHERE id = ?`,
    );
    const setHead = this.#db.prepare(
      `UPDATE lanes SET head = ?, head_sequence = ?, due_at = 0, leased = 0 WHERE webhook_id = 1 AND session = ?`,
    );
    const noteWebhook = this.#db.prepare(`UPDATE webhooks SET last = ? WHERE id = 1`);
    return (session, number) => {
      const [id, now] = [(number - 1) * this.#sessions + session, Date.now()];
      lease.run(now + 30_000, session);
      addAttempt.run(id, now);
      noteAttempt.run(now, id);
      setHead.run(id + this.#sessions, number + 1, session);
      noteWebhook.run(JSON.stringify({at: now, took: 1, status: 204, error: null}));
    };
  }
}
