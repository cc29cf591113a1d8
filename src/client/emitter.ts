import {createNanoEvents} from 'nanoevents';

type Callback = (...args: never[]) => void;

/** How `on` listens. */
export interface ListenOptions {
  /** Stops listening when it is aborted. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Calls listeners one by one. A listener that throws is reported and stops nobody; one that is removed while an event
 * goes round is not called any more; one that is added meanwhile is called from the next event on.
 */
export class Emitter<Events extends {[Name in keyof Events]: Callback}> {
  readonly #events = createNanoEvents<Events>();
  readonly #stops = new Map<keyof Events, Map<Callback, () => void>>();

  /** Starts to listen and returns the way to stop. Like an event target, it takes the same listener once. */
  on<Name extends keyof Events>(name: Name, callback: Events[Name], {signal}: ListenOptions = {}): () => void {
    const stops = this.#stops.get(name) ?? new Map<Callback, () => void>();
    this.#stops.set(name, stops);
    const known = stops.get(callback);
    if (known) return known;
    if (signal?.aborted) return () => {};

    let listening = true;
    const guarded = (...args: Parameters<Events[Name]>) => {
      if (!listening) return;
      try {
        callback(...args);
      } catch (error) {
        reportError(error);
      }
    };
    const unbind = this.#events.on(name, guarded as Events[Name]);
    const stop = () => {
      listening = false;
      unbind();
      stops.delete(callback);
      signal?.removeEventListener('abort', stop);
    };
    stops.set(callback, stop);
    signal?.addEventListener('abort', stop);
    return stop;
  }

  /** Stops calling a listener. */
  off<Name extends keyof Events>(name: Name, callback: Events[Name]): void {
    this.#stops.get(name)?.get(callback)?.();
  }

  /** Calls everyone who listens now. */
  emit<Name extends keyof Events>(name: Name, ...args: Parameters<Events[Name]>): void {
    this.#events.emit(name, ...args);
  }
}
