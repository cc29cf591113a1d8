import {isRefusal} from '../../model/outcome.ts';
import type {FilesFolder} from '../files/files-folder.ts';
import {opened} from '../storage/damaged.ts';
import type {Space} from '../storage/spaces.ts';
import type {Claim, ClaimedSession, SessionRecord, Store} from '../storage/store.ts';
import {noticesOf} from '../webhooks/notices.ts';
import {Journal} from './journal.ts';
import type {Room} from './room.ts';
import type {RoomsOptions} from './rooms.ts';
import {openSecrets, type RoomSecrets} from './secrets.ts';

/** How many sessions are read at once. */
const AT_ONCE = 16;

/** A session that was live when its server went, with what it needs to be one again. */
export interface Left {
  readonly record: SessionRecord;
  readonly space: Space;
  readonly secrets: RoomSecrets;
}

/** A session that is whole again, and the way to have it go on. */
export interface Restored {
  readonly room: Room;
  readonly resume: () => void;
}

/**
 * Takes over the live sessions that are nobody's. Those whose space is gone end.
 *
 * @param make - makes the room of one
 * @throws {StoreError} when their secrets or their events cannot be read
 */
export async function restoreRooms(
  claim: Claim,
  options: RoomsOptions,
  make: (left: Left) => Room,
): Promise<readonly Restored[]> {
  const {store, findSpace, filesFolder, vault} = options;
  const claimed = [...(await store.claimSessions(claim))];
  const restored = new Map<string, Restored>();
  const restore = async (session: ClaimedSession) => {
    const {record} = session;
    const space = findSpace(record.spaceId);
    if (!space) return end(session, options);
    const secrets = await opened(store, `secret of session ${record.id}`, openSecrets(record.secrets, vault));
    const room = make({record, space, secrets});
    restored.set(room.id, {room, resume: await room.restore(session)});
  };
  const work = async () => {
    for (let session = claimed.pop(); session; session = claimed.pop()) await restore(session);
  };
  await Promise.all(Array.from({length: AT_ONCE}, work));
  if (claim.fresh || restored.size > 0) await restoreFiles(filesFolder, restored, store);
  return [...restored.values()];
}

/** Ends a session that has no place any more. */
async function end(claimed: ClaimedSession, {store, linkOf, onDeliveries}: RoomsOptions): Promise<void> {
  const nothing = () => {};
  const {secrets: _, ...record} = claimed.record;
  const place = {spaceName: '', link: linkOf(record.id)};
  const journal = new Journal({
    sessionId: record.id,
    store,
    noticesOf: (step, facts) => noticesOf({...step, ...place, session: {...record, ...facts}}),
    onDeliveries,
    tell: nothing,
    onTold: nothing,
    onFailed: nothing,
    onUntold: nothing,
  });
  await journal.restore(claimed);
  const outcome = journal.decide({name: 'expire', args: {}}, 'room');
  if (!isRefusal(outcome)) await journal.keep(outcome);
}

/** Finds the files of sessions that go on here, and removes those of sessions that are over. */
async function restoreFiles(home: FilesFolder, restored: ReadonlyMap<string, Restored>, store: Store): Promise<void> {
  for (const [sessionId, folder] of await home.list()) {
    const room = restored.get(sessionId)?.room;
    if (room) await room.files.restore();
    else if ((await store.findSession(sessionId))?.endedAt !== null) {
      for (const {id} of await store.listFiles(sessionId)) await store.removeFile(id);
      await home.remove(folder);
    }
  }
}
