import {ofPage} from '../../src/client/index.ts';
import type {SessionHost} from './session-host.ts';

/** Every `<wf-session>` of a document, for the controls that are in none of them. */
export class SessionRegistry {
  #hosts = new Map<SessionHost, number>();
  #callbacks = new Set<() => void>();

  /** The page's only session, or null when there is none or more than one. */
  get only(): SessionHost | null {
    const [host, another] = this.#hosts.keys();
    return host && !another ? host : null;
  }

  /** The session with that id, looked up as a label finds its input, then in the whole page. */
  find(id: string, from: Node): SessionHost | null {
    const named = this.#named(id);
    return named.find((host) => host.getRootNode() === from.getRootNode()) ?? named[0] ?? null;
  }

  /** The place of a session among those with the same id, or with none: its own for as long as it is in the page. */
  placeOf(host: SessionHost): number | undefined {
    return this.#hosts.get(host);
  }

  add(host: SessionHost): void {
    // One that is rendered anew is in the page before that which it replaces hears that it is out of it.
    const others = this.#named(host.id).filter(({isConnected}) => isConnected);
    const taken = others.map((other) => this.#hosts.get(other));
    let place = 0;
    while (taken.includes(place)) place++;
    this.#hosts.set(host, place);
    this.changed();
  }

  delete(host: SessionHost): void {
    this.#hosts.delete(host);
    this.changed();
  }

  /** Tells everyone to look again: a session came, went or has another id. */
  changed(): void {
    for (const callback of [...this.#callbacks]) callback();
  }

  #named(name: string): SessionHost[] {
    return [...this.#hosts.keys()].filter(({id}) => id === name);
  }

  subscribe(callback: () => void): () => void {
    this.#callbacks.add(callback);
    return () => this.#callbacks.delete(callback);
  }
}

/** The one registry of this document, shared by all copies of the kit in it. */
export const registry = ofPage('registry', () => new SessionRegistry());
