import {Session, type UserData} from '../../src/client/index.ts';
import {type TestProvider, TestRoom} from '../../src/client/testing/index.ts';

/** A session of this page and the room it lives in. */
export interface Joined {
  readonly room: TestRoom;
  readonly provider: TestProvider;
  readonly session: Session;
}

/** Resolves in the next task, when all that was held back until then has been told. */
export function nextTask(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** A session that is made and not started. */
export function idle(room = new TestRoom()): Joined {
  const provider = room.provider();
  return {room, provider, session: new Session(provider)};
}

/** A session in which this page is the leader and so the host. */
export async function host(userData: UserData = {name: 'Anna'}, room = new TestRoom()): Promise<Joined> {
  const joined = idle(room);
  await begin(joined, userData);
  return joined;
}

/** A session in which Anna is the host and this page is a guest. */
export async function guest(userData: UserData = {name: 'Ben'}, room = new TestRoom()): Promise<Joined> {
  room.join('Anna');
  const joined = idle(room);
  await begin(joined, userData);
  return joined;
}

/** Starts a session, and has loaded what the first command loads: from then on, what is asked is done at once. */
async function begin({session}: Joined, userData: UserData): Promise<void> {
  await session.start(null, userData);
  await session.getScreenSize();
  await nextTask();
}
