import {promises as dns, type LookupAddress} from 'node:dns';
import {isIP, type LookupFunction} from 'node:net';
import {Agent, buildConnector} from 'undici';
import {isLocalName, isOwnAddress, isPublicAddress} from '../browser/addresses.ts';

export interface EgressOptions {
  /** Hosts that may be reached wherever they are, such as `hooks.internal`, or `hooks.internal:8080` for a port alone. */
  readonly allowedHosts?: readonly string[];
  /** Looks a name up; the system's name service unless told otherwise. */
  readonly resolve?: (host: string) => Promise<readonly LookupAddress[]>;
  /** Where to connect to for an address that was checked: there, unless a test plays the internet. */
  readonly route?: (address: LookupAddress) => LookupAddress;
}

/** A webhook's address leads where none may, or is none. */
export class EgressError extends Error {
  override readonly name = 'EgressError';
}

type Connect = buildConnector.connector;

/**
 * The way out for webhooks. Each connection looks its name up anew, goes to public addresses alone, and to the very one
 * that was checked, so a name that changes its mind in between gains nothing. Hosts that the operator allows are free.
 */
export class Egress {
  readonly #options: EgressOptions;
  readonly #allowed: ReadonlySet<string>;
  readonly #strict: Agent;
  readonly #lax: Agent;

  constructor(options: EgressOptions = {}) {
    this.#options = options;
    this.#allowed = new Set(options.allowedHosts?.map((host) => inUrl(host.toLowerCase())));
    this.#strict = new Agent({connect: this.#connector(true)});
    this.#lax = new Agent({connect: this.#connector(false)});
  }

  /** What sends requests, with or without a look at the certificate. */
  agent(sslVerification: boolean): Agent {
    return sslVerification ? this.#strict : this.#lax;
  }

  /**
   * Reads the address of a webhook. Where its name leads is asked with each connection.
   * @throws {EgressError} when it can be seen from the address that it may not be one
   */
  checkUrl(text: string): URL {
    const url = URL.parse(text);
    if (!url || !['http:', 'https:'].includes(url.protocol))
      throw new EgressError('Expected an http or https address of the webhook.');
    if (url.username || url.password)
      throw new EgressError('Expected an address without a user name or password in it.');
    if (!this.#isAllowed(url.hostname, portOf(url))) expectPublicName(bare(url.hostname));
    return url;
  }

  /** Hangs up on everyone. */
  async close(): Promise<void> {
    await Promise.all([this.#strict.destroy(), this.#lax.destroy()]);
  }

  #connector(rejectUnauthorized: boolean): Connect {
    const free = buildConnector({rejectUnauthorized});
    const fenced = buildConnector({rejectUnauthorized, lookup: this.#lookup});
    return (options, callback) => {
      const port = options.port || (options.protocol === 'https:' ? '443' : '80');
      if (this.#isAllowed(options.hostname, port)) return free(options, callback);
      try {
        // An address that is written out is not looked up.
        expectPublicName(bare(options.hostname));
      } catch (error) {
        return callback(error as Error, null);
      }
      return fenced(options, callback);
    };
  }

  readonly #lookup: LookupFunction = (host, options, callback) => {
    this.#find(host).then(
      (found) => {
        const [first] = found;
        if (options.all) callback(null, [...found]);
        else callback(null, first.address, first.family);
      },
      (error: Error) => callback(error, []),
    );
  };

  async #find(host: string): Promise<readonly [LookupAddress, ...LookupAddress[]]> {
    const {resolve = (name) => dns.lookup(name, {all: true}), route = (address) => address} = this.#options;
    const resolved = await resolve(host).catch(() => []);
    if (resolved.length === 0) throw new EgressError(`No address is known for ${host}.`);
    const open = ({address}: LookupAddress) => isPublicAddress(address) && !isOwnAddress(address);
    const [first, ...others] = resolved.filter(open).map(route);
    if (!first) throw notPublic(host);
    return [first, ...others];
  }

  #isAllowed(hostname: string, port: string): boolean {
    const host = inUrl(hostname);
    return this.#allowed.has(host) || this.#allowed.has(`${host}:${port}`);
  }
}

function portOf({protocol, port}: URL): string {
  return port || (protocol === 'https:' ? '443' : '80');
}

/** A host as it stands in a URL, with brackets around an IPv6 address. */
function inUrl(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host;
}

function bare(hostname: string): string {
  return hostname.replace(/^\[|\]$/g, '');
}

function expectPublicName(host: string): void {
  const isOpen = isIP(host) ? isPublicAddress(host) && !isOwnAddress(host) : !isLocalName(host);
  if (!isOpen) throw notPublic(host);
}

function notPublic(host: string): EgressError {
  return new EgressError(
    `${host} is not part of the public internet: the operator can allow it as a host for webhooks.`,
  );
}
