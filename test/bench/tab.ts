import {fileURLToPath} from 'node:url';

/** What is known of a picture that arrived. */
export interface Arrived {
  /** Pixels. */
  readonly width: number;
  /** When the browser had painted it, on the clock of `Date.now()`. */
  readonly time: number;
}

/** Told of all that arrives at a viewer. */
export type Receive = (viewer: number, bytes: number, picture: Arrived | null) => void;

/** Who watches a tab. */
export interface Watching {
  readonly viewers: number;
  /** Whether there is one more who takes nothing. */
  readonly stalled?: boolean;
  /** Whether they have screens of ratio 2, and get a sharp picture of what stands still. */
  readonly sharp?: boolean;
}

/** A tab that is measured. */
export interface Tab {
  /** Clicks in the middle, without waiting. */
  click(): void;
  close(): Promise<void>;
}

/** One of the two that are compared: our server with its viewers, and the browser alone. */
export interface Side {
  /** The process that shows pages; those that it has started belong to it. */
  readonly pid: number;
  /** Opens a tab, begins to load an address in it, and watches it. */
  openTab(url: string, watching: Watching, receive: Receive): Promise<Tab>;
  /** One that shares nothing with it but those processes. */
  another(): Promise<Side>;
  /** Ends what it shares with nobody. */
  leave(): Promise<void>;
  /** Ends all of it. */
  close(): Promise<void>;
}

/** Where clicks go, in CSS pixels. */
export const MIDDLE = {x: 640, y: 360} as const;

/** How wide pages are, in CSS pixels. */
export const WIDTH = 1280;

/** The sites that are browsed, answered by the filtering proxy. */
export const LOCAL_SITES = {
  'shop.localhost': fileURLToPath(new URL('../../demo/shop', import.meta.url)),
  'bench.localhost': fileURLToPath(new URL('pages', import.meta.url)),
};
