import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {Nginx} from './nginx.ts';

/**
 * Installs nginx for its test where nobody has to be asked: as root on Debian, in a container. Where systemd runs, the
 * package would start a web server, and that is not for a test to do.
 */
function install(): boolean {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot || !existsSync('/etc/debian_version') || existsSync('/run/systemd/system')) return false;
  console.log('Installing nginx (about 2 MB, once)…');
  const run = (...args: string[]) => spawnSync('apt-get', ['-qq', ...args], {stdio: ['ignore', 'ignore', 'inherit']});
  process.env['DEBIAN_FRONTEND'] = 'noninteractive';
  return (
    run('update').status === 0 && run('install', '-y', '--no-install-recommends', 'nginx-light', 'openssl').status === 0
  );
}

if (!Nginx.find() && !install()) {
  console.log('There is no nginx: its test is left out. On Debian: sudo apt-get install nginx-light');
}
