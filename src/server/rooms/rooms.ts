import {randomInt} from 'node:crypto';
import type {SessionSettings} from '../../model/settings.ts';
import type {SessionState} from '../../model/state.ts';
import type {PagesSetup} from '../browser/pages.ts';
import type {StoredFile} from '../files/session-files.ts';
import {Refused} from '../refused.ts';
import {PINS} from '../storage/matching.ts';
import type {Space} from '../storage/spaces.ts';
import type {Vault} from '../vault.ts';
import {holdSessions, startingUntil} from './hold.ts';
import type {Line} from './line.ts';
import {type Restored, restoreRooms} from './restore.ts';
import {type RestOfRecord, Room} from './room.ts';
import type {CommonOptions, RoomOptions} from './room-options.ts';
import {newRoomSecrets, newSessionId, openSecrets, type RoomSecrets, sealSecrets} from './secrets.ts';
import {Turns} from './turns.ts';

/** How many pages are opened again at once after a start. */
const PAGES_AT_ONCE = 4;

/** How long what was decided has to be kept when the server goes down, in milliseconds. */
const LAST_APPENDS = 5_000;

/** For how long a PIN waits for the session that it is promised to, in milliseconds. */
const PROMISED = 60_000;

/** What the sessions of a server have in common. */
export interface RoomsOptions extends CommonOptions {
  readonly vault: Vault;
  /** The space with that id, or undefined. */
  readonly findSpace: (id: string) => Space | undefined;
  /** What the pages of a space's sessions are given. */
  readonly setupOf: (space: Space) => PagesSetup;
}

