import {Refused} from '../refused.ts';
import type {Space, Spaces} from '../storage/spaces.ts';

/** Where a server is reached, once it listens. */
export interface Site {
  /** Address that its links begin with, without a slash at its end. */
  readonly publicUrl: string;
  /** Of its own pages. */
  readonly origins: readonly string[];
}

/** Names of this machine for itself, one as good as the other. */
const LOOPBACK = ['127.0.0.1', 'localhost'];

/** The origins at which a server is reached that has those addresses. */
export function originsOf(addresses: readonly string[]): string[] {
  return addresses.flatMap((address) => {
    const {protocol, hostname, host, port} = new URL(address);
    if (!LOOPBACK.includes(hostname)) return [`${protocol}//${host}`];
    return LOOPBACK.map((name) => `${protocol}//${name}${port && `:${port}`}`);
  });
}

/**
 * Whether pages of an origin may use a space; what names no origin is no page, and may.
 * @throws {Refused} `invalid_origin` when they may not
 */
export function checkOrigin({origins, slug}: Space, origin: string | undefined, site: Site): void {
  if (origin === undefined || origins === '*' || origins.includes(origin) || site.origins.includes(origin)) return;
  throw new Refused('invalid_origin', `Pages of ${origin.slice(0, 200)} are not let into sessions of "${slug}".`);
}

/**
 * Whether pages of an origin may use any space at all.
 * @throws {Refused} `invalid_origin` when there is none that they may
 */
export function expectKnownOrigin(origin: string | undefined, {spaces, site}: {spaces: Spaces; site: Site}): void {
  if (origin === undefined || site.origins.includes(origin)) return;
  if (spaces.list().some(({origins}) => origins === '*' || origins.includes(origin))) return;
  throw new Refused('invalid_origin', `Pages of ${origin.slice(0, 200)} are not let into any session here.`);
}
