import {FILES_HOST} from './files/shown.ts';
import {MASK} from './mask-text.ts';

/** Names of fields whose values are nobody's business, wherever they stand in a longer name. */
const SECRET_FIELD = /pass(?!enger|age|port)|pwd|secret|token|api_?key|credential|authorization/i;

/**
 * An address as it may be written down: without a password before its host, without the secret address of a file, and
 * without what a form that is sent by GET puts into it from fields named as those for passwords are.
 */
export function maskAddress(address: string): string {
  const masked = maskParameters(address, (name) => SECRET_FIELD.test(name));
  if (!URL.canParse(masked)) return masked;
  const url = new URL(masked);
  const isFile = url.hostname === FILES_HOST;
  if (!url.password && !isFile) return masked;
  if (url.password) url.password = MASK;
  if (isFile) url.pathname = url.pathname.replace(/^\/[^/]+/, `/${MASK}`);
  return url.href;
}

/** An address without the values of some parameters; as it was, to the letter, where it has none of them. */
export function maskParameters(address: string, isSecret: (name: string) => boolean): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  const secrets = [...url.searchParams.keys()].filter(isSecret);
  for (const name of secrets) url.searchParams.set(name, MASK);
  return secrets.length ? url.href : address;
}

/** Payload keys of events that hold the address of a page. */
const ADDRESSES = ['url', 'final_location'] as const;

/** What an event says, with its addresses as they may be written down. */
export function maskAddresses<Payload extends {readonly [key in (typeof ADDRESSES)[number]]?: unknown}>(
  payload: Payload,
): Payload {
  let masked = payload;
  for (const key of ADDRESSES) {
    const address = payload[key];
    if (typeof address === 'string') masked = {...masked, [key]: maskAddress(address)};
  }
  return masked;
}
