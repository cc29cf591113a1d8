import {ofPage} from '../../src/client/index.ts';
import type {SessionHost} from './session-host.ts';

/** Every `<wf-session>` of a document, for the controls that are in none of them. */
export class SessionRegistry {
  #hosts = new Set<SessionHost>();
  #callbacks = new Set<() => void>();

  /** The page's only session, or null when there is none or more than one. */
  get only(): SessionHost | null {
    const [host, another] = this.#hosts;
    return host && !another ? host : null;
  }

  /** The session with that id, looked up as a label finds its input, then in the whole page. */
  find(id: string, from: Node): SessionHost | null {
    const named = [...this.#hosts].filter((host) => host.id === id);
    return named.find((host) => host.getRootNode() === from.getRootNode()) ?? named[0] ?? null;
  }

  /** The place of a session among those with the same id, or with none. */
  placeOf(host: SessionHost): number {
    return [...this.#hosts].filter(({id}) => id === host.id).indexOf(host);
  }

  add(host: SessionHost): void {
    this.#hosts.add(host);
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

  subscribe(callback: () => void): () => void {
    this.#callbacks.add(callback);
    return () => this.#callbacks.delete(callback);
  }
}

/** The one registry of this document, shared by all copies of the kit in it. */
export const registry = ofPage('registry', () => new SessionRegistry());
