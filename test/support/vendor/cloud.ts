/** What the stand-in for the vendor's client lets a test do at the other end. */
export interface VendorCloud {
  readonly sessions: ReadonlyMap<string, CloudSession>;
  readonly quirks: {
    spellings: Record<string, readonly string[]>;
    tellsOfOthers: boolean;
    starts: boolean;
    lacks: readonly string[];
  };
  /** How often a space was asked for. */
  readonly initialised: number;
}

/** A session as it is on the vendor's side. */
export interface CloudSession {
  readonly id: string;
  readonly link: string;
  readonly clients: readonly CloudClient[];
  readonly tabs: readonly {readonly ssid: number; readonly url: string; title: string}[];
  tell(event: string, payload: object): void;
  open(client: CloudClient, url: string, title?: string): {readonly ssid: number};
  close(ssid: number): void;
  activate(ssid: number): void;
  pause(ssid: number, paused: boolean): void;
  makeHost(clientIndex: number): void;
  leave(client: CloudClient): void;
  end(): void;
}

/** Someone in a session of the vendor's. */
export interface CloudClient {
  readonly index: number;
  readonly node?: HTMLIFrameElement;
  hear(event: string, payload: object): void;
}

/** Address of the stand-in. */
export const STAND_IN = new URL('./webfuse.js', import.meta.url).href;

/** The other end of the stand-in, once it is loaded. */
export function cloud(): VendorCloud {
  return (globalThis as unknown as {vendorCloud: VendorCloud}).vendorCloud;
}

/** The session that was made last. */
export function lastSession(): CloudSession {
  return [...cloud().sessions.values()].at(-1)!;
}
