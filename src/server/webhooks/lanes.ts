/** How much may be under way at once. */
export interface Bounds {
  /** To all receivers together. */
  readonly inAll: number;
  /** To one host. */
  readonly perHost: number;
}

/** Of how many webhooks it is known which host they lead to; of more, those are forgotten that were quiet for longest. */
const KNOWN = 10_000;

/** Keeps count of what is under way, so that no receiver takes the place of the others, and of who asked for a pause. */
export class Lanes {
  readonly #bounds: Bounds;
  /** Where webhooks lead to; those that were heard of last come last. */
  readonly #hosts = new Map<number, string>();
  readonly #busy = new Map<string, number>();
  readonly #pauses = new Map<number, number>();
  #all = 0;

  constructor(bounds: Bounds) {
    this.#bounds = bounds;
  }

  /** How much can be taken in without going beyond the bounds, as far as it is known which webhook leads to which host. */
  get room(): number {
    const {inAll, perHost} = this.#bounds;
    const free = [...this.#busy.values()].map((busy) => perHost - busy).filter((left) => left > 0);
    return Math.max(0, Math.min(inAll - this.#all, perHost, ...free));
  }

  /** The webhooks whose turn it is not: their host has all it may have, or they asked for a pause. */
  held(now: number): number[] {
    const full = [...this.#hosts].filter(([, host]) => (this.#busy.get(host) ?? 0) >= this.#bounds.perHost);
    for (const [id, until] of this.#pauses) if (until <= now) this.#pauses.delete(id);
    return [...new Set([...full.map(([id]) => id), ...this.#pauses.keys()])];
  }

  /** Begins something for a webhook, and gives the way to end it; or undefined when its host has all it may have. */
  enter(webhookId: number, host: string): (() => void) | undefined {
    this.#remember(webhookId, host);
    const busy = this.#busy.get(host) ?? 0;
    if (busy >= this.#bounds.perHost) return undefined;
    this.#busy.set(host, busy + 1);
    this.#all++;
    return () => {
      const left = (this.#busy.get(host) ?? 0) - 1;
      if (left > 0) this.#busy.set(host, left);
      else this.#busy.delete(host);
      this.#all--;
    };
  }

  #remember(webhookId: number, host: string): void {
    this.#hosts.delete(webhookId);
    this.#hosts.set(webhookId, host);
    const [oldest] = this.#hosts.keys();
    if (oldest !== undefined && this.#hosts.size > KNOWN) this.#hosts.delete(oldest);
  }

  /** Leaves a webhook alone until then; so does the store, once the attempt is written down that the pause comes of. */
  pause(webhookId: number, until: number): void {
    this.#pauses.set(webhookId, Math.max(until, this.#pauses.get(webhookId) ?? 0));
  }
}
