import {promises as dns, type LookupAddress} from 'node:dns';
import net, {type LookupFunction} from 'node:net';
import {isOwnAddress, isPublicAddress} from './addresses.ts';

/** The world beyond the proxy. Tests play it, so that no test reaches the real one. */
export interface Internet {
  /** All addresses of a name, or of an address in whatever spelling. Rejects, or gives none, when nobody knows it. */
  resolve(host: string): Promise<readonly LookupAddress[]>;
  /** Whether an address is out there: neither this machine, nor its network, nor anything special. */
  has(address: string): boolean;
  /** Connects to one of these addresses, and looks nothing up. */
  connect(addresses: readonly LookupAddress[], port: number): net.Socket;
}

/** The one that is out there. */
export const INTERNET: Internet = {
  resolve: (host) => dns.lookup(host, {all: true}),
  has: (address) => isPublicAddress(address) && !isOwnAddress(address),
  // Node tries one after the other where it is given all of them for one name.
  connect: (addresses, port) => net.connect({host: 'checked.invalid', port, lookup: answerWith(addresses)}),
};

/** Knows no name and no address: for what the browser itself asks for. */
export const NOWHERE: Internet = {
  resolve: async () => [],
  has: () => false,
  connect: () => {
    throw new Error('Expected nothing to connect to nowhere.');
  },
};

function answerWith(addresses: readonly LookupAddress[]): LookupFunction {
  const [first] = addresses;
  return (_host, {all}, callback) => {
    if (all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}
