import {isIP} from 'node:net';
import ipaddr from 'ipaddr.js';
import {ConfigError} from './config-error.ts';

/**
 * Expects addresses and networks.
 *
 * @param name - what says them
 * @throws {ConfigError} when one is none, or is all there are: then anyone could say from where they come
 */
export function checkNetworks(name: string, networks: readonly string[]): void {
  for (const network of networks) {
    const [address = '', bits] = network.split('/');
    const isNetwork = bits === undefined || (ipaddr.isValidCIDR(network) && Number(bits) > 0);
    if (isIP(address) && isNetwork) continue;
    throw new ConfigError(`Expected ${name} to be IP addresses and networks such as 10.0.0.0/8, got "${network}".`);
  }
}
