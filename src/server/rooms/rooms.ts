import type {SessionSettings} from '../../model/settings.ts';
import type {Line} from './line.ts';
import {Room, type RoomOptions} from './room.ts';

/** How many ended sessions are remembered, so that a late visitor hears that theirs is over. */
const REMEMBERED = 10_000;

/** The sessions that live on this server. */
export class Rooms {
  readonly #rooms = new Map<string, Room>();
  readonly #ended = new Set<string>();
  readonly #options: Omit<RoomOptions, 'onEnded' | 'settings'>;

  constructor(options: Omit<RoomOptions, 'onEnded' | 'settings'>) {
    this.#options = options;
  }

  /** Makes a session. Its log begins with `open()`. */
  create(creator: Line, settings: SessionSettings): Room {
    const room = new Room({...this.#options, settings, onEnded: (ended) => this.#forget(ended)}, creator);
    this.#rooms.set(room.id, room);
    return room;
  }

  /** A live session, `'ended'`, or undefined when there never was one. */
  find(id: string): Room | 'ended' | undefined {
    return this.#rooms.get(id) ?? (this.#ended.has(id) ? 'ended' : undefined);
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
