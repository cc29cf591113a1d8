import type {CDPSession} from 'puppeteer-core';
import {actAsPhone} from './user-agent.ts';

/** What a page is laid out for. Pictures, places and input of a tab are all in its CSS pixels. */
export interface Viewport {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Whether it is a phone's: pages are told so, laid out as there, and can be touched. */
  readonly mobile: boolean;
  /** Pixels of the screen for each of them. */
  readonly ratio: 1 | 2;
}

/** What a page has when nobody said otherwise. */
export const DEFAULT_VIEWPORT: Viewport = {width: 1280, height: 720, mobile: false, ratio: 1};

/** As many fingers as are passed on. */
const FINGERS = 10;

/** Gives a page its size. Sent at once, and before anything that is sent afterwards. */
export async function applyViewport(session: CDPSession, viewport: Viewport): Promise<void> {
  const {width, height, mobile, ratio} = viewport;
  const touch = mobile ? {enabled: true, maxTouchPoints: FINGERS} : {enabled: false};
  await Promise.all([
    // Before the size, with which pages look at all of it anew.
    session.send('Emulation.setTouchEmulationEnabled', touch),
    actAsPhone(session, mobile),
    session.send('Emulation.setDeviceMetricsOverride', {width, height, mobile, deviceScaleFactor: ratio}),
  ]);
}

/** Whether two of them are the same. */
export function isSameViewport(one: Viewport, other: Viewport): boolean {
  const {width, height, mobile, ratio} = one;
  return width === other.width && height === other.height && mobile === other.mobile && ratio === other.ratio;
}
