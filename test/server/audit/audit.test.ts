import assert from 'node:assert/strict';
import {randomBytes} from 'node:crypto';
import {mkdtemp, rm, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, it, type TestContext} from 'node:test';
import fc from 'fast-check';
import type {JSONWebKeySet} from 'jose';
import type {SessionEvent} from '../../../src/model/events.ts';
import {runAudit} from '../../../src/server/audit/command.ts';
import {type AuditFormat, writeAudit} from '../../../src/server/audit/formats.ts';
import {linesOf} from '../../../src/server/audit/lines.ts';
import {AuditSeal} from '../../../src/server/audit/seal.ts';
import {auditTrail} from '../../../src/server/audit/trail.ts';
import {verifyAudit} from '../../../src/server/audit/verify.ts';
import {maskAddress} from '../../../src/server/mask-address.ts';
import type {StoredEvent} from '../../../src/server/storage/store.ts';
import {Vault} from '../../../src/server/vault.ts';

const AT = Date.UTC(2026, 10, 28, 14);
const SEAL = new AuditSeal(new Vault(randomBytes(32)));
const FORMATS: readonly AuditFormat[] = ['jsonl', 'csv'];

const PLAYED: readonly SessionEvent[] = [
  {name: 'participant_joined', payload: {clientIndex: 0, userData: {name: 'Ada "the first"\n'}, role: 'guest'}},
  {name: 'tab_opened', payload: {ssid: 1, tabIndex: 0, leaderIndex: 0, url: 'http://ada:lace@shop.localhost/?q=tea'}},
  {name: 'relocated', payload: {ssid: 1, tabIndex: 0, url: 'http://shop.localhost/in?user=ada&password=hunter2'}},
  {name: 'chat_message', payload: {message: '=HYPERLINK("http://evil")\u2028, \ud800', clientIndex: 0}},
  {
    name: 'file_downloaded',
    payload: {ssid: 1, tabIndex: 0, fileId: 'SECRET', filename: 'a.csv', sha256: 'ab', controlIndex: 0},
  },
  {name: 'session_ended', payload: {final_location: 'http://files.localhost/SECRET/a.csv'}},
];

/** A log that hands out at most `limit` events, as a store does. */
function logOf(events: readonly SessionEvent[]) {
  const stored = events.map((event, index): StoredEvent => ({number: index + 1, at: AT + index, event}));
  return {
    readEvents: async (_id: string, after: number, limit: number) => stored.slice(after, after + limit),
  };
}

async function exported(format: AuditFormat, events = PLAYED, seal = SEAL, id = '-a_session'): Promise<string> {
  const pieces = await writeAudit(
    auditTrail(logOf(events), seal, id, () => AT + 60_000),
    format,
  ).toArray();
  return pieces.join('');
}

async function verdict(text: string, keys?: JSONWebKeySet) {
  async function* pieces() {
    yield text;
  }
  return verifyAudit(linesOf(pieces()), keys);
}

/** Where a file is wrong and how. */
async function faultIn(lines: readonly string[], keys?: JSONWebKeySet): Promise<string> {
  const found = await verdict(lines.map((line) => `${line}\n`).join(''), keys);
  return 'kind' in found ? `${found.kind} ${found.line}` : 'sound';
}

async function folder(test: TestContext): Promise<string> {
  const made = await mkdtemp(join(tmpdir(), 'audit-'));
  test.after(() => rm(made, {recursive: true}));
  return made;
}

describe('the audit log of a session', () => {
  it('is in the vendor’s words, one entry for each event, in order', async () => {
    const entries = (await exported('jsonl'))
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.deepEqual(
      entries.map(({number, type}) => `${number} ${type}`),
      [
        '1 participant_joined',
        '2 tab_created',
        '3 navigate',
        '4 chat',
        '5 file_download',
        '6 session_end',
        '7 export_closed',
      ],
    );
    assert.deepEqual(Object.keys(entries[0]), ['number', 'time', 'session_id', 'type', 'details', 'prev_hash', 'hash']);
    assert.equal(entries[0].time, '2026-11-28T14:00:00.000Z');
    assert.deepEqual(entries[3].details, PLAYED[3]?.payload);
    assert.equal(entries[6].details.entries, 6);
  });

  it('has no secret address, no password before a host, and none from a form that was sent in the address', async () => {
    for (const format of FORMATS) assert.doesNotMatch(await exported(format), /SECRET|lace|hunter2/);
    assert.equal(maskAddress('http://a.example/?q=%7e#x'), 'http://a.example/?q=%7e#x');
    assert.equal(maskAddress('about:blank'), 'about:blank');
    assert.equal(maskAddress('nothing'), 'nothing');
    assert.equal(maskAddress('http://a.example/?seats=2&passengers=3'), 'http://a.example/?seats=2&passengers=3');
  });

  it('has the same hashes whenever and in whatever form it is written, up to the closing entry', async () => {
    const hashes = (text: string) => text.match(/[0-9a-f]{64}/g)?.slice(0, 12);
    assert.deepEqual(hashes(await exported('csv')), hashes(await exported('jsonl')));
  });

  it('is read from the store in parts, for as long as it is', async () => {
    const chat: SessionEvent = {name: 'chat_message', payload: {message: 'Hello', clientIndex: 0}};
    const found = await verdict(await exported('jsonl', Array(1_201).fill(chat)));
    assert.equal('entries' in found && found.entries, 1_201);
  });

  it('begins no cell with what a spreadsheet takes for a formula', async () => {
    const cells = (await exported('csv')).split(/[\r\n]+/).flatMap((line) => line.split(','));
    assert.ok(cells.includes("'-a_session"));
    for (const cell of cells) assert.doesNotMatch(cell, /^[=+@-]/);
  });
});

