import {existsSync} from 'node:fs';
import {installPackages} from '../../src/server/browser/install-browser.ts';
import {WordPress} from './site.ts';

/** What a site of WordPress is made of on Debian. The database alone, without the service around it. */
const PACKAGES = [
  'wordpress',
  'wordpress-theme-twentytwentythree',
  'mariadb-server-core',
  'mariadb-client',
  'php-cli',
  'php-cgi',
  'php-mysql',
  'nginx-light',
];

// Where systemd runs, the packages would start servers, and that is not for a test to do.
if (!WordPress.isThere() && !existsSync('/run/systemd/system'))
  installPackages(PACKAGES, 'WordPress (about 35 MB, once)');
if (!WordPress.isThere()) {
  console.log(
    `There is no WordPress: the plugin is not tried on it. On Debian: sudo apt-get install --no-install-recommends ${PACKAGES.join(' ')}`,
  );
}
