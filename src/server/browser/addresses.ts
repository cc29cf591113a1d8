import {isIP} from 'node:net';
import os from 'node:os';
import ipaddr from 'ipaddr.js';

/** All of IPv6 that is given out to the public internet. What is outside is local, mapped, or a tunnel to anywhere. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3');

/** Whether an IP address belongs to the public internet: not this machine, not its network, nothing special. */
export function isPublicAddress(address: string): boolean {
  if (!isIP(address)) return false;
  const parsed = ipaddr.process(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || parsed.match(GLOBAL_UNICAST);
}

/** Whether this machine listens at an IP address, be it a public one: what it serves may trust whoever is on it. */
export function isOwnAddress(address: string): boolean {
  const parsed = ipaddr.process(address).toString();
  const own = Object.values(os.networkInterfaces()).flatMap((addresses = []) => addresses);
  return own.some((each) => ipaddr.process(each.address).toString() === parsed);
}

/** Whether a host name means this machine, whatever the name service says. */
export function isLocalName(host: string): boolean {
  return /(^|\.)localhost\.?$/i.test(host);
}
