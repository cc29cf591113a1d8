import type {Ssid} from '../../model/events.ts';
import type {Frame} from '../../protocol/frames.ts';
import type {Connection} from '../connection.ts';

/** Takes a picture; the next one comes when its promise settles. */
export type Paint = (frame: Frame) => void | Promise<void>;

interface Watched {
  readonly paints: Set<Paint>;
  /** The newest picture, for those who come later: a page that stands still sends no other. */
  last: Frame | null;
}

/** Hands pictures to those who watch. However many watch a tab here, it is watched once on the wire. */
export class Pictures {
  readonly #watched = new Map<Ssid, Watched>();
  #connection: Connection | null = null;

  /** Hands each new picture of a tab to `paint`, the newest first. Returns the way to stop. */
  watch(ssid: Ssid, paint: Paint): () => void {
    const own: Paint = (frame) => paint(frame);
    const watched = this.#watched.get(ssid) ?? {paints: new Set(), last: null};
    if (watched.paints.size === 0) {
      this.#watched.set(ssid, watched);
      this.#ask('watch_tab', ssid);
    }
    watched.paints.add(own);
    const {last} = watched;
    if (last) queueMicrotask(() => watched.paints.has(own) && void show(own, last));
    return () => {
      if (!watched.paints.delete(own) || watched.paints.size > 0) return;
      this.#watched.delete(ssid);
      this.#ask('unwatch_tab', ssid);
    };
  }

  /** Goes on over another connection, with all that is watched. */
  use(connection: Connection | null): void {
    this.#connection = connection;
    if (!connection) return;
    connection.onframe = (frame) => void this.#show(connection, frame);
    for (const ssid of this.#watched.keys()) this.#ask('watch_tab', ssid);
  }

  async #show(connection: Connection, frame: Frame): Promise<void> {
    const {ssid} = frame;
    const watched = this.#watched.get(ssid);
    if (!watched) return;
    watched.last = frame;
    await Promise.all([...watched.paints].map((paint) => show(paint, frame)));
    connection.notify('frame_shown', {ssid});
  }

  #ask(method: 'watch_tab' | 'unwatch_tab', ssid: Ssid): void {
    // A refusal means that the tab is gone, which the state tells; a lost line is asked again when it is back.
    this.#connection?.call(method, {ssid}).catch(() => {});
  }
}

/** Settles when the picture is on the screen, or when painting it went wrong. */
async function show(paint: Paint, frame: Frame): Promise<void> {
  try {
    await paint(frame);
  } catch (error) {
    reportError(error);
  }
}