describe('a verifier of audit logs', () => {
  for (const format of FORMATS) {
    const lines = async (events = PLAYED, seal = SEAL) =>
      (await exported(format, events, seal)).split(/\r?\n/).slice(0, -1);
    const first = format === 'csv' ? 2 : 1;

    it(`finds ${format} as it was written to be sound`, async () => {
      const found = await verdict(await exported(format), await SEAL.keySet());
      assert.deepEqual(found, {sessionId: '-a_session', entries: 6, exportedAt: '2026-11-28T14:01:00.000Z'});
      assert.equal(await faultIn(await lines([])), 'sound');
    });

    it(`names the first line of ${format} that was changed`, async () => {
      const all = await lines();
      const at = first + 2;
      assert.equal(await faultIn(all.with(at - 1, all[at - 1]!.replace('navigate', 'navigatf'))), `changed ${at}`);
      assert.equal(await faultIn(all.with(at - 1, all[at - 1]!.replace('ada', 'bob'))), `changed ${at}`);
      assert.equal(await faultIn(all.with(at - 1, all[at - 1]!.replace(/.{9}$/, ''))), `unreadable ${at}`);
    });

    it(`names the first line of ${format} that is missing, at whatever place`, async () => {
      const all = await lines();
      for (let at = first; at < all.length; at++) {
        assert.equal(await faultIn(all.toSpliced(at - 1, 1)), `missing ${at}`);
      }
      for (let length = first - 1; length < all.length; length++) {
        assert.equal(await faultIn(all.slice(0, length)), `cut_off ${length + 1}`);
      }
    });

    it(`names the first line of ${format} that is in another place, or there twice`, async () => {
      const all = await lines();
      const [two, three] = [all[first] as string, all[first + 1] as string];
      assert.equal(await faultIn(all.toSpliced(first, 2, three, two)), `reordered ${first + 1}`);
      assert.equal(await faultIn(all.toSpliced(first + 1, 0, two)), `reordered ${first + 2}`);
      assert.equal(await faultIn([...all, all.at(-1) as string]), `added ${all.length + 1}`);
    });

    it(`tells ${format} that someone made anew by its signature`, async () => {
      const forged = await lines(PLAYED.slice(1), new AuditSeal(new Vault(randomBytes(32))));
      assert.equal(await faultIn(forged), 'sound');
      assert.equal(await faultIn(forged, await SEAL.keySet()), `not_signed ${forged.length}`);
    });

    it(`tells a line of ${format} from another log`, async () => {
      const [mine, other] = [await lines(), await lines([...PLAYED.slice(1), ...PLAYED.slice(0, 1)])];
      assert.equal(await faultIn(mine.with(first, other[first] as string)), `changed ${first + 1}`);
    });
  }

  it('finds whatever people write to be sound, in both forms', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.json({stringUnit: 'binary'}), {maxLength: 5}), async (entries) => {
        const events = entries.map(
          (entry): SessionEvent => ({name: 'client_log_added', payload: {clientIndex: 0, entry: JSON.parse(entry)}}),
        );
        for (const format of FORMATS) {
          const found = await verdict(await exported(format, events), await SEAL.keySet());
          assert.equal('entries' in found && found.entries, entries.length);
        }
      }),
      {numRuns: 50},
    );
  });

  it('is a command that says where and ends with a code', async (test) => {
    const at = await folder(test);
    const [file, keys, cut] = [join(at, 'a.jsonl'), join(at, 'keys.json'), join(at, 'cut.csv')];
    await writeFile(file, await exported('jsonl'));
    await writeFile(keys, JSON.stringify(await SEAL.keySet()));
    await writeFile(cut, (await exported('csv')).slice(0, -300));
    assert.match((await runAudit(['verify', file])).text, /6 entries of session -a_session.*not checked/);
    const signed = await runAudit(['verify', file, '--key', keys]);
    assert.deepEqual([signed.code, signed.text.includes('signed by this server')], [0, true]);
    const broken = await runAudit(['verify', cut]);
    assert.deepEqual([broken.code, broken.text.startsWith(`${cut}:8: unreadable: `)], [1, true]);
    for (const args of [
      [],
      ['verify'],
      ['verify', join(at, 'nothing')],
      ['verify', file, '--key', file],
      ['--wrong'],
    ]) {
      assert.equal((await runAudit(args)).code, 2, args.join(' '));
    }
    assert.equal((await runAudit(['--help'])).code, 0);
  });
});
