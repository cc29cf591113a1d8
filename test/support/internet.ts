import net from 'node:net';
import {INTERNET, type Internet} from '../../src/server/browser/internet.ts';

/** Where the pretended internet is: an address of the documentation's, which leads nowhere in the real one. */
export const PUBLIC_ADDRESS = '203.0.113.7';

/** An internet of one address, where all names under `.example` live, and which is this machine in truth. */
export function playInternet(changes: Partial<Internet> = {}): Internet {
  return {
    resolve: async (host) => (host.endsWith('.example') ? [{address: PUBLIC_ADDRESS, family: 4}] : []),
    has: (address) => address === PUBLIC_ADDRESS || INTERNET.has(address),
    connect: (_addresses, port) => net.connect(port, '127.0.0.1'),
    ...changes,
  };
}
