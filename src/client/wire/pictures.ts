import type {Ssid} from '../../model/events.ts';
import {CODEC, decodeFrame, type Frame, type MaskedText} from '../../protocol/frames.ts';
import type {Hear, Paint} from '../providers/provider.ts';
import {Asides} from './asides.ts';
import type {Connection} from './connection.ts';
import {Painter} from './painter.ts';

interface Watched {
  readonly painters: Set<Painter>;
  /** The newest picture, for those who come later: a page that stands still sends no other. */
  last: Frame | null;
  /** What its owner may read that is masked in it. */
  masked: readonly MaskedText[] | null;
}

/** Hands pictures to those who watch. However many watch a tab here, it is watched once on the wire. */
export class Pictures {
  /** What is said besides them. */
  readonly asides: Asides;
  readonly #watched = new Map<Ssid, Watched>();
  #connection: Connection | null = null;

  constructor(server: string) {
    this.asides = new Asides(server);
  }

  /** Hands each new picture of a tab to `paint`, the newest first, and what is said of it to `hear`. Returns the way to stop. */
  watch(ssid: Ssid, paint: Paint | null, hear?: Hear): () => void {
    const stopPictures = paint ? this.#watch(ssid, paint) : () => {};
    const stopAsides = hear ? this.asides.hear(ssid, hear) : () => {};
    return () => {
      stopPictures();
      stopAsides();
    };
  }

  #watch(ssid: Ssid, paint: Paint): () => void {
    const own = new Painter(paint);
    const watched = this.#watched.get(ssid) ?? {painters: new Set(), last: null, masked: null};
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
    this.asides.forget();
    if (!connection) return;
    connection.onpicture = (message) => void this.#show(connection, decodeFrame(message));
    for (const [ssid, watched] of this.#watched) {
      // Told again to whoever is still the owner.
      watched.masked &&= [];
      this.#ask('watch_tab', ssid);
    }
  }

  async #show(connection: Connection, frame: Frame): Promise<void> {
    const {ssid} = frame;
    const watched = this.#watched.get(ssid);
    if (!watched) return;
    if (frame.codec === CODEC.masked) {
      watched.masked = JSON.parse(new TextDecoder().decode(frame.data)) as readonly MaskedText[];
      if (watched.last) await paint(watched, watched.last);
      return;
    }
    await paint(watched, frame);
    connection.notify('frame_shown', {ssid});
  }

  #ask(method: 'watch_tab' | 'unwatch_tab', ssid: Ssid): void {
    // A refusal means that the tab is gone, which the state tells; a lost line is asked again when it is back.
    this.#connection?.call(method, {ssid}).catch(() => {});
  }
}

/** Has a picture painted by all, with what may be read in it. */
async function paint(watched: Watched, picture: Frame): Promise<void> {
  const frame = watched.masked ? {...picture, masked: watched.masked} : picture;
  watched.last = frame;
  await Promise.all([...watched.painters].map((painter) => painter.offer(frame)));
}
