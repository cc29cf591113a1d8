import type {Ssid} from '../../model/events.ts';
import {decodeFrame, type Frame} from '../../protocol/frames.ts';
import type {Connection} from './connection.ts';
import {type Paint, Painter} from './painter.ts';

interface Watched {
  readonly painters: Set<Painter>;
  /** The newest picture, for those who come later: a page that stands still sends no other. */
  last: Frame | null;
}

/** Hands pictures to those who watch. However many watch a tab here, it is watched once on the wire. */
export class Pictures {
  readonly #watched = new Map<Ssid, Watched>();
  #connection: Connection | null = null;

  /** Hands each new picture of a tab to `paint`, the newest first. Returns the way to stop. */
  watch(ssid: Ssid, paint: Paint): () => void {
    const own = new Painter(paint);
    const watched = this.#watched.get(ssid) ?? {painters: new Set(), last: null};
    if (watched.painters.size === 0) {
      this.#watched.set(ssid, watched);
      this.#ask('watch_tab', ssid);
    }
    watched.painters.add(own);
    const {last} = watched;
    // Whoever watches gets the way to stop first. A picture that came meanwhile is newer, and was offered already.
    if (last) queueMicrotask(() => watched.painters.has(own) && watched.last === last && void own.offer(last));
    return () => {
      own.stop();
      if (!watched.painters.delete(own) || watched.painters.size > 0) return;
      this.#watched.delete(ssid);
      this.#ask('unwatch_tab', ssid);
    };
  }

  /** Goes on over another connection, with all that is watched. */
  use(connection: Connection | null): void {
    if (connection === this.#connection) return;
    this.#connection = connection;
    if (!connection) return;
    connection.onpicture = (message) => void this.#show(connection, decodeFrame(message));
    for (const ssid of this.#watched.keys()) this.#ask('watch_tab', ssid);
  }

  async #show(connection: Connection, frame: Frame): Promise<void> {
    const {ssid} = frame;
    const watched = this.#watched.get(ssid);
    if (!watched) return;
    watched.last = frame;
    await Promise.all([...watched.painters].map((painter) => painter.offer(frame)));
    connection.notify('frame_shown', {ssid});
  }

  #ask(method: 'watch_tab' | 'unwatch_tab', ssid: Ssid): void {
    // A refusal means that the tab is gone, which the state tells; a lost line is asked again when it is back.
    this.#connection?.call(method, {ssid}).catch(() => {});
  }
}
