import {SessionError} from '../errors.ts';
import type {VendorGlobal, VendorSpace} from './api.ts';
import {asSessionError} from './reasons.ts';
import {within} from './time.ts';

/** Where the vendor's client comes from if nothing else is said. */
const HOST = 'https://webfu.se';

/** How long the vendor may take to open a space, in milliseconds. */
const SPACE_TIMEOUT = 20_000;

const spaces = new WeakMap<VendorGlobal, Map<string, Promise<VendorSpace>>>();

/**
 * Address of the vendor's script, from a host, a site that has it at the usual place, or the address itself.
 * @throws {SessionError} `invalid_argument` when it is none of these
 */
export function scriptAddress(server: unknown): string {
  const text = String(server || HOST);
  const url = URL.parse(/^\.{0,2}\/|:\/\//.test(text) ? text : `https://${text}`, globalThis.location?.href);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new SessionError('invalid_argument', `Expected a host of Webfuse, such as webfu.se, got "${text}".`);
  }
  if (!url.pathname.endsWith('.js')) url.pathname = `${url.pathname.replace(/\/$/, '')}/webfuse.js`;
  return url.href;
}

/** The whole link of a session, where just the end of one is given. */
export function sessionAddress(link: string | undefined, script: string): string | undefined {
  if (link === undefined || /^https?:/.test(link)) return link;
  return new URL(link.slice(link.lastIndexOf('/')), script).href;
}

/** A space, asked for once however many sessions are made in it. */
export function spaceOf(vendor: VendorGlobal, widgetKey: string, id: string, settings: object): Promise<VendorSpace> {
  const known = spaces.get(vendor) ?? new Map<string, Promise<VendorSpace>>();
  spaces.set(vendor, known);
  const key = JSON.stringify([widgetKey, id]);
  const space = known.get(key) ?? openSpace(vendor, widgetKey, id, settings);
  known.set(key, space);
  space.catch(() => known.delete(key));
  return space;
}

async function openSpace(vendor: VendorGlobal, widgetKey: string, id: string, settings: object): Promise<VendorSpace> {
  try {
    return await within(SPACE_TIMEOUT, vendor.initSpace(widgetKey, id, settings), `the space "${id}"`);
  } catch (error) {
    throw asSessionError(error, 'initSpace()');
  }
}
