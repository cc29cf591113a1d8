import {fileURLToPath} from 'node:url';

/** Told of all that arrives at a viewer. */
export type Receive = (viewer: number, bytes: number, isPicture: boolean) => void;

/** A tab that is measured. */
export interface Tab {
  /** Clicks in the middle, without waiting. */
  click(): void;
  close(): Promise<void>;
}

/** One of the two that are compared: our server with its viewers, and the browser alone. */
export interface Side {
  /** Opens a tab, begins to load an address in it, and watches it as that many viewers. */
  openTab(url: string, viewers: number, receive: Receive): Promise<Tab>;
  close(): Promise<void>;
}

/** Where clicks go, in CSS pixels. */
export const MIDDLE = {x: 640, y: 360} as const;

/** The sites that are browsed, answered by the filtering proxy. */
export const LOCAL_SITES = {
  'shop.localhost': fileURLToPath(new URL('../../demo/shop', import.meta.url)),
  'bench.localhost': fileURLToPath(new URL('pages', import.meta.url)),
};
