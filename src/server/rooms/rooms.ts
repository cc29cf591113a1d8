import type {SessionSettings} from '../../model/settings.ts';
import type {PagesSetup} from '../browser/pages.ts';
import type {StoredFile} from '../files/session-files.ts';
import type {Space} from '../storage/spaces.ts';
import type {Line} from './line.ts';
import {Pins} from './pins.ts';
import {Room, type RoomOptions} from './room.ts';

/** How many ended sessions are remembered, so that a late visitor hears that theirs is over. */
const REMEMBERED = 10_000;

/** What the sessions of a server have in common. */
export interface RoomsOptions extends Omit<RoomOptions, 'onEnded' | 'pins' | 'settings' | 'space' | 'setup'> {
  /** What the pages of a space's sessions are given. */
  readonly setupOf: (space: Space) => PagesSetup;
}

/** The sessions that live on this server. */
export class Rooms {
  readonly #rooms = new Map<string, Room>();
  readonly #ended = new Set<string>();
  readonly #pins = new Pins();
  readonly #options: RoomsOptions;

  constructor(options: RoomsOptions) {
    this.#options = options;
  }

  /** Makes a session, for whoever is on that line. Its log begins with `open()`. */
  create(creator: Line | null, space: Space, settings: SessionSettings = space.settings): Room {
    const setup = this.#options.setupOf(space);
    const onEnded = (ended: Room) => this.#forget(ended);
    const room = new Room({...this.#options, pins: this.#pins, space, setup, settings, onEnded}, creator);
    this.#rooms.set(room.id, room);
    return room;
  }

  /** A live session, `'ended'`, or undefined when there never was one. */
  find(id: string): Room | 'ended' | undefined {
    return this.#rooms.get(id) ?? (this.#ended.has(id) ? 'ended' : undefined);
  }

  /** Finds a file of a live session by its id, which is a secret. */
  findFile(id: string): StoredFile | undefined {
    for (const {files} of this.#rooms.values()) {
      const found = files.find(id);
      if (found) return found;
    }
    return undefined;
  }

  /** The live session that has that PIN, or undefined. */
  byPin(pin: string): Room | undefined {
    return this.#pins.find(pin);
  }

  /** The live session that all visitors of a space share, or undefined. */
  activeOf({id}: Space): Room | undefined {
    return [...this.#rooms.values()].find(({space}) => space.id === id);
  }

  /** The live sessions of a space. */
  of(spaceId: string): readonly Room[] {
    return [...this.#rooms.values()].filter(({space}) => space.id === spaceId);
  }

  /** Ends every session and waits until their pages are gone. */
  async close(): Promise<void> {
    const rooms = [...this.#rooms.values()];
    for (const room of rooms) room.end();
    await Promise.all(rooms.map((room) => room.closed));
  }

  #forget(room: Room): void {
    this.#rooms.delete(room.id);
    this.#ended.add(room.id);
    const [oldest] = this.#ended;
    if (oldest !== undefined && this.#ended.size > REMEMBERED) this.#ended.delete(oldest);
  }
}