/** The sessions that live on this server. */
export class Rooms {
  readonly #rooms = new Map<string, Room>();
  readonly #turns = new Turns(PAGES_AT_ONCE);
  readonly #options: RoomsOptions;
  #resting = false;
  #letGo: () => Promise<void> = async () => {};
  #closed: Promise<unknown> = Promise.resolve();

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  /**
   * Makes a session, for whoever is on that line. `answer` is called when it is kept, and before anyone is told of it.
   * Until it is `opened`, nobody may hear of it.
   * @throws {Refused} when the server stops
   */
  create(
    creator: Line | null,
    space: Space,
    settings: SessionSettings = space.settings,
    answer?: (room: Room) => void,
  ): Room {
    if (this.#resting) throw new Refused('stopping', 'The server is stopping, and makes no session any more.');
    const id = newSessionId();
    const secrets = newRoomSecrets();
    const record = {id, spaceId: space.id, createdAt: Date.now(), tags: settings.tags};
    const room = this.#make(record, secrets, space, creator);
    this.#rooms.set(id, room);
    room.open(settings, this.#restOf(secrets), () => answer?.(room)).catch(() => {});
    return room;
  }

  /** Takes over the live sessions that are this server's or nobody's. Answers with the way to have them go on. */
  async restore(): Promise<() => void> {
    const {log, times} = this.#options;
    const {lease} = times;
    const restored = await this.#claim(startingUntil(lease), true);
    return () => {
      for (const {resume} of restored) resume();
      const take = async (until: number) => {
        for (const {resume} of await this.#claim(until, false)) resume();
      };
      this.#letGo = holdSessions({lease, take, log});
    };
  }

  /** A live session, or undefined. */
  find(id: string): Room | undefined {
    return this.#rooms.get(id);
  }

  /** A live session, what became of it, or undefined when there never was one. */
  async locate(id: string): Promise<Room | 'ended' | 'elsewhere' | undefined> {
    const room = this.#rooms.get(id);
    if (room) {
      await room.opened;
      return room;
    }
    const known = await this.#options.store.findSession(id);
    return known && (known.endedAt === null ? 'elsewhere' : 'ended');
  }

  /** Finds a file of a live session by what is in the middle of a link to it, which is a secret. */
  findFile(token: string): StoredFile | undefined {
    for (const {files, fileLinks} of this.#rooms.values()) {
      const id = fileLinks.read(token);
      if (id !== null) return files.find(id);
    }
    return undefined;
  }

  /** The live session that has that PIN, wherever it lives, or undefined. */
  async byPin(pin: string): Promise<Pick<Room, 'id' | 'space' | 'invite'> | undefined> {
    const {store, findSpace, vault} = this.#options;
    const record = await store.findPin(pin);
    const space = record && findSpace(record.spaceId);
    return space && {id: record.id, space, invite: (await openSecrets(record.secrets, vault)).invite};
  }

  /** The live session that all visitors of a space share, or undefined. It may not be `opened` yet. */
  activeOf({id}: Space): Room | undefined {
    return [...this.#rooms.values()].find(({space, isOver}) => space.id === id && !isOver);
  }

  /** The live sessions of a space. */
  of(spaceId: string): readonly Room[] {
    return [...this.#rooms.values()].filter(({space}) => space.id === spaceId);
  }

  /** Ends the sessions whose space is gone. */
  async endStrays(): Promise<void> {
    const strays = [...this.#rooms.values()].filter(({space}) => !this.#options.findSpace(space.id));
    await Promise.all(strays.map((room) => room.end()));
  }

  /** How many live sessions there are, with how many people whose line is up, and how many tabs. */
  get census(): {readonly sessions: number; readonly participants: number; readonly tabs: number} {
    const states = [...this.#rooms.values()].map(({state}) => state);
    const sum = (count: (state: SessionState) => number) => states.reduce((all, state) => all + count(state), 0);
    return {
      sessions: states.length,
      participants: sum(({participants}) => participants.filter(({online}) => online).length),
      tabs: sum(({tabs}) => tabs.length),
    };
  }

  /** Makes no session any more. */
  rest(): void {
    this.#resting = true;
  }

  /** Lets everyone go: sessions go on when the server is started again if the store lasts, else they end. */
  async close(): Promise<void> {
    this.rest();
    const letGo = this.#letGo();
    const {durable} = this.#options.store;
    const rooms = [...this.#rooms.values()];
    const done = rooms.map((room) => (durable ? room.settled() : room.end()));
    const late = new Promise((resolve) => setTimeout(resolve, LAST_APPENDS).unref());
    await Promise.race([Promise.allSettled([letGo, ...done]), late]);
    for (const room of rooms) room.suspend();
    this.#closed = Promise.all(rooms.map((room) => room.closed));
  }

  /** Settles when the pages of those that were let go are gone, and the files of those that are over. */
  get closed(): Promise<unknown> {
    return this.#closed;
  }

  async #claim(until: number, fresh: boolean): Promise<readonly Restored[]> {
    const claim = {owner: this.#options.instance, now: Date.now(), until, fresh};
    const restored = await restoreRooms(claim, this.#options, ({record, space, secrets}) =>
      this.#make(record, secrets, space, null),
    );
    // Whoever is next has them.
    if (this.#resting) return [];
    for (const {room} of restored) {
      // It was another server's meanwhile, which this one has not noticed.
      this.#rooms.get(room.id)?.suspend();
      this.#rooms.set(room.id, room);
    }
    return restored;
  }

  async #restOf(secrets: RoomSecrets): Promise<RestOfRecord> {
    const {store, vault} = this.#options;
    const now = Date.now();
    const pin = store.promisePin({from: randomInt(PINS), now, until: now + PROMISED});
    const [found, sealed] = await Promise.all([pin, sealSecrets(secrets, vault)]);
    return {pin: found, secrets: sealed};
  }

  #make(record: RoomOptions['record'], secrets: RoomSecrets, space: Space, creator: Line | null): Room {
    const turns = this.#turns;
    const setup = () => this.#options.setupOf(space);
    const onGone = () => this.#rooms.delete(record.id);
    const {findSpace} = this.#options;
    const own = {record, secrets, setup, turns, onGone};
    const options: RoomOptions = {
      ...this.#options,
      ...own,
      // Who comes in later is let in by what is said of the space then.
      get space() {
        return findSpace(space.id) ?? space;
      },
    };
    return new Room(options, creator);
  }
}
