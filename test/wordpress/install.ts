import {existsSync} from 'node:fs';
import {installPackages} from '../../src/server/browser/install-browser.ts';

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

/** All of it that a test starts or copies. */
const NEEDED = [
  '/usr/share/wordpress/wp-load.php',
  '/usr/share/wordpress/wp-content/themes/twentytwentythree',
  '/usr/sbin/mariadbd',
  '/usr/bin/mariadb-install-db',
  '/usr/bin/php',
];

const isThere = () => NEEDED.every((file) => existsSync(file));

// Where systemd runs, the packages would start servers, and that is not for a test to do.
if (!isThere() && !existsSync('/run/systemd/system')) installPackages(PACKAGES, 'WordPress (about 35 MB, once)');
if (!isThere()) {
  console.error(
    `There is no WordPress to try the plugin on. On Debian: sudo apt-get install --no-install-recommends ${PACKAGES.join(' ')}`,
  );
  process.exitCode = 1;
}
