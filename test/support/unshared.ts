import {spawnSync} from 'node:child_process';
import {leftOut} from './left-out.ts';

/** Runs a script of the shell, which comes next, where nobody else sees what it mounts. */
export const UNSHARED = ['unshare', '--user', '--map-root-user', '--mount', 'sh', '-ec'] as const;

/** Says that tests are left out that mount something, where the system lets nobody do that; false where it does. */
export function leftOutUnmounted(): string | false {
  const [command, ...args] = UNSHARED;
  const mounts = spawnSync(command, [...args, 'mount -t tmpfs none /mnt']).status === 0;
  return leftOut('right to mount something for oneself', mounts, ['util-linux']);
}
